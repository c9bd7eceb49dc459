"""What only shows when the facts of a whole file are looked at together."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.layout import shared, word_keys
from followup.ingest.marks import Mark
from followup.ingest.recognise import Region
from followup.ingest.words import are_in, keys

OUTLIER = 10  # times the usual filling; a slip of the decimal mark is at least that
ISOLATED = 5  # times the largest ordinary filling
MOST_KM = 9_999_999  # no vehicle has driven as far: it is what cards fill in
FEWEST = 5  # fillings needed before any of them can stand out


# What is compared as it was understood, so that 120,5 and 120.5 are one amount.
_UNDERSTOOD = ("vehicle_id", "fleet_number", "fuel", "unit")


def row_keys(region: Region, rows: np.ndarray, amount: int | None = None) -> pa.StringArray:
    """Everything a row says, as one text; beside an ``amount`` column, what else it says."""
    understood = {amount}
    if amount is not None:
        understood |= {c.index for c in region.table.columns if c.field in _UNDERSTOOD}
    columns = [
        region.sheet.columns[i].take(rows).told for i in region.labels if i not in understood
    ]
    texts = [pc.fill_null(pc.utf8_trim_whitespace(column), "") for column in columns]
    empty = pa.array([""] * len(rows), pa.string())
    return pc.binary_join_element_wise(*(texts or [empty]), "\x1f")


def repeats(texts: pa.StringArray, has_identity: np.ndarray) -> np.ndarray:
    """True for every occurrence of a text after its first."""
    coded = texts.dictionary_encode()
    codes = np.asarray(coded.indices)
    _, first = np.unique(codes, return_index=True)
    again = np.ones(len(codes), dtype=bool)
    again[first] = False
    again &= has_identity
    return again


def negatives(
    table: pa.Table, texts: list[tuple[Region, np.ndarray]]
) -> tuple[np.ndarray, np.ndarray]:
    """Negative amounts, and those of them that take back a delivery.

    A credit says so in words, or has the vehicle, fuel and amount of a delivery in the file.
    """
    quantity = _column(table, "quantity")
    negative = np.asarray(pc.fill_null(pc.less(quantity, 0), False)).astype(bool)
    if not negative.any():
        return negative, negative
    amount = pc.abs(quantity).cast(pa.string())
    parts = [_column(table, "vehicle_id"), _column(table, "fuel"), amount]
    same = pc.binary_join_element_wise(*(pc.fill_null(p, "") for p in parts), "\x1f")
    delivered = same.filter(pa.array(~negative))
    matched = np.asarray(pc.is_in(same, delivered)).astype(bool)
    said = np.concatenate([_says_credit(region, rows) for region, rows in texts])
    return negative, negative & (matched | said)


def _says_credit(region: Region, rows: np.ndarray) -> np.ndarray:
    """Rows where a text outside the fuel and vehicle columns speaks of credit."""
    pattern = rf"(?i)\b(?:{'|'.join(map(re.escape, shared().credit_words))})\b"
    return _in_texts(region, rows, lambda words: pc.match_substring_regex(words, pattern))


def calls_credit(region: Region, rows: np.ndarray) -> np.ndarray:
    """Rows that a cell of their own calls a credit note or cancelled."""
    known = word_keys("credit_rows")
    found = _in_texts(region, rows, lambda words: are_in(keys(words), known))
    # A word that most rows have says something else, such as how a card is paid.
    return found if found.sum() * 2 <= len(rows) else np.zeros(len(rows), dtype=bool)


def _in_texts(
    region: Region, rows: np.ndarray, test: Callable[[pa.StringArray], pa.BooleanArray]
) -> np.ndarray:
    skip = {c.index for c in region.table.columns if c.field in ("fuel", "vehicle_id", "unit")}
    found = np.zeros(len(rows), dtype=bool)
    for index in set(region.labels) - skip:
        text = region.sheet.columns[index].text
        if text.null_count == len(text):
            continue
        coded = text.take(pa.array(rows)).dictionary_encode()
        if len(coded.dictionary):
            hits = test(coded.dictionary).take(coded.indices)
            found |= np.asarray(pc.fill_null(hits, False)).astype(bool)
    return found


def outliers(table: pa.Table) -> np.ndarray:
    """Single fillings that stand alone far above all others of their unit in the file."""
    quantity = np.asarray(_column(table, "quantity").cast(pa.float64()))
    start, end = _column(table, "period_start"), _column(table, "period_end")
    one_day = np.asarray(pc.fill_null(pc.equal(start, end), False)).astype(bool)
    found = np.zeros(len(quantity), dtype=bool)
    for unit in pc.unique(_column(table, "unit").drop_null()):
        of_unit = np.asarray(pc.fill_null(pc.equal(_column(table, "unit"), unit), False)).astype(
            bool
        )
        filled = of_unit & one_day & (quantity > 0)
        values = np.sort(quantity[filled])
        if len(values) < FEWEST:
            continue
        usual = values[values < OUTLIER * np.median(values)]
        limit = max(OUTLIER * float(np.median(values)), ISOLATED * float(usual[-1]))
        found |= filled & (quantity >= limit)
    return found


def odometer_errors(table: pa.Table, odometer: pa.Decimal128Array) -> np.ndarray:
    """Readings that do not fit the rising row of their vehicle's other readings."""
    reading = np.asarray(odometer.cast(pa.float64()))
    vehicle = np.asarray(_column(table, "vehicle_id").dictionary_encode().indices.fill_null(-1))
    day = np.asarray(_column(table, "period_start").cast(pa.int32()).fill_null(0))
    wrong: np.ndarray = np.nan_to_num(reading) >= MOST_KM
    known = ~np.isnan(reading) & (vehicle >= 0) & ~wrong
    order = np.lexsort((reading, day, vehicle))
    order = order[known[order]]
    if not len(order):
        return wrong
    cuts = np.nonzero(np.diff(vehicle[order]))[0] + 1
    for group in np.split(order, cuts):
        if len(group) >= 3 and (np.diff(reading[group]) < 0).any():
            wrong[group[~_rising(reading[group])]] = True
    return wrong


