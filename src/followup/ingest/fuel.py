"""Fuel facts of one table: one fact per amount cell."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.answers import Asked
from followup.ingest.coerce import Amounts, codes_of, flags, read_amounts
from followup.ingest.column_times import column_times
from followup.ingest.distances import read_distance, read_odometer, read_plain
from followup.ingest.draft import AMOUNT, FUEL_DELIVERY, IgnoredRow
from followup.ingest.fuel_amounts import Words, read_fuels, read_quantities
from followup.ingest.grid import letter
from followup.ingest.headers import unit_in
from followup.ingest.layout import header_keys
from followup.ingest.marks import Mark, address_mask, no_flags
from followup.ingest.recognise import Region
from followup.ingest.sections import in_titles, names_fuel, said_above
from followup.ingest.table_map import Mapped
from followup.ingest.vehicle_ids import raw_texts, raw_vehicles
from followup.ingest.vocabulary import look_up_unit, vocabulary
from followup.ingest.words import key

_CHARGING = re.compile(r"(?i)(?<!o)\b(?:snabb|depå|hem)?ladd(?!a ner)|\b(?:op)?lad(?:e|n)|\bcharg")
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
    ignored: list[IgnoredRow] = field(default_factory=list)
    errors: list[tuple[str, int, str, str | None]] = field(default_factory=list)
    words: Words = field(default_factory=Counter)


def read_fuel(region: Region, rows: np.ndarray, asked: Asked) -> list[FuelPart]:
    """The facts of a fuel table, one part per amount column."""
    amounts = _told_apart(region, rows)
    has_fuel_column = region.table.first("fuel") is not None
    parts: list[FuelPart] = []
    taken = np.zeros(len(rows), dtype=bool)
    filled = [_filled(region, rows, a) for a in amounts]
    for position, amount in enumerate(amounts):
        chosen = filled[position].copy()
        if has_fuel_column and not _is_own(amount):
            chosen &= ~taken  # litres and their energy are one delivery, not two
        if position == 0:
            chosen |= ~np.logical_or.reduce(filled)
        if chosen.any():
            parts.append(_part(region, rows[chosen], amount, ~taken[chosen], asked))
            taken |= chosen
    return parts


def _filled(region: Region, rows: np.ndarray, amount: Mapped) -> np.ndarray:
    """Rows with something in the amount's cell, an error or an uncomputed formula too."""
    sheet = region.sheet
    wrong: np.ndarray = address_mask(sheet, sheet.errors | sheet.no_value, amount.index, rows)
    wrong |= sheet.columns[amount.index].filled[rows]
    return wrong


def _told_apart(region: Region, rows: np.ndarray) -> list[Mapped]:
    """The amount columns, without those that state again what an earlier one is for.

    Where the earlier one is empty the other's figure may be ordered, corrected or another year's:
    the amount is missing, not taken from there.
    """
    kept: list[Mapped] = []
    for amount in region.table.all("quantity"):
        is_again = any(
            _are_alike(amount, other)
            and (_filled(region, rows, amount) & _filled(region, rows, other)).any()
            for other in kept
        )
        if not is_again:
            kept.append(amount)
    return kept


def _are_alike(one: Mapped, other: Mapped) -> bool:
    """True when neither fuel, time, vehicle nor unit in the headers tells two amounts apart."""
    if _is_own(one) or _is_own(other):
        return False
    fuels = {a.amount.fuel if a.amount else None for a in (one, other)}
    units = {a.amount.unit for a in (one, other) if a.amount and a.amount.unit}
    return len(fuels) == 1 and len(units) < 2


def _is_own(amount: Mapped) -> bool:
    said = amount.amount
    return bool(said and (said.period or said.span or said.vehicle or said.is_part))


def _part(
    region: Region, rows: np.ndarray, amount: Mapped, is_first: np.ndarray, asked: Asked
) -> FuelPart:
    sheet = region.sheet
    fuel_texts = _fuel_texts(region, rows, amount)
    words, codes = codes_of(fuel_texts)
    looked_up = [asked.fuel(word) for word in words]
    not_fuel = flags([found.why == "not_fuel" for found in looked_up], codes)
    unknown = flags([found.why == "unknown" for found in looked_up], codes)
    if unknown.any():
        not_fuel |= unknown & _in_pieces(region, rows)
    wrong, errors = _errors(region, rows, amount)
    ignored = [
        IgnoredRow(sheet.name, int(n), "not_fuel") for n in sheet.row_numbers[rows[not_fuel]]
    ]
    if asked.keeps_errors:
        wrong, errors = np.zeros_like(wrong), []
    keep = ~not_fuel & ~wrong
    rows, is_first = rows[keep], is_first[keep]
    part = _facts(region, rows, amount, is_first, asked)
    part.ignored += ignored
    part.errors += errors
    return part


