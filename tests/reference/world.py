"""The catalogue and its tables, read once for the tests of this folder."""

from __future__ import annotations

from functools import cache
from typing import Any

from followup.reference import catalogue

LOADED = catalogue.load()


@cache
def table(name: str) -> list[dict[str, Any]]:
    """Rows of one Arrow table."""
    rows: list[dict[str, Any]] = LOADED.tables()[name].to_pylist()
    return rows
