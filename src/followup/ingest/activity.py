"""Activity facts: kilometres, hours, trips, person and tonne kilometres, one row each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.activity_months import MEASURES
from followup.ingest.answers import Asked
from followup.ingest.assemble import Facts
from followup.ingest.coerce import round_amount
from followup.ingest.distances import read_distance
from followup.ingest.draft import AMOUNT, Question
from followup.ingest.fuel_amounts import Words, read_fuels
from followup.ingest.grid import letter
from followup.ingest.marks import Mark, put
from followup.ingest.plain_rows import Part, assembled
from followup.ingest.recognise import Region
from followup.ingest.table_map import Mapped
from followup.ingest.vehicle_ids import raw_vehicles, settle_vehicles
from followup.ingest.words import clean, tokens

# A Swedish mil is 10 km, in "personmil" as alone; thousands and millions stand in the header.
_TIMES = {"personmil": 10, "tonmil": 10, "tusen": 1_000, "tusental": 1_000, "1000": 1_000,
          "miljoner": 1_000_000, "milj": 1_000_000, "mio": 1_000_000,
          "tusind": 1_000, "thousand": 1_000, "thousands": 1_000, "million": 1_000_000,
          "millions": 1_000_000}  # fmt: skip


def read_activity(regions: Sequence[tuple[Region, np.ndarray]], asked: Asked) -> Facts:
    """All activity of a file; fuels nobody has named are asked for as in a fuel report."""
    words: Words = Counter()
    each = (one for region, rows in regions for one in _month_by_month(region, rows))
    parts = [_part(region, rows, asked, words) for region, rows in each]
    questions = [
        Question(name if word is None else f"{name}:{word}", word, code, count)
        for (name, word, code), count in words.items()
    ]
    return assembled(parts, None, questions)


def _part(region: Region, rows: np.ndarray, asked: Asked, words: Words) -> tuple[Part, pa.Table]:
    part = Part(region, rows, asked, _timed_column(region))
    size = len(part.rows)
    raw, is_registration = raw_vehicles(region, part.rows)
    ids, invalid, missing = settle_vehicles(raw, np.full(size, is_registration))
    vehicle = "vehicle_id" if is_registration else "fleet_number"
    part.mark("invalid_registration", invalid, vehicle)
    part.mark("missing_registration", missing, vehicle)
    _fuels(part, words)
    km, marks = read_distance(region, part.rows, np.ones(size, dtype=bool), asked)
    # Here the distance is the amount itself: a doubt about it is a doubt about the row.
    part.marks += [Mark(m.code, m.mask, m.column, m.values) for m in marks]
    part.columns |= {"vehicle_id": ids, "vehicle_raw": raw, "distance_km": km,
                     "buyer": part.texts("buyer")}  # fmt: skip
    for name in MEASURES[1:]:
        part.columns[name] = _amounts(part, name)
    first = next((name for name in MEASURES if part.column(name)), "odometer")
    nothing = ~np.logical_or.reduce(
        [np.asarray(pc.is_valid(part.columns[name])) for name in MEASURES]
    )
    part.mark("missing_value", part.in_error("distance_km"), "distance_km")
    part.mark("missing_value", nothing & ~_marked(part, "missing_value", size), first)
    return part, _addressed(part, part.table("activity", first))


def _fuels(part: Part, words: Words) -> None:
    """Fuel codes where the table has a fuel column; a row need not name one."""
    size = len(part.rows)
    texts = part.texts("fuel")
    if part.column("fuel") is None:
        part.columns |= {"fuel": pa.nulls(size, pa.string()), "fuel_raw": texts}
        return
    fuels, marks = read_fuels(part.region, texts, part.asked, words)
    part.marks += [mark for mark in marks if mark.code != "missing_fuel"]
    words.pop(("fuel", None, "missing_fuel"), None)
    part.columns |= {"fuel": fuels, "fuel_raw": texts}


def _amounts(part: Part, name: str) -> pa.Decimal128Array:
    """Figures in the unit of the field's name, whatever multiple of it the header states."""
    read = part.amounts(name)
    column = part.column(name)
    if read is None or column is None:
        return pa.nulls(len(part.rows), AMOUNT)
    factor = 1
    for token in tokens(clean(column.label.whole).replace("1 000", "1000")):
        factor *= _TIMES.get(token, 1)
    if factor == 1:
        return round_amount(read.values)
    exact = pc.round(read.values, ndigits=6).cast(pa.decimal128(24, 6))
    return round_amount(pc.multiply(exact, pa.scalar(Decimal(factor), pa.decimal128(10, 0))))


def _marked(part: Part, code: str, size: int) -> np.ndarray:
    found = np.zeros(size, dtype=bool)
    for mark in part.marks:
        found |= mark.mask & (mark.code == code)
    return found


def _addressed(part: Part, table: pa.Table) -> pa.Table:
    """Each fact at the first of its amounts that says anything."""
    columns, cells = table.column("column").to_pylist(), table.column("cell").to_pylist()
    for name in reversed(MEASURES):
        column, said = part.column(name), part.cells(name)
        if column is None or said is None:
            continue
        for i in np.nonzero(said.filled)[0].tolist():
            columns[i], cells[i] = letter(column.index), said.shown[i].as_py()
    table = put(table, "column", pa.array(columns, pa.string()))
    return put(table, "cell", pa.array(cells, pa.string()))


def _month_by_month(region: Region, rows: np.ndarray) -> list[tuple[Region, np.ndarray]]:
    """The table once for each of its columns of a time; as it is where it has none.

    A row without any amount stands in the first, where it is asked about.
    """
    own = [c for c in region.table.columns if c.amount and c.field in MEASURES]
    if not own:
        return [(region, rows)]
    others = tuple(c for c in region.table.columns if c not in own)
    filled = [region.sheet.columns[c.index].filled[rows] for c in own]
    parts = []
    for number, (column, is_filled) in enumerate(zip(own, filled, strict=True)):
        chosen = is_filled if number else is_filled | ~np.logical_or.reduce(filled)
        table = replace(region.table, columns=(*others, column))
        if chosen.any():
            parts.append((replace(region, table=table), rows[chosen]))
    return parts


def _timed_column(region: Region) -> Mapped | None:
    """The column whose header names the days of its amounts, if the table has one."""
    timed = (c for c in region.table.columns if c.field in MEASURES and c.amount)
    return next(timed, None)
