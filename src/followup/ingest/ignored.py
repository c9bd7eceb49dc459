"""Every filled row that is no fact, once, with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from followup.ingest.draft import IgnoredRow
from followup.ingest.fuel import FuelPart
from followup.ingest.grid import Sheet
from followup.ingest.recognise import Region
from followup.ingest.rows import Rows
from followup.ingest.shown import Sorted


def ignored_rows(
    lots: Sequence[Sorted],
    parts: Sequence[FuelPart],
    visible: Sequence[Sheet],
    unread: Sequence[Sheet],
    skipped: Sequence[Sheet],
) -> tuple[IgnoredRow, ...]:
    """Titles, headers, totals, notes and sheets left out, in the order of the file."""
    ignored: dict[tuple[str | None, int], IgnoredRow] = {}
    for region, rows in lots:
        named = [] if region.sheet.turned else _without_facts(region, rows, lots)
        for row in (*_heads(region), *named):
            ignored.setdefault((row.sheet, row.row), row)
    for part in parts:
        for row in part.ignored:
            ignored.setdefault((row.sheet, row.row), row)
    for sheets, why in ((unread, "hidden_sheet"), (skipped, "skipped_sheet")):
        for sheet in sheets:
            for number in sheet.row_numbers[sheet.filled_count > 0].tolist():
                ignored[sheet.name, number] = IgnoredRow(sheet.name, number, why)
    order = {sheet.name: n for n, sheet in enumerate([*visible, *unread])}
    # A turned part has no rows of its own: its sheet is in no list.
    known = (row for row in ignored.values() if row.sheet in order)
    return tuple(sorted(known, key=lambda row: (order[row.sheet], row.row)))


def _heads(region: Region) -> Iterator[IgnoredRow]:
    """The rows above a table's first one."""
    sheet = region.sheet
    if sheet.turned:
        yield from (IgnoredRow(sheet.turned.name, n, "title") for n in sheet.turned.titles)
        return
    first = region.title_rows[0] if region.title_rows else region.header_rows[0]
    # Lines of a text file exist also when all their cells are empty.
    titles = range(first, region.header_rows[0]) if sheet.name is None else region.title_rows
    for rows, why in ((titles, "title"), (region.header_rows, "header")):
        for row in rows:
            yield IgnoredRow(sheet.name, int(sheet.row_numbers[row]), why)


def _without_facts(region: Region, rows: Rows, lots: Sequence[Sorted]) -> list[IgnoredRow]:
    """The ignored rows; beside a total of one table a fact of another may stand in its row."""
    others = [r.facts for g, r in lots if g is not region and g.sheet.name == region.sheet.name]
    if not others:
        return list(rows.ignored)
    taken = set(region.sheet.row_numbers[np.unique(np.concatenate(others))].tolist())
    return [row for row in rows.ignored if row.row not in taken]
