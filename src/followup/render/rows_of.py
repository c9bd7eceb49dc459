"""Rows of plain values in a sheet: what every list and register writes the same way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

Cell = str | int | Decimal | date | None
# Texts stay texts, whoever wrote them.
PLAIN: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                "strings_to_numbers": False}  # fmt: skip
DAY: Final = {"num_format": "yyyy-mm-dd", "align": "left"}


def write_rows(page: Any, first: int, rows: Sequence[Sequence[Cell]], as_day: Any) -> None:
    """Write rows from a line on; days and amounts are values, None is an empty cell."""
    for line, row in enumerate(rows, start=first):
        for place, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(line, place, value, as_day)
            elif isinstance(value, str):
                page.write_string(line, place, value)
            elif value is not None:
                page.write_number(line, place, value)


def width(rows: Sequence[Sequence[Cell]], place: int, heading: str, most: int) -> int:
    """How wide a column must be for its heading and its values, in signs."""
    longest = max((len(str(row[place] or "")) for row in rows), default=0)
    return min(most, 3 + max(longest, len(heading)))
