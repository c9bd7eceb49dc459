"""Go on with a copy of a file that names passengers or drivers, without those columns.

The bytes as they came live in memory alone: what is kept is the copy, and the sha256 of what
was received stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from followup.errors import UserError
from followup.ingest.cells import read_cells
from followup.ingest.draft import Draft
from followup.ingest.grid import Sheet
from followup.ingest.people import Personal, personal_columns
from followup.render.marked.copy import XLSX, sheet_names, write_copy
from followup.services.upload.plain_copy import copy_of
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
    names = sheet_names([sheet.name or SHEET for sheet in sheets])
    copies = [
        copy_of(sheet, names[index], _gone(sheet, found[index]))
        for index, sheet in enumerate(sheets)
    ]
    copy = write_copy(copies, XLSX)
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


def _gone(sheet: Sheet, personal: Sequence[Personal]) -> dict[int, int]:
    """The columns that go, by index, with the number of their header's row."""
    return {found.column: int(sheet.row_numbers[found.row]) for found in personal}