def _rising(values: np.ndarray) -> np.ndarray:
    """Which values belong to the longest row that never falls."""
    tails: list[int] = []
    before = np.full(len(values), -1)
    for position, value in enumerate(values):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if values[tails[middle]] <= value else (low, middle)
        before[position] = tails[low - 1] if low else -1
        tails[low:] = [position] if low == len(tails) else [position, *tails[low + 1 :]]
    kept = np.zeros(len(values), dtype=bool)
    position = tails[-1]
    while position >= 0:
        kept[position] = True
        position = int(before[position])
    return kept


def zero(table: pa.Table) -> np.ndarray:
    """Rows that state an amount of nothing."""
    return np.asarray(pc.fill_null(pc.equal(_column(table, "quantity"), 0), False)).astype(bool)


def _column(table: pa.Table, name: str) -> pa.Array:
    return table.column(name).combine_chunks()


def hidden(region_rows: Sequence[tuple[Region, np.ndarray]]) -> np.ndarray:
    """Rows that a filter or a person has hidden; they count all the same."""
    return np.concatenate(
        [
            np.isin(region.sheet.row_numbers[rows], sorted(region.sheet.hidden_rows))
            for region, rows in region_rows
        ]
        or [np.zeros(0, dtype=bool)]
    )


def quantity_marks(table: pa.Table, texts: list[tuple[Region, np.ndarray]]) -> list[Mark]:
    """Marks on the amounts themselves."""
    cell = _column(table, "cell")
    negative, credit = negatives(table, texts)
    called = np.concatenate([calls_credit(region, rows) for region, rows in texts])
    positive = np.asarray(pc.fill_null(pc.greater(_column(table, "quantity"), 0), False))
    return [
        Mark("negative_quantity", negative, None, cell),
        Mark("credit_note", credit, None, cell),
        Mark("credit_without_minus", called & positive.astype(bool), None, cell),
        Mark("zero_quantity", zero(table), None, cell),
        Mark("implausible_quantity", outliers(table), None, cell),
        Mark("hidden_row", hidden(texts), None, cell),
    ]
