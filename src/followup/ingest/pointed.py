"""What a person has pointed out in a sheet: its header row, and the rows to point at."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Final, Literal

import numpy as np

from followup.ingest.answers import Asked
from followup.ingest.draft import SheetPreview
from followup.ingest.grid import Sheet
from followup.ingest.words import clean, key

FIRST_ROWS: Final = 15
UNKNOWN_ROWS: Final = 30  # of a sheet in which nothing was recognised
AFTER_HEADER: Final = 3  # rows shown under a header that stands further down
SEARCHED_ROWS: Final = 60  # how far down a remembered header row is looked for
WIDTH, LENGTH = 40, 60  # columns and characters of a cell that a preview shows


def pointed_header(sheet: Sheet, asked: Asked) -> int | None:
    """Index of the row that was pointed out as a sheet's first header row, now or earlier."""
    number = asked.header_row(sheet.name)
    if number is not None:
        where = (sheet.row_numbers == number).nonzero()[0]
        return int(where[0]) if len(where) else None
    if asked.remembered.headers:
        for row in range(min(sheet.height, SEARCHED_ROWS)):
            if row_mark(sheet, row) in asked.remembered.headers:
                asked.used[f"header:{sheet.name or ''}"] = str(int(sheet.row_numbers[row]))
                return row
    return None


def row_mark(sheet: Sheet, row: int) -> str:
    """What a header row is known by in later files: its words, wherever it stands."""
    words = [key(text) for text in _cells(sheet, row) if text]
    return hashlib.sha256("|".join(words).encode()).hexdigest()[:16] if len(words) > 1 else ""


def preview(
    sheet: Sheet, headers: Collection[int], use: Literal["read", "skipped", "nothing"]
) -> SheetPreview:
    """The first filled rows, and those around each header row (by index) further down."""
    most = UNKNOWN_ROWS if use == "nothing" else FIRST_ROWS
    shown = {int(row) for row in np.nonzero(sheet.filled_count)[0][:most]}
    for row in headers:
        shown |= {*range(max(row - 1, 0), min(row + AFTER_HEADER + 1, sheet.height))}
    width = max((n for row in shown for n, c in enumerate(_cells(sheet, row), 1) if c), default=0)
    rows = tuple(
        (int(sheet.row_numbers[row]), tuple(_short(c) for c in _cells(sheet, row)[:width]))
        for row in sorted(shown)
    )
    numbers = frozenset(
        (int(sheet.row_numbers[row]), index)
        for row in shown
        for index, column in enumerate(sheet.columns[:width])
        if column.number[row].is_valid
    )
    return SheetPreview(sheet.name, rows, int((sheet.filled_count > 0).sum()), use, numbers)


def _cells(sheet: Sheet, row: int) -> list[str]:
    return [clean(sheet.cell(row, i) or "") for i in range(min(len(sheet.columns), WIDTH))]


def _short(text: str) -> str:
    return text if len(text) <= LENGTH else f"{text[: LENGTH - 1]}…"
