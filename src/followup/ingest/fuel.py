"""Fuel facts of one table: one fact per amount cell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.answers import Asked
from followup.ingest.coerce import (
    apply_factors,
    codes_of,
    flags,
    read_amounts,
    round_amount,
    spread,
)
from followup.ingest.dates import read_when
from followup.ingest.draft import FUEL_DELIVERY, IgnoredRow
from followup.ingest.grid import letter
from followup.ingest.headers import kilometres_in, month_in, unit_in
from followup.ingest.mapping import Mapped
from followup.ingest.marks import Mark, address_mask
from followup.ingest.numbers import is_nothing
from followup.ingest.recognise import Region
from followup.ingest.table_times import table_times
from followup.ingest.times import Times, title_year
from followup.ingest.vehicle_ids import raw_vehicles
from followup.ingest.vocabulary import look_up_distance, look_up_fuel, settle_unit, vocabulary

MARKED = ("error_cell", "formula_without_cached_value")


@dataclass
class FuelPart:
    """Facts of one amount column, with what validation needs beside them."""

    table: pa.Table
    marks: list[Mark]
    region: Region
    amount: Mapped
    rows: np.ndarray
    is_registration: bool
    odometer: pa.Decimal128Array | None
    raw_amounts: pa.Decimal128Array
    ignored: list[IgnoredRow] = field(default_factory=list)
    errors: list[tuple[str, int, str, str | None]] = field(default_factory=list)
    words: Counter[tuple[str, str | None, str]] = field(default_factory=Counter)


def read_fuel(region: Region, rows: np.ndarray, asked: Asked) -> list[FuelPart]:
    """The facts of a fuel table, one part per amount column."""
    amounts = region.table.all("quantity")
    has_fuel_column = region.table.first("fuel") is not None
    parts: list[FuelPart] = []
    taken = np.zeros(len(rows), dtype=bool)
    filled = [region.sheet.columns[a.index].filled[rows] for a in amounts]
    for position, amount in enumerate(amounts):
        chosen = filled[position].copy()
        if has_fuel_column and not (amount.amount and amount.amount.period):
            chosen &= ~taken  # litres and their energy are one delivery, not two
        if position == 0:
            chosen |= ~np.logical_or.reduce(filled)
        if chosen.any():
            parts.append(_part(region, rows[chosen], amount, ~taken[chosen], asked))
            taken |= chosen
    return parts


def _part(
    region: Region, rows: np.ndarray, amount: Mapped, is_first: np.ndarray, asked: Asked
) -> FuelPart:
    sheet = region.sheet
    fuel_texts = _fuel_texts(region, rows, amount, asked)
    words, codes = codes_of(fuel_texts)
    looked_up = [asked.fuel(word) for word in words]
    not_fuel = flags([found.why == "not_fuel" for found in looked_up], codes)
    wrong, errors = _errors(region, rows, amount)
    ignored = [
        IgnoredRow(sheet.name, int(n), "not_fuel") for n in sheet.row_numbers[rows[not_fuel]]
    ]
    keep = ~not_fuel & ~wrong
    rows, is_first = rows[keep], is_first[keep]
    part = _facts(region, rows, amount, is_first, asked)
    part.ignored += ignored
    part.errors += errors
    return part


def _fuel_texts(region: Region, rows: np.ndarray, amount: Mapped, asked: Asked) -> pa.StringArray:
    """The fuel each row names: in its column, the amount's header, the title or the sheet name."""
    if amount.amount and amount.amount.fuel:
        return pa.array([amount.amount.fuel] * len(rows), pa.string())
    if column := region.table.first("fuel"):
        return region.sheet.columns[column.index].take(rows).shown
    titles = [*region.titles, region.sheet.name or ""]
    named = {t for t in titles if t and look_up_fuel(t).code}
    text = named.pop() if len(named) == 1 else None
    return pa.array([text] * len(rows), pa.string())


def _errors(
    region: Region, rows: np.ndarray, amount: Mapped
) -> tuple[np.ndarray, list[tuple[str, int, str, str | None]]]:
    """Rows whose needed cells hold an error or a formula that was never computed."""
    sheet = region.sheet
    wrong = np.zeros(len(rows), dtype=bool)
    found: list[tuple[str, int, str, str | None]] = []
    needed = [amount, *(c for n in ("fuel", "date", "period") for c in region.table.all(n))]
    for code, addresses in zip(MARKED, (sheet.errors, sheet.no_value), strict=True):
        for column in needed:
            mask = address_mask(sheet, addresses, column.index, rows)
            numbers = sheet.row_numbers[rows[mask]]
            found += [(code, int(number), letter(column.index), None) for number in numbers]
            wrong |= mask
    return wrong, found


