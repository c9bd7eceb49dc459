"""Run a measure for many asks at once, and give the rows behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa

from followup.storage import figures, summaries
from followup.storage.ask import ASK as ASK
from followup.storage.database import Database, cursor
from followup.storage.seldom import empty, holds
from followup.storage.sqltext import text

# Measures of fuel that a declared share may speak of, and what it must then be a share in.
DECLARED_BASIS = {"energy_share": "energy", "volume_share": "volume", "distance_share": "distance"}

# Measures in which certificates of gas and electricity count: a measure of litres has no gas.
CERTIFIED = ("energy_share",)

# Measures that sum parts of rows, so that a buyer's part of a joint contract can be cut exactly.
OF_ROWS = ("activity_share", "distance_share", "energy_share", "euro_activity_share", "ghg_mean",
           "ghg_tonnes", "volume_share")  # fmt: skip

# Measures of no fuel; what a query names is planned even where it is not used.
_OF_NO_ROWS = ("report_in_time", "evidence", "circular_share", "packaging_rotations",
               "food_waste_mean")  # fmt: skip
# Measures that carry how many rows one of theirs stands for; of others each is one.
_COUNTED = ("distance_share", "energy_share", "ghg_mean", "ghg_tonnes", "volume_share")
_UNCOUNTED = "UNION ALL BY NAME\nSELECT CAST(NULL AS BIGINT) AS row_count WHERE FALSE\n"
_NO_FUEL = "WITH " + text("parts", "exempted")
# What else a measure stands on, besides fuel and activity rows.
PARTS = {
    "energy_share": ("vehicle_in_service",),
    "vehicle_share": ("listed_in_service",),
    "zero_emission_vehicle_share": ("listed_in_service",),
    "exhaust_mean": ("listed_in_service",),
    "euro_activity_share": ("listed_in_service",),
    "activity_share": ("listed_in_service", "vehicle_run"),
    "listed_level_share": ("listed_in_service", "unlisted"),
    "circular_share": ("circular_part",),
    "packaging_rotations": ("circular_part",),
    "food_waste_mean": ("circular_part",),
}


@dataclass(frozen=True, slots=True)
class Total:
    """The sums of one ask. ``unbounded`` names what keeps an amount from being known at all.

    ``split_start`` and ``split_end`` span the rows that cross the window's border;
    ``rows_pending`` are expected reports that are not due.
    """

    numerator: Decimal
    denominator: Decimal
    unknown: Decimal | None
    rows_used: int
    rows_excluded: int
    split_start: date | None
    split_end: date | None
    unbounded: tuple[str, ...]
    statuses: tuple[str, ...]
    excluded: tuple[str, ...]
    rows_pending: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Expected slices (months x reporters) of one ask, and how many are in."""

    expected: int = 0
    covered: int = 0
    nil: int = 0
    pending: int = 0


def totals(database: Database, measure: str, asks: pa.Table, as_of: date) -> dict[int, Total]:
    """The total of each ask that has any row, by ``ask_id``."""
    with _asked(database, asks, as_of) as own:
        query = _measured(own, measure, _fuel(own, database, asks, measure))
        query += text("parts", "measured_total")
        return _totals(own.execute(query).fetchall())


def _totals(rows: Sequence[tuple[Any, ...]]) -> dict[int, Total]:
    return {
        ask_id: Total(
            numerator, denominator, None if is_unbounded else unknown, used, excluded_rows,
            split_start if is_split else None, split_end if is_split else None,
            tuple(sorted(unbounded)), tuple(sorted(statuses)), tuple(sorted(excluded)), pending,
        )
        for (
            ask_id, numerator, denominator, unknown, is_unbounded, used, excluded_rows,
            is_split, split_start, split_end, unbounded, statuses, excluded, pending,
        ) in rows
    }  # fmt: skip


def totals_by_contract(
    database: Database, measure: str, asks: pa.Table, as_of: date
) -> list[tuple[int, str, Decimal, Decimal, Decimal | None]]:
    """Ask, contract, numerator, denominator and unknown of the rows that count.

    Unknown is None where nothing bounds it; over the contracts the sums are the ask's total.
    """
    with _asked(database, asks, as_of) as own:
        fuel = _fuel(own, database, asks, measure, by_contract=True)
        query = _measured(own, measure, fuel) + text("parts", "measured_by_contract")
        return own.execute(query).fetchall()


def rows(database: Database, measure: str, asks: pa.Table, as_of: date) -> pa.Table:
    """The rows behind the totals, one per ask and part of a fact, excluded ones included.

    Never sums that are kept: what opens to its rows is read from the rows.
    """
    with _asked(database, asks, as_of) as own:
        return _rows(own, measure)


def rows_and_totals(
    database: Database, measure: str, asks: pa.Table, as_of: date
) -> tuple[pa.Table, dict[int, Total]]:
    """The rows as ``rows`` gives them, and the totals summed over these very rows."""
    with _asked(database, asks, as_of) as own:
        found = _rows(own, measure)
        own.register("measured", found)
        try:
            return found, _totals(own.execute(text("parts", "measured_total")).fetchall())
        finally:
            own.unregister("measured")


def _rows(own: duckdb.DuckDBPyConnection, measure: str) -> pa.Table:
    query = _measured(own, measure, _of_rows(own))
    query += text("parts", "measured_rows")
    return own.execute(query).to_arrow_table()