def _in_pieces(region: Region, rows: np.ndarray) -> np.ndarray:
    """Rows whose unit counts pieces: what is sold so and bears no fuel's name is none."""
    column = region.table.first("unit")
    if column is None:
        return np.zeros(len(rows), dtype=bool)
    words, codes = codes_of(region.sheet.columns[column.index].take(rows).shown)
    return flags([key(word) in vocabulary().pieces for word in words], codes)


def _fuel_texts(region: Region, rows: np.ndarray, amount: Mapped) -> pa.StringArray:
    """The fuel each row names: in its column, the amount's header, the title or the sheet name."""
    is_word = key(amount.label.whole) in header_keys()
    if amount.amount and amount.amount.fuel and not (is_word and region.table.first("fuel")):
        return pa.array([amount.amount.fuel] * len(rows), pa.string())
    if column := region.table.first("fuel"):
        return region.sheet.columns[column.index].take(rows).shown
    text = in_titles(region, names_fuel) or _charged(region, amount)
    if (sections := said_above(region, names_fuel)) is not None:
        own = sections.take(pa.array(rows - region.start))
        return pc.fill_null(own, text) if text else own
    return pa.array([text] * len(rows), pa.string())


def _charged(region: Region, amount: Mapped) -> str | None:
    """The unit of what is charged: kilowatt-hours at a charging point are electricity."""
    unit = unit_in(amount.label.whole)
    known = look_up_unit(unit) if unit else None
    texts = (*region.titles, *(label.whole for label in region.labels.values()))
    said = any(map(_CHARGING.search, texts))
    return unit if said and known and known.base == "kWh" else None


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
    column = region.sheet.columns[amount.index].take(rows)
    read = read_amounts(column, asked.answers.get("decimal_mark"))
    fuel_texts = _fuel_texts(region, rows, amount)
    words: Words = Counter()
    fuels, marks = read_fuels(region, fuel_texts, asked, words)
    quantity, units, more = read_quantities(region, rows, amount, read, fuels, asked, words)
    times, time_marks, invalid = column_times(region, rows, amount, asked)
    vehicles, is_registration = raw_vehicles(region, rows, amount)
    distance, distance_marks = read_distance(region, rows, is_first, asked)
    hours = read_plain(region, "hours", rows)
    values = {
        **_address(region, rows, amount, column.shown),
        "vehicle_id": vehicles,
        "vehicle_raw": vehicles,
        "fuel": fuels,
        "fuel_raw": fuel_texts,
        "quantity": quantity,
        "unit": units,
        "period_start": times.start,
        "period_end": times.end,
        "distance_km": distance,
        "hours": _once(hours, is_first),
        "odometer_km": read_odometer(region, rows),
        **{name: raw_texts(region, rows, name) for name in ("place", "receipt", "buyer")},
        "grade": pa.array(np.where(read.is_approximate, "estimated", "measured"), pa.string()),
        **no_flags(len(rows)),
    }
    part = FuelPart(
        pa.table(values, schema=FUEL_DELIVERY),
        [*marks, *more, *_amount_marks(read, column.shown), *time_marks, *distance_marks],
        region, amount, rows, is_registration, read_plain(region, "odometer", rows), words=words,
    )  # fmt: skip
    return _without(part, invalid)


def _address(
    region: Region, rows: np.ndarray, amount: Mapped, shown: pa.StringArray
) -> dict[str, pa.Array]:
    return {
        "sheet": pa.array([region.sheet.name] * len(rows), pa.string()),
        "row": pa.array(region.sheet.row_numbers[rows], pa.int32()),
        "column": pa.array([letter(amount.index)] * len(rows), pa.string()),
        "cell": shown,
    }


def _once(hours: pa.Decimal128Array | None, is_first: np.ndarray) -> pa.Decimal128Array:
    """Hours of a row whose amounts stand in several columns belong to the first of them."""
    if hours is None:
        return pa.nulls(len(is_first), AMOUNT)
    return pc.if_else(pa.array(is_first), hours, pa.scalar(None, AMOUNT))


def _amount_marks(read: Amounts, shown: pa.StringArray) -> list[Mark]:
    missing = read.is_missing & ~read.is_too_large
    return [
        Mark("missing_value", missing, None, shown),
        Mark("implausible_quantity", read.is_too_large, None, shown),
        Mark("ambiguous_number", read.is_ambiguous, None, shown),
        Mark("approximate_value", read.is_approximate & ~missing, None, shown),
    ]


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
    part.odometer = part.odometer.filter(where) if part.odometer is not None else None
    return part
