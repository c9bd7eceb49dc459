"""Store a brief for a meeting, list the earlier ones, and make one again to compare.

What was stored is never changed: an earlier brief is told from its frozen figures and text. Made
again it is computed from the acts and reference values that were known then, and every figure
that differs is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from followup.domain.figure import Figure
from followup.errors import UserError
from followup.render.document import Document
from followup.services.brief import brief, facts, kept
from followup.services.brief.brief import Brief
from followup.services.brief.facts import Wanted
from followup.services.installation import Actor, Installation, as_known
from followup.storage import acts, briefs
from followup.storage.acts import Act
from followup.storage.briefs import Issued as Issued

ACT = "store_brief"


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored brief as it was written."""

    issued: Issued
    figures: tuple[Figure, ...]
    document: Document


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that reads otherwise now; None where there was or is none of that code."""

    code: str
    then: Figure | None
    now: Figure | None


def store(
    installation: Installation, told: Brief, meeting: str, known_act: int, actor: Actor,
    now: datetime, today: date,
) -> str:  # fmt: skip
    """Store a brief as an act; its name.

    ``known_act`` is the data version it was computed on. Raises UserError ``meeting_missing``.
    """
    if not meeting.strip():
        raise UserError("meeting_missing")
    found = told.facts
    issued = Issued(
        "", meeting.strip(), today, found.as_of, known_act, found.lang,
        tuple(g.progress.goal.identifier for g in found.goals), installation.catalogue.checksum,
    )  # fmt: skip
    figures = kept.figures_to_text(told.figures)
    document = kept.document_to_text(told.document)

    def attempt(version: int) -> str:
        name = _next_name(installation, today)
        own = replace(issued, brief=name)
        detail = {"meeting": own.meeting, "as_of": own.as_of.isoformat(), "known_act": known_act}
        acts.commit(
            installation.database, Act(actor.stored, ACT, name, now, detail),
            lambda cursor, act_id: briefs.insert(cursor, act_id, own, figures, document), version,
        )  # fmt: skip
        return name

    return acts.planned(installation.database, attempt)


def listed(installation: Installation, as_of: date) -> tuple[Issued, ...]:
    """The briefs stored by a day, the newest first."""
    return briefs.listed(installation.database, as_of)


def load(installation: Installation, issued: Issued) -> Stored:
    """A brief as it was written; raises UserError ``unknown_brief``."""
    found = briefs.content(installation.database, issued.brief)
    if found is None:
        raise UserError("unknown_brief", brief=issued.brief)
    figures, document = found
    return Stored(issued, kept.figures_of(figures), kept.document_of(document))


def again(installation: Installation, issued: Issued) -> Brief:
    """The brief computed anew from what was known when it was stored."""
    then = as_known(installation, upto_act=issued.known_act, reference_day=issued.as_of)
    wanted = Wanted(issued.lang, issued.as_of, issued.goals)
    return brief.write(facts.gather(then, wanted))


def differences(stored: Stored, made: Brief) -> tuple[Difference, ...]:
    """Every figure that is not number for number the stored one; none where all agree."""
    return compare(stored.figures, made.figures)


def compare(before: Iterable[Figure], after: Iterable[Figure]) -> tuple[Difference, ...]:
    """By code: the value, its ends, its coverage and day; words alone are no difference."""
    then, now = ({f.code: f for f in found} for found in (before, after))
    return tuple(
        Difference(code, then.get(code), now.get(code))
        for code in dict.fromkeys([*then, *now])
        if _number(then.get(code)) != _number(now.get(code))
    )


def _number(figure: Figure | None) -> object:
    if figure is None:
        return None
    return figure.value, figure.low, figure.high, figure.unit, figure.day, figure.coverage


def _next_name(installation: Installation, today: date) -> str:
    prefix = f"UL-{today.year}-"
    own = [b for b in briefs.listed(installation.database) if b.brief.startswith(prefix)]
    return f"{prefix}{len(own) + 1:03}"
