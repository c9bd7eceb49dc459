"""What a total says it is the total of: a fuel, a vehicle, a unit or a time."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.dates import read_when
from followup.ingest.fuel import FuelPart
from followup.ingest.layout import shared
from followup.ingest.plates import looks_like_plate, normalise
from followup.ingest.vocabulary import look_up_fuel, look_up_unit
from followup.ingest.words import clean

_WORDS = re.compile(
    rf"(?i)^(?:{'|'.join(sorted(shared().total_words, key=len, reverse=True))})\b|"
    rf"\b(?:{'|'.join(sorted(shared().total_words, key=len, reverse=True))})$"
)


def scope_of(part: FuelPart, position: int) -> np.ndarray | None:
    """Facts of the part that a total row names, by mask; None when it names none of them."""
    region, table = part.region, part.table
    scope: np.ndarray | None = None
    cells = (region.sheet.cell(region.start + position, index) for index in region.labels)
    for cell in cells:
        named = _named(table, clean(_WORDS.sub("", clean(cell))).strip(" :.,")) if cell else None
        if named is not None:
            scope = named if scope is None else scope & named
    return scope if scope is not None and scope.any() else None


def _named(table: pa.Table, text: str) -> np.ndarray | None:
    """Facts with the fuel, unit, vehicle or time that a text names."""
    if not text or text.replace(" ", "").replace(",", "").replace(".", "").isdigit():
        return None
    if code := look_up_fuel(text).code:
        return _equal(table, "fuel", code)
    if unit := look_up_unit(text):
        return _equal(table, "unit", unit.base)
    if looks_like_plate(text):
        raw = table.column("vehicle_raw").combine_chunks().dictionary_encode()
        plates = pa.array([normalise(word) for word in raw.dictionary.to_pylist()], pa.string())
        same = pc.equal(plates, normalise(text)).take(raw.indices)
        return np.asarray(pc.fill_null(same, False)).astype(bool)
    starts = table.column("period_start").combine_chunks().drop_null()
    year = pc.min(starts).as_py().year if len(starts) else None
    if when := read_when(text, year):
        inside = pc.and_(
            pc.greater_equal(table.column("period_start"), when.period.start),
            pc.less_equal(table.column("period_end"), when.period.end),
        )
        return np.asarray(pc.fill_null(inside, False)).astype(bool)
    return None


def _equal(table: pa.Table, name: str, value: str) -> np.ndarray:
    return np.asarray(pc.fill_null(pc.equal(table.column(name), value), False)).astype(bool)
