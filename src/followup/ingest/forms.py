"""A sheet that is no table but says one thing: a share that is declared, or that nothing was done.

"85 % fossilfritt" in a letter-like sheet is a declared share (rule 9), "Nollrapport" with days and
a reason a nil report (rule 8). Only short sheets are read so, and only with days they speak of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pyarrow as pa

from followup.domain.finding import Finding
from followup.domain.period import Period
from followup.ingest.answers import Asked
from followup.ingest.draft import ColumnMapping, TableRead
from followup.ingest.fact_schemas import SCHEMAS
from followup.ingest.grid import Sheet, letter
from followup.ingest.layout import report_type, word_keys
from followup.ingest.shares import share_of
from followup.ingest.times import title_period
from followup.ingest.words import clean, key, tokens

MOST_CELLS = 40
_PERCENT = re.compile(
    r"(?<![\d.,])([0-9]{1,3}(?:[.,][0-9]{1,6})?)\s*(?:%|procent\b|per ?cent\b|pct\b)", re.I
)
_FRACTION = re.compile(r"0(?:\.[0-9]{1,6})?|1(?:\.0)?")
# A reason in the sentence itself: "Ingen körning i juli på grund av semester".
_BECAUSE = re.compile(
    r"(?:på grund a[vf]|\bpga\b|p\.g\.a\.?|grundet|till följd av|som følge af|due to|because of|"
    r"[,–(])\s*(\S.*)",
    re.I,
)
# What speaks of what shall be is no statement of what was.
_WISH = re.compile(
    r"\b(?:mål\w*|ska|skall|krav\w*|minst|senast|skal|mindst|senest|target|goal|must|shall|least)\b"
    r"|\b20[3-9]\d\b", re.I,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """What a sheet says: the kind of fact, its one row, the cell it stands in, what it lacks."""

    kind: str
    facts: pa.Table
    table: TableRead
    period: Period
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    column: int
    text: str


def read_form(sheets: Sequence[Sheet], asked: Asked) -> Form | None:
    """The one statement of a file without tables; None where there is none, or more than one."""
    found = [form for sheet in sheets if (form := _form(sheet, asked))]
    return found[0] if len(found) == 1 else None


def _form(sheet: Sheet, asked: Asked) -> Form | None:
    if int(sheet.filled_count.sum()) > MOST_CELLS:
        return None
    cells = _cells(sheet)
    texts = tuple(cell.text for cell in cells)
    period = title_period(texts, sheet.name, asked)
    if period is None or any(_WISH.search(text) for text in texts):
        return None
    return _declared(sheet, cells, period) or _nil(sheet, cells, period)


def _cells(sheet: Sheet) -> list[_Cell]:
    """The filled cells in reading order; few, however far apart they stand."""
    places = sorted(
        (int(row), column)
        for column, cells in enumerate(sheet.columns)
        for row in np.nonzero(cells.filled)[0]
    )
    return [_Cell(r, c, text) for r, c in places if (text := clean(sheet.cell(r, c) or ""))]


def _declared(sheet: Sheet, cells: Sequence[_Cell], period: Period) -> Form | None:
    """The one share of the sheet, in one cell with what it is of or to the right of it."""
    said = []
    for before, cell in zip((None, *cells), cells, strict=False):
        label = before.text if before and before.row == cell.row else ""
        share, of = _share(cell.text), share_of(cell.text) or share_of(label)
        if share is not None and of is not None:
            said.append((cell, share, of, label))
    if len(said) != 1:
        return None
    cell, share, of, label = said[0]
    own = {"share": share, "share_of": of, "grade": "declared"}
    return _made("declared", "share", sheet, cell, label or cell.text, period, own)


def _share(text: str) -> Decimal | None:
    """The only percentage of a text, as a fraction; a bare figure from a sheet's format too."""
    found = _PERCENT.findall(text)
    if not found and _FRACTION.fullmatch(text):
        return Decimal(text)
    if len(found) != 1:
        return None
    share = (Decimal(found[0].replace(",", ".")) / 100).quantize(Decimal("0.000001"))
    return share if share <= 1 else None


def _nil(sheet: Sheet, cells: Sequence[_Cell], period: Period) -> Form | None:
    """A sheet that says nothing was done, with a reason behind or beside its label."""
    layout = report_type("nil_report")
    lines = (sheet.name or "", *(cell.text for cell in cells))
    if not any(_said(word, line) for word in layout.said_by for line in lines):
        return None
    for cell in cells:
        why = _BECAUSE.search(cell.text)
        if why and any(_said(word, cell.text) for word in layout.said_by):
            own = {"reason": why[1].strip(" .()"), "grade": "measured"}
            return _made("nil_report", "reason", sheet, cell, cell.text, period, own)
    for before, cell in zip((None, *cells), cells, strict=False):
        label, _, rest = cell.text.partition(":")
        if rest.strip() and key(label) in layout.fields["reason"].keys:
            own = {"reason": rest.strip(), "grade": "measured"}
            return _made("nil_report", "reason", sheet, cell, label, period, own)
        if before and before.row == cell.row and key(before.text) in layout.fields["reason"].keys:
            own = {"reason": cell.text, "grade": "measured"}
            return _made("nil_report", "reason", sheet, cell, before.text, period, own)
    return _nil_without_reason(sheet, cells, period)


def _nil_without_reason(sheet: Sheet, cells: Sequence[_Cell], period: Period) -> Form | None:
    """A sheet that calls itself a nil report and says no reason: asked for, never taken as one."""
    named = (cell for cell in cells if not word_keys("nil_names").isdisjoint(_words(cell.text)))
    if (cell := next(named, None)) is None:
        return None
    lacks = {"is_questioned": True, "findings": "missing_value", "grade": "measured"}
    made = _made("nil_report", "reason", sheet, cell, cell.text, period, lacks)
    place = (sheet.name, int(sheet.row_numbers[cell.row]), letter(cell.column))
    return replace(made, findings=(Finding("missing_value", *place, None),))


def _words(text: str) -> set[str]:
    """The words of a text, and each with the one behind it."""
    words = tokens(text)
    return {*words, *(a + b for a, b in pairwise(words))}


def _said(words: str, line: str) -> bool:
    return f" {' '.join(tokens(words))} " in f" {' '.join(tokens(line))} "


def _made(
    name: str, field: str, sheet: Sheet, cell: _Cell, label: str, period: Period,
    own: Mapping[str, object],
) -> Form:  # fmt: skip
    kind, where = report_type(name).fact, letter(cell.column)
    row = {
        "sheet": sheet.name, "row": int(sheet.row_numbers[cell.row]), "column": where,
        "cell": cell.text, "period_start": period.start, "period_end": period.end,
        "is_duplicate": False, "is_questioned": False, "findings": "", **own,
    }  # fmt: skip
    schema = SCHEMAS[kind]
    facts = pa.Table.from_pylist([{n: row.get(n) for n in schema.names}], schema)
    mapping = ColumnMapping(where, label.rstrip(":"), field, "exact", 1.0, samples=(cell.text,))
    rows = (int(sheet.row_numbers[cell.row]),)
    table = TableRead(sheet.name, rows, name, (mapping,), f"form-{name}")
    return Form(kind, facts, table, period)
