"""Which fuel, how much of it and in which base unit, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.answers import Asked
from followup.ingest.coerce import Amounts, apply_factors, codes_of, flags, spread
from followup.ingest.grid import letter
from followup.ingest.headers import UNIT_LIST, unit_in, units_in
from followup.ingest.marks import Mark
from followup.ingest.numbers import is_nothing
from followup.ingest.recognise import Region
from followup.ingest.table_map import Mapped
from followup.ingest.vocabulary import Unit, look_up_unit, settle_unit, vocabulary
from followup.ingest.words import key, without_brackets

_BETWEEN = "\x1f"
_VOLUMES = frozenset(key(w) for w in ("volym", "tankad volym", "volumen", "volume"))
# What is asked (fuel or unit), the word it is about, the finding's code: how many rows wait.
Words = Counter[tuple[str, str | None, str]]


def read_fuels(
    region: Region, texts: pa.StringArray, asked: Asked, words: Words
) -> tuple[pa.StringArray, list[Mark]]:
    """Fuel codes, and marks where the name says too little or is missing."""
    names, codes = codes_of(texts)
    found = [asked.fuel(name) for name in names]
    nothing = [
        is_nothing(name) and f.why == "unknown" for name, f in zip(names, found, strict=True)
    ]
    fuels = spread([f.code for f in found], codes, pa.string())
    unclear = [f.code is None and not no for f, no in zip(found, nothing, strict=True)]
    needs = flags(unclear, codes)
    missing = flags(nothing, codes) | (codes < 0)
    for position, count in Counter(codes[needs].tolist()).items():
        words["fuel", names[position], "fuel_needs_mapping"] += count
    if missing.any() and (whole := asked.whole_fuel(region.table.fingerprint)):
        fuels = pc.if_else(pa.array(missing), whole, fuels)
        missing = np.zeros(len(missing), dtype=bool)
    if missing.any():
        words["fuel", None, "missing_fuel"] += int(missing.sum())
    column = region.table.first("fuel")
    where = letter(column.index) if column else None
    return fuels, [
        Mark("fuel_needs_mapping", needs, where, texts),
        Mark("missing_fuel", missing, where, texts),
    ]


def read_quantities(
    region: Region, rows: np.ndarray, amount: Mapped, read: Amounts, fuels: pa.StringArray,
    asked: Asked, words: Words,
) -> tuple[pa.Decimal128Array, pa.StringArray, list[Mark]]:  # fmt: skip
    """Amounts in base units: the unit of the cell, else of its row, column or table."""
    texts = _unit_texts(region, rows, amount, read, asked)
    pairs = pc.binary_join_element_wise(
        pc.fill_null(texts, ""), pc.fill_null(fuels, ""), _BETWEEN, null_handling="replace"
    )
    distinct, codes = codes_of(pairs)
    settled = [_settle(pair, asked) for pair in distinct]
    has_value = np.asarray(pc.is_valid(read.values))
    unknown = flags([why == "unknown_unit" for _, _, why in settled], codes) & has_value
    wrong = flags([why == "unit_not_for_fuel" for _, _, why in settled], codes) & has_value
    for position, count in Counter(codes[unknown].tolist()).items():
        words["unit", distinct[position].split(_BETWEEN)[0] or None, "unknown_unit"] += count
    column = region.table.first("unit")
    where = letter(column.index) if column else None
    return (
        apply_factors(read.values, [factor for _, factor, _ in settled], codes),
        spread([base for base, _, _ in settled], codes, pa.string()),
        [
            Mark("unknown_unit", unknown, where, texts),
            Mark("unit_not_for_fuel", wrong, where, texts),
        ],
    )


def _unit_texts(
    region: Region, rows: np.ndarray, amount: Mapped, read: Amounts, asked: Asked
) -> pa.StringArray:
    """The unit said closest to each amount."""
    column = region.table.first("unit")
    texts = read.units
    if column:
        texts = pc.coalesce(texts, region.sheet.columns[column.index].take(rows).shown)
    header = (amount.amount.unit if amount.amount else None) or unit_in(amount.label.whole)
    header = header or units_in(amount.label.whole)
    titles = (*region.titles, *without_brackets(region.sheet.name or "")[1], *region.context)
    title = next((u for t in titles if len(t) < 60 and (u := unit_in(t))), None)
    said = header or asked.whole_unit(region.table.fingerprint) or title
    if said is None and region.table.first("date") and key(amount.label.shown) in _VOLUMES:
        said = "l"  # the volume of a dated filling; deliveries in bulk say m3
    if said:
        return pc.fill_null(texts, said)
    named = region.table.first("fuel")
    if named and texts.null_count:  # "HVO100 (liter)" in the row itself
        words, codes = codes_of(region.sheet.columns[named.index].take(rows).text)
        units = [next(filter(look_up_unit, without_brackets(word)[1]), None) for word in words]
        texts = pc.coalesce(texts, spread(units, codes, pa.string()))
    return texts


def _settle(pair: str, asked: Asked) -> tuple[str | None, Decimal | None, str | None]:
    """Base unit, factor and what is wrong, for one unit text with one fuel."""
    text, fuel = pair.split(_BETWEEN)
    sold_in = vocabulary().sold_in.get(fuel, ())
    unit = asked.unit(text) if text and not is_nothing(text) else None
    unit = unit or _chosen(text, sold_in)
    if unit is None:
        # A bare figure of a fuel sold in one unit can only mean that one, but it is not said.
        return (sold_in[0] if sold_in else None), None, "unknown_unit"
    unit = settle_unit(unit, fuel or None)
    wrong = bool(sold_in) and unit.base not in sold_in
    return unit.base, unit.factor, "unit_not_for_fuel" if wrong else None


def _chosen(text: str, sold_in: Sequence[str]) -> Unit | None:
    """Of several units, the one the fuel is sold in: a gas in kilograms rather than energy."""
    units = [look_up_unit(word) for word in UNIT_LIST.split(text)]
    if not all(units):
        return None  # "l/100 km" offers no choice
    fits = {unit.base: unit for unit in units if unit and unit.base in sold_in}
    if len(fits) > 1:
        fits.pop("kWh", None)
    return next(iter(fits.values())) if len(fits) == 1 else None
