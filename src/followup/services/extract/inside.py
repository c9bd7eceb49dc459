"""Look inside the stored files themselves: also the rows and notes that became no fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.errors import UserError
from followup.ingest.cells import read_cells_of
from followup.ingest.grid import Sheet, letter
from followup.services.disclosure import hiding
from followup.services.installation import Installation
from followup.storage import extract, files_seen

# Files that one reader process takes: starting it costs more than most of them.
TOGETHER: Final = 10


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
    """The cells that hold any of the patterns, and the names of files that cannot be read."""
    cells: list[Cell] = []
    unread: list[str] = []
    limits = installation.settings.limits
    every = sorted(extract.files(installation.database).items())
    for at in range(0, len(every), TOGETHER):
        opened: list[tuple[bytes, str]] = []
        for sha256, name in every[at : at + TOGETHER]:
            content = _content(installation, sha256)
            if content is None:
                unread.append(name)
            else:
                opened.append((content, name))
        for read in read_cells_of(opened, limits):
            if read.refusal is not None:
                unread.append(read.file_name)
            for sheet in read.sheets:
                cells.extend(_cells(sheet, read.file_name, read.sha256, patterns))
    return tuple(cells), tuple(unread)


def _content(installation: Installation, sha256: str) -> bytes | None:
    """A stored file's bytes; None for one that is not there, or not for who asks."""
    try:
        return files_seen.opened(installation.database, installation.settings.originals, sha256)
    except UserError:
        return None


def _cells(sheet: Sheet, name: str, sha256: str, patterns: Sequence[str]) -> Iterator[Cell]:
    for index, column in enumerate(sheet.columns):
        found = hiding.holding(column.shown, patterns)
        if not found:
            continue
        is_hit = np.asarray(pc.is_in(column.shown, pa.array(sorted(found), pa.string())))
        for at in is_hit.nonzero()[0]:
            row = int(sheet.row_numbers[at])
            yield Cell(name, sha256, sheet.name, row, letter(index), column.shown[at].as_py())
