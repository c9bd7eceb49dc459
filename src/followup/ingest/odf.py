"""What an .ods holds besides its values (OpenDocument 1.3, part 3)."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Final
from xml.parsers import expat

from followup.ingest.book_marks import BookMarks, SheetMarks

_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_CALC: Final = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_ROWS, _COLUMNS = _TABLE + "number-rows-repeated", _TABLE + "number-columns-repeated"
_MAX_ROW, _MAX_COLUMN = 1_048_576, 16_384
# What stands in a cell whose formula failed, where the file has no word for it.
_FAILED = ("#", "Err:")


def scan_ods(content: bytes, cells: int, sheets: int) -> BookMarks:
    """Marks of every sheet; raises expat.ExpatError or ValueError on a broken file."""
    marks = BookMarks()
    walk = _Walk(marks, cells, sheets)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    with zipfile.ZipFile(BytesIO(content)) as package, package.open("content.xml") as stream:
        while chunk := stream.read(1 << 20):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    marks.check(cells, sheets)
    return marks


class _Walk:
    """Where in the document we are; rows and columns count as often as they are repeated."""

    def __init__(self, marks: BookMarks, cells: int, sheets: int) -> None:
        self.marks, self.most_cells, self.most_sheets = marks, cells, sheets
        self.sheet: SheetMarks | None = None
        self.depth = self.row = self.column = self.height = self.width = 0
        self.cell: dict[str, str] = {}
        self.said = ""
        self.in_cell = self.has_filled = False

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""
        if name == _TABLE + "table":
            self.depth += 1
            if self.depth == 1:
                self.sheet = SheetMarks()
                self.marks.sheets.append(self.sheet)
                self.marks.check(self.most_cells, self.most_sheets)
                self.row = 0
        elif name == _TABLE + "null-date":
            if given.get(_TABLE + "date-value") == "1904-01-01":
                self.marks.notes.add("date_system_1904")
        elif self.sheet is None or self.depth != 1:
            return
        elif name == _TABLE + "table-row":
            self.column, self.height = 0, _times(given, _ROWS)
            self.has_filled = False
            self.hidden = given.get(_TABLE + "visibility", "visible") != "visible"
        elif name in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            self.width = _times(given, _COLUMNS)
            self.cell, self.said, self.in_cell = given, "", True

    def text(self, text: str) -> None:
        """Some of what a cell shows; only its beginning tells anything."""
        if self.in_cell and len(self.said) < 8:
            self.said += text

    def end(self, name: str) -> None:
        """An element ends."""
        if name == _TABLE + "table":
            self.depth -= 1
            if self.depth == 0:
                self.sheet = None
        elif self.sheet is None or self.depth != 1:
            return
        elif name in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            self._cell(self.sheet)
        elif name == _TABLE + "table-row":
            if self.hidden and self.has_filled:
                last = min(self.row + self.height, _MAX_ROW)
                self.sheet.hidden_rows += range(self.row + 1, last + 1)
            self.row += self.height

    def _cell(self, sheet: SheetMarks) -> None:
        kind = self.cell.get(_OFFICE + "value-type")
        formula = _TABLE + "formula" in self.cell
        here = (self.row, self.column)
        if kind or self.said or formula:
            self.has_filled = True
            sheet.fill(self.row + self.height - 1, self.column + self.width - 1)
        if self.cell.get(_CALC + "value-type") == "error" or (
            formula and self.said.startswith(_FAILED)
        ):
            sheet.errors.append(here)
            sheet.instead.setdefault(self.row, {})[self.column] = ""
        elif formula and kind is None:
            sheet.no_value.append(here)
        elif kind == "boolean" or self.said in ("TRUE", "FALSE"):
            # The reader takes truth for the number 1; in other formats it is a word.
            value = self.cell.get(_OFFICE + "boolean-value", self.said).upper()
            sheet.instead.setdefault(self.row, {})[self.column] = value
        down = _times(self.cell, _TABLE + "number-rows-spanned")
        right = _times(self.cell, _TABLE + "number-columns-spanned")
        if down > 1 or right > 1:
            last = (self.row + down - 1, self.column + right - 1)
            sheet.merges.append((*here, *last))
        self.column += self.width
        self.in_cell = False


def _times(given: dict[str, str], name: str) -> int:
    """How often something is repeated or how far it reaches; ValueError if it is no number."""
    return max(1, int(given.get(name, "1")[:12]))
