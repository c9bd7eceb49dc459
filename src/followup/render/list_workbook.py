"""A list as a workbook: one sheet with headings, ready to sort and filter."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

import xlsxwriter

from followup.render.marked.copy import XLSX
from followup.render.marked.package import CONTENT_TYPES

Cell = str | int | Decimal | date | None
WIDEST = 60


def write_list(
    title: str,
    note: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    kind: str = XLSX,
) -> bytes:
    """The bytes of a workbook with ``note`` above the headings.

    Texts stay texts, whoever wrote them; days and counts are values. None is an empty cell.
    ``kind`` is the content type that goes with the ending of its name.
    """
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(title)
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        as_day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        sheet.write_string(0, 0, note)
        sheet.write_row(2, 0, headings, head)
        sheet.freeze_panes(3, 0)
        sheet.autofilter(2, 0, 2 + len(rows), len(headings) - 1)
        for line, row in enumerate(rows, start=3):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(line, column, value, as_day)
                elif isinstance(value, str):
                    sheet.write_string(line, column, value)
                elif value is not None:
                    sheet.write_number(line, column, value)
        for column, heading in enumerate(headings):
            longest = max((len(str(row[column] or "")) for row in rows), default=0)
            sheet.set_column(column, column, min(WIDEST, 2 + max(longest, len(heading))))
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
