"""Find the tables of a sheet: where their headers are, and where their rows end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from followup.ingest.answers import Asked
from followup.ingest.grid import Sheet
from followup.ingest.header_rows import first_rows, is_unit_row, labels_of, runs_of
from followup.ingest.mapping import map_table
from followup.ingest.merges import filled_down
from followup.ingest.pointed import pointed_header
from followup.ingest.row_signs import LOOSE_ROWS, row_signs, with_times
from followup.ingest.table_map import Labels, TableMap
from followup.ingest.words import clean

HEADER_ROWS = 3
MAX_HEADERS = 2_000


@dataclass(frozen=True, slots=True)
class Region:
    """A table: row indices of its header, its rows, and how its columns are read."""

    sheet: Sheet
    header_rows: tuple[int, ...]
    start: int
    stop: int
    labels: Labels
    table: TableMap
    title_rows: tuple[int, ...]
    repeated: tuple[int, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        """Texts above the header, in reading order."""
        texts: list[str] = []
        for row in self.title_rows:
            cells = (self.sheet.cell(row, i) for i in range(len(self.sheet.columns)))
            texts += [clean(cell) for cell in cells if cell]
        return tuple(texts)


def find_regions(sheet: Sheet, asked: Asked) -> tuple[Region, ...]:
    """The tables of a sheet from top to bottom; empty when it holds none we know."""
    hits, figures = row_signs(sheet)
    timed = with_times(sheet, hits, figures)
    sure = (hits >= 2) & (figures == 0) & (hits * 3 >= sheet.filled_count) | timed
    if (header := pointed_header(sheet, asked)) is not None:
        return _pointed(sheet, header, sure, asked)
    found = _accept(sheet, np.nonzero(sure)[0][:MAX_HEADERS], asked)
    if not found:
        loose = (sheet.filled_count >= 2) & (figures == 0)
        loose[LOOSE_ROWS:] = False
        found = _accept(sheet, np.nonzero(loose)[0], asked)[:1]
    return tuple(found)


def _pointed(sheet: Sheet, header: int, sure: np.ndarray, asked: Asked) -> tuple[Region, ...]:
    """The table under the header row that a person pointed out, and those further down."""
    sure[:header] = False
    sure[header] = True
    found = _accept(sheet, np.nonzero(sure)[0][:MAX_HEADERS], asked)
    return tuple(found) if found and header in found[0].header_rows else ()


def _accept(sheet: Sheet, rows: np.ndarray, asked: Asked) -> list[Region]:
    """The candidate header rows under which a report type finds its columns."""
    regions: list[Region] = []
    done = -1
    ends = [int(row) for row in rows]
    for position, row in enumerate(ends):
        if row <= done:
            continue
        group = [row]
        while group[-1] + 1 in ends[position:] and len(group) < HEADER_ROWS:
            group.append(group[-1] + 1)
        built = _build(sheet, group, asked, regions)
        if built:
            done = built[0].header_rows[-1]
            if _continues(regions, built):
                regions[-1] = _joined(regions[-1], built[0])
                continue
            regions = [_cut(r, built[0]) if r.stop > built[0].start else r for r in regions]
            regions += built
    return regions


def _build(sheet: Sheet, group: Sequence[int], asked: Asked, before: list[Region]) -> list[Region]:
    """The tables under a header, tried with fewer header rows until one is understood."""
    top, bottom = group[0], group[-1]
    for last in (bottom, *range(bottom - 1, top - 1, -1)):
        for first in first_rows(sheet, top, last):
            rows = [*range(first, last + 1)]
            start = last + 1
            if start < sheet.height and is_unit_row(sheet, start):
                rows.append(start)
                start += 1
            built = _tables(sheet, rows, start, asked)
            if built:
                floor = before[-1].start if before else 0
                titles = _titles(sheet, rows[0], floor, bool(before))
                return [
                    Region(
                        filled_down(sheet, table, start), tuple(rows), start, sheet.height, labels,
                        table, titles,
                    )
                    for labels, table in built
                ]  # fmt: skip
    return []


def _tables(
    sheet: Sheet, rows: Sequence[int], start: int, asked: Asked
) -> list[tuple[Labels, TableMap]]:
    """One table over all columns, or several side by side with empty columns between."""
    labels = labels_of(sheet, rows)
    runs = runs_of(labels)
    if len(runs) > 1:
        apart = [(run, map_table(sheet, run, start, sheet.height, asked)) for run in runs]
        known: list[tuple[Labels, TableMap]] = [(run, table) for run, table in apart if table]
        if len(known) > 1:
            return known
    table = map_table(sheet, labels, start, sheet.height, asked)
    return [(labels, table)] if table else []


def _titles(sheet: Sheet, header: int, floor: int, is_later: bool) -> tuple[int, ...]:
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
    return tuple(rows) if rows and (row < floor or filled[row] == 0) else ()


def _continues(regions: list[Region], built: list[Region]) -> bool:
    """True for the same header printed again, as on a new page."""
    if not regions or len(built) > 1 or built[0].title_rows:
        return False
    return dict(regions[-1].labels) == dict(built[0].labels)


def _joined(region: Region, again: Region) -> Region:
    return Region(
        region.sheet, region.header_rows, region.start, region.stop, region.labels, region.table,
        region.title_rows, region.repeated + again.header_rows,
    )  # fmt: skip


def _cut(region: Region, following: Region) -> Region:
    stop = min([*following.title_rows, following.header_rows[0]])
    return Region(
        region.sheet, region.header_rows, region.start, stop, region.labels, region.table,
        region.title_rows, region.repeated,
    )  # fmt: skip
