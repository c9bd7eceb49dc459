"""The header of a table: which rows it takes, and what stands above each column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from followup.ingest.date_words import month_name
from followup.ingest.dates import read_when
from followup.ingest.grid import Sheet
from followup.ingest.headers import Label, is_group
from followup.ingest.layout import report_type
from followup.ingest.row_signs import counted_times
from followup.ingest.table_map import Labels
from followup.ingest.vocabulary import look_up_unit
from followup.ingest.words import LONG, clean, key

_MONTH_NUMBER = re.compile(r"m ?(1[0-2]|0?[1-9])", re.IGNORECASE)


def first_rows(sheet: Sheet, top: int, last: int) -> list[int]:
    """Where the header may begin: one row higher when groups are merged above it."""
    above = top - 1
    grouped = above >= 0 and any(
        r0 == above and r1 == above and c1 > c0 for r0, c0, r1, c1 in sheet.merges
    )
    grouped = grouped or (above >= 0 and _is_group_row(sheet, above))
    filled = above >= 0 and sheet.filled_count[above] >= 2
    return [above, top] if grouped and filled else list(range(top, last + 1))


def _is_group_row(sheet: Sheet, row: int) -> bool:
    """True for fuels or times that each head several columns, and no amounts between them."""
    cells = _header_cells(sheet, row)
    days = [when.period for c in cells if (when := read_when(c)) and when.period.days == 1]
    if len(days) == 2 and (days[1].start - days[0].start).days > 1:
        return False  # the first and the last day of what the table is about
    named = [is_group(text) for text in cells]
    spans = any(a and not cells[i + 1] for i, a in enumerate(named[:-1]))
    others = [c for c, is_name in zip(cells, named, strict=True) if c and not is_name]
    return sum(named) >= 2 and spans and not any(c.isdigit() for text in others for c in text)


def is_unit_row(sheet: Sheet, row: int) -> bool:
    """True for a row under the header that only holds units: "l", "km", perhaps after "Enhet"."""
    cells = [sheet.cell(row, i) for i in range(len(sheet.columns))]
    texts = [clean(cell).strip("()[]") for cell in cells if cell]
    units = [t for t in texts if not _says_unit(t)]
    return bool(units) and all(
        look_up_unit(text) or text.casefold() in ("km", "mil", "st", "h", "kr", "%")
        for text in units
    )


def _says_unit(text: str) -> bool:
    return key(text) in report_type("fuel").fields["unit"].keys


def labels_of(sheet: Sheet, rows: Sequence[int]) -> dict[int, Label]:
    """The header parts above each column; merged and left-out group names run right."""
    width = len(sheet.columns)
    grid = [_header_cells(sheet, row) for row in rows]
    for r0, c0, r1, c1 in sheet.merges:
        for row in range(max(r0, rows[0]), min(r1, rows[-1]) + 1):
            for column in range(c0, min(c1, width - 1) + 1):
                if r0 >= rows[0] and row in rows:
                    grid[rows.index(row)][column] = grid[rows.index(r0)][c0]
    if len(rows) > 1 and is_unit_row(sheet, rows[-1]):
        grid[-1] = ["" if _says_unit(text) else text for text in grid[-1]]
    for upper, lower in pairwise(grid):
        for index in range(1, width):
            if not upper[index] and lower[index] and is_group(upper[index - 1]):
                upper[index] = upper[index - 1]
    labels: dict[int, Label] = {}
    for index in range(width):
        parts = [line[index] for line in grid]
        unique = [p for n, p in enumerate(parts) if p and p not in parts[:n]] or [""]
        labels[index] = Label(tuple(unique))
    return labels


def _header_cells(sheet: Sheet, row: int) -> list[str]:
    """The texts of a header row; days that all begin a month stand for the months."""
    cells = [clean((sheet.cell(row, i) or "")[:LONG]) for i in range(len(sheet.columns))]
    days = [i for i, column in enumerate(sheet.columns) if column.day[row].is_valid]
    if len(days) >= 2 and all(cells[i].endswith("-01") for i in days):
        cells = [c[:7] if i in days else c for i, c in enumerate(cells)]
    numbered = [_MONTH_NUMBER.fullmatch(cell) for cell in cells]
    if sum(map(bool, numbered)) > 1:  # alone it may be cubic metres
        cells = [month_name(int(m[1])) if m else c for c, m in zip(cells, numbered, strict=True)]
    counted = iter(counted_times([cell for cell in cells if cell.isdigit()]))
    return [next(counted, cell) if cell.isdigit() else cell for cell in cells]


def runs_of(labels: Labels) -> list[dict[int, Label]]:
    """The labels cut where a column without a header stands between."""
    runs: list[dict[int, Label]] = [{}]
    for index, label in labels.items():
        if label.whole:
            runs[-1][index] = label
        elif runs[-1]:
            runs.append({})
    return [run for run in runs if run]
