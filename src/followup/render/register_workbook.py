"""A register as a workbook: a sheet per table, with headings, filters and words to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter

from followup.render.rows_of import DAY, PLAIN, Cell, width, write_rows

WIDEST = 50
LAST_ROW = 5_000  # lists to choose from reach this far down
SOURCE_LIMIT = 255  # a longer list has to stand in cells, so it is left out


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """One column: its heading, and the words that may be chosen there."""

    heading: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """One table of the register; None is an empty cell."""

    name: str
    columns: tuple[RegisterColumn, ...]
    rows: Sequence[Sequence[Cell]]


def write_register(sheets: Sequence[RegisterSheet]) -> bytes:
    """The bytes of the workbook. Texts stay texts, days and amounts are values."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, PLAIN) as book:
        for sheet in sheets:
            _write(book, sheet)
    return out.getvalue()


def _write(book: xlsxwriter.Workbook, sheet: RegisterSheet) -> None:
    page = book.add_worksheet(sheet.name[:31])
    head = book.add_format({"bold": True, "bg_color": "#E4EDF5", "border": 1, "text_wrap": True,
                            "valign": "top"})  # fmt: skip
    as_day = book.add_format(DAY)
    page.write_row(0, 0, [column.heading for column in sheet.columns], head)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)
    write_rows(page, 1, sheet.rows, as_day)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, width(sheet.rows, place, column.heading, WIDEST))
        if column.words and len(",".join(column.words)) <= SOURCE_LIMIT:
            # A warning, not a wall: the reader knows more spellings than the list shows.
            rule = {"validate": "list", "source": list(column.words), "error_type": "warning"}
            page.data_validation(1, place, LAST_ROW, place, rule)
