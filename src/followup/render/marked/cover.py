"""The first sheet as a worksheet part: plain rows of texts, links inside the workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from followup.render.marked.cells import column_letters
from followup.render.marked.plan import CoverRow
from followup.render.marked.splice import quoted
from followup.render.marked.styles import MAIN

WIDTHS = (7, 26, 14, 34, 52)  # in characters
LINE_POINTS = 15
BIG = {"title": 2}
_HEAD = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
    '<sheetPr><tabColor rgb="FFC0392B"/><pageSetUpPr fitToPage="1"/></sheetPr>'
    '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>'
    '<sheetFormatPr defaultRowHeight="15"/><cols>'
)
_FOOT = (
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="portrait" fitToWidth="1" fitToHeight="0"/></worksheet>'
)


def worksheet(rows: Sequence[CoverRow], look: Callable[[str], int]) -> bytes:
    """The part; ``look`` gives the number of a style. Every text is written as a text."""
    cols = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(WIDTHS, 1)
    )
    lines, merges, links = [], [], []
    for number, row in enumerate(rows, 1):
        lines.append(_row(number, row, look))
        last = len(row.cells)
        if row.is_wide and 0 < last < len(WIDTHS):
            merges.append(f"{column_letters(last)}{number}:{column_letters(len(WIDTHS))}{number}")
        for column, cell in enumerate(row.cells, 1):
            if cell.link:
                ref = f"{column_letters(column)}{number}".encode()
                links.append(b'<hyperlink ref="%b" location="%b"/>' % (ref, quoted(cell.link)))
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
    parts = [
        f"{_HEAD}{cols}</cols><sheetData>".encode(),
        *lines,
        b"</sheetData>",
        f'<mergeCells count="{len(merges)}">{merged}</mergeCells>'.encode() if merges else b"",
        b"<hyperlinks>%b</hyperlinks>" % b"".join(links) if links else b"",
        _FOOT.encode(),
    ]
    return b"".join(parts)


def _row(number: int, row: CoverRow, look: Callable[[str], int]) -> bytes:
    cells: list[bytes] = []
    height = 1
    for index, cell in enumerate(row.cells):
        is_last = row.is_wide and index + 1 == len(row.cells)
        width = sum(WIDTHS[index:]) if is_last else WIDTHS[index]
        lines = sum(1 + int(len(line) / width * 1.05) for line in cell.text.split("\n"))
        height = max(height, lines * BIG.get(cell.look, 1))
        ref = f"{column_letters(index + 1)}{number}".encode()
        if not cell.text:
            cells.append(b'<c r="%b" s="%d"/>' % (ref, look(cell.look)))
            continue
        cells.append(b'<c r="%b" s="%d" t="inlineStr"><is><t xml:space="preserve">%b</t></is></c>'
                     % (ref, look(cell.look), quoted(cell.text)))  # fmt: skip
        # A merged heading keeps its colour to the right edge.
        if is_last and cell.look in ("error", "question", "note", "head"):
            cells += [b'<c r="%b" s="%d"/>' % (f"{column_letters(c)}{number}".encode(),
                      look(cell.look)) for c in range(index + 2, len(WIDTHS) + 1)]  # fmt: skip
    points = min(height * LINE_POINTS, 400)
    return b'<row r="%d" ht="%d" customHeight="1">%b</row>' % (number, points, b"".join(cells))
