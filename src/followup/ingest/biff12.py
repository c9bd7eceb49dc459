"""What an .xlsb holds besides its values (records of MS-XLSB).

An .xlsb tells no formula without a value: each formula has some result stored beside it.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO
from struct import Struct, unpack_from

from defusedxml import ElementTree

from followup.ingest.book_marks import BookMarks, SheetMarks

_NUMBER = Struct("<I").unpack_from
_ROW, _BLANK, _ERROR, _FORMULA_ERROR, _LAST_CELL = 0, 1, 3, 11, 11
_WORKBOOK, _SHEET, _MERGE = 153, 156, 176
_HIDDEN = 0x10


def scan_xlsb(content: bytes, cells: int, sheets: int) -> BookMarks:
    """Marks of every sheet; raises ValueError, KeyError or IndexError on a broken file."""
    marks = BookMarks()
    with zipfile.ZipFile(BytesIO(content)) as package:
        names = {name.casefold().replace("\\", "/"): name for name in package.namelist()}
        parts = _sheet_parts(package, names, marks)
        marks.check(cells, sheets)
        for part, sheet in zip(parts, marks.sheets, strict=True):
            if part in names and "/worksheets/" in part:
                _scan_sheet(package.read(names[part]), sheet)
    marks.check(cells, sheets)
    return marks


def _sheet_parts(package: zipfile.ZipFile, names: dict[str, str], marks: BookMarks) -> list[str]:
    """The part of each sheet, in the workbook's order."""
    relations = ElementTree.fromstring(package.read(names["xl/_rels/workbook.bin.rels"]))
    targets = {
        element.get("Id"): posixpath.normpath(
            posixpath.join("/xl", element.get("Target") or "")
        ).lstrip("/")
        for element in relations
    }
    parts = []
    book = package.read(names["xl/workbook.bin"])
    for kind, at, length in _records(book):
        if kind == _WORKBOOK and book[at] & 1:
            marks.notes.add("date_system_1904")
        elif kind == _SHEET and length >= 16:
            size = min(_NUMBER(book, at + 8)[0], 255)
            relation = book[at + 12 : at + 12 + 2 * size].decode("utf-16-le", "replace")
            parts.append(targets.get(relation, "").casefold())
            marks.sheets.append(SheetMarks())
    return parts


def _records(part: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of each record; both come in seven bits a byte."""
    at, end = 0, len(part)
    while at < end:
        kind = part[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (part[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while shift < 28:
            byte = part[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        if at + length > end:
            raise ValueError("a record longer than its part")
        yield kind, at, length
        at += length


def _scan_sheet(part: bytes, sheet: SheetMarks) -> None:
    row = 0
    for kind, at, length in _records(part):
        if kind == _ROW:
            row = _NUMBER(part, at)[0]
            if length >= 13 and part[at + 11] & _HIDDEN:
                sheet.hidden_rows.append(row + 1)
        elif _BLANK < kind <= _LAST_CELL:
            column = _NUMBER(part, at)[0]
            sheet.fill(row, column)
            if kind in (_ERROR, _FORMULA_ERROR):
                sheet.errors.append((row, column))
        elif kind == _MERGE and length >= 16:
            first, last, left, right = unpack_from("<4I", part, at)
            sheet.merges.append((first, left, last, right))
