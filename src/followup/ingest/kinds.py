"""Which reader makes the facts of each kind, and which tables it gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np

from followup.ingest.activity import read_activity
from followup.ingest.answers import Asked
from followup.ingest.assemble import Facts
from followup.ingest.certificates import read_certificates
from followup.ingest.circular import read_furniture, read_packaging
from followup.ingest.declared import read_declared
from followup.ingest.draft import IgnoredRow
from followup.ingest.food_waste import read_food_waste
from followup.ingest.layout import REGISTER, report_type
from followup.ingest.machines import read_machines
from followup.ingest.nil_rows import read_nil
from followup.ingest.recognise import Region
from followup.ingest.register import read_register
from followup.ingest.rows import Rows
from followup.ingest.vehicles import read_vehicles

Regions = Sequence[tuple[Region, np.ndarray]]
READERS: Mapping[str, Callable[[Regions, Asked], Facts]] = {
    "vehicle": read_vehicles,
    "activity": read_activity,
    "machine": read_machines,
    "declared_share": read_declared,
    "certificate": read_certificates,
    "nil_report": read_nil,
    "packaging": read_packaging,
    "furniture": read_furniture,
    "food_waste": read_food_waste,
    **{name: partial(read_register, name) for name in REGISTER},
}
# Whose days a file is about when several kinds name some, the telling one first.
SPOKEN = (
    "fuel_delivery", "activity", "declared_share", "certificate", "machine", "nil_report",
    "packaging", "furniture", "food_waste", "vehicle",
)  # fmt: skip


def by_kind(by_type: Mapping[str, Sequence[tuple[Region, np.ndarray]]]) -> dict[str, Regions]:
    """The tables that each kind of fact is read from, in the order of the file.

    An energy account gives amounts, and declared shares beside them.
    """
    found: dict[str, list[tuple[Region, np.ndarray]]] = {}
    for name, regions in by_type.items():
        found.setdefault(report_type(name).fact, []).extend(regions)
        beside = [(r, rows) for r, rows in regions if _declares(r, rows)]
        if name == "works_energy" and beside:
            found.setdefault("declared_share", []).extend(beside)
    return dict(found)


def _declares(region: Region, rows: np.ndarray) -> bool:
    column = region.table.first("share")
    return bool(column and region.sheet.columns[column.index].filled[rows].any())


def without_unused(region: Region, rows: Rows) -> Rows:
    """Rows of a list made beforehand that hold no amount say nothing: that fuel was not used."""
    amounts = region.table.all("quantity")
    if not report_type(region.table.type).is_listed or not amounts:
        return rows
    used = np.logical_or.reduce([region.sheet.columns[a.index].filled for a in amounts])
    sheet = region.sheet
    empty = [
        IgnoredRow(sheet.name, int(sheet.row_numbers[row]), "empty")
        for row in rows.facts[~used[rows.facts]]
    ]
    return Rows(rows.facts[used[rows.facts]], rows.totals, (*rows.ignored, *empty))
