"""A workbook written anew from the cells of another: same sheets, same addresses, values only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

Value = str | float | date | None
# The same cells give the same bytes, whenever they are written.
_WRITTEN = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook knows no zone


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """The cells of one sheet: by column index, pairs of row index and value.

    ``errors`` are cells that showed an error, ``no_value`` formulas that were never computed,
    both as (row index, column index); ``merges`` are first row, first column, last row, last.
    """

    name: str
    columns: Mapping[int, Sequence[tuple[int, Value]]]
    is_hidden: bool = False
    merges: Sequence[tuple[int, int, int, int]] = ()
    hidden_rows: Sequence[int] = ()
    errors: Sequence[tuple[int, int]] = ()
    no_value: Sequence[tuple[int, int]] = ()


def write_copy(sheets: Sequence[PlainSheet]) -> bytes:
    """The bytes of an .xlsx with these cells; nothing of it is written to disk."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False, "nan_inf_to_errors": True}  # fmt: skip
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": _WRITTEN})
        as_day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, sheet in enumerate(sheets, start=1):
            page = _page(book, sheet, number)
            _fill(page, sheet, as_day)
        shown = next((n for n, sheet in enumerate(sheets) if not sheet.is_hidden), None)
        if shown is not None:
            book.worksheets()[shown].activate()
            book.worksheets()[shown].set_first_sheet()
    return out.getvalue()


def _page(
    book: xlsxwriter.Workbook, sheet: PlainSheet, number: int
) -> xlsxwriter.worksheet.Worksheet:
    try:
        page = book.add_worksheet(sheet.name)
    except XlsxWriterException:  # a name that this format does not take
        page = book.add_worksheet(f"Blad {number}")
    if sheet.is_hidden:
        page.hide()
    return page


def _fill(
    page: xlsxwriter.worksheet.Worksheet, sheet: PlainSheet, as_day: xlsxwriter.format.Format
) -> None:
    for merge in sheet.merges:
        try:
            page.merge_range(*merge, "")
        except XlsxWriterException:  # merges that overlap are no merges
            continue
    for column, cells in sheet.columns.items():
        _fill_column(page, column, cells, as_day)
    for row, column in sheet.errors:
        page.write_formula(row, column, "=NA()", None, "#N/A")
    for row, column in sheet.no_value:
        page.write_formula(row, column, "=NA()", None, "")
    for row in sheet.hidden_rows:
        page.set_row(row, None, None, {"hidden": True})


def _fill_column(
    page: xlsxwriter.worksheet.Worksheet,
    column: int,
    cells: Sequence[tuple[int, Value]],
    as_day: xlsxwriter.format.Format,
) -> None:
    for row, value in cells:
        if isinstance(value, str):
            page.write_string(row, column, value)
        elif isinstance(value, date):
            page.write_datetime(row, column, value, as_day)
        elif value is not None:
            page.write_number(row, column, value)
