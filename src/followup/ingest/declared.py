"""Declared shares: what a supplier states without the amounts behind it (rule 9)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.answers import Asked
from followup.ingest.assemble import Facts
from followup.ingest.coerce import codes_of, spread
from followup.ingest.draft import SHARE
from followup.ingest.plain_rows import Part, assembled
from followup.ingest.recognise import Region
from followup.ingest.shares import read_shares, share_of


def read_declared(regions: Sequence[tuple[Region, np.ndarray]], asked: Asked) -> Facts:
    """All declared shares of a file, also those beside the amounts of an energy account.

    There a row without a share declares nothing; in a report of its own it lacks one.
    """
    parts = [_part(region, rows, asked) for region, rows in regions]
    return assembled(parts)


def _part(region: Region, rows: np.ndarray, asked: Asked) -> tuple[Part, pa.Table]:
    is_beside = region.table.type != "declared"
    if is_beside and (column := region.table.first("share")):
        rows = rows[region.sheet.columns[column.index].filled[rows]]
    part = Part(region, rows, asked)
    cells = part.cells("share")
    size = len(part.rows)
    shares, wrong = read_shares(cells) if cells else (pa.nulls(size, SHARE), np.zeros(size, bool))
    lacks = ~np.asarray(pc.is_valid(shares))
    part.mark("missing_value", lacks & (wrong if is_beside else True), "share")
    fuels = part.texts("fuel")
    words, codes = codes_of(fuels)
    part.columns |= {
        "share": shares,
        "share_of": _share_of(part),
        "basis": _basis(part, is_beside),
        "fuel": spread([asked.fuel(word).code for word in words], codes, pa.string()),
        "fuel_raw": fuels,
    }
    return part, part.table("declared_share", "share", grade="declared")


def _share_of(part: Part) -> pa.StringArray:
    """What each share is of: its own column, the header, else the titles and the sheet's name."""
    own = part.choice("share_of", "share_of") if part.column("share_of") else None
    column = part.column("share")
    texts = [
        column.label.whole if column else "",
        *part.region.titles,
        part.region.sheet.name or "",
    ]
    said = next((code for text in texts if (code := share_of(text))), None)
    whole = pa.array([said] * len(part.rows), pa.string())
    return whole if own is None else pc.coalesce(own, whole)


def _basis(part: Part, is_beside: bool) -> pa.StringArray:
    """What each share is a share in; an energy account declares shares of energy."""
    if is_beside:
        return pa.array(["energy"] * len(part.rows), pa.string())
    return part.choice("basis", "share_basis")
