"""Which fuels can be given instead of those delivered, with the figures of both by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow as pa

from followup.storage import editions
from followup.storage.database import Database, cursor
from followup.storage.sqltext import text

_WANTED = pa.schema(
    [
        pa.field("fuel", pa.string()),
        pa.field("unit", pa.string()),
        pa.field("day", pa.date32()),
        pa.field("country", pa.string()),
        pa.field("fuel_set", pa.string()),
        pa.field("factor_set", pa.string()),
    ]
)
Delivered = tuple[str, str, date]  # fuel, unit and a day on which its figures hold


@dataclass(frozen=True, slots=True)
class FuelSwap:
    """A fuel in place of another: MJ per unit of both, what a set counts of it, grams CO2e.

    Shares and grams are per unit of the new fuel, None where no figure is in force.
    """

    fuel: str
    unit: str
    day: date
    by: str
    needs: str
    mj_per_unit: Decimal
    by_mj_per_unit: Decimal
    share_low: Decimal | None
    share_high: Decimal | None
    g_low: Decimal | None
    g_high: Decimal | None


def swaps(
    database: Database,
    delivered: Iterable[Delivered],
    country: str,
    fuel_set: str | None,
    factor_set: str,
    as_of: date,
) -> tuple[FuelSwap, ...]:
    """The swaps of what was delivered, as known on ``as_of``; none for a fuel that has none."""
    wanted = [
        {"fuel": fuel, "unit": unit, "day": day, "country": country, "fuel_set": fuel_set,
         "factor_set": factor_set}
        for fuel, unit, day in sorted(set(delivered))
    ]  # fmt: skip
    if not wanted:
        return ()
    with cursor(database, as_of) as own:
        editions.use(own, database)
        own.register("wanted", pa.Table.from_pylist(wanted, schema=_WANTED))
        found = own.execute(text("queries", "fuel_swap")).fetchall()
    return tuple(FuelSwap(*row) for row in found)


def without_hvo(database: Database, contract: str, as_of: date) -> frozenset[str]:
    """The vehicles of a contract that a list in force says are not approved for HVO100."""
    with cursor(database, as_of) as own:
        found = own.execute(_WITHOUT_HVO, [contract]).fetchall()
    return frozenset(vehicle for (vehicle,) in found)


_WITHOUT_HVO = """
    SELECT DISTINCT vehicle_id FROM app.vehicle_fact
    WHERE contract = ? AND vehicle_id IS NOT NULL AND NOT hvo_approved AND NOT is_questioned
"""
