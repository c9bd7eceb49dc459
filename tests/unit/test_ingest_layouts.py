"""Shapes of workbooks in cases/layouts.txt: the cells in, every record and finding out.

A case begins with ``#`` and its name; ``sheet`` and ``merge`` lines, then rows with cells between
bars, then a ``=`` line for each record (cell, vehicle, fuel, amount and unit, period, kilometres)
and a ``!`` line for each finding with its row, or for what is said of the whole file.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from followup.domain.period import Period
from followup.ingest.draft import Draft
from followup.ingest.read import read_many
from followup.settings import Limits
from tests.support.workbooks import TODAY

TEXT = (Path(__file__).parent / "cases" / "layouts.txt").read_text("utf-8")
CASES = dict(case.split("\n", 1) for case in TEXT.removeprefix("# ").split("\n# "))


def _lines(case: str) -> list[str]:
    return [line for line in case.split("\n") if line]


def _expected(case: str) -> list[str]:
    return sorted(line for line in _lines(case) if line[:2] in ("= ", "! "))


def _cell(text: str) -> Any:
    text = text.strip().replace("\\n", "\n")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    if re.fullmatch(r"\d+", text) and (text == "0" or text[0] != "0"):
        return int(text)
    return float(text) if re.fullmatch(r"\d+\.\d+", text) else text or None


def _workbook(case: str) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title, row, is_first, merges = "Blad1", 0, True, []
    for line in _lines(case):
        kind, _, rest = line.partition(" ")
        if kind == "sheet":
            sheet = sheet if is_first else book.create_sheet()
            sheet.title, row, is_first = rest, 0, False
        elif kind == "merge":
            merges.append((sheet, rest))
        elif kind not in ("=", "!"):
            row += 1
            for column, text in enumerate(line.split("|"), 1):
                if (value := _cell(text)) is not None:
                    sheet.cell(row, column, value)
    for merged, area in merges:
        merged.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _read(draft: Draft) -> Iterator[str]:
    """Records and findings as the cases write them."""
    many = len({preview.sheet for preview in draft.previews} - {"Blad1"}) > 0
    for fact in draft.facts["fuel_delivery"].to_pylist():
        where = f"{fact['sheet']}!" if many else ""
        start, end = fact["period_start"], fact["period_end"]
        amount = "?" if fact["quantity"] is None else f"{fact['quantity'].normalize():f}"
        period = "-" if start is None else str(start if start == end else Period(start, end))
        km = f" {fact['distance_km'].normalize():f}km" if fact["distance_km"] is not None else ""
        cell = f"= {where}{fact['column']}{fact['row']} {fact['vehicle_id'] or '-'}"
        yield f"{cell} {fact['fuel']} {amount}{fact['unit']} {period}{km}"
    for fact in draft.facts["vehicle"].to_pylist() if "vehicle" in draft.facts else ():
        yield f"= {fact['column']}{fact['row']} {fact['vehicle_id']}"
    for finding in draft.findings:
        where = f"{finding.sheet}!" if many and finding.sheet else ""
        yield f"! {finding.code} {where}{finding.row}"
    yield from (f"! {code}" for code in draft.file_findings if code != "control_total_mismatch")


@cache
def _drafts() -> dict[str, Draft]:
    """All workbooks, read by one child process."""
    files = [(_workbook(case), "rapport.xlsx", None) for case in CASES.values()]
    return dict(zip(CASES, read_many(files, limits=Limits(), today=TODAY), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_a_workbook_of_this_shape_gives_these_records(name: str) -> None:
    draft = _drafts()[name]
    assert draft.refusal is None
    assert sorted(_read(draft)) == _expected(CASES[name])
