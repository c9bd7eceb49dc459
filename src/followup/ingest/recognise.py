"""Find the tables of a sheet: where their headers are, and where their rows end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.domain.period import Period
from followup.ingest.answers import Asked
from followup.ingest.date_words import MONTHS
from followup.ingest.dates import read_when
from followup.ingest.grid import Sheet
from followup.ingest.headers import Label, is_group
from followup.ingest.layout import header_keys, report_type
from followup.ingest.mapping import Labels, TableMap, map_table
from followup.ingest.vocabulary import look_up_unit, vocabulary
from followup.ingest.words import are_in, clean, key, keys

HEADER_ROWS = 3
LOOSE_ROWS = 40  # how far down a header of unknown words is looked for
MAX_HEADERS = 2_000
# RE2 takes no \u escapes: the two narrow spaces stand as themselves.
_FIGURE = "^\\s*[-+−~≈(]?\\s*\\d[\\d\\s.,'’\u00a0\u202f-]*\\)?\\s*%?$"
_BRACKET = r"[\[(].*"


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
    hits, figures = _signs(sheet)
    timed = _with_times(sheet, hits, figures)
    sure = (hits >= 2) & (figures == 0) & (hits * 3 >= sheet.filled_count) | timed
    found = _accept(sheet, np.nonzero(sure)[0][:MAX_HEADERS], asked)
    if not found:
        loose = (sheet.filled_count >= 2) & (figures == 0)
        loose[LOOSE_ROWS:] = False
        found = _accept(sheet, np.nonzero(loose)[0], asked)[:1]
    return tuple(found)


def holds_figures(sheet: Sheet) -> bool:
    """True when any cell is a number or a day: a list of words to choose from is no data."""
    return bool(_signs(sheet)[1].any())


def _signs(sheet: Sheet) -> tuple[np.ndarray, np.ndarray]:
    """Per row: how many cells are known headers, and how many are figures or days."""
    known = _known()
    hits = np.zeros(sheet.height, dtype=np.int32)
    figures = np.zeros(sheet.height, dtype=np.int32)
    for column in sheet.columns:
        figures += np.asarray(pc.is_valid(column.number)) | np.asarray(pc.is_valid(column.day))
        if column.text.null_count == len(column.text):
            continue
        coded = column.text.dictionary_encode()
        words = coded.dictionary
        short = pc.less_equal(pc.utf8_length(words), 60)
        label = pc.invert(pc.ends_with(pc.utf8_trim_whitespace(words), ":"))
        is_key = pc.or_(
            are_in(keys(words), known),
            are_in(keys(pc.replace_substring_regex(words, _BRACKET, "")), known),
        )
        is_figure = pc.match_substring_regex(words, _FIGURE)
        hits += _per_row(coded, pc.and_(pc.and_(is_key, short), label))
        figures += _per_row(coded, is_figure)
    return hits, figures


@cache
def _known() -> frozenset[str]:
    return header_keys() | set(vocabulary().fuels) | set(MONTHS)


def _with_times(sheet: Sheet, hits: np.ndarray, figures: np.ndarray) -> np.ndarray:
    """Rows that are headers though they hold figures: these are months or years in order."""
    found = np.zeros(sheet.height, dtype=bool)
    for row in np.nonzero((hits >= 1) & (figures >= 2))[0][:LOOSE_ROWS].tolist():
        cells = [sheet.cell(row, i) or "" for i in range(len(sheet.columns))]
        times = [when.period for c in cells if c[:1].isdigit() and (when := read_when(c))]
        found[row] = _in_order(times) and len(times) == figures[row] and len(set(cells)) > 3
    return found


def _in_order(times: Sequence[Period]) -> bool:
    """True for times of one kind that follow each other; amounts like 2000 and 2025 do not."""
    gaps = [(b.start - a.end).days for a, b in pairwise(times)]
    months = {round(period.days / 30) for period in times}
    if not gaps or len(months) > 1:
        return False
    return set(gaps) == {1} or (min(gaps) > 0 and max(months) <= 1)


def _per_row(coded: pa.DictionaryArray, flags: pa.BooleanArray) -> np.ndarray:
    """A flag of each distinct text, laid out over the rows."""
    return np.asarray(pc.fill_null(flags.take(coded.indices), False)).astype(bool)


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
        for first in _first_rows(sheet, top, last):
            rows = [*range(first, last + 1)]
            start = last + 1
            if start < sheet.height and _is_unit_row(sheet, start):
                rows.append(start)
                start += 1
            built = _tables(sheet, rows, start, asked)
            if built:
                floor = before[-1].start if before else 0
                titles = _titles(sheet, rows[0], floor, bool(before))
                return [
                    Region(sheet, tuple(rows), start, sheet.height, labels, table, titles)
                    for labels, table in built
                ]
    return []


def _first_rows(sheet: Sheet, top: int, last: int) -> list[int]:
    """Where the header may begin: one row higher when groups are merged above it."""
    above = top - 1
    grouped = above >= 0 and any(
        r0 == above and r1 == above and c1 > c0 for r0, c0, r1, c1 in sheet.merges
    )
    grouped = grouped or (above >= 0 and _is_group_row(sheet, above))
    filled = above >= 0 and sheet.filled_count[above] >= 2
    return [above, top] if grouped and filled else list(range(top, last + 1))


def _is_group_row(sheet: Sheet, row: int) -> bool:
    """True for fuels or times that each head several columns, and no amounts between them."""
    cells = _header_cells(sheet, row)
    named = [is_group(text) for text in cells]
    spans = any(a and not cells[i + 1] for i, a in enumerate(named[:-1]))
    others = [c for c, is_name in zip(cells, named, strict=True) if c and not is_name]
    return sum(named) >= 2 and spans and not any(c.isdigit() for text in others for c in text)


def _is_unit_row(sheet: Sheet, row: int) -> bool:
    """True for a row under the header that only holds units: "l", "km", perhaps after "Enhet"."""
    cells = [sheet.cell(row, i) for i in range(len(sheet.columns))]
    texts = [clean(cell).strip("()[]") for cell in cells if cell]
    units = [t for t in texts if not _says_unit(t)]
    return bool(units) and all(
        look_up_unit(text) or text.casefold() in ("km", "mil", "st", "h", "kr", "%")
        for text in units
    )


def _says_unit(text: str) -> bool:
    return key(text) in report_type("fuel").fields["unit"].keys


def _tables(
    sheet: Sheet, rows: Sequence[int], start: int, asked: Asked
) -> list[tuple[Labels, TableMap]]:
    """One table over all columns, or several side by side with empty columns between."""
    labels = _labels(sheet, rows)
    runs = _runs(labels)
    if len(runs) > 1:
        apart = [(run, map_table(sheet, run, start, sheet.height, asked)) for run in runs]
        known: list[tuple[Labels, TableMap]] = [(run, table) for run, table in apart if table]
        if len(known) > 1:
            return known
    table = map_table(sheet, labels, start, sheet.height, asked)
    return [(labels, table)] if table else []


def _labels(sheet: Sheet, rows: Sequence[int]) -> dict[int, Label]:
    """The header parts above each column; merged and left-out group names run right."""
    width = len(sheet.columns)
    grid = [_header_cells(sheet, row) for row in rows]
    for r0, c0, r1, c1 in sheet.merges:
        for row in range(max(r0, rows[0]), min(r1, rows[-1]) + 1):
            for column in range(c0, min(c1, width - 1) + 1):
                if r0 >= rows[0] and row in rows:
                    grid[rows.index(row)][column] = grid[rows.index(r0)][c0]
    if len(rows) > 1 and _is_unit_row(sheet, rows[-1]):
        grid[-1] = ["" if _says_unit(text) else text for text in grid[-1]]
    for upper, lower in pairwise(grid):
        for index in range(1, width):
            if not upper[index] and lower[index] and is_group(upper[index - 1]):
                upper[index] = upper[index - 1]
    labels: dict[int, Label] = {}
    for index in range(width):
        parts = [line[index] for line in grid]
        unique = [p for n, p in enumerate(parts) if p and p not in parts[:n]] or [""]
        labels[index] = Label(tuple(unique))
    return labels


def _header_cells(sheet: Sheet, row: int) -> list[str]:
    """The texts of a header row; days that all begin a month stand for the months."""
    cells = [clean(sheet.cell(row, i) or "") for i in range(len(sheet.columns))]
    days = [i for i, column in enumerate(sheet.columns) if column.day[row].is_valid]
    if len(days) >= 2 and all(cells[i].endswith("-01") for i in days):
        cells = [c[:7] if i in days else c for i, c in enumerate(cells)]
    return cells


def _runs(labels: Labels) -> list[dict[int, Label]]:
    runs: list[dict[int, Label]] = [{}]
    for index, label in labels.items():
        if label.whole:
            runs[-1][index] = label
        elif runs[-1]:
            runs.append({})
    return [run for run in runs if run]


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
