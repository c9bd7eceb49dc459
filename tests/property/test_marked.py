"""Whatever is marked in whatever sheet: every value and formula stays where it was."""

from __future__ import annotations

import io
from collections.abc import Mapping

import openpyxl
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from followup.render.marked.cells import column_number
from followup.render.marked.child import marked
from followup.render.marked.plan import COLOURS, CoverCell, CoverRow, Note, Plan

Cells = Mapping[tuple[int, int], object]

PLACES = st.tuples(st.integers(1, 30), st.integers(1, 30))
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
VALUES = st.one_of(
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    TEXTS,
    st.sampled_from(["=A1+1", "=SUM(B2:B9)", "_x0041_", '=1+1 & "å"', "<c r='A1'/>"]),
    st.none(),
)
SHEETS = st.lists(st.dictionaries(PLACES, VALUES, max_size=25), min_size=1, max_size=3)
NOTES = st.lists(
    st.tuples(st.integers(0, 2), PLACES, st.sampled_from(["error", "question"]), TEXTS),
    max_size=20,
)


def written(sheets: list[Cells], styled: bool) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        look = book.add_format({"bold": True, "num_format": "0.00"}) if styled else None
        for number, cells in enumerate(sheets):
            page = book.add_worksheet(f"Blad {number} & <co>")
            if styled:
                page.set_column(2, 4, 12, look)
                page.set_row(3, None, look)
                page.write_comment("B2", "kvar")
                page.merge_range("AH1:AI2", "slagna", look)
            for (row, column), value in cells.items():
                if isinstance(value, str) and not value.startswith("="):
                    page.write_string(row, column, value, look)
                else:
                    page.write(row, column, value, look)
    return out.getvalue()


def cells_of(content: bytes) -> dict[str, dict[str, tuple[object, str, bool]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        page.title: {
            c.coordinate: (c.value, c.number_format, bool(c.font.b))
            for row in page for c in row if c.value is not None
        }
        for page in book
    }  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(SHEETS, NOTES, st.booleans())
def test_marking_changes_no_value_formula_or_format(
    sheets: list[Cells], asked: list[tuple[int, tuple[int, int], str, str]], styled: bool
) -> None:
    content = written(sheets, styled)
    before = cells_of(content)
    names = list(before)
    notes = tuple(
        Note(
            names[n], row, chr(64 + column) if column < 27 else f"A{chr(38 + column)}", level, said
        )
        for n, (row, column), level, said in asked
        if n < len(names)
    )
    rows = (CoverRow((CoverCell("=1+1", "value"),)),)
    done = marked(Plan("Vi", "Först", rows, notes), content)
    after = cells_of(done)
    assert after.pop("Först") == {"A1": ("=1+1", "@", False)}
    assert after == before
    book = openpyxl.load_workbook(io.BytesIO(done))
    for note in notes:
        cell = book[note.sheet][f"{note.column}{note.row}"]
        assert cell.fill.fgColor.rgb in set(COLOURS.values())
        assert not note.text.strip() or note.text.strip() in (cell.comment.text or "")
        assert column_number(note.column) == cell.column
    assert all(page["B2"].comment.text.startswith("kvar") for page in book if styled
               and page.title != "Först")  # fmt: skip
