"""A column at the right that adds up the amounts of each row, checked against them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow.compute as pc

from followup.domain.finding import Finding
from followup.ingest.figures import ROUNDING, read_figures
from followup.ingest.fuel import FuelPart
from followup.ingest.grid import letter
from followup.ingest.headers import Label, amount_in, heads_other
from followup.ingest.layout import word_keys
from followup.ingest.placing import time_of
from followup.ingest.recognise import Region
from followup.ingest.words import tokens

NONE = np.zeros(0, dtype=np.int64)


def check_row_totals(region: Region, parts: Sequence[FuelPart]) -> list[Finding]:
    """Rows whose own total differs from their amounts, where most of the rows agree.

    Where they do not, the column is no total of these amounts: it may be money.
    """
    mapped = {column.index for column in region.table.columns}
    units = {u for p in parts for u in pc.unique(p.table.column("unit")).to_pylist() if u}
    if len(parts) < 2 or len(units) > 1:
        return []
    rows = np.unique(np.concatenate([part.rows for part in parts]))
    found: list[Finding] = []
    for index, label in region.labels.items():
        summed = _summed(label, parts) if index not in mapped else []
        if len(summed) > 1:
            found += _wrong_rows(region, index, summed, rows)
    return found


def _summed(label: Label, parts: Sequence[FuelPart]) -> list[int]:
    """The amount columns that a column says to add up."""
    if heads_other(label):
        return []
    if not word_keys("total_words").isdisjoint(tokens(label.shown)):
        outer = set(label.parts[:-1])
        inside = [p for p in parts if outer & set(p.amount.label.parts)]
        return [part.amount.index for part in inside or parts]
    said = amount_in(label)
    whole = time_of(said) if said else None
    times = [(p.amount.index, time_of(p.amount.amount)) for p in parts if p.amount.amount]
    return [i for i, t in times if whole and t and whole.start <= t.start and t.end <= whole.end]


def _wrong_rows(
    region: Region, index: int, summed: Sequence[int], rows: np.ndarray
) -> list[Finding]:
    stated = read_figures(region, index, NONE)
    columns = [read_figures(region, one, NONE) for one in summed]
    positions = rows - region.start
    sums = np.sum([np.where(c.known, c.values, 0)[positions] for c in columns], axis=0)
    told = stated.known[positions]
    wrong = told & (np.abs(sums - stated.values[positions]) > ROUNDING)
    if wrong.sum() * 2 >= told.sum():
        return []
    return [
        Finding(
            "control_total_mismatch",
            region.sheet.name,
            int(region.sheet.row_numbers[rows[n]]),
            letter(index),
            region.sheet.cell(int(rows[n]), index),
            {"stated": f"{stated.values[positions[n]] / 1000:g}", "found": f"{sums[n] / 1000:g}"},
        )
        for n in np.nonzero(wrong)[0].tolist()
    ]
