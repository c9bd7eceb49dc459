"""Rows as text: RFC 4180 for programs, and with semicolons for spreadsheets here.

For programs: UTF-8, decimal point, ISO days, empty where unknown. In both no text of a cell can
be run by a spreadsheet that opens the file, wherever it takes a cell to begin.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Final

# What a spreadsheet takes for the beginning of a formula; the wide ones are the same to some.
_BEGINS: Final = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_RUNS: Final = re.compile(rf"[\t\r\n\0]|\s*[{_BEGINS}]")
# A spreadsheet that parts cells by another sign than the file's begins one within a text.
_RUNS_WITHIN: Final = re.compile(rf"([;,\t\r\n])(?=\s*[=@\uff1d\uff20]|[{_BEGINS}])")


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The bytes of the file for programs; amounts stay exact."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(inert, headings))
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode()


def write_semicolons(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The bytes of the file as Swedish and Danish spreadsheets open it."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(map(inert, headings))
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def inert(text: str) -> str:
    """Text with a mark before what a spreadsheet would run."""
    marked = _RUNS_WITHIN.sub(r"\1'", text)
    return f"'{marked}" if _RUNS.match(marked) else marked


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return inert(value) if isinstance(value, str) else str(value)
