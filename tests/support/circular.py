"""Facts of packaging, furniture and food waste from a small table, and the reports they came in."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from followup.domain.parties import Reporter
from followup.ingest.fact_schemas import SCHEMAS
from tests.support.facts import _day, _decimal, rows_of
from tests.support.world import World, monthly

# Short names of the columns in a test's table.
NAMES = {
    "packaging": {"class": "packaging_class", "kg": "weight_kg", "content": "recycled_content",
                  "returned": "returned_kg"},
    "furniture": {"how": "acquisition", "value": "purchase_value", "avoided": "avoided_value",
                  "co2": "avoided_co2e_kg", "factor": "co2_factor", "source": "co2_source",
                  "label": "is_ecolabelled", "fixed": "is_repaired",
                  "back": "taken_back_pieces", "out": "disposed_pieces",
                  "route": "disposal_route"},
    "food_waste": {"scope": "waste_scope", "kg": "waste_kg"},
}  # fmt: skip
RAW = {"packaging": "packaging_class", "furniture": "acquisition", "food_waste": "waste_scope"}


def facts(kind: str, text: str) -> pa.Table:
    """Rows of a kind from a table; a class ``?`` is a word nobody can read."""
    schema = SCHEMAS[kind]
    made = [_fact(kind, schema, row, number) for number, row in enumerate(rows_of(text), 2)]
    return pa.Table.from_pylist(made, schema)


def _fact(kind: str, schema: pa.Schema, row: Any, number: int) -> dict[str, Any]:
    flags = row.get("flags", "").split("+")
    fact: dict[str, Any] = dict.fromkeys(schema.names) | {
        "sheet": "Blad1", "row": number, "column": "C", "cell": "1", "grade": "measured",
        "findings": "", "is_duplicate": "duplicate" in flags,
        "is_questioned": "questioned" in flags, "period_start": _day(row.get("from")),
        "period_end": _day(row.get("to", row.get("from"))),
    }  # fmt: skip
    for short, value in row.items():
        name = NAMES[kind].get(short, short)
        if name in schema.names and name not in ("period_start", "period_end"):
            fact[name] = _read(schema.field(name).type, value)
    if (word := RAW[kind]) and fact[word] is not None:
        fact[f"{word}_raw"] = fact[word]
        fact[word] = None if fact[word] == "?" else fact[word]
    return fact


def _read(kind: pa.DataType, value: str) -> Any:
    if pa.types.is_boolean(kind):
        return {"yes": True, "no": False}[value]
    return _decimal(value) if pa.types.is_decimal(kind) else value


def yearly(kind: str) -> Reporter:
    """Who sends such a report once a year."""
    return monthly(report_type=kind, frequency="year", due_days=31)


def send(world: World, kind: str, text: str, days: str = "2025", **changes: Any) -> str:
    """Submit a report of a kind."""
    return world.submit(days, kind, {kind: facts(kind, text)}, **changes)
