"""Totals that stand in the file, checked against the cells above them."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.domain.finding import Finding
from followup.ingest.coerce import read_amounts, round_amount
from followup.ingest.fuel import FuelPart
from followup.ingest.grid import letter
from followup.ingest.recognise import Region

# A total may be rounded where its parts are not: half a unit of its last digit, per row none.
ROUNDING = Decimal("0.51")


def check_totals(
    region: Region, total_rows: np.ndarray, parts: list[FuelPart]
) -> tuple[list[Finding], set[str]]:
    """Findings at totals that differ from their rows, and codes about the file."""
    findings: list[Finding] = []
    about_file: set[str] = set()
    for part in parts:
        index = part.amount.index
        stated = _figures(region, total_rows, index)
        cells = _figures(region, np.arange(region.start, region.stop), index)
        rows = np.arange(region.start, region.stop)
        is_total = np.isin(rows, [*total_rows, *region.repeated])
        after = region.start
        for row, value in zip(total_rows.tolist(), stated, strict=True):
            if value is None:
                after = row
                continue
            since = [
                c
                for r, c, t in zip(rows, cells, is_total, strict=True)
                if after <= r < row and c is not None and not t
            ]
            all_above = [
                c
                for r, c, t in zip(rows, cells, is_total, strict=True)
                if r < row and c is not None and not t
            ]
            covered = next(
                (
                    lot
                    for lot, start in ((since, after), (all_above, region.start))
                    if _is_sum(value, lot)
                ),
                None,
            )
            first = after if covered is since else region.start
            if _mixes_units(part, first, row):
                about_file.add("total_row_mixes_units")
            elif covered is None and all_above:
                about_file.add("control_total_mismatch")
                findings.append(_mismatch(region, row, index, value, sum(all_above, Decimal(0))))
            after = row
    return findings, about_file


def _figures(region: Region, rows: np.ndarray, index: int) -> list[Decimal | None]:
    values = read_amounts(region.sheet.columns[index].take(rows)).values
    figures: list[Decimal | None] = round_amount(values).to_pylist()
    return figures


def _is_sum(value: Decimal, parts: list[Decimal]) -> bool:
    return bool(parts) and abs(sum(parts, Decimal(0)) - value) <= ROUNDING


def _mixes_units(part: FuelPart, first: int, row: int) -> bool:
    """True when a total adds litres to kilograms or kilowatt-hours."""
    inside = pa.array((part.rows >= first) & (part.rows < row))
    return len(pc.unique(part.table.column("unit").filter(inside).drop_null())) > 1


def _mismatch(region: Region, row: int, index: int, stated: Decimal, found: Decimal) -> Finding:
    return Finding(
        "control_total_mismatch",
        region.sheet.name,
        int(region.sheet.row_numbers[row]),
        letter(index),
        region.sheet.cell(row, index),
        {"stated": f"{stated.normalize():f}", "found": f"{found.normalize():f}"},
    )
