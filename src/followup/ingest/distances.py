"""Kilometres, hours and meter readings beside the amounts."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.answers import Asked
from followup.ingest.coerce import apply_factors, codes_of, read_amounts, round_amount
from followup.ingest.draft import AMOUNT
from followup.ingest.grid import letter
from followup.ingest.headers import kilometres_in
from followup.ingest.marks import Mark
from followup.ingest.numbers import take_apart
from followup.ingest.recognise import Region
from followup.ingest.vocabulary import look_up_distance
from followup.ingest.words import key

_DISTANCE = re.compile(r"sträck|avstånd|kørt|kørsel|afstand|distance|mileage")
# "km" alone may head a column of meter readings; these do not.
_BARE = frozenset(
    key(word) for word in ("km", "kilometer", "kilometre", "kilometers", "kilometres")
)


def read_distance(
    region: Region, rows: np.ndarray, is_first: np.ndarray, asked: Asked
) -> tuple[pa.Decimal128Array, list[Mark]]:
    """Kilometres of each row, once per row; a column of meter readings is no distance."""
    column = region.table.first("distance_km")
    if column is None:
        return _between_readings(region, rows, is_first)
    cells = region.sheet.columns[column.index].take(rows)
    read = read_amounts(cells, asked.answers.get("decimal_mark"))
    if read.is_ambiguous.any() and (mark := _mark_of_amounts(region, rows)):
        # 4,100 beside 1,250.50 is best read as thousands; the doubt stays.
        read = replace(read_amounts(cells, mark), is_ambiguous=read.is_ambiguous)
    if key(column.label.shown) in _BARE and is_odometer(read.values, region, rows):
        return pa.nulls(len(rows), AMOUNT), []
    said = look_up_distance((column.amount and column.amount.unit) or "")
    per_header = said or kilometres_in(column.label.whole) or _in_titles(region) or Decimal(1)
    words, codes = codes_of(read.units)
    factors = [look_up_distance(word) or per_header for word in words] + [per_header]
    km = apply_factors(read.values, factors, np.where(codes < 0, len(words), codes))
    km = pc.if_else(pa.array(is_first), km, pa.scalar(None, AMOUNT))
    where, shown = letter(column.index), cells.shown
    return km, [
        Mark("ambiguous_number", read.is_ambiguous & is_first, where, shown, False),
        Mark("approximate_value", read.is_approximate & is_first, where, shown, False),
    ]


def _mark_of_amounts(region: Region, rows: np.ndarray) -> str | None:
    """The one decimal mark that amounts beside the distances have."""
    written = (
        take_apart(word)
        for amount in region.table.all("quantity")
        for word in codes_of(region.sheet.columns[amount.index].take(rows).text)[0]
    )
    marks = {one.decimal_mark for one in written if one and one.decimal_mark}
    return marks.pop() if len(marks) == 1 else None


def _in_titles(region: Region) -> Decimal | None:
    """The unit that a title gives for distances: "Körsträcka anges i mil"."""
    titles = (t for t in region.titles if len(t) < 60 and _DISTANCE.search(t.casefold()))
    return next((km for title in titles if (km := kilometres_in(title))), None)


def _between_readings(
    region: Region, rows: np.ndarray, is_first: np.ndarray
) -> tuple[pa.Decimal128Array, list[Mark]]:
    """Kilometres from a first and a last meter reading of each row."""
    column = region.table.first("odometer")
    before, after = (read_plain(region, name, rows) for name in ("odometer_start", "odometer"))
    if column is None or before is None or after is None:
        return pa.nulls(len(rows), AMOUNT), []
    driven = pc.subtract(after, before)
    backwards = np.asarray(pc.fill_null(pc.less(driven, 0), False)).astype(bool)
    unknown = pa.scalar(None, driven.type)
    driven = pc.if_else(pa.array(is_first & ~backwards), driven, unknown)
    factor = kilometres_in(column.label.whole) or Decimal(1)
    km = apply_factors(driven, [factor], np.zeros(len(rows), dtype=int))
    shown = region.sheet.columns[column.index].take(rows).shown
    return km, [Mark("implausible_odometer", backwards, letter(column.index), shown, False)]


def is_odometer(values: pa.Decimal128Array, region: Region, rows: np.ndarray) -> bool:
    """True for high figures that only rise, by little each time, for every vehicle."""
    vehicle = region.table.first("vehicle_id") or region.table.first("fleet_number")
    codes = np.zeros(len(rows), dtype=np.int64)
    if vehicle:
        codes = codes_of(region.sheet.columns[vehicle.index].take(rows).shown)[1]
    numbers = np.asarray(values.cast(pa.float64()))
    known = np.nonzero(~np.isnan(numbers))[0]
    order = known[np.argsort(codes[known], kind="stable")]
    same = np.diff(codes[order]) == 0
    steps, before = np.diff(numbers[order])[same], numbers[order][:-1][same]
    if not len(steps) or not ((steps > 0) & (steps < before * 0.2)).all():
        return False
    # Monthly distances may happen to rise a few times; readings always do and are high.
    return bool((len(steps) >= 5 and before.min() >= 5_000) or before.min() >= 50_000)


def read_odometer(region: Region, rows: np.ndarray) -> pa.Decimal128Array:
    """The meter reading of each row in kilometres, null where the table has none."""
    column = region.table.first("odometer")
    if column is None:
        return pa.nulls(len(rows), AMOUNT)
    values = read_amounts(region.sheet.columns[column.index].take(rows)).values
    factor = kilometres_in(column.label.whole) or Decimal(1)
    return apply_factors(values, [factor], np.zeros(len(rows), dtype=int))


def read_plain(region: Region, name: str, rows: np.ndarray) -> pa.Decimal128Array | None:
    """A column of plain figures (hours, meter readings); None when the table has none."""
    column = region.table.first(name)
    if column is None:
        return None
    return round_amount(read_amounts(region.sheet.columns[column.index].take(rows)).values)