def coverage(database: Database, asks: pa.Table, as_of: date) -> dict[int, Coverage]:
    """Expected and reported slices of each ask that expects any, by ``ask_id``."""
    with _asked(database, asks, as_of) as own:
        found = own.execute(text("queries", "coverage")).fetchall()
    return {ask_id: Coverage(*counts) for ask_id, *counts in found}


def fuel_mix(database: Database, asks: pa.Table, as_of: date) -> pa.Table:
    """One row per ask and fuel: energy in MJ, tonnes CO2e low and high, distance in km.

    Amounts that are not known are null, with the number of rows that lack them beside.
    """
    with _asked(database, asks, as_of) as own:
        query = _fuel(own, database, asks, "fuel_mix") + text("queries", "fuel_mix")
        return own.execute(query).to_arrow_table()


def buyer_sums(database: Database, asks: pa.Table, as_of: date) -> list[dict[str, Any]]:
    """One row per ask, fuel and unit: amounts and distance of the rows that are placed."""
    with _asked(database, asks, as_of) as own:
        query = _of_rows(own) + text("queries", "buyer_sums")
        found: list[dict[str, Any]] = own.execute(query).to_arrow_table().to_pylist()
    return found


def vehicles_used(database: Database, asks: pa.Table, as_of: date) -> dict[int, tuple[int, int]]:
    """Vehicles named by the rows of each ask, and rows that name none, by ``ask_id``."""
    with _asked(database, asks, as_of) as own:
        query = _fuel(own, database, asks, "vehicles_used") + text("queries", "vehicles_used")
        found = own.execute(query).fetchall()
    return {ask_id: (vehicles, unnamed) for ask_id, vehicles, unnamed in found}


def vehicles_by_contract(
    database: Database, asks: pa.Table, most: int, as_of: date
) -> dict[tuple[int, str], frozenset[str]]:
    """Up to ``most`` of the vehicles behind each ask and contract, where any is named or listed."""
    name = "vehicles_by_contract"
    with _asked(database, asks, as_of) as own:
        query = _fuel(own, database, asks, name) + text("queries", name)
        found = own.execute(query, [most]).fetchall()
    return {(ask_id, contract): frozenset(vehicles) for ask_id, contract, vehicles in found}


def _fuel(
    own: duckdb.DuckDBPyConnection,
    database: Database,
    asks: pa.Table,
    measure: str,
    *,
    by_contract: bool = False,
) -> str:
    """The beginning of a query, from kept sums where these give the very same answer."""
    if database.reads_facts or measure in _OF_NO_ROWS or not holds(own, summaries.MONTHS):
        return _of_rows(own)
    ways = summaries.ways(own, asks, measure, by_contract=by_contract)
    if "single" in ways:
        some = _met(text("parts", "fuel_row_single")) + text("parts", "fuel_summed")
        return some + text("parts", "met_both") + text("parts", "fuel_part")
    sums = _NO_FUEL + text("parts", "fuel_summed") + text("parts", "met_sums")
    return sums + text("parts", "fuel_part")


def _of_rows(own: duckdb.DuckDBPyConnection) -> str:
    """The beginning of a query that reads rows alone; in a large store those of their reports."""
    name = "fuel_row"
    if holds(own, summaries.MONTHS):
        summaries.singly(own)
        name = "fuel_row_single"
    met = _met(text("parts", name)) + text("parts", "met_rows")
    return met + text("parts", "fuel_part")


def _met(fuel_row: str) -> str:
    return f"{_NO_FUEL}, fuel_row AS (\n{fuel_row})\n{text('parts', 'fuel_met')}"


def _measured(own: duckdb.DuckDBPyConnection, measure: str, fuel: str) -> str:
    rows = text("measures", measure)
    if measure not in _COUNTED:
        rows += _UNCOUNTED
    parts = "".join(text("parts", part) for part in PARTS.get(measure, ()))
    basis = DECLARED_BASIS.get(measure)
    if basis and holds(own, "declared_share"):
        parts += f", declared_basis AS (SELECT '{basis}' AS basis)\n"
        parts += text("parts", "declared_part")
        rows += "UNION ALL BY NAME\n" + text("parts", "declared_rows")
    if measure in CERTIFIED and holds(own, "certificate"):
        parts += text("parts", "certificate_part")
        rows += "UNION ALL BY NAME\n" + text("parts", "certificate_rows")
    begins = _NO_FUEL if measure in _OF_NO_ROWS else fuel
    return f"{begins}{parts}, measured AS (\n{rows})\n"


def _unasked(asks: pa.Table) -> str:
    """What only goals ask for, named as the empty tables are where no ask is without a clause."""
    return "" if asks["requirement"].null_count else "goal "


@contextmanager
def _asked(database: Database, asks: pa.Table, as_of: date) -> Iterator[duckdb.DuckDBPyConnection]:
    with cursor(database, as_of) as own:
        own.register("ask", asks)
        own.execute("SET VARIABLE empty = ?", [empty(own, database) + _unasked(asks)])
        figures.use(own, database, asks, as_of)
        try:
            yield own
        finally:
            # The cursor of a rehearsal goes on, and what was empty may be filled.
            own.execute("SET VARIABLE empty = ''")
