"""Which rows of a table are facts, and why each of the others is not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.coerce import codes_of, flags
from followup.ingest.draft import IgnoredRow
from followup.ingest.figures import unlabelled_totals
from followup.ingest.headers import names_plate
from followup.ingest.layout import report_type, shared, word_keys
from followup.ingest.notes import any_digit, column_numbers, remarks
from followup.ingest.plates import looks_like_plate
from followup.ingest.recognise import Region
from followup.ingest.row_words import RowWords
from followup.ingest.sections import filled_cells, vehicle_heads
from followup.ingest.table_map import Mapped
from followup.ingest.vocabulary import look_up_fuel
from followup.ingest.words import keys

_TOTAL = "|".join(sorted(map(str, shared().total_words), key=len, reverse=True))
# A total says so first ("Summa diesel") or last ("Mars totalt"), and says little else.
_TOTAL_ROW = rf"(?i)^\s*(?:{_TOTAL})(?:[\s:.,(]|$).{{0,30}}$|^.{{1,30}}\s(?:{_TOTAL})\s*[:.]?\s*$"
# Means, and what a page carries on from the one before: no facts and no totals to check.
_NO_SUM = "|".join((*shared().average_words, *shared().carried_words))
_AVERAGE_ROW = rf"(?i)^\s*(?:{_NO_SUM})(?:[\s:.,(]|$).{{0,30}}$"
_EXAMPLE_ROW = rf"(?i)^\s*(?:{'|'.join(shared().example_words)})(?:[\s:.,–-]|$)"
_NOTE = (
    r"(?i)^\s*(?:anm|obs|not|note|noter|bem|\*|kommentar|källa|kilde|underskrift|datum och)"
    r"[\s:.\d)*]"
)
PLATE = 9  # characters of a plate, written apart
_SIDE = ("comment", "receipt", "status")
# "1 juli – 31 juli" and "Hjullastare med gafflar" are what their columns ask for.
MAY_BE_WORDY = ("period", "machine_id", "category", "make_model", "certificate_number")


@dataclass(frozen=True)
class Rows:
    """Row indices of a table's facts and totals, and the rows that are neither."""

    facts: np.ndarray
    totals: np.ndarray
    ignored: tuple[IgnoredRow, ...]


def sort_rows(region: Region) -> Rows:
    """Tell facts from totals, notes, examples and empty rows by their words."""
    sheet = region.sheet
    index = np.arange(region.start, region.stop)
    filled = filled_cells(region)
    header = np.isin(index, region.repeated) | column_numbers(region)
    empty = (filled == 0) & ~header
    words = RowWords.of(region)
    total, example = (_says(words, pattern) for pattern in (_TOTAL_ROW, _EXAMPLE_ROW))
    declined = _declined(words)
    stated = _identities(region)
    total |= _says(words, _TOTAL_ROW, beside=True) & (stated == 0)
    total &= (stated < 3) & ~header
    amounts = region.table.all("quantity")
    if amounts and stated.any():
        has_amount = sheet.columns[amounts[0].index].filled[region.start : region.stop]
        total |= unlabelled_totals(region, has_amount & (stated == 0) & ~header & ~example)
    note = _is_note(region, words, filled) | remarks(region) | vehicle_heads(region)
    note &= ~total & ~header & ~empty
    average = _says(words, _AVERAGE_ROW) & (stated < 3)
    total &= ~average
    recap = (_names_fuel_only(region) | average) & ~header & ~empty & ~note & ~total
    facts = ~(header | empty | total | example | declined | note | recap)
    why = {
        "header": header,
        "total": total & ~example,
        "example": example & ~header & ~empty,
        "declined": declined & ~total & ~header & ~example,
        "note": note & ~example & ~declined,
    }
    if sheet.name is None:
        why["empty"] = empty
    why_ignored = why | {"total": (why["total"] | recap) & ~example}
    ignored = [
        IgnoredRow(sheet.name, int(sheet.row_numbers[row]), reason)
        for reason, mask in why_ignored.items()
        for row in index[mask]
    ]
    return Rows(index[facts], index[why["total"]], tuple(ignored))


