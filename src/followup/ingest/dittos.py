"""Ditto marks: a cell that says "the same as above"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.grid import Column, Sheet

MARKS = pa.array(
    ['"', "”", "“", "''", "´´", "〃", '-"-', "-”-", "-''-", "-´´-", "-||-",
     "dito", "Dito", "ditto", "Ditto", "d:o", "D:o"]
)  # fmt: skip


def without_dittos(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets with each ditto mark replaced by the text or day above it.

    A figure is never repeated: an amount that nobody wrote is no amount.
    """
    return [replace(sheet, columns=tuple(map(_filled, sheet.columns))) for sheet in sheets]


def _filled(column: Column) -> Column:
    if column.text.null_count == len(column.text):
        return column
    marked = np.asarray(pc.is_in(column.text, MARKS)).astype(bool)
    if not marked.any():
        return column
    rows = np.arange(len(marked))
    source = np.maximum.accumulate(np.where(marked, 0, rows))
    source = np.where(np.asarray(pc.is_valid(column.number))[source], rows, source)
    return column.take(source)
