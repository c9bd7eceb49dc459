"""Sums of packaging, furniture and food waste, by class and unit, with what is not known of them.

Kilograms, packages, pieces, money and CO2e are sums of their own and never added to each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

import duckdb
import pyarrow as pa

from followup.domain.period import Period
from followup.storage import measures
from followup.storage.database import Database, cursor
from followup.storage.frames import records
from followup.storage.measures import ASK, Coverage
from followup.storage.sqltext import text

Report = Literal["packaging", "furniture", "food_waste"]
# What can be counted of each report, and the unit of it (money in the currency of the row).
COUNTED: Final[dict[Report, tuple[str, ...]]] = {
    "packaging": ("weight", "units", "returned", "recycled_material", "uses"),
    "furniture": ("pieces", "purchase_value", "avoided_value", "avoided_co2e", "weight",
                  "ecolabelled", "repaired", "taken_back", "disposed"),
    "food_waste": ("waste",),
}  # fmt: skip
_FACTS: Final = {
    "packaging": "SELECT * FROM app.packaging_fact",
    "furniture": "SELECT * FROM app.furniture_fact",
    "food_waste": "SELECT * FROM app.food_waste_fact",
}


@dataclass(frozen=True, slots=True)
class Sum:
    """One amount of a contract in some days, of one class and in one unit.

    ``what`` is one of ``COUNTED``. ``code`` is the class (domain.facts: packaging class,
    acquisition, kind of waste; the route of what is ``disposed``), None where it is not known: an
    amount under None is known and may be of any class. ``amount`` is the sum of what is said
    (``waste`` in grams); ``rows_unknown`` rows should say it and do not, so that nothing bounds
    them, and it is then the least that it can be. ``rows_split`` rows cross the border of the
    days and are in by their days.
    """

    contract: str
    period: Period
    what: str
    code: str | None
    unit: str
    amount: Decimal
    rows_known: int
    rows_unknown: int
    rows_split: int


@dataclass(frozen=True, slots=True)
class Waste:
    """Grams of food waste and the portions they are of, as the measure of a clause has them.

    ``hindrances`` name what keeps the mean from being known (reason.*); then ``per_portion`` is
    None whatever the grams are.
    """

    contract: str
    period: Period
    grams: Decimal
    portions: Decimal
    rows: int
    hindrances: tuple[str, ...]

    @property
    def per_portion(self) -> Decimal | None:
        """Grams a portion, unrounded; None where it is not known or nothing was served."""
        return None if self.hindrances or self.portions <= 0 else self.grams / self.portions


def packaging_sums(
    database: Database, contracts: Sequence[str], periods: Sequence[Period], as_of: date
) -> tuple[Sum, ...]:
    """Packaging by class of the hierarchy: kilograms, packages, what was returned, recycled."""
    return _sums(database, "packaging", contracts, periods, as_of)


def furniture_sums(
    database: Database, contracts: Sequence[str], periods: Sequence[Period], as_of: date
) -> tuple[Sum, ...]:
    """Furniture by how it was acquired: pieces, money, CO2e; disposal and take-back apart."""
    return _sums(database, "furniture", contracts, periods, as_of)


def food_sums(
    database: Database, contracts: Sequence[str], periods: Sequence[Period], as_of: date
) -> tuple[Sum, ...]:
    """Food waste in grams by kind; for grams a portion see ``waste_per_portion``."""
    return _sums(database, "food_waste", contracts, periods, as_of)


def waste_per_portion(
    database: Database, contracts: Sequence[str], periods: Sequence[Period], as_of: date,
    basis: Literal["food_waste", "plate_waste"] = "food_waste",
) -> tuple[Waste, ...]:  # fmt: skip
    """Grams and portions of each contract and stretch of days that has any weighing.

    The sums are those of the measures ``food_waste_per_portion`` and ``plate_waste_per_portion``.
    """
    asks = _asks(contracts, periods, basis)
    found = measures.totals(database, "food_waste_mean", asks, as_of)
    keys = [(contract, period) for contract in contracts for period in periods]
    return tuple(
        Waste(*keys[number], total.numerator, total.denominator, total.rows_used, total.unbounded)
        for number, total in sorted(found.items())
        if total.rows_used
    )


def coverage(
    database: Database, report: Report, contracts: Sequence[str], periods: Sequence[Period],
    as_of: date,
) -> dict[tuple[str, Period], Coverage]:  # fmt: skip
    """Expected and reported months of one kind of report, where any is expected."""
    asks = _asks(contracts, periods, report_type=report)
    keys = [(contract, period) for contract in contracts for period in periods]
    return {keys[n]: held for n, held in measures.coverage(database, asks, as_of).items()}


def rows(
    database: Database, report: Report, contracts: Sequence[str], period: Period, as_of: date
) -> pa.Table:
    """The rows in force behind the sums, with file, sheet, row and cell, in the files' order."""
    # No contract's number is empty: a choice among none is none, and no fault.
    chosen = (*contracts, "")
    with cursor(database, as_of) as own:
        found = own.sql(_FACTS[report]).filter(
            duckdb.ColumnExpression("contract").isin(*map(duckdb.ConstantExpression, chosen))
            & (duckdb.ColumnExpression("period_start") <= duckdb.ConstantExpression(period.end))
            & (duckdb.ColumnExpression("period_end") >= duckdb.ConstantExpression(period.start))
        )
        return found.order('contract, file_name, sheet, "row", "column"').to_arrow_table()


def _sums(
    database: Database, report: Report, contracts: Sequence[str], periods: Sequence[Period],
    as_of: date,
) -> tuple[Sum, ...]:  # fmt: skip
    with cursor(database, as_of) as own:
        own.register("ask", _asks(contracts, periods))
        found = records(own.sql(text("queries", "circular_sums"), params={"report": report}))
    return tuple(
        Sum(
            r["contract"], Period(r["start_date"], r["end_date"]), r["what"], r["code"],
            r["unit"], r["amount"], r["rows_known"], r["rows_unknown"], r["rows_split"],
        )
        for r in found
    )  # fmt: skip


def _asks(
    contracts: Sequence[str], periods: Sequence[Period], basis: str | None = None,
    report_type: str | None = None,
) -> pa.Table:  # fmt: skip
    """One ask per contract and stretch of days, in that order; no clause stands behind it."""
    made = [(contract, period) for contract in contracts for period in periods]
    asks = [
        {
            "ask_id": number, "contract": contract, "start_date": period.start,
            "end_date": period.end, "window_start": period.start, "window_end": period.end,
            "is_uncut": False, "accepts_declared": False, "activity": basis,
            "report_type": report_type,
        }
        for number, (contract, period) in enumerate(made)
    ]  # fmt: skip
    return pa.Table.from_pylist(asks, schema=ASK)
