"""Procured vehicles: every word on one is kept, and the newest known one holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import date
from typing import Final

from followup.domain.clean_vehicle import ProcuredVehicle
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records

_FIELDS: Final = tuple(f.name for f in fields(ProcuredVehicle))
_KNOWN: Final = """
    SELECT *
    FROM store.main.procured_vehicle
    WHERE known_from <= getvariable('as_of')
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
