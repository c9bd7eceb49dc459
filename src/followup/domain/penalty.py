"""What a breach costs, or a better result earns, by the contract's own words.

Penalty and bonus are only ever a basis for people to decide on (rule 26).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

PenaltyKind = Literal[
    "per_week", "per_month", "per_vehicle", "per_point", "lump_sum", "price_supplement"
]
# shortfall: the clause is not met; late_report: a report is missing or late; follow_up: no reply,
# or a plan not carried out; bonus: the clause is met by more than it asks.
PenaltyTrigger = Literal["shortfall", "late_report", "follow_up", "bonus"]
# Whether the most that can be asked is for each breach, or for all of the clause together.
CapScope = Literal["contract", "breach"]
Currency = Literal["SEK", "DKK", "EUR"]
TIMED: Final[frozenset[PenaltyKind]] = frozenset({"per_week", "per_month"})
_TIMED: tuple[PenaltyKind, ...] = ("per_week", "per_month", "lump_sum")
KINDS: Final[Mapping[PenaltyTrigger, tuple[PenaltyKind, ...]]] = {
    "shortfall": ("per_point", "per_vehicle", *_TIMED),
    "late_report": _TIMED,
    "follow_up": _TIMED,
    "bonus": ("per_point", "per_vehicle", "lump_sum", "price_supplement"),
}


@dataclass(frozen=True, slots=True)
class PenaltyRule:
    """A clause's own rule; its wording is the requirement's ``consequence_text``.

    ``amount`` is money for each unit, of a price supplement per cent of the price. A started
    week, month or percentage point counts whole where ``is_started``, else only whole ones do
    (weeks, months) or exactly what there is (points). The cap is a number of units or an amount.
    ``excuses_blocked`` says that days on which the supplier was kept from it are taken away.
    """

    kind: PenaltyKind
    applies_to: PenaltyTrigger
    amount: Decimal
    currency: Currency = "SEK"
    is_started: bool = True
    cap_units: Decimal | None = None
    cap_amount: Decimal | None = None
    cap_scope: CapScope = "contract"
    excuses_blocked: bool = False

    @property
    def cap(self) -> Decimal | None:
        """The most that can be asked, in money; None without a cap."""
        by_units = None if self.cap_units is None else self.cap_units * self.amount
        known = [c for c in (by_units, self.cap_amount) if c is not None]
        return min(known) if known else None


@dataclass(frozen=True, slots=True)
class Excuse:
    """Days on which the supplier was kept from doing what is asked, as a person states."""

    start: date
    end: date
    why: str


@dataclass(frozen=True, slots=True)
class Given:
    """What only people know: excused days, and the price that a supplement is of."""

    excuse: Excuse | None = None
    price: Decimal | None = None
    price_source: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is charged or paid for: a report, a vehicle, or the clause in a period.

    ``key`` is the same wherever the thing is counted, so that nothing is charged twice. The
    units lie between ``low`` and ``high``; ``amount_low`` and ``amount_high`` are what is left
    of their price after a cap for each breach and after what was decided before.
    """

    key: str
    low: Decimal
    high: Decimal
    amount_low: Decimal
    amount_high: Decimal


@dataclass(frozen=True, slots=True)
class PenaltyBasis:
    """A basis as it stood on ``as_of``: the amounts, and every assumption in words by language.

    ``low`` and ``high`` are the same where nothing is left open. ``rows_sha256`` is over the
    proof's rows, ``reference`` the checksum of the figures used.
    """

    requirement: str
    rule: PenaltyRule
    as_of: date
    items: tuple[Item, ...]
    low: Decimal
    high: Decimal
    rows_sha256: str
    reference: str
    lines: Mapping[str, tuple[tuple[str, str], ...]]

    @property
    def is_exact(self) -> bool:
        """Whether there is one amount."""
        return self.low == self.high

    @property
    def remedy(self) -> Literal["penalty", "bonus"]:
        """What it can be the basis of."""
        return "bonus" if self.rule.applies_to == "bonus" else "penalty"

    @property
    def currency(self) -> Currency:
        """The currency of the amounts."""
        return self.rule.currency