def _facts(
    region: Region, rows: np.ndarray, amount: Mapped, is_first: np.ndarray, asked: Asked
) -> FuelPart:
    sheet, size = region.sheet, len(rows)
    column = sheet.columns[amount.index].take(rows)
    read = read_amounts(column, asked.answers.get("decimal_mark"))
    fuel_texts = _fuel_texts(region, rows, amount, asked)
    words: Counter[tuple[str, str | None, str]] = Counter()
    fuels, marks = _fuels(region, fuel_texts, asked, words)
    quantity, units, unit_marks = _quantities(
        region, rows, amount, read.values, read.units, fuels, asked, words
    )
    marks += unit_marks
    missing = read.is_missing & ~read.is_too_large
    shown = column.shown
    marks += [
        Mark("missing_value", missing, None, shown),
        Mark("implausible_quantity", read.is_too_large, None, shown),
        Mark("ambiguous_number", read.is_ambiguous, None, shown),
        Mark("approximate_value", read.is_approximate & ~missing, None, shown),
    ]
    times, time_marks, invalid = _times(region, rows, amount, asked)
    marks += time_marks
    vehicles, is_registration = raw_vehicles(region, rows)
    distance, distance_marks = _distance(region, rows, is_first, asked)
    marks += distance_marks
    table = pa.table(
        {
            "sheet": pa.array([sheet.name] * size, pa.string()),
            "row": pa.array(sheet.row_numbers[rows], pa.int32()),
            "column": pa.array([letter(amount.index)] * size, pa.string()),
            "cell": shown,
            "vehicle_id": vehicles,
            "vehicle_raw": vehicles,
            "fuel": fuels,
            "fuel_raw": fuel_texts,
            "quantity": quantity,
            "unit": units,
            "period_start": times.start,
            "period_end": times.end,
            "distance_km": distance,
            "hours": _plain(region, "hours", rows, is_first),
            "grade": pa.array(np.where(read.is_approximate, "estimated", "measured"), pa.string()),
            "is_duplicate": pa.array(np.zeros(size, dtype=bool)),
            "is_questioned": pa.array(np.zeros(size, dtype=bool)),
            "findings": pa.array([""] * size, pa.string()),
        },
        schema=FUEL_DELIVERY,
    )
    part = FuelPart(
        table, marks, region, amount, rows, is_registration,
        _plain(region, "odometer", rows, None), round_amount(read.values), words=words,
    )  # fmt: skip
    return _without(part, invalid)


def _without(part: FuelPart, invalid: Mark | None) -> FuelPart:
    """Leave out rows whose date cannot be read: no fact is possible from them."""
    if invalid is None or not invalid.mask.any():
        return part
    keep = ~invalid.mask
    where = pa.array(keep)
    numbers = part.region.sheet.row_numbers[part.rows]
    part.errors += [
        (invalid.code, int(numbers[i]), invalid.column or "", invalid.values[i].as_py())
        for i in np.nonzero(invalid.mask)[0].tolist()
    ]
    part.table = part.table.filter(where)
    part.marks = [
        Mark(m.code, m.mask[keep], m.column, m.values.filter(where), m.doubts_amount)
        for m in part.marks
    ]
    part.rows = part.rows[keep]
    part.raw_amounts = part.raw_amounts.filter(where)
    part.odometer = part.odometer.filter(where) if part.odometer is not None else None
    return part


def _fuels(
    region: Region,
    texts: pa.StringArray,
    asked: Asked,
    asked_words: Counter[tuple[str, str | None, str]],
) -> tuple[pa.StringArray, list[Mark]]:
    """Fuel codes, and marks where the name says too little or is missing."""
    words, codes = codes_of(texts)
    found = [asked.fuel(word) for word in words]
    nothing = [
        is_nothing(word) and f.why == "unknown" for word, f in zip(words, found, strict=True)
    ]
    fuels = spread([f.code for f in found], codes, pa.string())
    unclear = [f.code is None and not no for f, no in zip(found, nothing, strict=True)]
    needs = flags(unclear, codes)
    missing = flags(nothing, codes) | (codes < 0)
    for word, is_unclear, count in zip(
        words, unclear, np.bincount(codes + 1, minlength=len(words) + 1)[1:], strict=True
    ):
        if is_unclear and count:
            asked_words["fuel", word, "fuel_needs_mapping"] += int(count)
    column = region.table.first("fuel")
    where = letter(column.index) if column else None
    if missing.any() and (whole := asked.whole_fuel(region.table.fingerprint)):
        fuels = pc.if_else(pa.array(missing), whole, fuels)
        missing = np.zeros(len(missing), dtype=bool)
    if missing.any():
        asked_words["fuel", None, "missing_fuel"] += int(missing.sum())
    return fuels, [
        Mark("fuel_needs_mapping", needs, where, texts),
        Mark("missing_fuel", missing, where, texts),
    ]


