"""Index clauses and index numbers of the sample world, as people entered and read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from followup.domain.price_index import NotedAdjustment
from followup.services.installation import Actor, Installation, now_utc
from followup.services.price_index import clauses, series
from followup.services.price_index.clauses import WrittenClause, WrittenComponent
from followup.services.price_index.series import Said

FOLDER = Path(__file__).resolve().parents[4] / "sample_data"
ACTOR = Actor("Exempel")


def read(opened: Installation, step: Mapping[str, Any]) -> None:
    """Index numbers, read from a file as the page does; its empty month stays empty."""
    name, day = step["index_series"], step["decided"]
    content = (FOLDER / name).read_bytes()
    found = series.read(opened, content, name, Said(), day)
    series.save(opened, found, content, ACTOR, day, now_utc())


def agree(opened: Installation, step: Mapping[str, Any]) -> None:
    """A contract's clause, and the adjustments that were carried out by it."""
    number, day = step["index_clause"], step["decided"]
    said = {**step["says"], "components": tuple(WrittenComponent(*p) for p in step["parts"])}
    clauses.save(opened, number, WrittenClause(**said), ACTOR, day, now_utc())
    for month, price in step.get("noted", {}).items():
        first: date = date.fromisoformat(f"{month}-01")
        word = NotedAdjustment(number, first, Decimal(price), step.get("note", ""))
        clauses.note(opened, word, ACTOR, day, now_utc())
