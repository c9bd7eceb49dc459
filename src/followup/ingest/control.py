"""Totals that stand in the file, checked against the cells above them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.domain.finding import Finding
from followup.ingest.figures import Figures, read_figures
from followup.ingest.fuel import FuelPart
from followup.ingest.grid import letter
from followup.ingest.recognise import Region


def check_totals(
    region: Region, total_rows: np.ndarray, parts: Sequence[FuelPart]
) -> tuple[list[Finding], set[str]]:
    """Findings at totals that differ from their rows, and codes about the file."""
    findings: list[Finding] = []
    about_file: set[str] = set()
    for part in parts if len(total_rows) else ():
        figures = read_figures(region, part.amount.index, total_rows)
        fuels = figures.only(part.rows - region.start)
        after = 0
        for position in (total_rows - region.start).tolist():
            if figures.known[position]:
                stated = int(figures.values[position])
                since = figures.is_sum(stated, after, position)
                covered = since or any(
                    one.is_sum(stated, first, position)
                    for one in (figures, fuels)
                    for first in (0, after)
                )
                if _mixes_units(part, region.start + (after if since else 0), position):
                    about_file.add("total_row_mixes_units")
                elif not covered and figures.known[:position].any():
                    about_file.add("control_total_mismatch")
                    found = _nearest(figures, stated, after, position)
                    findings.append(_mismatch(region, position, part.amount.index, stated, found))
            after = position + 1
    return findings, about_file


def _nearest(figures: Figures, stated: int, after: int, position: int) -> int:
    """The sum a total most likely stands for: since the last total, or of all above."""
    sums = (figures.add(after, position), figures.add(0, position))
    return min(sums, key=lambda found: abs(found - stated))


def _mixes_units(part: FuelPart, first: int, position: int) -> bool:
    """True when a total adds litres to kilograms or kilowatt-hours."""
    inside = (part.rows >= first) & (part.rows < part.region.start + position)
    units = part.table.column("unit").filter(pa.array(inside)).drop_null()
    return len(pc.unique(units)) > 1


def _mismatch(region: Region, position: int, index: int, stated: int, found: int) -> Finding:
    row = region.start + position
    return Finding(
        "control_total_mismatch",
        region.sheet.name,
        int(region.sheet.row_numbers[row]),
        letter(index),
        region.sheet.cell(row, index),
        {"stated": _plain(stated), "found": _plain(found)},
    )


def _plain(thousandths: int) -> str:
    return f"{thousandths / 1000:.3f}".rstrip("0").rstrip(".")
