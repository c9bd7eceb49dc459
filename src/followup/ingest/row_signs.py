"""What the rows of a sheet look like: how many cells are headers we know, how many figures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.domain.period import Period
from followup.ingest.date_words import MONTHS, month_name
from followup.ingest.dates import read_when
from followup.ingest.grid import Sheet
from followup.ingest.headers import DAY_OF_MONTH, names_plate
from followup.ingest.layout import header_keys
from followup.ingest.vocabulary import vocabulary
from followup.ingest.words import are_in, keys

LOOSE_ROWS = 40  # how far down a header of unknown words is looked for
# RE2 takes no \u escapes: the two narrow spaces stand as themselves.
_FIGURE = "^\\s*[-+−~≈(]?\\s*\\d[\\d\\s.,'’\u00a0\u202f-]*\\)?\\s*%?$"
_BRACKET = r"[\[(].*"


def holds_figures(sheet: Sheet) -> bool:
    """True when any cell is a number or a day: a list of words to choose from is no data."""
    return bool(row_signs(sheet)[1].any())


def row_signs(sheet: Sheet) -> tuple[np.ndarray, np.ndarray]:
    """Per row: how many cells are known headers, and how many are figures or days."""
    known = _known()
    hits = np.zeros(sheet.height, dtype=np.int32)
    figures = np.zeros(sheet.height, dtype=np.int32)
    for column in sheet.columns:
        figures += np.asarray(pc.is_valid(column.number)) | np.asarray(pc.is_valid(column.day))
        if column.text.null_count == len(column.text):
            continue
        coded = column.text.dictionary_encode()
        words = coded.dictionary
        short = pc.less_equal(pc.utf8_length(words), 60)
        label = pc.invert(pc.ends_with(pc.utf8_trim_whitespace(words), ":"))
        is_key = pc.or_(
            are_in(keys(words), known),
            are_in(keys(pc.replace_substring_regex(words, _BRACKET, "")), known),
        )
        is_figure = pc.match_substring_regex(words, _FIGURE)
        hits += _per_row(coded, pc.and_(pc.and_(is_key, short), label))
        figures += _per_row(coded, is_figure)
    return hits, figures


@cache
def _known() -> frozenset[str]:
    return header_keys() | set(vocabulary().fuels) | set(MONTHS)


def with_times(sheet: Sheet, hits: np.ndarray, figures: np.ndarray) -> np.ndarray:
    """Headers of months or years in order, which are figures, and of vehicles side by side."""
    found = np.zeros(sheet.height, dtype=bool)
    for row in np.nonzero((hits == 1) & (figures == 0) & (sheet.filled_count >= 3))[0][:LOOSE_ROWS]:
        cells = [sheet.cell(row, i) or "" for i in range(len(sheet.columns))]
        found[row] = sum(map(names_plate, cells)) == sheet.filled_count[row] - 1
    years = (hits == 0) & (figures >= 2) & (figures == sheet.filled_count)
    for row in np.nonzero(years[1:] & (hits[:-1] >= 2))[0][:LOOSE_ROWS].tolist():
        cells = [sheet.cell(row + 1, i) or "" for i in range(len(sheet.columns))]
        found[row + 1] = not cells[0] and all(is_year(cell) for cell in cells if cell)
    for row in np.nonzero((hits >= 1) & (figures >= 2))[0][:LOOSE_ROWS].tolist():
        cells = [sheet.cell(row, i) or "" for i in range(len(sheet.columns))]
        if counted_times([cell for cell in cells if cell.isdigit()]):
            found[row] = sheet.filled_count[row] - figures[row] <= 4
            continue
        figured = [cell for cell in cells if cell[:1].isdigit()]
        times = [when.period for cell in figured if (when := read_when(cell))]
        # An amount among them makes it a row with days: 01/01/2026 is no figure, 4,100 is.
        is_header = len(times) == len(figured) >= figures[row] and len({*cells} - {""}) > 3
        found[row] = is_header and _in_order(times)
    return found


def is_year(text: str) -> bool:
    """True for a year of our time and nothing else."""
    return len(text) == 4 and text.isdigit() and 1990 <= int(text) <= 2099


def counted_times(figures: Sequence[str]) -> tuple[str, ...]:
    """Months for 1 to 12 beside each other, days for 1 to 28 and more; none for other figures."""
    if list(figures) != [str(n) for n in range(1, len(figures) + 1)]:
        return ()
    if len(figures) == 12:
        return tuple(month_name(n) for n in range(1, 13))
    return tuple(f"{DAY_OF_MONTH} {n}" for n in figures) if 28 <= len(figures) <= 31 else ()


def _in_order(times: Sequence[Period]) -> bool:
    """True for times of one kind that follow each other; amounts like 2000 and 2025 do not."""
    gaps = [(b.start - a.end).days for a, b in pairwise(times)]
    months = {round(period.days / 30) for period in times}
    if not gaps or len(months) > 1:
        return False
    return set(gaps) == {1} or (min(gaps) > 0 and max(months) <= 1)


def _per_row(coded: pa.DictionaryArray, flags: pa.BooleanArray) -> np.ndarray:
    """A flag of each distinct text, laid out over the rows."""
    return np.asarray(pc.fill_null(flags.take(coded.indices), False)).astype(bool)