def _says(words: RowWords, pattern: str, *, beside: bool = False) -> np.ndarray:
    """Rows where some text fits a pattern.

    ``beside`` looks for a total in the columns of remarks, which are left out otherwise. A plate
    such as SUM 123 is a vehicle.
    """
    found = np.zeros(words.size, dtype=bool)
    for column, hits in zip(words.each, words.fitting(pattern), strict=True):
        if pattern == _TOTAL_ROW and (column.field in _SIDE) != beside:
            continue
        if column.field == "vehicle_id":
            fits = zip(column.coded.dictionary.to_pylist(), hits.to_pylist(), strict=True)
            hits = pa.array(
                [hit and not (len(word) <= PLATE and names_plate(word)) for word, hit in fits],
                pa.bool_(),
            )
        found |= column.rows(hits)
    return found


def _declined(words: RowWords) -> np.ndarray:
    """Rows of declined transactions."""
    found = np.zeros(words.size, dtype=bool)
    declined = pa.array(sorted(word_keys("declined_words")))
    for column in words.each:
        if column.field in _SIDE:
            found |= column.rows(pc.is_in(keys(column.coded.dictionary), declined))
    return found


def _identities(region: Region) -> np.ndarray:
    """How many of vehicle, fuel, day and amount each row states."""
    kinds = (("vehicle_id", "fleet_number"), ("fuel", "unit"), ("date", "period", "month"))
    count = np.zeros(region.stop - region.start, dtype=np.int32)
    for names in kinds:
        stated = np.zeros(len(count), dtype=bool)
        for name in names:
            if column := region.table.first(name):
                cells = region.sheet.columns[column.index]
                stated |= cells.filled[region.start : region.stop]
        count += stated
    return count


def _is_note(region: Region, words: RowWords, filled: np.ndarray) -> np.ndarray:
    """Rows of one text that is no vehicle and no amount, and remarks under the table."""
    values = np.zeros(len(filled), dtype=bool)
    told_by = report_type(region.table.type).told_by
    for column in region.table.columns:
        cells = region.sheet.columns[column.index]
        if column.field in told_by:
            part = cells.filled[region.start : region.stop]
            lone = (filled == 1) & ~_are_vehicles(region, column)
            wordy = column.field not in MAY_BE_WORDY and _sentences(region, column.index)
            values |= part & ~np.asarray(wordy) & ~lone
        elif column.field in ("requirement", "contract"):
            values |= cells.filled[region.start : region.stop]
    return ~values | (_says(words, _NOTE) & (filled <= 2))


def _are_vehicles(region: Region, column: Mapped) -> np.ndarray:
    """Cells that can be a vehicle though nothing stands beside them; others are remarks."""
    words, codes = codes_of(_text(region, column.index))
    if column.field == "quantity":
        return flags([any_digit(word) for word in words], codes) | (codes < 0)
    fits = any_digit if column.field != "vehicle_id" else looks_like_plate
    good = flags([fits(word) and not look_up_fuel(word).code for word in words], codes)
    return good | (codes < 0)


def _names_fuel_only(region: Region) -> np.ndarray:
    """Rows of a summary under the rows: a fuel stands where the vehicle should, none where it is.

    A plate can look like a fuel (HVO100), so an empty fuel cell and a second sign are asked for.
    """
    size = region.stop - region.start
    vehicle = region.table.first("vehicle_id") or region.table.first("fleet_number")
    fuel = region.table.first("fuel")
    if vehicle is None or fuel is None:
        return np.zeros(size, dtype=bool)
    words, codes = codes_of(_text(region, vehicle.index))
    named: np.ndarray = flags([bool(look_up_fuel(word).code) for word in words], codes)
    filled: np.ndarray = region.sheet.columns[fuel.index].filled
    found: np.ndarray = named & ~filled[region.start : region.stop]
    return found


def _text(region: Region, index: int) -> pa.StringArray:
    return region.sheet.columns[index].text.slice(region.start, region.stop - region.start)


def _sentences(region: Region, index: int) -> np.ndarray:
    """Cells too long or wordy to be a vehicle or an amount."""
    size = region.stop - region.start
    text = region.sheet.columns[index].text.slice(region.start, size)
    return np.asarray(pc.fill_null(pc.match_substring_regex(text, r"\S+\s+\S+\s+\S+\s+\S+"), False))
