"""Go on with a copy of a file that names passengers or drivers, without those columns.

The bytes as they came live in memory alone: what is kept is the copy, and the sha256 of what
was received stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

import numpy as np

from followup.errors import UserError
from followup.ingest.cells import read_cells
from followup.ingest.draft import Draft
from followup.ingest.grid import Sheet, column_index
from followup.ingest.people import Personal, personal_columns
from followup.render.copy_workbook import PlainSheet, Value, write_copy
from followup.settings import Settings

REFUSAL = "personal_data"
ROWS = 1_048_576  # of a sheet in the format the copy is written in
SHEET = "Blad1"  # a text table has no sheets, its copy has one


@dataclass(frozen=True, slots=True)
class Stripped:
    """A copy without the columns that name persons, and what it was made of.

    ``columns`` says which were taken away, in words; ``received_sha256`` names the file as it
    came, which is kept nowhere.
    """

    content: bytes
    file_name: str
    received_sha256: str
    columns: str


def strip(settings: Settings, content: bytes, file_name: str) -> Stripped:
    """The copy to go on with: the same sheets and addresses, values in place of formulas.

    Raises UserError ``cannot_strip`` for a file that cannot be read or is too long to copy.
    """
    cells = read_cells(content, file_name, settings.limits)
    sheets = cells.sheets
    if cells.refusal is not None:
        raise UserError("cannot_strip", file=file_name)
    if any(len(s.row_numbers) and s.row_numbers[-1] > ROWS for s in sheets):
        raise UserError("cannot_strip", file=file_name)
    found = {index: personal_columns(sheet) for index, sheet in enumerate(sheets)}
    copy = write_copy([_plain(sheet, found[index]) for index, sheet in enumerate(sheets)])
    places = ", ".join(personal.place for each in found.values() for personal in each)
    name = PurePath(file_name).with_suffix(".xlsx").name
    return Stripped(copy, name, cells.sha256, places)


def marked(draft: Draft, received_sha256: str | None, columns: str | None) -> Draft:
    """The draft of a copy, with what was taken away; any other draft as it is."""
    return replace(draft, received_sha256=received_sha256, stripped=columns)


def read_stripped(
    settings: Settings, content: bytes, file_name: str, read: Callable[[bytes, str], Draft]
) -> tuple[bytes, Draft]:
    """Bytes and draft of a file, or of its copy where only people stop it.

    Raises UserError ``cannot_strip``.
    """
    draft = read(content, file_name)
    if draft.refusal is None or draft.refusal.code != REFUSAL:
        return content, draft
    copy = strip(settings, content, file_name)
    found = read(copy.content, copy.file_name)
    return copy.content, marked(found, copy.received_sha256, copy.columns)


def _plain(sheet: Sheet, personal: Sequence[Personal]) -> PlainSheet:
    gone = {found.column: int(sheet.row_numbers[found.row]) - 1 for found in personal}
    return PlainSheet(
        name=sheet.name or SHEET,
        columns={index: list(_cells(sheet, index, gone)) for index in range(len(sheet.columns))},
        is_hidden=sheet.is_hidden,
        merges=sheet.merges,
        hidden_rows=[row - 1 for row in sorted(sheet.hidden_rows)],
        errors=list(_kept(sheet.errors, gone)),
        no_value=list(_kept(sheet.no_value, gone)),
    )


def _cells(sheet: Sheet, index: int, gone: dict[int, int]) -> Iterator[tuple[int, Value]]:
    """The filled cells of a column; of a column that goes, those above its header."""
    column = sheet.columns[index]
    rows = np.nonzero(column.filled)[0]
    taken = column.take(rows)
    numbers, texts, days = (a.to_pylist() for a in (taken.number, taken.text, taken.day))
    for row, *values in zip(sheet.row_numbers[rows].tolist(), numbers, texts, days, strict=True):
        if index in gone and row - 1 >= gone[index]:
            break
        yield row - 1, next(value for value in values if value is not None)


def _kept(addresses: Iterable[str], gone: dict[int, int]) -> Iterator[tuple[int, int]]:
    for address in sorted(addresses):
        letters = address.rstrip("0123456789")
        row, column = int(address[len(letters) :]) - 1, column_index(letters)
        if column not in gone or row < gone[column]:
            yield row, column
