"""Rows with an error, as they are stored when the rest of their file is: their amount is unknown.

Such a row is no fact of the file (``error``: no fact possible) and is not counted in it. Left out
of the measures it would flatter them (rule 11), so the store holds it as far as it can be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import pyarrow as pa

from followup.domain.finding import Finding
from followup.ingest.answers import Asked
from followup.ingest.assemble import Facts
from followup.ingest.grid import column_index
from followup.ingest.layout import REGISTER, report_type
from followup.ingest.marks import put
from followup.ingest.recognise import Region
from followup.ingest.rows import Rows
from followup.ingest.shown import Sorted

_TIMES: Final = frozenset({"date", "period", "month", "year", "period_start", "period_end"})
_NONE: Final = np.zeros(0, dtype=np.int64)
Reader = Callable[[Sequence[Sorted], Asked], tuple[Mapping[str, Facts], object]]
Place = tuple[str | None, int]


def unread_rows(
    lots: Sequence[Sorted], facts: Mapping[str, Facts], asked: Asked, read: Reader
) -> dict[str, pa.Table]:
    """By kind the rows of reports that have an error and no fact, each questioned.

    A row whose days cannot be read has those of its table or report. ``read`` is how the facts
    were read the first time.
    """
    errors = [f for each in facts.values() for f in each.findings if f.severity == "error"]
    again = [one for region, rows in lots for one in _again(region, rows.facts, errors)]
    if not again:
        return {}
    said: dict[Place, str] = {(f.sheet, f.row or 0): f.code for f in reversed(errors)}
    tables = {
        kind: _left(found.table, facts[kind].table if kind in facts else None, said)
        for kind, found in read(again, replace(asked, used={}, keeps_errors=True))[0].items()
    }
    return {kind: table for kind, table in tables.items() if table.num_rows}


def _again(region: Region, rows: np.ndarray, errors: Sequence[Finding]) -> Iterator[Sorted]:
    """The table with only its rows in error; without the times where these are in error."""
    if report_type(region.table.type).type in REGISTER:
        return
    times = {column.index for column in region.table.columns if column.field in _TIMES}
    timed: set[int] = set()
    others: set[int] = set()
    for found in errors:
        column = column_index(found.column) if found.column else -1
        if found.sheet == region.sheet.name and found.row and column in region.labels:
            (timed if column in times else others).add(found.row)
    plain = tuple(c for c in region.table.columns if c.field not in _TIMES)
    for numbers, columns in ((timed, plain), (others - timed, region.table.columns)):
        own = rows[np.isin(region.sheet.row_numbers[rows], sorted(numbers))]
        if len(own):
            table = replace(region.table, columns=columns)
            yield replace(region, table=table), Rows(own, _NONE, ())


def _left(table: pa.Table, known: pa.Table | None, said: Mapping[Place, str]) -> pa.Table:
    """The rows that are no facts already, questioned for their error."""
    cells = set(_cells(known)) if known is not None else set()
    where = list(_cells(table))
    table = table.filter(pa.array([place not in cells for place in where], pa.bool_()))
    codes = [said.get((sheet, row), "") for sheet, row, _ in where if (sheet, row, _) not in cells]
    table = put(table, "findings", pa.array(codes, pa.string()))
    return put(table, "is_questioned", pa.array([True] * table.num_rows, pa.bool_()))


def _cells(table: pa.Table) -> Iterator[tuple[str | None, int, str | None]]:
    names = ("sheet", "row", "column")
    return zip(*(table.column(name).to_pylist() for name in names), strict=True)
