"""Rows as CSV for programs: RFC 4180 in UTF-8, decimal point, ISO days, empty where unknown."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Final

# What a spreadsheet would run when it opens a text file.
_RUNS: Final = ("=", "+", "-", "@", "\t", "\r")


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The bytes of the file; amounts stay exact, and no text of a cell can be run."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_RUNS) else text
