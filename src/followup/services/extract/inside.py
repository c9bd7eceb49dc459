"""Look inside the stored files themselves: also the rows and notes that became no fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.errors import UserError
from followup.ingest.cells import read_cells
from followup.ingest.grid import Sheet, letter
from followup.services.disclosure import hiding
from followup.services.installation import Installation
from followup.storage import extract, files_seen


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a stored file, at the sheet, row and column a spreadsheet shows."""

    file_name: str
    sha256: str
    sheet: str | None
    row: int
    column: str
    text: str


def look(
    installation: Installation, patterns: Sequence[str]
) -> tuple[tuple[Cell, ...], tuple[str, ...]]:
    """The cells that hold any of the patterns, and the names of files that cannot be read.

    Each file is read in a process of its own, in about the time it took when it came.
    """
    cells: list[Cell] = []
    unread: list[str] = []
    folder, limits = installation.settings.originals, installation.settings.limits
    for sha256, name in sorted(extract.files(installation.database).items()):
        try:
            content = files_seen.opened(installation.database, folder, sha256)
        except UserError:
            unread.append(name)
            continue
        read = read_cells(content, name, limits)
        if read.refusal is not None:
            unread.append(name)
        for sheet in read.sheets:
            cells.extend(_cells(sheet, name, sha256, patterns))
    return tuple(cells), tuple(unread)


def _cells(sheet: Sheet, name: str, sha256: str, patterns: Sequence[str]) -> Iterator[Cell]:
    for index, column in enumerate(sheet.columns):
        found = hiding.holding(column.shown, patterns)
        if not found:
            continue
        is_hit = np.asarray(pc.is_in(column.shown, pa.array(sorted(found), pa.string())))
        for at in is_hit.nonzero()[0]:
            row = int(sheet.row_numbers[at])
            yield Cell(name, sha256, sheet.name, row, letter(index), column.shown[at].as_py())
