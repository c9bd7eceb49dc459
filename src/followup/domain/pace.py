"""An organisation's own choice of a shared goal: to take part at a pace of its own, or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from followup.domain.timeline import Step

# ``undecided`` takes an earlier choice back: nothing is decided any more.
Choice = Literal["adopts", "declines", "undecided"]
# When an organisation's own way reaches the shared target, against the shared target's own year.
PaceGroup = Literal[
    "earlier", "same", "later", "part_way", "not_comparable", "declines", "undecided"
]


@dataclass(frozen=True, slots=True)
class Adoption:
    """What an organisation has decided about a goal, as a person wrote it down.

    ``organisation`` is its name as contracts have it among their buyers. ``target`` and ``path``
    are in the goal's unit and stand only where it ``adopts``. ``decision`` is the reference of
    the decision and ``decided_date`` its day. ``actor`` as the audit keeps it, ``at`` UTC.
    """

    goal: str
    organisation: str
    choice: Choice
    target: Decimal | None = None
    target_date: date | None = None
    path: tuple[Step, ...] = ()
    decision: str = ""
    decided_date: date | None = None
    note: str | None = None
    known_from: date | None = None
    actor: str = ""
    at: datetime | None = None
