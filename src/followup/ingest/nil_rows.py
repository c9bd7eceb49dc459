"""Nil reports: the days on which nothing was driven or delivered, and why (rule 8)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.answers import Asked
from followup.ingest.assemble import Facts
from followup.ingest.plain_rows import TIMES, Part, assembled
from followup.ingest.recognise import Region


def read_nil(regions: Sequence[tuple[Region, np.ndarray]], asked: Asked) -> Facts:
    """All nil reports of a file; one without a reason is none."""
    return assembled([_part(region, rows, asked) for region, rows in regions])


def _part(region: Region, rows: np.ndarray, asked: Asked) -> tuple[Part, pa.Table]:
    part = Part(region, rows, asked)
    reasons = part.texts("reason")
    part.mark("missing_value", ~np.asarray(pc.is_valid(reasons)), "reason")
    part.columns |= {
        "report_type": part.choice("report_type", "report_type"),
        "reason": reasons,
    }
    place = next((name for name in TIMES if part.column(name)), "reason")
    return part, part.table("nil_report", place)
