"""A check that one body has made of a supplier, and whether another contract may lean on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from followup.domain.requirement import Comparator

# A spot check asks for receipts; evidence is what a person saw of a clause.
ControlKind = Literal["spot_check", "evidence"]
Refusal = Literal[
    "other_supplier", "other_method", "level_unknown", "lower_level", "too_old", "in_future",
    "not_finished", "not_accepted",
]  # fmt: skip
REFUSALS: Final[tuple[Refusal, ...]] = Refusal.__args__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Control:
    """A check on ``contract``, made for clause ``requirement`` of ``body``.

    ``method`` is the clause's measure and ``level`` its limit on the day, None where it has none;
    ``spot_check`` is the list's name. ``is_accepted`` says what came of it, None while it is not
    finished. ``seen`` and ``document`` are what evidence rests on.
    """

    kind: ControlKind
    contract: str
    requirement: str
    body: str
    supplier: str
    method: str
    comparator: Comparator
    level: Decimal | None
    checked_date: date
    is_accepted: bool | None
    spot_check: str | None = None
    seen: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a clause needs checked: of which supplier, by which method, at which level."""

    supplier: str
    method: str
    comparator: Comparator
    level: Decimal | None


@dataclass(frozen=True, slots=True)
class Borrowed:
    """The newest word on taking over a control: taken, or taken back, and why."""

    contract: str
    requirement: str
    kind: ControlKind
    of_contract: str
    of_requirement: str
    spot_check: str | None
    checked_date: date
    is_taken: bool
    reason: str
    known_from: date
    actor: str | None = None
