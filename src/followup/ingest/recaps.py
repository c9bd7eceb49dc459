"""Tables that only add up what other tables of the file hold: read twice they would count twice."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.domain.finding import Finding
from followup.ingest.draft import IgnoredRow
from followup.ingest.fuel import FuelPart
from followup.ingest.layout import word_keys
from followup.ingest.recognise import Region
from followup.ingest.words import tokens

ROUNDING = Decimal("0.51")  # a summary may be in whole units
WRONG = Decimal("0.25")  # a table that calls itself a summary may be wrong by that part
MOST_PERIODS = 60
_DAYS = ("date", "period", "month", "year", "period_start")
Sums = dict[tuple[str | None, ...], Decimal]


def without_recaps(parts: Sequence[FuelPart]) -> tuple[list[FuelPart], list[Finding]]:
    """The parts without summaries, whose rows are ignored as totals, and where those are wrong.

    A summary has fewer rows than the rest and gives, for each fuel, vehicle and time it names,
    the sum of the rest. One that calls itself a summary is one also where its sums are wrong.
    """
    kept: list[FuelPart] = [*parts]
    findings: list[Finding] = []
    for region in _distinct(parts):
        own = [part for part in kept if part.region is region]
        rest = [part for part in kept if part.region is not region]
        wrong = _wrong_sums(own, rest) if rest and _may_sum(own, rest) else None
        if wrong is None or (wrong and not _says_sum(region)):
            continue
        kept = rest
        findings += [_finding(own, what, *gap) for what, gap in wrong.items()]
        for part in own:
            numbers = region.sheet.row_numbers[part.rows].tolist()
            kept[0].ignored += [IgnoredRow(region.sheet.name, n, "total") for n in numbers]
    return kept, [finding for finding in findings if finding.row is not None]


def _distinct(parts: Sequence[FuelPart]) -> list[Region]:
    regions: list[Region] = []
    for part in parts:
        if not any(part.region is region for region in regions):
            regions.append(part.region)
    return regions


def _may_sum(own: Sequence[FuelPart], rest: Sequence[FuelPart]) -> bool:
    # A summary by month and fuel has zeros where nothing was filled.
    mine, others = (sum(map(_stated, parts)) for parts in (own, rest))
    if mine > others or (mine == others and not _says_sum(own[0].region)):
        return False
    # An amount that nobody could read is no sum of anything.
    if any(p.table.column("quantity").null_count for p in own):
        return False
    has_vehicle = [bool(_vehicle(p)) for p in rest]
    return not any(map(_vehicle, own)) or all(has_vehicle)


def _stated(part: FuelPart) -> int:
    return int(np.count_nonzero(np.asarray(part.table.column("quantity").cast("float64"))))


def _vehicle(part: FuelPart) -> bool:
    return bool(part.table.column("vehicle_raw").null_count < part.table.num_rows)


def _wrong_sums(
    own: Sequence[FuelPart], rest: Sequence[FuelPart]
) -> dict[tuple[str | None, ...], tuple[Decimal, Decimal]] | None:
    """Stated and found where they differ; None when the table is no sum of the rest at all."""
    mine, others = _rows(own), _rows(rest)
    names = ["fuel", "unit", *(["vehicle"] if any(map(_vehicle, own)) else [])]
    is_dated = any(p.region.table.first(n) for p in own for n in _DAYS) or any(
        p.amount.amount and (p.amount.amount.span or p.amount.amount.period) for p in own
    )
    if not is_dated and not _spans(mine, others):
        return None
    periods = mine.group_by(["period_start", "period_end"]).aggregate([]).to_pylist()
    if len(periods) > MOST_PERIODS:
        return None
    wrong: dict[tuple[str | None, ...], tuple[Decimal, Decimal]] = {}
    for period in periods if is_dated else [{}]:
        stated = _sums(_within(mine, **period), names)
        found = _sums(_within(others, **period), names)
        if not any(stated.values()):
            return None
        for what, amount in stated.items():
            gap = abs(amount - found.get(what, Decimal(0)))
            if what not in found or gap > max(ROUNDING, WRONG * abs(found[what])):
                return None
            if gap > ROUNDING:
                wrong[what] = (amount, found[what])
    return wrong


def _rows(parts: Sequence[FuelPart]) -> pa.Table:
    names = ["fuel", "unit", "quantity", "period_start", "period_end", "vehicle_raw"]
    table = pa.concat_tables(part.table.select(names) for part in parts)
    bare = pc.replace_substring_regex(pc.utf8_upper(table.column("vehicle_raw")), r"[\s-]", "")
    return table.append_column("vehicle", bare)


def _sums(table: pa.Table, names: list[str]) -> Sums:
    grouped = table.group_by(names).aggregate([("quantity", "sum")]).to_pylist()
    return {
        tuple(row[name] for name in names): row["quantity_sum"]
        for row in grouped
        if row["quantity_sum"] is not None
    }


def _within(table: pa.Table, period_start: object = None, period_end: object = None) -> pa.Table:
    if period_start is None or period_end is None:
        return table
    kind = table.schema.field("period_start").type
    return table.filter(
        pc.and_(
            pc.greater_equal(table.column("period_start"), pa.scalar(period_start, kind)),
            pc.less_equal(table.column("period_end"), pa.scalar(period_end, kind)),
        )
    )


def _spans(mine: pa.Table, others: pa.Table) -> bool:
    """True when the summary names no days, or days around all others."""
    first, last = pc.min(mine.column("period_start")), pc.max(mine.column("period_end"))
    if not first.is_valid or not last.is_valid:
        return True
    begins, ends = pc.min(others.column("period_start")), pc.max(others.column("period_end"))
    before = not begins.is_valid or first.as_py() <= begins.as_py()
    return before and (not ends.is_valid or ends.as_py() <= last.as_py())


def _says_sum(region: Region) -> bool:
    """True when the sheet, a title or a header calls the table a summary."""
    headers = (label.whole for label in region.labels.values())
    texts = (region.sheet.name or "", *region.titles, *headers)
    return any(not word_keys("summary_words").isdisjoint(tokens(text)) for text in texts)


def _finding(
    own: Sequence[FuelPart], what: tuple[str | None, ...], stated: Decimal, found: Decimal
) -> Finding:
    """The gap at the first row of the summary that states it."""
    row, column, cell = None, None, None
    for part in own:
        table = part.table
        same = np.asarray(pc.fill_null(pc.equal(table.column("fuel"), what[0] or ""), False))
        same &= np.asarray(pc.fill_null(pc.equal(table.column("quantity"), stated), False))
        if row is None and same.any():
            first = int(np.nonzero(same)[0][0])
            row, column = table.column("row")[first].as_py(), table.column("column")[first].as_py()
            cell = table.column("cell")[first].as_py()
    params = {"stated": f"{stated.normalize():f}", "found": f"{found.normalize():f}"}
    return Finding("control_total_mismatch", own[0].region.sheet.name, row, column, cell, params)
