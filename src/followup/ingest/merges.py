"""Cells merged over several rows: what the first of them says holds for all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from followup.ingest.grid import Sheet
from followup.ingest.table_map import TableMap

# A merged amount, distance or number of hours is one for all its rows, not one for each.
_ONCE = frozenset({"quantity", "distance_km", "hours", "odometer", "odometer_start", "comment"})


def filled_down(sheet: Sheet, table: TableMap, start: int) -> Sheet:
    """The sheet with merged vehicles, fuels, units and times in each row they stand for."""
    columns = list(sheet.columns)
    for column in table.columns:
        merged = [
            (top, bottom)
            for top, left, bottom, _ in sheet.merges
            if left == column.index and bottom > top >= start and top < sheet.height
        ]
        if not merged or column.field in _ONCE:
            continue
        source = np.arange(sheet.height)
        for top, bottom in merged:
            source[top : bottom + 1] = top
        source = np.where(sheet.filled_count > 0, source, np.arange(sheet.height))
        columns[column.index] = columns[column.index].take(source)
    return replace(sheet, columns=tuple(columns)) if columns != list(sheet.columns) else sheet
