"""Tables that only add up what other tables of the file hold: read twice they would count twice."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pyarrow.compute as pc

from followup.ingest.draft import IgnoredRow
from followup.ingest.fuel import FuelPart
from followup.ingest.recognise import Region

ROUNDING = Decimal("0.51")  # a summary may be in whole units
_OWN = ("vehicle_id", "fleet_number", "date", "period", "month", "year", "period_start")


def without_recaps(parts: Sequence[FuelPart]) -> list[FuelPart]:
    """The parts without summaries; their rows are ignored as totals.

    A summary names neither vehicle nor day, has fewer rows than the rest, spans its days and
    gives for each of its fuels exactly the sum of the rest.
    """
    kept: list[FuelPart] = [*parts]
    recaps: list[FuelPart] = []
    for region in _distinct(parts):
        own = [part for part in kept if part.region is region]
        rest = [part for part in kept if part.region is not region]
        if rest and _adds_up(own, rest):
            kept, recaps = rest, [*recaps, *own]
    for part in recaps:
        numbers = part.region.sheet.row_numbers[part.rows].tolist()
        kept[0].ignored += [IgnoredRow(part.region.sheet.name, n, "total") for n in numbers]
    return kept


def _distinct(parts: Sequence[FuelPart]) -> list[Region]:
    regions: list[Region] = []
    for part in parts:
        if not any(part.region is region for region in regions):
            regions.append(part.region)
    return regions


def _adds_up(own: Sequence[FuelPart], rest: Sequence[FuelPart]) -> bool:
    if any(part.region.table.first(name) for part in own for name in _OWN):
        return False
    if any(part.amount.amount and part.amount.amount.span for part in own):
        return False
    if sum(p.table.num_rows for p in own) >= sum(p.table.num_rows for p in rest):
        return False
    # An amount that nobody could read is no sum of anything.
    if any(p.table.column("quantity").null_count for p in own):
        return False
    sums, others = _sums(own), _sums(rest)
    found = [
        abs(amount - others.get(what, Decimal(0))) <= ROUNDING for what, amount in sums.items()
    ]
    return bool(found) and all(found) and any(sums.values()) and _spans(own, rest)


def _sums(parts: Sequence[FuelPart]) -> dict[tuple[str | None, str | None], Decimal]:
    sums: dict[tuple[str | None, str | None], Decimal] = {}
    for part in parts:
        grouped = part.table.group_by(["fuel", "unit"]).aggregate([("quantity", "sum")])
        for row in grouped.to_pylist():
            what = (row["fuel"], row["unit"])
            if row["quantity_sum"] is not None:
                sums[what] = sums.get(what, Decimal(0)) + row["quantity_sum"]
    return sums


def _spans(own: Sequence[FuelPart], rest: Sequence[FuelPart]) -> bool:
    """True when the summary names no days, or days around all others."""
    starts = [pc.min(part.table.column("period_start")).as_py() for part in own]
    ends = [pc.max(part.table.column("period_end")).as_py() for part in own]
    first = [pc.min(part.table.column("period_start")).as_py() for part in rest]
    last = [pc.max(part.table.column("period_end")).as_py() for part in rest]
    if not any(starts) or not any(ends):
        return True
    before = all(day is None or min(filter(None, starts)) <= day for day in first)
    return before and all(day is None or day <= max(filter(None, ends)) for day in last)
