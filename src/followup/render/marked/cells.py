"""The cells of a worksheet part: those with a remark get a style, and are made where missing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from followup.render.marked.plan import Unmarkable
from followup.render.marked.splice import (
    Edit,
    local,
    new_parser,
    parse,
    prefix,
    tag_end,
    with_attributes,
)

_ADDRESS = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_MERGE = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^<>]*?\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"""
)
# What stands after the drawing of the notes in a worksheet, by the schema's order.
_AFTER_NOTES = {
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst", "AlternateContent",
}  # fmt: skip
Place = tuple[int, int]  # row and column from 1
Restyle = Callable[[int, str], int]  # the style a cell has, how bad it is -> the style it gets


def column_number(letters: str) -> int:
    """Column letters as a number: A is 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """A column number as letters."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def shown_at(content: bytes, places: Mapping[Place, str]) -> dict[Place, Place]:
    """Where a remark is seen: of merged cells only the first one is."""
    found = {place: place for place in places}
    by_row = sorted(places)
    for match in _MERGE.finditer(content):
        left, right = column_number(match[1].decode()), column_number(match[3].decode())
        top, bottom = int(match[2]), int(match[4])
        for place in by_row[bisect_left(by_row, (top, 0)) :]:
            if place[0] > bottom:
                break
            if left <= place[1] <= right:
                found[place] = (top, left)
    return found


@dataclass(slots=True)
class Marked:
    """The edits of one worksheet part, and where its notes' drawing is or belongs."""

    edits: list[Edit]
    name_prefix: bytes
    notes_drawing: str | None
    notes_at: int


