"""Small workbooks and text tables built in code, and the reader called on them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import openpyxl

from followup.ingest.draft import Draft
from followup.ingest.read import read
from followup.settings import Limits

TODAY = date(2026, 11, 22)
Rows = Sequence[Sequence[Any]]


def workbook(sheets: Rows | Mapping[str, Rows], **hidden: Any) -> bytes:
    """The bytes of an .xlsx; ``hidden_rows`` and ``hidden_sheets`` hide what they name."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    named = sheets if isinstance(sheets, Mapping) else {"Blad1": sheets}
    for name, rows in named.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    sheet.cell(number, column, value)
        for number in hidden.get("hidden_rows", ()):
            sheet.row_dimensions[number].hidden = True
        if name in hidden.get("hidden_sheets", ()):
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repack(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The same package with some of its parts replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return out.getvalue()


def part(content: bytes, name: str) -> bytes:
    """One part of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)


def read_rows(sheets: Rows | Mapping[str, Rows], **how: Any) -> Draft:
    """The draft of a workbook with these rows."""
    hidden = {name: how.pop(name) for name in ("hidden_rows", "hidden_sheets") if name in how}
    return read_bytes(workbook(sheets, **hidden), **how)


def read_bytes(content: bytes, file_name: str = "rapport.xlsx", **how: Any) -> Draft:
    """The draft of a file, with the tests' clock."""
    return read(content, file_name, **{"limits": Limits(), "today": TODAY} | how)


def fuel_facts(draft: Draft) -> list[dict[str, Any]]:
    """The fuel facts of a draft as plain rows."""
    assert draft.refusal is None, draft.refusal
    rows: list[dict[str, Any]] = draft.facts["fuel_delivery"].to_pylist()
    return rows


def codes(draft: Draft) -> list[tuple[int | None, str]]:
    """Row and code of every finding."""
    return [(finding.row, finding.code) for finding in draft.findings]


def total(draft: Draft) -> dict[str, str]:
    """Totals as short texts."""
    return {name: f"{amount.normalize():f}" for name, amount in draft.totals.items()}
