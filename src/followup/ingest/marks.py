"""Findings on many rows at once, and their way into the facts' columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from followup.domain.finding import SEVERITY, Finding
from followup.ingest.grid import Sheet, letter

_ADDRESS = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True)
class Mark:
    """One code on some rows of a table; ``doubts_amount`` makes a question count as unknown."""

    code: str
    mask: np.ndarray
    column: str | None
    values: pa.StringArray
    doubts_amount: bool = True
    params: Mapping[str, str] = field(default_factory=dict)


def no_flags(size: int) -> dict[str, pa.Array]:
    """The flag columns of facts about which nothing is found yet."""
    none = pa.array(np.zeros(size, dtype=bool))
    return {
        "is_duplicate": none,
        "is_questioned": none,
        "findings": pa.array([""] * size, pa.string()),
    }


def add_flags(table: pa.Table, marks: Sequence[Mark]) -> pa.Table:
    """Fill the columns ``findings`` and ``is_questioned`` from marks on the table's rows."""
    codes: dict[int, list[str]] = {}
    questioned = np.zeros(table.num_rows, dtype=bool)
    for mark in marks:
        for position in np.nonzero(mark.mask)[0].tolist():
            row = codes.setdefault(position, [])
            if mark.code not in row:
                row.append(mark.code)
        if SEVERITY[mark.code] == "question" and mark.doubts_amount:
            questioned |= mark.mask
    texts = [""] * table.num_rows
    for position, row in codes.items():
        texts[position] = ",".join(row)
    table = put(table, "findings", pa.array(texts, pa.string()))
    return put(table, "is_questioned", pa.array(questioned))


def put(table: pa.Table, name: str, values: pa.Array) -> pa.Table:
    """The table with one column replaced."""
    index = table.schema.get_field_index(name)
    return table.set_column(index, table.schema.field(index), values)


def findings(table: pa.Table, marks: Sequence[Mark]) -> list[Finding]:
    """Each marked row as a finding with its address."""
    sheets, rows = table.column("sheet"), table.column("row")
    columns = table.column("column")
    return [
        Finding(
            mark.code,
            sheets[position].as_py(),
            rows[position].as_py(),
            mark.column or columns[position].as_py(),
            mark.values[position].as_py(),
            mark.params,
        )
        for mark in marks
        for position in np.nonzero(mark.mask)[0].tolist()
    ]


def address_mask(
    sheet: Sheet, addresses: frozenset[str], column: int, rows: np.ndarray
) -> np.ndarray:
    """Rows whose cell in a column is among some addresses such as F8."""
    mask = np.zeros(len(rows), dtype=bool)
    if not addresses:
        return mask
    wanted = letter(column)
    split = (_ADDRESS.fullmatch(address) for address in addresses)
    numbers = [int(m[2]) for m in split if m and m[1] == wanted]
    return np.isin(sheet.row_numbers[rows], numbers)
