"""Small text tables in a test, read into the facts a report would give.

Columns are split by ``|``; an empty cell is unknown; ``+`` under ``flags`` joins several of
duplicate, questioned, declared. A row without days takes the report's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from followup.ingest.draft import VEHICLE
from followup.ingest.fact_schemas import SCHEMAS

_TEXT = pa.string()
_AMOUNT = pa.decimal128(18, 3)
_PLACE = [("sheet", _TEXT), ("row", pa.int32()), ("column", _TEXT), ("cell", _TEXT)]
_DAYS = [("period_start", pa.date32()), ("period_end", pa.date32())]
_MARKS = [
    ("grade", _TEXT), ("is_duplicate", pa.bool_()), ("is_questioned", pa.bool_()),
    ("findings", _TEXT),
]  # fmt: skip
FUEL = pa.schema([
    *_PLACE, ("vehicle_id", _TEXT), ("vehicle_raw", _TEXT), ("fuel", _TEXT),
    ("fuel_raw", _TEXT), ("quantity", _AMOUNT), ("unit", _TEXT), *_DAYS,
    ("distance_km", _AMOUNT), ("hours", _AMOUNT),
    ("odometer_km", _AMOUNT), ("place", _TEXT),
    ("receipt", _TEXT), ("buyer", _TEXT), *_MARKS,
])  # fmt: skip
STAGES = {stage: stage for stage in ("I", "II", "IIIA", "IIIB", "IV", "V")}
CERTIFICATE = pa.schema([
    *_PLACE, ("certificate_kind", _TEXT), ("certificate_number", _TEXT), ("issuer", _TEXT),
    ("quantity", _AMOUNT), ("unit", _TEXT), *_DAYS, *_MARKS,
])  # fmt: skip
BASE_UNIT = {
    "vehicle_gas": "kg", "biogas_100": "kg", "electricity": "kWh", "electricity_green": "kWh",
}  # fmt: skip


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a text table as dictionaries of its non-empty cells."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    names = [name.strip() for name in lines[0].split("|")]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines[1:]]
    return [{n: c for n, c in zip(names, row, strict=True) if c} for row in cells]


def fuel_facts(text: str) -> pa.Table:
    """Fuel rows from a table with any of vehicle, fuel, quantity, unit, from, to, km,
    odometer, place, receipt, buyer, flags.

    The unit is the fuel's own where the table has no such column; litres if the fuel is unknown.
    """
    has_unit = "unit" in text.strip().splitlines()[0]
    return _facts(text, FUEL, lambda r: {
        "vehicle_raw": r.get("vehicle"), "fuel": r.get("fuel"),
        "fuel_raw": r.get("fuel", "okänt"), "quantity": _decimal(r.get("quantity")),
        "unit": r.get("unit") if has_unit else BASE_UNIT.get(r.get("fuel", ""), "l"),
        "distance_km": _decimal(r.get("km")), "hours": None,
        "odometer_km": _decimal(r.get("odometer")), "place": r.get("place"),
        "receipt": r.get("receipt"), "buyer": r.get("buyer"),
    })  # fmt: skip


def vehicle_facts(text: str) -> pa.Table:
    """Rows of a vehicle list from a table with any of vehicle, class, drive, euro, year,
    registered, eu, weight, co2, cycle, rde_nox, rde_pn, hvo, from, to, flags."""
    return _facts(text, VEHICLE, lambda r: {
        "vehicle_raw": r.get("vehicle"), "drivetrain": r.get("drive"),
        "drivetrain_raw": r.get("drive"), "category": r.get("class"),
        "euro_class": r.get("euro"), "model_year": _year(r),
        "first_registered": _day(r.get("registered")), "eu_category": r.get("eu"),
        "total_weight_kg": _decimal(r.get("weight")), "co2_g_km": _decimal(r.get("co2")),
        "co2_cycle": r.get("cycle"),
        "hvo_approved": {"yes": True, "no": False}.get(r.get("hvo", "")),
        "rde_nox_share": _decimal(r.get("rde_nox")), "rde_pn_share": _decimal(r.get("rde_pn")),
    })  # fmt: skip


def activity_facts(text: str) -> pa.Table:
    """Activity rows from a table with any of vehicle, fuel, km, person_km, tonne_km, trips."""
    amounts = {"distance_km": "km", **{n: n for n in ("hours", "trips", "person_km", "tonne_km")}}
    return _facts(text, SCHEMAS["activity"], lambda r: {
        "vehicle_raw": r.get("vehicle"), "fuel": r.get("fuel"), "fuel_raw": r.get("fuel"),
        "buyer": r.get("buyer"),
        **{name: _decimal(r.get(column)) for name, column in amounts.items()},
    })  # fmt: skip


def machine_facts(text: str) -> pa.Table:
    """Rows of a machine list from a table with any of machine, stage, fuel, year, flags."""
    return _facts(text, SCHEMAS["machine"], lambda r: {
        "machine_id": r.get("machine"), "stage": STAGES.get(r.get("stage", "")),
        "stage_raw": r.get("stage"),
        "fuel": r.get("fuel"), "fuel_raw": r.get("fuel"), "model_year": _year(r),
    })  # fmt: skip


def _year(row: Mapping[str, str]) -> int | None:
    return int(row["year"]) if "year" in row else None


def certificate_facts(text: str) -> pa.Table:
    """Certificates from a table with any of kind, number, quantity, unit, from, to, flags."""
    return _facts(text, CERTIFICATE, lambda r: {
        "certificate_kind": r.get("kind"), "certificate_number": r.get("number"),
        "issuer": "Påhittat Register", "quantity": _decimal(r.get("quantity")),
        "unit": r.get("unit"),
    })  # fmt: skip


def _facts(text: str, schema: pa.Schema, own: Any) -> pa.Table:
    found = [
        {**_common(row, number), **own(row)} for number, row in enumerate(rows_of(text), start=2)
    ]
    return pa.Table.from_pylist([{n: f.get(n) for n in schema.names} for f in found], schema)


def _common(row: Mapping[str, str], number: int) -> dict[str, Any]:
    flags = row.get("flags", "").split("+")
    return {
        "sheet": "Blad1", "row": number, "column": "C", "cell": row.get("quantity"),
        "vehicle_id": row.get("vehicle"), "period_start": _day(row.get("from")),
        "period_end": _day(row.get("to", row.get("from"))),
        "grade": "declared" if "declared" in flags else "measured",
        "is_duplicate": "duplicate" in flags, "is_questioned": "questioned" in flags,
        "findings": "",
    }  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text.replace("_", "")) if text else None
