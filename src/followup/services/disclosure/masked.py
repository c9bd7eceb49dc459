"""A copy of a report's file with some columns masked; the file itself stays as it is.

The copy is written anew from the cells as they were read, so nothing but cells can follow: no
comment, no picture, no formula, no name of an author, and no sheet or row that stands hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.domain.disclosure import ELSEWHERE, Place
from followup.ingest.grid import Sheet, letter
from followup.render.marked.copy import XLSX, CopySheet, Value, sheet_names, write_copy
from followup.services.disclosure import hiding
from followup.services.disclosure.book import Book
from followup.services.upload.plain_copy import copy_of

COVER_WIDTHS: Final = (34, 40, 16, 60, 60)


@dataclass(frozen=True, slots=True)
class Words:
    """What the copy says in its language: in a masked cell, and as a masked sheet's name."""

    cell: str
    sheet: str
    cover: str


class Mask:
    """What is taken away from a book by the columns that are masked."""

    def __init__(self, book: Book, masked: frozenset[Place], words: Words) -> None:
        self.book, self.masked, self.words = book, masked, words
        named = {column.place for column in book.columns if column.names}
        # Who or what a masked column names is named nowhere else in the copy.
        hides = bool(masked & (named | {ELSEWHERE}))
        self.patterns = hiding.patterns(book.numbers, book.persons) if hides else ()
        self.shown = named - masked

    def text(self, text: str) -> str:
        """A heading or other text as the copy may say it."""
        return self.words.cell if hiding.holds(text, self.patterns) else text

    def names(self) -> list[str]:
        """What the sheets of the copy are called, without the cover."""
        return [
            f"{self.words.sheet} {number}" if hiding.holds(name, self.patterns) else name
            for number, name in enumerate(self.book.names, 1)
        ]

    def sheet(self, at: int, name: str) -> CopySheet:
        """One sheet of the copy."""
        sheet, head = self.book.sheets[at], self.book.heads[at]
        place = self.book.names[at]
        gone = {
            index: head + 1 for index in range(len(sheet.columns))
            if (place, letter(index)) in self.masked
        }  # fmt: skip
        hidden = {index: self._hidden(sheet, index, gone.get(index), place)
                  for index in range(len(sheet.columns))}  # fmt: skip
        base = copy_of(sheet, name, gone)
        rows = _covered(base.rows, {i: h for i, h in hidden.items() if h.any()}, self.words.cell)
        return replace(base, rows=rows, is_hidden=False, hidden_rows=frozenset())

    def _hidden(self, sheet: Sheet, index: int, first: int | None, place: str) -> np.ndarray:
        """Which cells of a column are masked."""
        column = sheet.columns[index]
        hidden = np.zeros(sheet.height, dtype=bool)
        if first is not None:
            hidden |= column.filled & (sheet.row_numbers >= first)
        if self.patterns and (place, letter(index)) not in self.shown:
            found = hiding.holding(column.shown, self.patterns)
            hidden |= np.asarray(pc.is_in(column.shown, pa.array(sorted(found), pa.string())))
        return hidden


def copy(mask: Mask, cover: Sequence[Sequence[str | None]]) -> bytes:
    """The workbook's bytes: the cover first, then every sheet. The same again gives the same."""
    names = sheet_names([mask.words.cover, *mask.names()])
    rows = ((number, list(row)) for number, row in enumerate(cover, 1))
    first = CopySheet(names[0], rows, widths=COVER_WIDTHS)
    rest = [mask.sheet(at, name) for at, name in enumerate(names[1:])]
    return write_copy([first, *rest], XLSX)


def _covered(
    rows: Iterable[tuple[int, Sequence[Value]]], hidden: Mapping[int, np.ndarray], word: str
) -> Iterator[tuple[int, list[Value]]]:
    for at, (number, found) in enumerate(rows):
        values = list(found)
        for index, cells in hidden.items():
            if cells[at]:
                values[index] = word
        yield number, values
