"""What an .xls holds besides its values (records of MS-XLS, versions 5 and 8).

An .xls tells no formula without a value: each formula has some result stored beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct, unpack_from

from followup.ingest.book_marks import BookMarks, SheetMarks
from followup.ingest.compound import read_compound
from followup.isolated import ChildRefused

_HEAD = Struct("<HH").unpack_from
_CELL = Struct("<HH").unpack_from
_BOF, _EOF, _FILEPASS, _DATEMODE = 0x0809, 0x0A, 0x2F, 0x22
_BOUNDSHEET, _SUPBOOK = 0x85, 0x01AE
_ROW, _FORMULA, _BOOLERR, _MULRK = 0x0208, 0x06, 0x0205, 0xBD
# NUMBER, RK, LABELSST, LABEL, RSTRING and the three above that are cells.
_CELLS = frozenset((0x0203, 0x027E, 0xFD, 0x0204, 0xD6, _FORMULA, _BOOLERR, _MULRK))
_SELF, _ADD_IN = 0x0401, 0x3A01


def scan_xls(content: bytes, cells: int, sheets: int) -> BookMarks:
    """Marks of every sheet; raises ValueError on a broken file, ChildRefused on a locked one."""
    names, book = read_compound(content, ("Workbook", "WORKBOOK", "Book", "BOOK"))
    if "EncryptedPackage" in names:
        raise ChildRefused("encrypted")
    if book is None:
        raise ChildRefused("not_a_spreadsheet")
    marks = BookMarks()
    if names & {"_VBA_PROJECT_CUR", "_VBA_PROJECT"}:
        marks.notes.add("has_macros")
    starts = _scan_globals(book, marks)
    # Sheets are counted before any is walked, so that no file makes us walk it often.
    marks.check(cells, sheets)
    for start, sheet in zip(starts, marks.sheets, strict=True):
        _scan_sheet(book, start, sheet)
    marks.check(cells, sheets)
    return marks


def _scan_globals(book: bytes, marks: BookMarks) -> list[int]:
    """The first part of the stream: where each sheet begins, and what holds for all of them."""
    starts: list[int] = []
    for kind, at, length in _records(book, 0):
        if kind == _FILEPASS:
            raise ChildRefused("encrypted")
        if kind == _DATEMODE and book[at : at + 1] == b"\1":
            marks.notes.add("date_system_1904")
        elif kind == _SUPBOOK and length > 4 and _CELL(book, at)[1] not in (_SELF, _ADD_IN):
            marks.notes.add("external_links")
        elif kind == _BOUNDSHEET and length >= 8:
            starts.append(unpack_from("<I", book, at)[0])
            marks.sheets.append(SheetMarks())
    return starts


def _records(book: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of each record until the part that begins here ends."""
    depth, end = 0, len(book) - 4
    while at <= end:
        kind, length = _HEAD(book, at)
        at += 4
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:  # deeper lie charts that stand in the sheet
            yield kind, at, min(length, len(book) - at)
        elif depth == 0:
            raise ValueError("no beginning")
        at += length


def _scan_sheet(book: bytes, start: int, sheet: SheetMarks) -> None:
    for kind, at, length in _records(book, start):
        if kind in _CELLS and length >= 6:
            row, column = _CELL(book, at)
            if kind == _MULRK:
                column += (length - 6) // 6 - 1
            sheet.fill(row, column)
            if _is_error(book, kind, at, length):
                sheet.errors.append((row, column))
        elif kind == _ROW and length >= 16 and book[at + 12] & 0x20:
            sheet.hidden_rows.append(_CELL(book, at)[0] + 1)


def _is_error(book: bytes, kind: int, at: int, length: int) -> bool:
    if kind == _BOOLERR:
        return length >= 8 and book[at + 7] == 1
    # A formula's result that is no number says so in its last two bytes; sort 2 is an error.
    is_error = book[at + 6 : at + 7] == b"\2" and book[at + 12 : at + 14] == b"\xff\xff"
    return kind == _FORMULA and length >= 14 and is_error
