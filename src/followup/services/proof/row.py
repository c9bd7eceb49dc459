"""One row of a proof: what a report said, and what it counted as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One row of a report, or part of it by days, and what it counted as.

    ``factor`` turns the amount into the measure's unit (MJ per unit of fuel). ``why`` is None
    for a row that counts, else the code of what keeps it out. ``unbounded`` names what is
    missing in a row whose amount is not known. ``place`` is the station, depot or site that the
    row names; ``exemptions`` are the dispenses that keep it out.
    """

    file: str | None
    sha256: str | None
    sheet: str | None
    row: int | None
    column: str | None
    cell: str | None
    vehicle_id: str | None
    fuel: str | None
    fuel_raw: str | None
    amount: Decimal | None
    amount_unit: str | None
    part_start: date
    part_end: date
    is_split: bool
    factor: Decimal | None
    factor_source: str | None
    share_low: Decimal | None
    share_high: Decimal | None
    share_status: str | None
    share_source: str | None
    numerator: Decimal | None
    denominator: Decimal | None
    unknown: Decimal | None
    unbounded: str | None
    why: str | None
    place: str | None = None
    exemptions: tuple[str, ...] = ()


def row_of(record: Mapping[str, Any]) -> ProofRow:
    """A row as ``storage.measures.rows`` gives it."""
    names = (name for name in ProofRow.__slots__ if name not in ("file", "exemptions"))
    return ProofRow(
        file=record["file_name"],
        exemptions=tuple(record["exemptions"] or ()),
        **{name: record[name] for name in names},
    )
