"""A spot check: rows of fuel that receipts are asked for, and what each receipt showed.

A list is drawn once, from a seed that is on record before anybody sees it. What came of a row is
what a person says of it; a mistaken word is followed by another, and both stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, get_args

from followup.domain.period import Period

# weight: on the verdict, by the energy that speaks for the supplier; odd: something about the
# row is unusual; random: every row alike.
Part = Literal["weight", "odd", "random"]
PARTS: tuple[Part, ...] = get_args(Part)
Outcome = Literal["agrees", "differs", "no_receipt", "taken_back"]
OUTCOMES: tuple[Outcome, ...] = ("agrees", "differs", "no_receipt")
# What may be odd about a row. The first five the store knows, the others follow from the rows.
Oddity = Literal[
    "questioned", "explained", "same_elsewhere", "approximate", "not_in_list",
    "round_amount", "edge_of_period", "large_for_vehicle", "lone_vehicle",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FuelRow:
    """A row of fuel in force, with what it weighs and what the store knows of it.

    ``energy_mj`` is None where fuel, amount or unit is not known; ``weight_mj`` is the energy by
    which it speaks for the supplier's verdict, 0 where it does not or nobody knows.
    """

    contract: str
    reporter: str
    file_name: str
    sha256: str
    sheet: str | None
    row: int
    column: str | None
    vehicle_id: str | None
    fuel: str | None
    fuel_raw: str | None
    quantity: Decimal | None
    unit: str | None
    period: Period
    energy_mj: Decimal | None
    weight_mj: Decimal
    known: frozenset[Oddity] = frozenset()
    grade: str | None = None

    @property
    def said(self) -> tuple[str, ...]:
        """What the row says, wherever it stands: equal rows say the same."""
        amount = None if self.quantity is None else format(self.quantity.normalize(), "f")
        parts = (
            self.contract, self.reporter, self.vehicle_id, self.fuel, self.fuel_raw, amount,
            self.unit, self.period.start.isoformat(), self.period.end.isoformat(),
        )  # fmt: skip
        return tuple(part or "" for part in parts)

    @property
    def place(self) -> tuple[str, str, int, str]:
        """Where it stands: file, sheet, row and column."""
        return self.sha256, self.sheet or "", self.row, self.column or ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A row on a list: ``number`` counts from 1, ``parts`` say why it is there.

    ``probability`` is the chance, from 0 to 1, that a row like it had to come on the list; it is
    exact where the list was not filled up at random, else the least it can be.
    """

    number: int
    identity: str
    row: FuelRow
    parts: tuple[Part, ...]
    oddities: tuple[Oddity, ...]
    probability: Decimal


@dataclass(frozen=True, slots=True)
class Word:
    """What a person said of a row's receipt: ``note`` what stood on it, ``kept_at`` where it is.

    ``seen_date`` is when the receipt was looked at, ``at`` (UTC) when that was written down.
    """

    number: int
    outcome: Outcome
    note: str
    kept_at: str
    seen_date: date
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """The request went to ``sent_to`` on a day, with an answer asked for by ``reply_date``."""

    sent_date: date
    reply_date: date
    sent_to: str


@dataclass(frozen=True, slots=True)
class SpotCheck:
    """A list as it was drawn, and everything said of it since, the oldest first.

    ``contract`` None is all contracts of ``supplier``. ``shares`` are the parts' proportions;
    ``population`` rows with ``energy_mj`` in all were there to draw from, and
    ``population_sha256`` tells them from any other. ``cases`` are deviations opened, by row.
    """

    identifier: str
    contract: str | None
    supplier: str | None
    contracts: tuple[str, ...]
    period: Period
    seed: str
    asked: int
    shares: Mapping[Part, Decimal]
    drawn_date: date
    first_reply_date: date
    actor: str
    population: int
    energy_mj: Decimal
    population_sha256: str
    rows: tuple[Drawn, ...]
    sent: tuple[Sent, ...] = ()
    words: tuple[Word, ...] = ()
    cases: tuple[tuple[int, str], ...] = ()

    @property
    def reply_date(self) -> date:
        """The day the supplier is to answer by, as last told."""
        return self.sent[-1].reply_date if self.sent else self.first_reply_date

    @property
    def holding(self) -> Mapping[int, Word]:
        """The newest word on each row, but for those taken back."""
        newest = {word.number: word for word in self.words}
        return {n: w for n, w in newest.items() if w.outcome != "taken_back"}

    @property
    def open_rows(self) -> tuple[Drawn, ...]:
        """The rows that nobody has said anything of."""
        held = self.holding
        return tuple(row for row in self.rows if row.number not in held)

    def is_late(self, as_of: date) -> bool:
        """Whether the day to answer by has passed with rows still open."""
        return self.reply_date < as_of and bool(self.open_rows)
