"""The vehicles and machines that reports tell of: by contract, row by row, and over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from followup.domain.period import Period
from followup.storage.database import Database, cursor
from followup.storage.sqltext import text


def used(database: Database, days: Period, as_of: date) -> pa.Table:
    """One row per contract and vehicle or machine used on some of the days."""
    given = {"start": days.start, "end": days.end}
    with cursor(database, as_of) as own:
        return own.execute(text("queries", "fleet_used"), given).to_arrow_table()


def fuels(database: Database, days: Period, as_of: date) -> pa.Table:
    """One row per contract, vehicle, fuel and unit that it was given on some of the days."""
    given = {"start": days.start, "end": days.end}
    with cursor(database, as_of) as own:
        return own.execute(text("queries", "fleet_fuels"), given).to_arrow_table()


def unnamed(database: Database, days: Period, as_of: date) -> dict[str, int]:
    """How many fuel rows of some days name no vehicle, by contract that has any."""
    given = {"start": days.start, "end": days.end}
    with cursor(database, as_of) as own:
        return dict(own.execute(text("queries", "fleet_unnamed"), given).fetchall())


def rows_of(database: Database, vehicle: str, as_of: date) -> pa.Table:
    """Every row of a list that names a vehicle or machine, the latest first."""
    with cursor(database, as_of) as own:
        return own.execute(text("queries", "fleet_rows"), {"vehicle": vehicle}).to_arrow_table()


def fuel_rows_of(database: Database, vehicle: str, as_of: date) -> pa.Table:
    """Every fuel row that names a vehicle, the latest first; duplicates are there and marked."""
    with cursor(database, as_of) as own:
        return own.execute(
            text("queries", "fleet_fuel_rows"), {"vehicle": vehicle}
        ).to_arrow_table()


def over_time(
    database: Database, contracts: Sequence[str], stretches: Sequence[Period], as_of: date
) -> pa.Table:
    """How many vehicles of each sort the contracts used in each stretch, labelled by its name."""
    stretch = pa.table({
        "label": [str(period) for period in stretches],
        "first_day": pa.array([period.start for period in stretches], pa.date32()),
        "last_day": pa.array([period.end for period in stretches], pa.date32()),
    })  # fmt: skip
    with cursor(database, as_of) as own:
        own.register("stretch", stretch)
        own.register("chosen", pa.table({"contract": pa.array(list(contracts), pa.string())}))
        return own.execute(text("queries", "fleet_over_time")).to_arrow_table()