def _quantities(
    region: Region,
    rows: np.ndarray,
    amount: Mapped,
    values: pa.Decimal128Array,
    cell_units: pa.StringArray,
    fuels: pa.StringArray,
    asked: Asked,
    words: Counter[tuple[str, str | None, str]],
) -> tuple[pa.Decimal128Array, pa.StringArray, list[Mark]]:
    """Amounts in base units: the unit of the cell, else of its row, column or table."""
    column = region.table.first("unit")
    by_row = region.sheet.columns[column.index].take(rows).shown if column else None
    header = (amount.amount.unit if amount.amount else None) or unit_in(amount.label.whole)
    title = next((u for t in region.titles if len(t) < 60 and (u := unit_in(t))), None)
    whole = asked.whole_unit(region.table.fingerprint)
    texts = cell_units if by_row is None else pc.coalesce(cell_units, by_row)
    fallback = header or whole or title
    texts = pc.fill_null(texts, fallback) if fallback else texts
    pairs = pc.binary_join_element_wise(
        pc.fill_null(texts, ""), pc.fill_null(fuels, ""), "\x1f", null_handling="replace"
    )
    distinct, codes = codes_of(pairs)
    settled = [_settle(pair, asked) for pair in distinct]
    has_value = np.asarray(pc.is_valid(values))
    unknown = flags([why == "unknown_unit" for _, _, why in settled], codes) & has_value
    wrong = flags([why == "unit_not_for_fuel" for _, _, why in settled], codes) & has_value
    quantity = apply_factors(values, [factor for _, factor, _ in settled], codes)
    units = spread([base for base, _, _ in settled], codes, pa.string())
    for pair, count in Counter(codes[unknown].tolist()).items():
        text = distinct[pair].split("\x1f")[0]
        words["unit", text or None, "unknown_unit"] += count
    where = letter(column.index) if column else None
    return (
        quantity,
        units,
        [
            Mark("unknown_unit", unknown, where, texts),
            Mark("unit_not_for_fuel", wrong, where, texts),
        ],
    )


def _settle(pair: str, asked: Asked) -> tuple[str | None, object, str | None]:
    """Base unit, factor and what is wrong, for one unit text with one fuel."""
    text, fuel = pair.split("\x1f")
    sold_in = vocabulary().sold_in.get(fuel, ())
    unit = asked.unit(text) if text and not is_nothing(text) else None
    if unit is None:
        # A bare figure of a fuel sold in one unit can only mean that one, but it is not said.
        return (sold_in[0] if sold_in else None), None, "unknown_unit"
    unit = settle_unit(unit, fuel or None)
    if fuel and sold_in and unit.base not in sold_in:
        return unit.base, unit.factor, "unit_not_for_fuel"
    return unit.base, unit.factor, None


def _times(
    region: Region, rows: np.ndarray, amount: Mapped, asked: Asked
) -> tuple[Times, list[Mark], Mark | None]:
    period = amount.amount.period if amount.amount else None
    if amount.amount and period is None and (month := month_in(amount.label.whole)):
        year = title_year(region.titles, region.sheet.name, asked)
        when = read_when(f"{year}-{month:02}") if year else None
        period = when.period if when else None
    if period:
        return Times.constant(period, len(rows)), [], None
    return table_times(region, rows, asked)


def _distance(
    region: Region, rows: np.ndarray, is_first: np.ndarray, asked: Asked
) -> tuple[pa.Decimal128Array, list[Mark]]:
    """Kilometres of each row, once per row; a column of odometer readings is no distance."""
    column = region.table.first("distance_km")
    none = pa.nulls(len(rows), round_amount(pa.nulls(0, pa.decimal128(38, 12))).type)
    if column is None:
        return none, []
    cells = region.sheet.columns[column.index].take(rows)
    read = read_amounts(cells, asked.answers.get("decimal_mark"))
    if is_odometer(read.values, region, rows):
        return none, []
    per_header = kilometres_in(column.label.whole)
    words, codes = codes_of(read.units)
    factors = [look_up_distance(word) or per_header or 1 for word in words] + [per_header or 1]
    codes = np.where(codes < 0, len(words), codes)
    km = apply_factors(read.values, factors, codes)  # type: ignore[arg-type]
    km = pc.if_else(pa.array(is_first), km, pa.scalar(None, km.type))
    where, shown = letter(column.index), cells.shown
    return km, [
        Mark("ambiguous_number", read.is_ambiguous & is_first, where, shown, False),
        Mark("approximate_value", read.is_approximate & is_first, where, shown, False),
    ]


def is_odometer(values: pa.Decimal128Array, region: Region, rows: np.ndarray) -> bool:
    """True when "km" holds meter readings: high figures that only rise, by little each time."""
    numbers = np.asarray(values.drop_null().cast(pa.float64()))
    if len(numbers) < 3 or region.table.first("vehicle_id") or region.table.first("fleet_number"):
        return False
    steps = np.diff(numbers)
    return bool((steps > 0).all() and numbers[0] >= 5_000 and steps.max() < numbers[0] * 0.2)


def _plain(
    region: Region, name: str, rows: np.ndarray, is_first: np.ndarray | None
) -> pa.Decimal128Array | None:
    """A column of plain figures; for hours null when there is none, for an odometer None."""
    column = region.table.first(name)
    if column is None:
        kind = round_amount(pa.nulls(0, pa.decimal128(38, 12))).type
        return pa.nulls(len(rows), kind) if name == "hours" else None
    values = round_amount(read_amounts(region.sheet.columns[column.index].take(rows)).values)
    if is_first is None:
        return values
    return pc.if_else(pa.array(is_first), values, pa.scalar(None, values.type))