@dataclass(slots=True)
class _Walk:
    content: bytes
    parser: expat.XMLParserType
    wanted: dict[int, dict[int, str]]
    restyle: Restyle
    edits: list[Edit] = field(default_factory=list)
    depth: int = 0
    row: int = 0
    column: int = 0
    row_tag: tuple[int, int] = (0, 0)
    row_style: int | None = None
    is_grown: bool = False
    prefix: bytes = b""
    row_name: str = ""
    cell_name: str = ""
    columns: list[tuple[int, int, int]] = field(default_factory=list)
    missing_rows: deque[int] = field(default_factory=deque)
    missing: list[int] = field(default_factory=list)
    notes_drawing: str | None = None
    notes_at: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > 3:
            if self.missing and self.depth == 4 and name == self.cell_name:
                self._cell(attributes)
        elif self.depth == 3:
            if name == self.row_name:
                self._row(attributes)
            elif "style" in attributes and local(name) == "col":
                low, high, style = (int(attributes[key]) for key in ("min", "max", "style"))
                self.columns.append((low, high, style))
        elif self.depth == 2:
            self._part(local(name), attributes)
        else:
            self._root(name)

    def _root(self, name: str) -> None:
        if local(name) != "worksheet":
            raise Unmarkable
        self.prefix = prefix(name)
        self.row_name, self.cell_name = f"{self.prefix.decode()}row", f"{self.prefix.decode()}c"

    def _part(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "legacyDrawing":
            self.notes_drawing = next((v for k, v in attributes.items() if local(k) == "id"), None)
        elif name in _AFTER_NOTES and not self.notes_at:
            self.notes_at = self.parser.CurrentByteIndex

    def _row(self, attributes: Mapping[str, str]) -> None:
        number = int(attributes.get("r") or self.row + 1)
        if number <= self.row:
            raise Unmarkable
        self.row, self.column = number, 0
        at = self.parser.CurrentByteIndex
        while self.missing_rows and self.missing_rows[0] < number:
            self._whole_row(self.missing_rows.popleft(), at)
        self.missing = []
        if self.missing_rows and self.missing_rows[0] == number:
            self.missing_rows.popleft()
            self.missing, self.is_grown = sorted(self.wanted[number]), False
            self.row_tag = (at, tag_end(self.content, at))
            has_style = attributes.get("customFormat") in ("1", "true")
            self.row_style = int(attributes.get("s", 0)) if has_style else None

    def _cell(self, attributes: Mapping[str, str]) -> None:
        address = _ADDRESS.fullmatch(attributes.get("r", ""))
        number = column_number(address[1]) if address else self.column + 1
        if number <= self.column:
            raise Unmarkable
        self.column = number
        at = self.parser.CurrentByteIndex
        while self.missing and self.missing[0] < number:
            self.edits.append((at, at, self._new_cell(self.row, self.missing.pop(0))))
            self.is_grown = True
        if self.missing[:1] == [number]:
            self.missing.pop(0)
            end = tag_end(self.content, at)
            style = self.restyle(int(attributes.get("s", 0)), self.wanted[self.row][number])
            tag = with_attributes(self.content[at:end], {"s": str(style)})
            self.edits.append((at, end, tag))

    def end(self, name: str) -> None:
        self.depth -= 1
        if self.depth > 2:
            return
        if self.depth == 2 and (self.missing or self.is_grown) and name == self.row_name:
            self._close_row(name)
        elif self.depth == 1 and self.missing_rows and local(name) == "sheetData":
            self._close_data(name)
        elif self.depth == 0 and not self.notes_at:
            self.notes_at = self.parser.CurrentByteIndex

    def _close_data(self, name: str) -> None:
        """Rows after the last one there is; a sheet without any is opened for them."""
        at = self.parser.CurrentByteIndex
        if self.content.startswith(b"</" + name.encode(), at):
            self._rows_left(at)
            return
        start = self.content.rindex(b"<", 0, at)
        self.edits.append((start, at, b"<%bsheetData>" % self.prefix))
        self._rows_left(at)
        self.edits.append((at, at, b"</%bsheetData>" % self.prefix))

    def _rows_left(self, at: int) -> None:
        for number in self.missing_rows:
            self._whole_row(number, at)
        self.missing_rows.clear()

    def _close_row(self, name: str) -> None:
        """Put what is still missing at the end of a row; an empty row is opened for it."""
        cells = b"".join(self._new_cell(self.row, column) for column in self.missing)
        self.missing, self.is_grown = [], False
        at = self.parser.CurrentByteIndex
        start, opens = self.row_tag
        # The columns a row says it spans would be wrong with the new cells in it.
        tag = with_attributes(self.content[start:opens], {"spans": None})
        if self.content.startswith(b"</" + name.encode(), at):
            self.edits += [(start, opens, tag), (at, at, cells)]
        else:
            tag = tag.removesuffix(b"/>")
            self.edits.append((start, opens, b"%b>%b</%b>" % (tag, cells, name.encode())))

    def _whole_row(self, number: int, at: int) -> None:
        self.row_style = None
        cells = b"".join(self._new_cell(number, column) for column in sorted(self.wanted[number]))
        row = b'<%brow r="%d">%b</%brow>' % (self.prefix, number, cells, self.prefix)
        self.edits.append((at, at, row))

    def _new_cell(self, row: int, column: int) -> bytes:
        """An empty cell that looks as the row or else the column says, and is marked."""
        own = (style for low, high, style in self.columns if low <= column <= high)
        base = next(own, 0) if self.row_style is None else self.row_style
        style = self.restyle(base, self.wanted[row][column])
        address = f"{column_letters(column)}{row}".encode()
        return b'<%bc r="%b" s="%d"/>' % (self.prefix, address, style)


def mark_cells(content: bytes, places: Mapping[Place, str], restyle: Restyle) -> Marked:
    """The edits that give each place the style for how bad it is.

    Raises Unmarkable where rows or cells do not stand in order.
    """
    wanted: dict[int, dict[int, str]] = {}
    for (row, column), severity in places.items():
        wanted.setdefault(row, {})[column] = severity
    parser = new_parser()
    walk = _Walk(content, parser, wanted, restyle, missing_rows=deque(sorted(wanted)))
    parser.StartElementHandler, parser.EndElementHandler = walk.start, walk.end
    parse(parser, content)
    if walk.missing_rows:
        raise Unmarkable
    return Marked(walk.edits, walk.prefix, walk.notes_drawing, walk.notes_at)
