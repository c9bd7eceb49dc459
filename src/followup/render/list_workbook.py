"""A list as a workbook: one sheet with headings, ready to sort and filter."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter

from followup.render.marked.copy import XLSX
from followup.render.marked.package import CONTENT_TYPES
from followup.render.rows_of import DAY, PLAIN, Cell, width, write_rows

WIDEST = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, a note above the headings, the headings and the rows under them."""

    title: str
    note: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def write_list(
    title: str,
    note: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    kind: str = XLSX,
) -> bytes:
    """The bytes of a workbook of one sheet with ``note`` above the headings.

    Texts stay texts, whoever wrote them; days and counts are values. None is an empty cell.
    ``kind`` is the content type that goes with the ending of its name.
    """
    return write_lists([Sheet(title, note, headings, rows)], kind)


def write_lists(sheets: Sequence[Sheet], kind: str = XLSX) -> bytes:
    """The bytes of a workbook of several such sheets."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, PLAIN) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        as_day = book.add_format(DAY)
        for one in sheets:
            _write(book.add_worksheet(one.title), one, head, as_day)
    return out.getvalue() if kind == XLSX else _as(kind, out)


def _as(kind: str, written: BytesIO) -> bytes:
    """The same workbook as one of another ending: a spreadsheet program checks that they agree."""
    out = BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == CONTENT_TYPES:
                content = content.replace(XLSX.encode(), kind.encode())
            new.writestr(entry, content)
    return out.getvalue()


def _write(sheet: Any, one: Sheet, head: Any, as_day: Any) -> None:
    sheet.write_string(0, 0, one.note)
    sheet.write_row(2, 0, one.headings, head)
    sheet.freeze_panes(3, 0)
    sheet.autofilter(2, 0, 2 + len(one.rows), len(one.headings) - 1)
    write_rows(sheet, 3, one.rows, as_day)
    for column, heading in enumerate(one.headings):
        sheet.set_column(column, column, width(one.rows, column, heading, WIDEST))
