"""An Excel workbook to fill in: headers, help, one example row and lists to choose from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

LAST_ROW = 5_000  # lists and formats reach this far down
LISTED = 255  # Excel takes longer lists only from cells
DATE_FORMAT = "yyyy-mm-dd"


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column: its header, what to write there, and the words that may be chosen."""

    header: str
    is_required: bool = False
    example: str | None = None
    words: tuple[str, ...] = ()
    hint: str | None = None
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class TemplateSheet:
    """One sheet: its title, the lines that explain it, and its columns."""

    name: str
    title: str
    notes: tuple[str, ...]
    columns: tuple[TemplateColumn, ...]


def write_template(sheets: Sequence[TemplateSheet], *, example: str, words_sheet: str) -> bytes:
    """The workbook's bytes. ``example`` stands to the right of the example row and marks it.

    All texts come in the reader's language; ``words_sheet`` names the sheet of allowed words.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "default_date_format": DATE_FORMAT, "strings_to_formulas": False}
    with xlsxwriter.Workbook(out, options) as book:
        pages = [(sheet, book.add_worksheet(sheet.name[:31])) for sheet in sheets]
        lists = book.add_worksheet(words_sheet[:31])
        # The lists are out of the way, and the reader leaves hidden sheets alone.
        place = 0
        for sheet, page in pages:
            place = _write_sheet(book, page, sheet, example, lists, words_sheet[:31], place)
        lists.hide()
    return out.getvalue()


def _write_sheet(
    book: xlsxwriter.Workbook, page: Worksheet, sheet: TemplateSheet, example: str,
    lists: Worksheet, words_sheet: str, place: int,
) -> int:  # fmt: skip
    bold = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bg_color": "#E4EDF5", "border": 1, "text_wrap": True})
    grey = book.add_format({"italic": True, "font_color": "#595959"})
    day = book.add_format({"num_format": DATE_FORMAT})
    page.write_string(0, 0, sheet.title, bold)
    for row, note in enumerate(sheet.notes, 1):
        page.write_string(row, 0, note)
    top = len(sheet.notes) + 2
    for index, column in enumerate(sheet.columns):
        header = f"{column.header} *" if column.is_required else column.header
        page.write_string(top, index, header, head)
        width = max(14, min(34, len(header) + 4))
        page.set_column(index, index, width, day if column.is_date else None)
        if column.example is not None:
            page.write_string(top + 1, index, column.example, grey)
        if column.words:
            place = _offer(page, lists, words_sheet, top + 2, index, column, place)
    page.write_string(top + 1, len(sheet.columns), example, grey)
    page.set_column(len(sheet.columns), len(sheet.columns), 30)
    page.freeze_panes(top + 1, 0)
    return place


def _offer(
    page: Worksheet, lists: Worksheet, words_sheet: str, first: int, index: int,
    column: TemplateColumn, place: int,
) -> int:  # fmt: skip
    """Put the words in a column of the words sheet and let the cells choose from them."""
    lists.write_string(0, place, column.header)
    for row, word in enumerate(column.words, 1):
        lists.write_string(row, place, word)
    start = xl_rowcol_to_cell(1, place, True, True)
    stop = xl_rowcol_to_cell(len(column.words), place, True, True)
    options = {"validate": "list", "source": f"='{words_sheet}'!{start}:{stop}"}
    if column.hint:
        # A warning, not a wall: the reader knows more spellings than the list shows.
        options |= {"error_type": "warning", "error_message": column.hint[:LISTED]}
    page.data_validation(first, index, LAST_ROW, index, options)
    return place + 1
