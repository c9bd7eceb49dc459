"""A plain .xlsx of cells as they were read, for files whose own form cannot take remarks."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from followup.render.marked.cells import column_letters
from followup.render.marked.package import CONTENT_TYPES, OFFICE, PACKAGE
from followup.render.marked.splice import quoted
from followup.render.marked.styles import EMPTY, MAIN

Value = str | float | date | None
_BEFORE_DAY_ONE, _FIRST_DAY = date(1899, 12, 30), date(1900, 3, 1)
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")
_LONGEST_NAME = 31
SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
XLSX = f"{SHEETML}.sheet.main+xml"
_MOST_MERGED = 1_000_000  # cells under merges that are looked at
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Style 1 is for days, style 2 for texts that would turn into formulas when the cell is edited.
_STYLES = (
    b'<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    b'<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>'
)
_FORMULA_SIGNS = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class CopySheet:
    """A sheet's name, its rows (number from 1, and values from column A), and its merged cells
    as first row, first column, last row, last column from 0. ``errors`` are the addresses of
    cells that show an error value, ``no_value`` of formulas that were never computed. ``widths``
    are those of the first columns, in signs.
    """

    name: str
    rows: Iterable[tuple[int, Sequence[Value]]]
    merges: Sequence[tuple[int, int, int, int]] = ()
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    errors: frozenset[str] = frozenset()
    no_value: frozenset[str] = frozenset()
    widths: tuple[int, ...] = ()


def sheet_names(names: Sequence[str]) -> list[str]:
    """The names as an .xlsx can have them, in the same order and no two alike."""
    found: list[str] = []
    for name in names:
        plain = _NOT_IN_A_NAME.sub("_", name)[:_LONGEST_NAME] or "_"
        free, number = plain, 2
        while free.casefold() in {other.casefold() for other in found}:
            free = f"{plain[: _LONGEST_NAME - 4]} {number}"
            number += 1
        found.append(free)
    return found


def write_copy(sheets: Sequence[CopySheet], kind: str) -> bytes:
    """The workbook's bytes: texts as texts, numbers as numbers, days as days.

    ``kind`` is the content type that goes with the ending of its name.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in _frame(sheets, kind):
            package.writestr(_part(name), _DECLARED + text)
        styles = EMPTY.replace(b'<cellXfs count="1">', b'<cellXfs count="3">')
        package.writestr(
            _part("xl/styles.xml"), styles.replace(b"</cellXfs>", _STYLES + b"</cellXfs>")
        )
        for number, sheet in enumerate(sheets, 1):
            with package.open(_part(f"xl/worksheets/sheet{number}.xml"), "w") as part:
                for piece in _worksheet(sheet):
                    part.write(piece)
    return out.getvalue()


def _part(name: str) -> zipfile.ZipInfo:
    """An entry of no particular day: the same cells give the same bytes, whenever written."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _frame(sheets: Sequence[CopySheet], kind: str) -> Iterator[tuple[str, str]]:
    """The parts that hold no cells."""
    numbers = range(1, len(sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{SHEETML}.worksheet+xml"/>'
        for n in numbers
    )
    yield (
        CONTENT_TYPES,
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{SHEETML}.styles+xml"/>'
        f"{overrides}</Types>",
    )
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*targets, ("styles", "styles.xml")])
    listed = "".join(
        f'<sheet name="{quoted(sheet.name).decode()}" sheetId="{n}" r:id="rId{n}"'
        f"{' state=' + chr(34) + 'hidden' + chr(34) if sheet.is_hidden else ''}/>"
        for n, sheet in enumerate(sheets, 1)
    )
    shown = next((n for n, sheet in enumerate(sheets) if not sheet.is_hidden), 0)
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><bookViews>'
        f'<workbookView firstSheet="{shown}" activeTab="{shown}"/></bookViews>'
        f"<sheets>{listed}</sheets></workbook>",
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    said = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{said}</Relationships>'


def _worksheet(sheet: CopySheet) -> Iterator[bytes]:
    yield (
        f'{_DECLARED}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0"/>'
        '</sheetViews><sheetFormatPr defaultRowHeight="15" defaultColWidth="14"/>'
        f"{_columns(sheet.widths)}<sheetData>"
    ).encode()
    for number, values in sheet.rows:
        places = ((f"{column_letters(c)}{number}", v) for c, v in enumerate(values, 1))
        cells = b"".join(_filled(sheet, place, value) for place, value in places)
        if cells:
            hidden = b' hidden="1"' if number in sheet.hidden_rows else b""
            yield b'<row r="%d"%b>%b</row>' % (number, hidden, cells)
    yield b"</sheetData>"
    if merges := _apart(sheet.merges):
        refs = "".join(
            f'<mergeCell ref="{column_letters(left + 1)}{top + 1}:'
            f'{column_letters(right + 1)}{bottom + 1}"/>'
            for top, left, bottom, right in merges
        )
        yield f'<mergeCells count="{len(merges)}">{refs}</mergeCells>'.encode()
    yield b"</worksheet>"


def _columns(widths: Sequence[int]) -> str:
    said = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(widths, 1)
    )
    return f"<cols>{said}</cols>" if said else ""


def _apart(
    merges: Sequence[tuple[int, int, int, int]],
) -> list[tuple[int, int, int, int]]:
    """The merges that share no cell: a program that opens others asks to repair the file."""
    taken: set[tuple[int, int]] = set()
    kept = []
    for top, left, bottom, right in merges:
        area = (bottom - top + 1) * (right - left + 1)
        if area < 2 or len(taken) + area > _MOST_MERGED:
            continue
        cells = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if taken.isdisjoint(cells):
            taken |= cells
            kept.append((top, left, bottom, right))
    return kept


def _filled(sheet: CopySheet, place: str, value: Value) -> bytes:
    if place in sheet.errors:
        return _error(place)
    if place in sheet.no_value:  # found again as such by who reads the copy
        return b'<c r="%b"><f>NA()</f></c>' % place.encode()
    return b"" if value is None else _cell(place.encode(), value)


def _error(place: str) -> bytes:
    """Which error it was is not known."""
    return b'<c r="%b" t="e"><v>#VALUE!</v></c>' % place.encode()


def _cell(ref: bytes, value: Value) -> bytes:
    if isinstance(value, float):
        number = int(value) if value == int(value) and abs(value) < 1e15 else value
        return b'<c r="%b"><v>%b</v></c>' % (ref, repr(number).encode())
    if isinstance(value, date):
        if value >= _FIRST_DAY:
            return b'<c r="%b" s="1"><v>%d</v></c>' % (ref, (value - _BEFORE_DAY_ONE).days)
        value = value.isoformat()
    text = str(value)
    style = b' s="2"' if text.startswith(_FORMULA_SIGNS) else b""
    said = b'<is><t xml:space="preserve">%b</t></is>' % quoted(text)
    return b'<c r="%b"%b t="inlineStr">%b</c>' % (ref, style, said)
