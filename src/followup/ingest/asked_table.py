"""A register that a person asked to have read: the table is looked for by its own headings alone.

The file goes through the same guard and child process as every other; here only the one table is
looked for, so that no supplier's list is ever taken for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from followup.domain.finding import Finding
from followup.ingest.answers import Asked, Remembered
from followup.ingest.cells import Cells
from followup.ingest.draft import Refusal
from followup.ingest.grid import Sheet, letter
from followup.ingest.guard import Refused
from followup.ingest.header_rows import labels_of
from followup.ingest.layout import ReportType, report_type
from followup.ingest.people import personal_columns
from followup.ingest.recognise import Region
from followup.ingest.register import read_register
from followup.ingest.rows import sort_rows
from followup.ingest.table_map import Labels, Mapped, TableMap, fingerprint
from followup.ingest.words import key

LOOKED_AT = 30  # rows from the top of a sheet among which its headings stand


@dataclass(frozen=True, slots=True)
class AskedTable:
    """The rows of the table by field, what was found in them, and what was not read.

    Each row also has ``sheet`` and ``row``, and the row's table has the columns that ``columns``
    names for its sheet. ``unused`` are headings that name no field. Either there are rows or there
    is a refusal.
    """

    sha256: str
    rows: tuple[Mapping[str, Any], ...] = ()
    findings: tuple[Finding, ...] = ()
    unused: tuple[str, ...] = ()
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    refusal: Refusal | None = None


def read_asked(cells: Cells, type_name: str, today: date) -> AskedTable:
    """The table of a type in a file, from every shown sheet that has one."""
    if cells.refusal is not None:
        return AskedTable(cells.sha256, refusal=cells.refusal)
    try:
        _refuse_people(cells.sheets)
        regions = [r for sheet in cells.sheets if (r := _region(sheet, report_type(type_name)))]
        lots = [(region, sort_rows(region).facts) for region in regions]
        if not lots:
            return AskedTable(cells.sha256, refusal=Refusal("no_known_table"))
        asked = Asked({}, Remembered(), None, today, cells.file_name)
        facts = read_register(type_name, lots, asked)
    except Refused as refused:
        return AskedTable(cells.sha256, refusal=refused.refusal)
    rows = tuple(facts.table.to_pylist())
    refusal = None if rows else Refusal("empty")
    columns = {r.sheet.name or "": frozenset(c.field for c in r.table.columns) for r in regions}
    return AskedTable(cells.sha256, rows, tuple(facts.findings), _unused(regions), columns, refusal)


def _refuse_people(sheets: Sequence[Sheet]) -> None:
    found = [personal for sheet in sheets for personal in personal_columns(sheet)]
    if found:
        raise Refused(
            "personal_data", sheet=found[0].sheet or "", column=letter(found[0].column),
            columns=", ".join(personal.place for personal in found),
        )  # fmt: skip


def _region(sheet: Sheet, layout: ReportType) -> Region | None:
    """The table under the first row that has every heading the type needs."""
    if sheet.is_hidden:
        return None
    for row in range(min(sheet.height, LOOKED_AT)):
        labels = labels_of(sheet, [row])
        columns = _columns(labels, layout)
        if layout.has_required({column.field for column in columns}):
            table = TableMap(layout.type, columns, fingerprint(layout.type, labels))
            return Region(sheet, (row,), row + 1, sheet.height, labels, table, ())
    return None


def _columns(labels: Labels, layout: ReportType) -> tuple[Mapped, ...]:
    """The columns whose heading is one of a field's own; the first of a field is read."""
    found: dict[str, Mapped] = {}
    for index, label in labels.items():
        for name, known in layout.fields.items():
            if name not in found and label.whole and key(label.whole) in known.keys:
                found[name] = Mapped(index, label, name, "exact", 1.0)
                break
    return tuple(found.values())


def _unused(regions: Sequence[Region]) -> tuple[str, ...]:
    used = {(id(r), column.index) for r in regions for column in r.table.columns}
    return tuple(
        label.shown
        for region in regions
        for index, label in region.labels.items()
        if label.whole and (id(region), index) not in used
    )
