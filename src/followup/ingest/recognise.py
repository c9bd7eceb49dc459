"""Find the tables of a sheet: where their headers are, and where their rows end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from followup.ingest.answers import Asked
from followup.ingest.grid import Sheet
from followup.ingest.groups import repeated_groups
from followup.ingest.header_rows import first_rows, is_unit_row, labels_of, runs_of
from followup.ingest.headers import is_group
from followup.ingest.mapping import map_table
from followup.ingest.merges import filled_down
from followup.ingest.pages import continues, cut, joined, texts_of, title_rows
from followup.ingest.pointed import pointed_header
from followup.ingest.row_signs import LOOSE_ROWS, row_signs, with_times
from followup.ingest.table_map import Labels, TableMap
from followup.ingest.turned import turned_parts, with_titles

HEADER_ROWS = 3
MAX_HEADERS = 2_000


Found = tuple[Labels, TableMap, frozenset[int]]


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
    own: frozenset[int] = frozenset()  # columns of a group that comes again; () for all
    context: tuple[str, ...] = ()  # titles of the sheet's first table, for those below it

    @property
    def titles(self) -> tuple[str, ...]:
        """Texts above the header in reading order, and a fuel that heads the vehicles."""
        corner = [
            column.label.whole
            for column in self.table.columns
            if column.how == "content" and is_group(column.label.whole)
        ]
        return (*texts_of(self.sheet, self.title_rows), *corner)


def find_regions(sheet: Sheet, asked: Asked) -> tuple[Region, ...]:
    """The tables of a sheet from top to bottom; empty when it holds none we know."""
    hits, figures = row_signs(sheet)
    timed = with_times(sheet, hits, figures)
    sure = (hits >= 2) & (figures == 0) & (hits * 3 >= sheet.filled_count) | timed
    if (header := pointed_header(sheet, asked)) is not None:
        return _pointed(sheet, header, sure, asked)
    forms = _forms(sheet, asked)
    for (first, last), _ in forms:
        sure[first : last + 1] = False
    found = _accept(sheet, np.nonzero(sure)[0][:MAX_HEADERS], asked)
    if forms:
        return (*(region for _, region in forms), *found)
    if not found:
        loose = (sheet.filled_count >= 2) & (figures == 0)
        loose[LOOSE_ROWS:] = False
        found = _accept(sheet, np.nonzero(loose)[0], asked)
        # Of rows that only look like headers the first, and those that say the same again.
        found = [r for r in found if dict(r.labels) == dict(found[0].labels)]
    return tuple(found) or tuple(region for _, region in _forms(sheet, asked, by_fuel=True))


def _forms(
    sheet: Sheet, asked: Asked, *, by_fuel: bool = False
) -> list[tuple[tuple[int, int], Region]]:
    """Forms and tables on their side that hold an amount, and the rows they take."""
    forms: list[tuple[tuple[int, int], Region]] = []
    for (first, last), part in turned_parts(sheet, by_fuel=by_fuel):
        labels = {i: label for i, label in labels_of(part, [0]).items() if label.whole}
        table = map_table(part, labels, 1, part.height, asked)
        amounts = table.all("quantity") if table else ()
        if table and any(part.columns[a.index].filled[1:].any() for a in amounts):
            top = forms[-1][0][1] + 1 if forms else 0
            above = [row for row in range(top, first) if sheet.filled_count[row]]
            region = Region(
                with_titles(part, sheet, above), (0,), 1, part.height, labels, table, (),
                context=texts_of(sheet, above),
            )  # fmt: skip
            forms.append(((first, last), region))
    return forms


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
    failed: set[tuple[int, ...]] = set()
    ends = [int(row) for row in rows]
    context: tuple[str, ...] = ()
    for position, row in enumerate(ends):
        if row <= done:
            continue
        group = [row]
        while group[-1] + 1 in ends[position:] and len(group) < HEADER_ROWS:
            group.append(group[-1] + 1)
        stop = next((end for end in ends[position:] if end > group[-1] + 1), sheet.height)
        built = _build(sheet, group, stop, asked, regions, failed)
        if built:
            done = built[0].header_rows[-1]
            if continues(regions, built):
                regions[-1] = joined(regions[-1], built[0])
                continue
            if regions:
                built = [replace(region, context=context) for region in built]
            else:
                context = built[0].titles
            regions = [cut(r, built[0]) if r.stop > built[0].start else r for r in regions]
            regions += built
    return regions


def _build(
    sheet: Sheet,
    group: Sequence[int],
    stop: int,
    asked: Asked,
    before: list[Region],
    failed: set[tuple[int, ...]],
) -> list[Region]:
    """The tables under a header, tried with fewer header rows until one is understood.

    Their columns are judged by the rows down to ``stop``, where the next header may be.
    ``failed`` gathers the ends and header rows that were tried in vain.
    """
    top, bottom = group[0], group[-1]
    for last in (bottom, *range(bottom - 1, top - 1, -1)):
        for first in first_rows(sheet, top, last):
            rows = [*range(first, last + 1)]
            start = last + 1
            if start < sheet.height and is_unit_row(sheet, start):
                rows.append(start)
                start += 1
            if (stop, *rows) in failed:
                continue
            built = _tables(sheet, rows, start, max(stop, start), asked)
            failed.add((stop, *rows))
            if built:
                floor = before[-1].start if before else 0
                titles = title_rows(sheet, rows[0], floor, bool(before))
                return [
                    Region(
                        filled_down(sheet, table, start), tuple(rows), start, sheet.height, labels,
                        table, titles, own=own,
                    )
                    for labels, table, own in built
                ]  # fmt: skip
    return []


def _tables(sheet: Sheet, rows: Sequence[int], start: int, stop: int, asked: Asked) -> list[Found]:
    """One table over all columns, or several side by side, with empty columns between or not."""
    labels = labels_of(sheet, rows)
    runs: list[tuple[Labels, frozenset[int]]] = [(run, frozenset()) for run in runs_of(labels)]
    for apart in (repeated_groups(labels), runs):
        if len(apart) > 1:
            tables = [(run, map_table(sheet, run, start, stop, asked), own) for run, own in apart]
            known: list[Found] = [(run, table, own) for run, table, own in tables if table]
            if len(known) > 1:
                return known
    table = map_table(sheet, labels, start, stop, asked)
    return [(labels, table, frozenset())] if table else []
