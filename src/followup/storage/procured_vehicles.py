"""Procured vehicles: every word on one is kept, and the newest known one holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Final

from followup.domain.clean_vehicle import ProcuredVehicle
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records
from followup.storage.sqltext import text

_FIELDS: Final = tuple(f.name for f in fields(ProcuredVehicle))
_KNOWN: Final = """
    SELECT *
    FROM own.procured_vehicle
    WHERE known_from <= getvariable('as_of') AND act_id <= getvariable('horizon')
    QUALIFY row_number() OVER (PARTITION BY contract, vehicle_id ORDER BY act_id DESC) = 1
    ORDER BY contract, vehicle_id
"""


def insert(
    own: Cursor, act_id: int, vehicles: Iterable[ProcuredVehicle], known_from: date, *,
    is_removed: bool = False,
) -> None:  # fmt: skip
    """Store a word on each vehicle inside the caller's transaction."""
    append(own, "procured_vehicle", [
        {"act_id": act_id, "known_from": known_from, "is_removed": is_removed, **asdict(vehicle)}
        for vehicle in vehicles
    ])  # fmt: skip


def load(database: Database, as_of: date | None = None) -> tuple[ProcuredVehicle, ...]:
    """Every vehicle that is registered as procured, as known on ``as_of``."""
    with cursor(database, as_of) as own:
        found = records(own.sql(_KNOWN))
    return tuple(
        ProcuredVehicle(**{name: row[name] for name in _FIELDS})
        for row in found
        if not row["is_removed"]
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """A vehicle that a supplier's list names on a contract, as the newest list says it is."""

    vehicle: ProcuredVehicle
    first_day: date | None
    last_day: date | None


def listed(database: Database, as_of: date | None = None) -> tuple[Listed, ...]:
    """Every vehicle that the lists in force name, as known on ``as_of``.

    A list writes the class of a bus behind its category ("M3 II"). A contract's own fuel is not
    in it: what a vehicle runs on is told by fuel reports.
    """
    with cursor(database, as_of) as own:
        found = records(own.sql(text("queries", "vehicles_listed")))
    return tuple(_listed(row) for row in found)


def _listed(row: Mapping[str, Any]) -> Listed:
    category, _, bus_class = (row["eu_category"] or "").partition(" ")
    weight = row["total_weight_kg"]
    vehicle = ProcuredVehicle(
        row["contract"], row["vehicle_id"], eu_category=category or None,
        bus_class=bus_class or None, total_weight_kg=None if weight is None else int(weight),
        co2_g_km=row["co2_g_km"], rde_nox_share=row["rde_nox_share"],
        rde_pn_share=row["rde_pn_share"], drive=row["drivetrain"],
    )  # fmt: skip
    return Listed(vehicle, row["first_day"], row["last_day"])
