"""Machine facts: one per row of a machine list, with the emission stage of the engine."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.answers import Asked
from followup.ingest.assemble import Facts
from followup.ingest.classes import unknown_classes
from followup.ingest.coerce import codes_of, flags, round_amount, spread
from followup.ingest.draft import AMOUNT
from followup.ingest.grid import letter
from followup.ingest.layout import choice_keys
from followup.ingest.marks import Mark
from followup.ingest.plain_rows import Part, assembled
from followup.ingest.recognise import Region
from followup.ingest.vehicles import year_of
from followup.ingest.vocabulary import look_up_fuel
from followup.ingest.words import tokens

# 1 metric horsepower is 75 kgf·m/s, with standard gravity 9.80665 m/s2: 0.73549875 kW.
KW_PER_HORSEPOWER = Decimal("0.735499")
_HORSEPOWER = {"hk", "hp", "hästkrafter", "hestekræfter", "horsepower", "ps"}
FIRST_YEAR = 1900


def read_machines(regions: Sequence[tuple[Region, np.ndarray]], asked: Asked) -> Facts:
    """All machines of a file; one named twice with everything the same is a duplicate."""
    parts = [_part(region, rows, asked) for region, rows in regions]
    table = pa.concat_tables(one for _, one in parts)
    raw, stages = (table.column(n).combine_chunks() for n in ("stage_raw", "stage"))
    asks = unknown_classes("stage", raw, stages, asked, frozenset(choice_keys("drivetrains")))
    return assembled(parts, "machine_id", asks, needs_days=False)


def _part(region: Region, rows: np.ndarray, asked: Asked) -> tuple[Part, pa.Table]:
    part = Part(region, rows, asked)
    # An electric machine has no emission stage, and its list says so in the same column.
    drives = frozenset(choice_keys("drivetrains"))
    words, codes = codes_of(part.texts("fuel"))
    part.columns |= {
        "machine_id": part.texts("machine_id"),
        "category": part.texts("category"),
        "make_model": part.texts("make_model"),
        "stage": part.choice("stage", "stage", drives),
        "stage_raw": part.texts("stage"),
        "power_kw": _power(part),
        "model_year": _years(part),
        "hours": _figures(part, "hours"),
        # What it takes, not what it was given: a name that says too little is no question here.
        "fuel": spread([look_up_fuel(word).code for word in words], codes, pa.string()),
        "fuel_raw": part.texts("fuel"),
    }
    place = next(n for n in ("machine_id", "category", "make_model") if part.column(n))
    return part, part.table("machine", place)


def _figures(part: Part, name: str) -> pa.Decimal128Array:
    read = part.amounts(name)
    return pa.nulls(len(part.rows), AMOUNT) if read is None else round_amount(read.values)


def _power(part: Part) -> pa.Decimal128Array:
    """Engine power in kilowatts, also where the list says horsepower."""
    read, column = part.amounts("power_kw"), part.column("power_kw")
    if read is None or column is None:
        return pa.nulls(len(part.rows), AMOUNT)
    by_header = not _HORSEPOWER.isdisjoint(tokens(column.label.whole))
    in_horsepower = np.array([by_header if u is None else u.strip(" .") in _HORSEPOWER
                              for u in read.units.to_pylist()], dtype=bool)  # fmt: skip
    exact = pc.round(read.values, ndigits=6).cast(pa.decimal128(24, 6))
    kilowatts = pc.multiply(exact, pa.scalar(KW_PER_HORSEPOWER, pa.decimal128(7, 6)))
    return pc.if_else(pa.array(in_horsepower), round_amount(kilowatts), round_amount(read.values))


def _years(part: Part) -> pa.Int32Array:
    """Years of make; one that cannot be is left out and told."""
    cells, column = part.cells("model_year"), part.column("model_year")
    if cells is None or column is None:
        return pa.nulls(len(part.rows), pa.int32())
    words, codes = codes_of(cells.shown)
    years = [year_of(word) for word in words]
    wrong = [y is not None and not FIRST_YEAR <= y <= part.asked.today.year + 2 for y in years]
    good = [None if bad else y for y, bad in zip(years, wrong, strict=True)]
    part.marks.append(
        Mark("implausible_year", flags(wrong, codes), letter(column.index), cells.shown)
    )
    return spread(good, codes, pa.int32())
