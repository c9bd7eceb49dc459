"""The cells we read against those that another reader, openpyxl, finds in the same workbooks."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from followup import isolated
from followup.ingest.cells import read_cells
from followup.ingest.child import LONGEST, work
from followup.ingest.grid import letter
from followup.settings import Limits
from tests.support.workbooks import part, repack, workbook

LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=20)
VALUES = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False, width=64).filter(lambda n: abs(n) < 1e300),
    st.integers(-(10**15), 10**15),
    LETTERS.filter(lambda text: bool(text.strip()) and "_x" not in text),
    st.dates(date(1950, 1, 1), date(2099, 12, 31)),
    st.booleans(),
)
PLACES = st.tuples(st.integers(0, 60), st.integers(0, 12))
SHEETS = st.lists(st.dictionaries(PLACES, VALUES, max_size=15), min_size=1, max_size=2)
MERGE = st.tuples(st.integers(62, 64), st.integers(0, 5), st.integers(1, 3), st.integers(1, 3))
Cells = dict[str, Any]


@pytest.fixture(autouse=True)
def _no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader's own code in this process: the workbooks here are whole."""

    def run(_module: str, arguments: list[str], content: bytes, **_limits: object) -> bytes:
        return bytes(work(arguments, content))

    monkeypatch.setattr(isolated, "run", run)


def ours(content: bytes) -> dict[str, Cells]:
    """Every cell we read, by sheet and address; an error cell by its mark."""
    read = read_cells(content, "x.xlsx", Limits())
    assert read.refusal is None
    found: dict[str, Cells] = {}
    for sheet in read.sheets:
        cells = found.setdefault(sheet.name or "", dict.fromkeys(sheet.errors, "error"))
        for index, column in enumerate(sheet.columns):
            kinds = (column.number, column.text, column.day)
            for row, values in enumerate(zip(*(k.to_pylist() for k in kinds), strict=True)):
                said = [value for value in values if value is not None]
                assert len(said) <= 1
                address = f"{letter(index)}{sheet.row_numbers[row]}"
                cells |= {address: said[0]} if said and address not in sheet.errors else {}
    return found


def theirs(content: bytes) -> dict[str, Cells]:
    """Every used cell as openpyxl reads it, told in our kinds of cells."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {
        sheet.title: {
            cell.coordinate: "error" if cell.data_type == "e" else _told(cell.value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        for sheet in book.worksheets
    }


def _told(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return float(value)
    return value.date() if isinstance(value, datetime) else value


def written(sheets: list[dict[tuple[int, int], Any]], merge: Any, *, is_1904: bool) -> bytes:
    """A workbook with these cells, a merged one, a formula with its value and an error."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"date_1904": is_1904})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for cells in sheets:
        sheet = book.add_worksheet()
        for (row, column), value in cells.items():
            if isinstance(value, date):
                sheet.write_datetime(row, column, value, day)
            elif isinstance(value, str):
                sheet.write_string(row, column, value)
            else:
                sheet.write(row, column, value)
        top, left, height, width = merge
        sheet.merge_range(top, left, top + height, left + width, "samman")
        sheet.write_formula(70, left, "=1+1", None, 2.25)
        sheet.write_formula(71, left, "=A1&B1", None, "text")
        sheet.write_formula(72, left, "=1/0", None, "#DIV/0!")
    book.close()
    return out.getvalue()


@settings(max_examples=12)
@given(SHEETS, MERGE, st.booleans())
def test_every_used_cell_is_what_another_reader_finds(
    sheets: list[dict[tuple[int, int], Any]], merge: Any, is_1904: bool
) -> None:
    content = written(sheets, merge, is_1904=is_1904)
    assert ours(content) == theirs(content)


def test_texts_written_in_their_cells_are_read_as_another_reader_reads_them() -> None:
    content = workbook([["Reg.nr", "Mängd"], ["ABC123", 12.5]])
    sheet = "xl/worksheets/sheet1.xml"
    cell = (
        b'<row r="7"><c r="C7" t="inlineStr"><is><t>text i cellen</t></is></c>'
        b'<c r="E7" t="str"><v>12,5</v></c></row></sheetData>'
    )
    xml = part(content, sheet).replace(b"</sheetData>", cell)
    content = repack(content, {sheet: xml})
    assert ours(content) == theirs(content)


def test_a_very_long_text_is_cut_and_can_be_no_number() -> None:
    content = workbook([["Mängd"], ["1" + " " * LONGEST + "000"], ["a" * LONGEST]])
    (cells,) = ours(content).values()
    assert cells["A2"] == "1" + " " * (LONGEST - 1) + "…"
    assert cells["A3"] == "a" * LONGEST


def test_more_columns_than_any_report_has_are_refused() -> None:
    content = workbook({"Blad1": [["a", "b"]], "Blad2": [["c", "d"]]})
    limits = replace(Limits(), columns=3)
    refusal = read_cells(content, "x.xlsx", limits).refusal
    assert refusal is not None
    assert refusal.code == "too_many_cells"
