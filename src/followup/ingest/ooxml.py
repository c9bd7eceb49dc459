"""What the reader does not tell about an .xlsx: hidden rows, error cells, formulas, far cells.

The parts of the package are scanned as a stream while they are inflated; nothing is parsed
as XML except the small workbook part, and that only after any DOCTYPE has been refused.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from defusedxml import ElementTree

from followup.ingest.grid import column_index

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
MOST_MARKS = 200_000  # of one sort in one sheet; nobody reads more of them
# How Excel and almost everybody writes cells and rows, and how XML also allows it.
_COLUMN = re.compile(rb'<c r="([A-Z]{1,9})')
_COLUMN_LOOSE = re.compile(rb'<(?:\w+:)?c\s[^<>]{0,200}?\br\s*=\s*["\']([A-Za-z]{1,9})')
_ROW = re.compile(rb'<row r="(\d{1,20})')
_ROW_LOOSE = re.compile(rb'<(?:\w+:)?row\s[^<>]{0,2000}?\br\s*=\s*["\'](\d{1,20})')
_LONG_ROW = re.compile(rb'="[A-Z]{1,9}(\d{7,20})"')
# Possessive quantifiers keep each of these linear, whatever stands in the part.
_FILLED = re.compile(
    rb"<(?:\w{1,20}:)?c\s(?:(?!\br\s*=)[^<>]){0,200}+"
    rb'\br\s*=\s*["\']([A-Za-z]{1,9})(\d{1,20})["\'][^<>]{0,200}+(?<!/)>'
)
_ROW_TAG = re.compile(rb"<(?:\w{1,20}:)?row\s([^<>]{0,2000}+)>")
_HIDDEN = re.compile(rb'\bhidden\s*=\s*["\'](?:1|true)["\']')
_ROW_NUMBER = re.compile(rb'\br\s*=\s*["\'](\d{1,20})')
_ERROR = re.compile(rb'<(?:\w+:)?c\s(?=[^<>]{0,200}\bt="e")[^<>]{0,200}?\br="([A-Z]{1,3}\d{1,7})"')
# A formula whose cell has no value; t="str" with an empty value is a stored empty text.
_NO_VALUE = re.compile(
    rb"<(?:\w{1,20}:)?c\s([^<>]{1,300}+)>\s*+"
    rb"<(?:\w{1,20}:)?f(?:\s[^<>]{0,1000}+|/)?(?:(?<=/)>|>[^<]*+</(?:\w{1,20}:)?f>)\s*+"
    rb"(?:<(?:\w{1,20}:)?v\s*+/>|<(?:\w{1,20}:)?v>\s*+</(?:\w{1,20}:)?v>)?\s*+</(?:\w{1,20}:)?c>"
)
_TEXT_RESULT = re.compile(rb'\bt="str"')
_ADDRESS = re.compile(rb'\br="([A-Z]{1,3}\d{1,7})"')


@dataclass(slots=True)
class SheetScan:
    """What one worksheet part holds besides its values."""

    last_row: int = 0
    last_column: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    errors: set[str] = field(default_factory=set)
    no_value: set[str] = field(default_factory=set)

    @property
    def area(self) -> int:
        """Cells of the rectangle that a reader would lay out."""
        return self.last_row * self.last_column

    @property
    def is_beyond(self) -> bool:
        """True when a cell lies outside what any spreadsheet has."""
        return self.last_row > MAX_ROW or self.last_column > MAX_COLUMN

    def add(self, chunk: bytes) -> None:
        """Look through the next piece of the part."""
        is_prefixed = b":" in chunk and (b":c " in chunk or b":f" in chunk)
        letters = _COLUMN.findall(chunk)
        if not letters or len(letters) != chunk.count(b"<c ") or is_prefixed:
            letters = _COLUMN_LOOSE.findall(chunk)
        rows = _ROW.findall(chunk)
        if not rows or len(rows) != chunk.count(b"<row"):
            rows = _ROW_LOOSE.findall(chunk)
        rows += _LONG_ROW.findall(chunk)
        columns = [column_index(c.decode()) + 1 for c in set(letters)]
        self.last_column = max([self.last_column, *columns])
        self.last_row = max([self.last_row, *map(int, rows)])
        if b"hidden" in chunk and len(self.hidden_rows) < MOST_MARKS:
            for row in _ROW_TAG.findall(chunk):
                if _HIDDEN.search(row) and (number := _ROW_NUMBER.search(row)):
                    self.hidden_rows.add(int(number[1]))
        if b't="e"' in chunk and len(self.errors) < MOST_MARKS:
            self.errors.update(c.decode() for c in _ERROR.findall(chunk))
        if (b"<f" in chunk or is_prefixed) and len(self.no_value) < MOST_MARKS:
            for given in _NO_VALUE.findall(chunk):
                if not _TEXT_RESULT.search(given) and (cell := _ADDRESS.search(given)):
                    self.no_value.add(cell[1].decode())


@dataclass(slots=True)
class FilledArea:
    """The rectangle of cells that hold something; styled empty cells do not count."""

    last_row: int = 0
    last_column: int = 0

    def add(self, chunk: bytes) -> None:
        """Look through the next piece of the part."""
        for letters, row in _FILLED.findall(chunk):
            self.last_column = max(self.last_column, column_index(letters.decode()) + 1)
            self.last_row = max(self.last_row, int(row))


def whole_rows(chunks: Iterator[bytes], largest: int = 4_000_000) -> Iterator[bytes]:
    """Regroup pieces so that none ends inside a row (or, in a very long row, inside a cell)."""
    rest = b""
    for chunk in chunks:
        rest += chunk
        end = rest.rfind(b"</row>") + 6
        if end < 6 and len(rest) > largest:
            end = max(rest.rfind(b"<c "), 0)
        if end >= 6:
            yield rest[:end]
            rest = rest[end:]
        if len(rest) > 4 * largest:
            yield rest
            rest = b""
    yield rest


@dataclass(frozen=True, slots=True)
class WorkbookPart:
    """Sheet names by part name, and the date system."""

    sheets: Mapping[str, str]
    is_1904: bool


def read_workbook(workbook: bytes, relations: bytes, folder: str) -> WorkbookPart:
    """Which part is which sheet; raises ElementTree.ParseError on broken XML."""
    targets = {
        element.get("Id"): posixpath.normpath(_target(element.get("Target") or "", folder))
        for element in ElementTree.fromstring(relations)
    }
    sheets: dict[str, str] = {}
    is_1904 = False
    for element in ElementTree.fromstring(workbook).iter():
        local = element.tag.rpartition("}")[2]
        if local == "workbookPr":
            is_1904 = element.get("date1904") in ("1", "true")
        elif local == "sheet":
            relation = next((v for k, v in element.items() if k.endswith("}id")), None)
            if relation in targets:
                sheets[targets[relation]] = element.get("name") or ""
    return WorkbookPart(sheets, is_1904)


def _target(target: str, folder: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
