"""What of a file a person is shown beside its facts: its tables, and its sheets as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from followup.ingest.answers import Asked
from followup.ingest.described import describe
from followup.ingest.draft import SheetPreview, TableRead
from followup.ingest.grid import Sheet
from followup.ingest.header_rows import labels_of
from followup.ingest.pointed import pointed_header, preview, row_mark
from followup.ingest.recognise import Region
from followup.ingest.rows import Rows
from followup.ingest.table_map import TableMap

Found = Sequence[tuple[Sheet, Sequence[Region]]]
Sorted = tuple[Region, Rows]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sheets that are read, and those a person has left out."""

    read: Found
    skipped: Found


@dataclass(frozen=True, slots=True)
class Shown:
    """The fields of a draft that are there to be looked at (see Draft)."""

    tables: tuple[TableRead, ...]
    previews: tuple[SheetPreview, ...]
    skipped: tuple[TableRead, ...]
    pointed: tuple[TableRead, ...]


def choose(found: Found, asked: Asked) -> Chosen:
    """Leave out the sheets that somebody has said not to read."""
    read: list[tuple[Sheet, Sequence[Region]]] = []
    skipped: list[tuple[Sheet, Sequence[Region]]] = []
    for sheet, regions in found:
        prints = {region.table.fingerprint for region in regions}
        (skipped if asked.is_skipped(sheet.name, prints) else read).append((sheet, regions))
    return Chosen(tuple(read), tuple(skipped))


def show(chosen: Chosen, lots: Sequence[Sorted], asked: Asked) -> Shown:
    """Tables with samples from their facts, sheets with their first rows."""
    previews = [preview(s, _headers(regions), "skipped") for s, regions in chosen.skipped]
    pointed = []
    for sheet, regions in chosen.read:
        header = None if regions else pointed_header(sheet, asked)
        if header is not None:
            pointed.append(_unread(sheet, header, asked))
        headers = _headers(regions) if header is None else [header]
        previews.append(preview(sheet, headers, "read" if regions else "nothing"))
    return Shown(
        tuple(_table(region, rows.facts, asked) for region, rows in lots),
        tuple(previews),
        tuple(_table(r, np.arange(r.start, r.stop), asked) for _, rs in chosen.skipped for r in rs),
        tuple(pointed),
    )


def _headers(regions: Sequence[Region]) -> list[int]:
    return [row for region in regions for row in region.header_rows]


def _table(region: Region, facts: np.ndarray, asked: Asked) -> TableRead:
    sheet = region.sheet
    return TableRead(
        sheet.name,
        tuple(int(sheet.row_numbers[row]) for row in region.header_rows),
        region.table.type,
        describe(sheet, region.labels, region.table, facts, asked),
        region.table.fingerprint,
        row_mark(sheet, region.header_rows[0]),
    )


def _unread(sheet: Sheet, header: int, asked: Asked) -> TableRead:
    """A table under a header row that was pointed out, whose columns are no report yet."""
    labels = {i: label for i, label in labels_of(sheet, [header]).items() if label.whole}
    facts = np.arange(header + 1, sheet.height)
    mapping = describe(sheet, labels, TableMap("", (), ""), facts, asked)
    number = int(sheet.row_numbers[header])
    return TableRead(sheet.name, (number,), "", mapping, "", row_mark(sheet, header))
