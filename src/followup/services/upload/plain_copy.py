"""A sheet as it was read, for a plain copy: same addresses, values in place of formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from followup.ingest.grid import Sheet, column_index
from followup.render.marked.copy import CopySheet, Value

ROWS_AT_ONCE: Final = 10_000


def copy_of(sheet: Sheet, name: str, gone: Mapping[int, int] | None = None) -> CopySheet:
    """The sheet under a name; ``gone`` leaves a column out (by index) from a row number on."""
    left_out = gone or {}
    return CopySheet(
        name,
        _rows(sheet, left_out),
        sheet.merges,
        sheet.is_hidden,
        sheet.hidden_rows,
        _kept(sheet.errors, left_out),
        _kept(sheet.no_value, left_out),
    )


def _rows(sheet: Sheet, gone: Mapping[int, int]) -> Iterator[tuple[int, list[Value]]]:
    numbers = sheet.row_numbers.tolist()
    for start in range(0, sheet.height, ROWS_AT_ONCE):
        stop = min(start + ROWS_AT_ONCE, sheet.height)
        columns = [
            [next((v for v in cell if v is not None), None) for cell in zip(
                part.text.to_pylist(), part.number.to_pylist(), part.day.to_pylist(), strict=True
            )]
            for part in (column.rows(start, stop) for column in sheet.columns)
        ]  # fmt: skip
        for row in range(stop - start):
            number = numbers[start + row]
            values = [column[row] for column in columns]
            for index, first in gone.items():
                if number >= first:
                    values[index] = None
            yield number, values


def _kept(addresses: frozenset[str], gone: Mapping[int, int]) -> frozenset[str]:
    """The addresses of cells that are not left out."""
    if not gone:
        return addresses
    found = set()
    for address in addresses:
        letters = address.rstrip("0123456789")
        column, row = column_index(letters), int(address[len(letters) :])
        if column not in gone or row < gone[column]:
            found.add(address)
    return frozenset(found)
