"""Ditto marks: a cell that says "the same as above"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.grid import Column, Sheet

MARKS = pa.array(
    ['"', "”", "“", "''", "´´", "〃", '-"-', "-”-", "-''-", "-´´-", "-||-", "dito", "ditto", "d:o"]
)  # fmt: skip


def without_dittos(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets with each ditto mark replaced by the text or day above it.

    A figure is never repeated: an amount that nobody wrote is no amount.
    """
    return [replace(sheet, columns=tuple(map(_filled, sheet.columns))) for sheet in sheets]


def _filled(column: Column) -> Column:
    if column.text.null_count == len(column.text):
        return column
    coded = column.text.dictionary_encode()
    lower = pc.utf8_lower(pc.utf8_trim_whitespace(coded.dictionary))
    is_mark = pc.is_in(lower, MARKS)
    if not pc.any(is_mark).as_py():
        return column
    marked = np.asarray(pc.fill_null(is_mark.take(coded.indices), False)).astype(bool)
    rows = np.arange(len(marked))
    source = np.maximum.accumulate(np.where(marked, 0, rows))
    source = np.where(np.asarray(pc.is_valid(column.number))[source], rows, source)
    return column.take(source)
