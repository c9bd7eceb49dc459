"""Titles above tables, and tables that go on under the same header on a new page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from followup.ingest.grid import Sheet
from followup.ingest.words import clean

if TYPE_CHECKING:
    from followup.ingest.recognise import Region

_PAGE = re.compile(r"(?i)\b(?:sida|sid|side|page|blad)\.? ?\d+(?: ?(?:av|af|of|\(|/) ?\d+\)?)?")


def texts_of(sheet: Sheet, rows: Iterable[int]) -> tuple[str, ...]:
    """The filled cells of some rows in reading order."""
    cells = (sheet.cell(row, i) for row in rows for i in range(len(sheet.columns)))
    return tuple(clean(cell) for cell in cells if cell)


def title_rows(sheet: Sheet, header: int, floor: int, is_later: bool) -> tuple[int, ...]:
    """Rows above a header that speak about it: all of them, or those right above a later one."""
    filled = sheet.filled_count
    if not is_later:
        return tuple(row for row in range(header) if filled[row])
    rows: list[int] = []
    row = header - 1
    while row >= floor and filled[row] == 0 and header - row <= 2:
        row -= 1
    while row >= floor and 0 < filled[row] <= 3 and len(rows) < 5:
        rows.insert(0, row)
        row -= 1
    # Right under the rows of the table above they are its notes or totals, not titles.
    is_alone = all(filled[r] == 1 for r in rows)
    apart = filled[row] == 0 if row >= floor else is_alone
    return tuple(rows) if rows and apart else ()


def continues(regions: Sequence[Region], built: Sequence[Region]) -> bool:
    """True for the same header printed again, as on a new page: under no or the same titles."""
    if not regions or len(built) > 1 or dict(regions[-1].labels) != dict(built[0].labels):
        return False
    titles = built[0].title_rows
    return not titles or _is_page_head(regions[-1], texts_of(built[0].sheet, titles))


def _is_page_head(region: Region, texts: Iterable[str]) -> bool:
    known = {_PAGE.sub("", text).strip() for text in region.titles} | {""}
    return all(_PAGE.sub("", text).strip() in known for text in texts)


def joined(region: Region, again: Region) -> Region:
    """The table with the header, and the titles above it, that a new page repeats."""
    rows = [*again.title_rows, *again.header_rows]
    above = rows[0] - 1
    while above >= region.start and _is_page_head(region, texts_of(region.sheet, [above])):
        rows.insert(0, above)
        above -= 1
    return replace(region, repeated=(*region.repeated, *rows))


def cut(region: Region, following: Region) -> Region:
    """The table down to where another one begins."""
    stop = min([*following.title_rows, following.header_rows[0]])
    return replace(region, stop=stop)
