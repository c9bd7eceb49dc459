"""The columns of a report's file, as who decides on their secrecy meets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from followup.domain.disclosure import ELSEWHERE, Names, Place
from followup.domain.facts import REPORT_FACTS
from followup.errors import UserError
from followup.ingest.answers import Remembered
from followup.ingest.cells import read_cells
from followup.ingest.draft import ColumnMapping, Draft
from followup.ingest.grid import Column, Sheet, letter
from followup.ingest.people import personal_columns
from followup.ingest.plates import is_nordic, is_plate, normalise
from followup.render.marked.copy import sheet_names
from followup.services.disclosure import hiding
from followup.services.installation import Installation
from followup.services.report import reports
from followup.services.upload import reading
from followup.services.upload.people import ROWS, SHEET
from followup.storage import submissions
from followup.storage.submissions import Submission

# What a report's columns name a vehicle or machine by.
_NUMBERS: Final = frozenset({"vehicle_id", "fleet_number", "machine_id"})
LOOKED_AT: Final = 200
MOST_EXAMPLES: Final = 2


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column with anything in it: its header, how many cells below it are filled, and some.

    ``names`` is what its cells name, as far as that can be told.
    """

    place: Place
    header: str
    cells: int
    names: Names | None
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Book:
    """A report's file, read: its sheets under the names a copy gives them.

    ``heads`` is the number of the row that a sheet's header stands in, 0 where it has none.
    ``numbers`` are the plates that the file is known to hold, normalised.
    """

    sheets: tuple[Sheet, ...]
    names: tuple[str, ...]
    heads: tuple[int, ...]
    columns: tuple[FileColumn, ...]
    numbers: frozenset[str]
    persons: frozenset[str]

    @cached_property
    def elsewhere(self) -> int:
        """How many cells outside the columns that name somebody do so too, in words or titles."""
        patterns = hiding.patterns(self.numbers, self.persons)
        named = {c.place for c in self.columns if c.names}
        return sum(
            int(pc.sum(pc.is_in(column.shown, pa.array(sorted(found), pa.string()))).as_py() or 0)
            for sheet, name in zip(self.sheets, self.names, strict=True)
            for index, column in enumerate(sheet.columns)
            if (name, letter(index)) not in named
            and (found := hiding.holding(column.shown, patterns))
        ) + sum(hiding.holds(name, patterns) for name in self.names)

    @property
    def places(self) -> tuple[Place, ...]:
        """All that a decision must speak of, in the order of the file."""
        rest = (ELSEWHERE,) if self.elsewhere else ()
        return (*(c.place for c in self.columns), *rest)


def read(installation: Installation, submission: Submission, today: date) -> Book:
    """The file that a report came in.

    Raises UserError ``disclosure_unreadable`` for one that cannot be read again, and as
    ``reports.original``.
    """
    content = reports.original(installation, submission)
    limits = installation.settings.limits
    cells = read_cells(content, submission.file_name, limits)
    too_long = any(len(s.row_numbers) and s.row_numbers[-1] > ROWS for s in cells.sheets)
    if cells.refusal is not None or too_long:
        raise UserError("disclosure_unreadable", file=submission.file_name)
    draft = reading.read_with(cells, today, remembered=Remembered())
    names = tuple(sheet_names([sheet.name or SHEET for sheet in cells.sheets]))
    heads = tuple(_head(draft, sheet) for sheet in cells.sheets)
    columns = tuple(
        column
        for sheet, name, head in zip(cells.sheets, names, heads, strict=True)
        for column in _columns(sheet, name, head, _mapped(draft, sheet))
    )
    told = _texts(cells.sheets, names, columns, "vehicle")
    plates = {p for p in map(normalise, told) if is_plate(p)} | _stored(installation, submission)
    persons = _texts(cells.sheets, names, columns, "person")
    return Book(cells.sheets, names, heads, columns, frozenset(plates), frozenset(persons))


def _head(draft: Draft, sheet: Sheet) -> int:
    """The row above the first table of a sheet; of one without, its first row of several cells."""
    found = [max(t.header_rows) for t in draft.tables if t.sheet == sheet.name and t.header_rows]
    if found:
        return min(found)
    several = (sheet.filled_count > 1).nonzero()[0]
    return int(sheet.row_numbers[several[0]]) if len(several) else 0


def _mapped(draft: Draft, sheet: Sheet) -> Mapping[str, ColumnMapping]:
    tables = [t for t in draft.tables if t.sheet == sheet.name]
    return {column.column: column for table in reversed(tables) for column in table.mapping}


def _columns(
    sheet: Sheet, name: str, head: int, mapped: Mapping[str, ColumnMapping]
) -> Iterator[FileColumn]:
    people = {found.column for found in personal_columns(sheet)}
    start = int((sheet.row_numbers <= head).sum())
    for index, column in enumerate(sheet.columns):
        if not column.filled.any():
            continue
        below = column.rows(start, sheet.height).shown
        known = mapped.get(letter(index))
        header = column.shown[start - 1].as_py() if start else None
        said = known.header if known else header or ""
        texts = pc.unique(below.drop_null()).slice(0, LOOKED_AT).to_pylist()
        names = _named(index in people, known.field if known else None, texts)
        filled = len(below) - below.null_count
        yield FileColumn(
            (name, letter(index)), said.strip(), filled, names, tuple(texts[:MOST_EXAMPLES])
        )


def _named(is_person: bool, field: str | None, texts: Sequence[str]) -> Names | None:
    if is_person:
        return "person"
    plates = sum(is_nordic(normalise(text)) for text in texts)
    return "vehicle" if field in _NUMBERS or plates * 2 > len(texts) else None


def _texts(
    sheets: Iterable[Sheet], names: Iterable[str], columns: Iterable[FileColumn], kind: Names
) -> set[str]:
    """What stands in the columns that name vehicles or persons, their headers among it."""
    wanted = {column.place: column.header for column in columns if column.names == kind}
    return {
        text
        for sheet, name in zip(sheets, names, strict=True)
        for index, column in enumerate(sheet.columns)
        if (name, letter(index)) in wanted
        for text in _distinct(column)
        if kind == "vehicle" or text.strip() != wanted[name, letter(index)]
    }


def _distinct(column: Column) -> list[str]:
    found: list[str] = pc.unique(column.shown.drop_null()).to_pylist()
    return found


def _stored(installation: Installation, submission: Submission) -> set[str]:
    """The plates among the facts of every report that came in the file."""
    found: set[str] = set()
    for each in submissions.every(installation.database, sha256=submission.sha256):
        kind = REPORT_FACTS[each.report_type]
        facts = submissions.facts(installation.database, each.submission, kind)
        for name in _NUMBERS & set(facts.column_names):
            texts = pc.unique(facts[name].drop_null()).to_pylist()
            found |= {plate for plate in map(normalise, texts) if is_plate(plate)}
    return found
