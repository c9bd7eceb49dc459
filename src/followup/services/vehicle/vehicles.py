"""Every vehicle used, by contract and day: what lists say, what it ran on, what contradicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pyarrow as pa

from followup.domain.fleet import SIGNS, Fuelled, Sign, Used
from followup.domain.parties import Contract
from followup.domain.period import Period
from followup.ingest.words import key
from followup.services.installation import Installation
from followup.services.vehicle import demands as vehicle_demands
from followup.services.vehicle import reading as vehicle_reading
from followup.storage import fleet

ALWAYS: Final = Period(date.min, date.max)


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the fleet is asked for; None is everything. ``text`` is part of a registration."""

    contract: str | None = None
    buyer: str | None = None
    vehicle_class: str | None = None
    drive: str | None = None
    sign: Sign | None = None
    text: str | None = None


def used(
    installation: Installation,
    contracts: Sequence[Contract],
    as_of: date,
    days: Period = ALWAYS,
) -> tuple[Used, ...]:
    """Every vehicle and machine used on some of the days: what needs a look first, then by contract
    and number.
    """
    known = {contract.number: contract for contract in contracts}
    rows = list(_rows(fleet.used(installation.database, days, as_of)))
    fuels: dict[tuple[str, str], list[Fuelled]] = defaultdict(list)
    for row in _rows(fleet.fuels(installation.database, days, as_of)):
        fuels[row["contract"], row["vehicle_id"]].append(vehicle_reading.fuelled(row))
    listed = {row["contract"] for row in rows if row["is_listed"]}
    found = [
        _used(row, known.get(row["contract"]), tuple(fuels.get((row["contract"], row["identity"]),
              ())), listed, as_of)
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: SIGNS.index(one.sign)))


def _rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    """The rows of a table, column by column: Arrow's own way takes several times as long."""
    columns = [column.to_pylist() for column in table.columns]
    return (dict(zip(table.column_names, row, strict=True)) for row in zip(*columns, strict=True))


def unnamed(installation: Installation, as_of: date, days: Period = ALWAYS) -> dict[str, int]:
    """How many fuel rows name no vehicle, by contract that has any."""
    return fleet.unnamed(installation.database, days, as_of)


def chosen(
    found: Iterable[Used], contracts: Sequence[Contract], wanted: Filters
) -> tuple[Used, ...]:
    """Those that the filters ask for."""
    bought = None if wanted.buyer is None else of_buyer(contracts, wanted.buyer)
    text = key(wanted.text or "").upper()
    return tuple(
        one
        for one in found
        if wanted.contract in (None, one.contract)
        and (bought is None or one.contract in bought)
        and wanted.vehicle_class in (None, class_of(one))
        and wanted.drive in (None, drive_of(one))
        and wanted.sign in (None, one.sign)
        and text in (one.vehicle or "")
    )


def of_buyer(contracts: Iterable[Contract], buyer: str) -> frozenset[str]:
    """The contracts an organisation is a buyer in."""
    return frozenset(c.number for c in contracts if any(b.name == buyer for b in c.buyers))


def class_of(one: Used) -> str:
    """The vehicle class; ``machine`` for a machine and ``unknown`` where no list says it."""
    if not one.is_vehicle:
        return "machine"
    return (one.listing.vehicle_class if one.listing else None) or "unknown"


def drive_of(one: Used) -> str:
    """The drive a list says; ``unknown`` where none does."""
    return (one.listing.drive if one.listing else None) or "unknown"


def rows_of(installation: Installation, vehicle: str, as_of: date) -> list[dict[str, Any]]:
    """Every row of a list that names a vehicle, the latest first."""
    found: list[dict[str, Any]] = fleet.rows_of(installation.database, vehicle, as_of).to_pylist()
    return found


def fuel_rows_of(installation: Installation, vehicle: str, as_of: date) -> list[dict[str, Any]]:
    """Every fuel row that names a vehicle, the latest first."""
    table = fleet.fuel_rows_of(installation.database, vehicle, as_of)
    found: list[dict[str, Any]] = table.to_pylist()
    return found


def _used(
    row: Mapping[str, Any], contract: Contract | None, fuels: tuple[Fuelled, ...],
    listed: Container[str], as_of: date,
) -> Used:  # fmt: skip
    is_vehicle = row["is_vehicle"]
    listing = vehicle_reading.listing(row, is_vehicle=is_vehicle) if row["is_listed"] else None
    demands = vehicle_demands.of(listing, contract, as_of.year, is_vehicle=is_vehicle)
    return Used(
        row["contract"], row["identity"], is_vehicle, row["first_day"], row["last_day"], listing,
        fuels, row["distance_km"], tuple(vehicle_reading.conflicts(row, listing, fuels)), demands,
        row["contract"] in listed,
    )  # fmt: skip
