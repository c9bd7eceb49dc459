"""The plus-energy county: renewable energy produced over energy used, entered by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from followup.domain.goal import Goal, Progress
from followup.domain.goal_point import EnteredPoint
from followup.errors import UserError
from followup.i18n.text import exact, t
from followup.rules import energy
from followup.services.goal import points, status
from followup.services.goal import written as goal_written
from followup.services.installation import Actor, Installation

INDICATOR: Final = "renewable_produced_over_used"


@dataclass(frozen=True, slots=True)
class WrittenPlus:
    """The fields of the form: a year, energy produced and used in GWh, and where it was read."""

    year: str
    produced: str
    used: str
    source: str


def goals(installation: Installation, as_of: date, lang: str) -> list[Progress]:
    """The goals that are shown and follow produced over used, with how they are going."""
    chosen = [g for g in status.goals(installation, as_of, lang) if g.indicator == INDICATOR]
    return status.progress_of(installation, chosen, as_of)


def enter(
    installation: Installation, goal: Goal, written: WrittenPlus, actor: Actor, now: datetime,
    today: date, lang: str,
) -> Decimal:  # fmt: skip
    """Store produced over used as a figure of the goal, with both amounts in its note; the share.

    Raises UserError ``plus_energy_amounts``, ``goal_number`` and those of ``points.enter``.
    """
    produced, used = (goal_written.number(text, "") for text in (written.produced, written.used))
    on = goal_written.day(written.year)
    if produced is None or used is None or on is None or produced < 0 or used <= 0:
        raise UserError("plus_energy_amounts")
    share = energy.half_up(produced / used, 6)
    note = t("page_energy.plus_note", lang, produced=exact(produced, lang), used=exact(used, lang))
    point = EnteredPoint(goal.identifier, on, share, None, None, written.source.strip(), note)
    points.enter(installation, goal, point, actor, now, today)
    return share
