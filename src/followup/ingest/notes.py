"""Rows inside and under a table that are remarks, legends and column numbers, not facts."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pyarrow.compute as pc

from followup.ingest.coerce import codes_of, flags
from followup.ingest.dates import read_when
from followup.ingest.grid import Column
from followup.ingest.numbers import is_nothing
from followup.ingest.plates import looks_like_plate
from followup.ingest.recognise import Region
from followup.ingest.table_map import Mapped
from followup.ingest.vocabulary import look_up_fuel, look_up_unit

NUMBERED = 3  # columns that must be numbered before a row is taken for their numbers


_OTHER_ROW = re.compile(
    r"(?i)(?:andel|antal|varav|heraf|share|number of|snitt|genomsnitt|gennemsnit|mål|target)\b"
)


def any_digit(text: str) -> bool:
    """True when a text holds a digit."""
    return any(c.isdigit() for c in text)


def is_vehicle(text: str) -> bool:
    """True for what may be a plate and is no fuel: HVO100 is both."""
    return looks_like_plate(text) and not look_up_fuel(text).code


def _is_fleet_number(text: str) -> bool:
    return any_digit(text) and not look_up_fuel(text).code


def _is_time(text: str) -> bool:
    return (any_digit(text) and len(text) < 8) or read_when(text, 2000) is not None


# What a cell of each identifying column looks like when the row is a fact.
_FITS: dict[str, Callable[[str], bool]] = {
    "vehicle_id": is_vehicle,
    "fleet_number": _is_fleet_number,
    "fuel": lambda text: look_up_fuel(text).why != "unknown",
    "unit": lambda text: look_up_unit(text) is not None,
    "date": _is_time,
    "period": _is_time,
    "month": _is_time,
}


def remarks(region: Region) -> np.ndarray:
    """Rows without any figure among the amounts whose other cells are not what they should be.

    "HVO100 | hydrogenated oil" under the rows explains a word; it is no delivery of an unknown
    amount. A row that names vehicle, fuel or day as the others do stays a fact.
    """
    size = region.stop - region.start
    amounts = region.table.all("quantity")
    if not amounts:
        return shares(region)
    has_figure = np.zeros(size, dtype=bool)
    for amount in amounts:
        has_figure |= _holds_digit(_cells(region, amount))
    where = np.nonzero(~has_figure)[0]
    good, bad = np.zeros(len(where), dtype=np.int32), np.zeros(len(where), dtype=np.int32)
    for name, test in _FITS.items():
        for column in region.table.all(name):
            cells = _cells(region, column).take(where)
            words, codes = codes_of(cells.text)
            said = [not is_nothing(word) for word in words]
            fits = [test(word) for word in words]
            right = flags(fits, codes) | np.asarray(pc.is_valid(cells.day))
            right |= np.asarray(pc.is_valid(cells.number))
            good += right
            bad += flags(said, codes) & ~right
    found = shares(region)
    found[where] |= (bad > 0) & (bad >= good)
    return found


def shares(region: Region) -> np.ndarray:
    """Rows of something else than amounts: per cent, averages, counts, a target."""
    found = np.zeros(region.stop - region.start, dtype=bool)
    for amount in region.table.all("quantity"):
        text = _cells(region, amount).text
        if text.null_count < len(text):
            share = pc.match_substring_regex(text, r"^\s*[\d.,\s]+%\s*$")
            found |= np.asarray(pc.fill_null(share, False)).astype(bool)
    for name in ("vehicle_id", "fleet_number", "date"):
        for column in region.table.all(name):  # of one vehicle or day an amount is missing
            found &= ~_cells(region, column).filled
    for name in ("vehicle_id", "fleet_number", "fuel"):
        for column in region.table.all(name):
            words, codes = codes_of(_cells(region, column).text)
            found |= flags([bool(_OTHER_ROW.match(word)) for word in words], codes)
    return found


def column_numbers(region: Region) -> np.ndarray:
    """The row right under the header that numbers its columns: 1, 2, 3 or (1), (2), (3)."""
    found = np.zeros(region.stop - region.start, dtype=bool)
    if not len(found):
        return found
    cells = [region.sheet.cell(region.start, index) for index in sorted(region.labels)]
    bare = [cell.strip(" ().") for cell in cells if cell]
    counts = [str(n) for n in range(1, len(bare) + 1)]
    found[0] = len(bare) >= NUMBERED and bare in (counts, [chr(64 + int(n)) for n in counts])
    return found


def _cells(region: Region, column: Mapped) -> Column:
    return region.sheet.columns[column.index].rows(region.start, region.stop)


def _holds_digit(cells: Column) -> np.ndarray:
    found = np.asarray(pc.is_valid(cells.number))
    if cells.text.null_count < len(cells.text):
        digit = pc.match_substring_regex(cells.text, r"\d")
        found = found | np.asarray(pc.fill_null(digit, False)).astype(bool)
    return found
