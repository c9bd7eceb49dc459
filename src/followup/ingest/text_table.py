"""The rows of a text table, in the reader process: its encoding, its separator, its quotes."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from followup.isolated import ChildRefused

MOST_COLUMNS = 16_384
_SEPARATOR_LINE = re.compile(r"\s*\"?sep=(.)\"?[ \t]*\r?\n", re.IGNORECASE)

Lines = list[tuple[int, list[Any]]]


def read_text_table(content: bytes, cells: int) -> tuple[Lines, int]:
    """Rows, each with the number of the physical line it begins on, and the widest row's width."""
    text = decode(content)
    csv.field_size_limit(1_000_000)
    # Some programs say in a first line of its own which separator they used.
    said = _SEPARATOR_LINE.match(text)
    mark = said[1] if said else delimiter_of(text)
    rows = _rows(text, mark, cells, csv.QUOTE_MINIMAL)
    if rows and _is_unclosed(text, rows[-1][0], mark):
        # A quotation mark that nothing closes is an inch or a slip, and swallows no rows.
        rows = _rows(text, mark, cells, csv.QUOTE_NONE)
    if said:
        rows[0] = (1, [])
    width = max((len(row) for _, row in rows), default=0)
    if width == 1:
        rows = unwrapped(rows)
        width = max(len(row) for _, row in rows)
    if len(rows) * width > cells:
        raise ChildRefused("too_many_cells", {"limit": str(cells)})
    return rows, width


def _rows(text: str, mark: str, cells: int, quoting: Any) -> Lines:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, quoting=quoting)
    rows: Lines = []
    begins, left = 1, cells
    for row in reader:
        rows.append((begins, row))
        begins = reader.line_num + 1
        left -= len(row)
        if left < 0 or len(row) > MOST_COLUMNS:
            raise ChildRefused("too_many_cells", {"limit": str(cells)})
    return rows


def _is_unclosed(text: str, begins: int, mark: str) -> bool:
    """True when the last row reaches over several lines because its quotation never ends."""
    lines = io.StringIO(text, newline="").readlines()[begins - 1 :]
    if len(lines) < 2:
        return False
    try:
        list(csv.reader(lines, delimiter=mark, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def decode(content: bytes) -> str:
    """Text of a file in UTF-8, UTF-16 with a mark, or else Windows-1252."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def delimiter_of(text: str) -> str:
    """The separator that splits most of the first lines into the same number of cells."""
    sample = text[:65_536]
    best = (0, 0, ";")
    for rank, mark in enumerate(";\t|,"):
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=mark)][:200]
        except csv.Error:
            continue
        wide = [width for width in widths if width > 1]
        if wide:
            common = max(set(wide), key=wide.count)
            best = max(best, (wide.count(common), -rank, mark))
    return best[2]


def unwrapped(rows: Lines) -> Lines:
    """Rows that were quoted as a whole, as a text table saved twice is."""
    lines = [row[0] if row else "" for _, row in rows]
    mark = delimiter_of("\n".join(lines))
    parsed = csv.reader(lines, delimiter=mark)
    return [(number, cells) for (number, _), cells in zip(rows, parsed, strict=False)]
