"""Which rows of a table are facts, and why each of the others is not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.draft import IgnoredRow
from followup.ingest.figures import unlabelled_totals
from followup.ingest.layout import shared, word_keys
from followup.ingest.recognise import Region
from followup.ingest.words import keys

_TOTAL = "|".join(sorted(map(str, shared().total_words), key=len, reverse=True))
# A total says so first ("Summa diesel") or last ("Mars totalt"), and says little else.
_TOTAL_ROW = rf"(?i)^\s*(?:{_TOTAL})(?:[\s:.,(]|$).{{0,30}}$|^.{{1,30}}\s(?:{_TOTAL})\s*[:.]?\s*$"
_EXAMPLE_ROW = rf"(?i)^\s*(?:{'|'.join(shared().example_words)})(?:[\s:.,–-]|$)"
_NOTE = (
    r"(?i)^\s*(?:anm|obs|not|note|noter|bem|\*|kommentar|källa|kilde|underskrift|datum och)"
    r"[\s:.\d)*]"
)
_SIDE = ("comment", "receipt", "status")


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
    filled = _filled(region)
    header = np.isin(index, region.repeated)
    empty = (filled == 0) & ~header
    total, example, declined = (_says(region, p) for p in (_TOTAL_ROW, _EXAMPLE_ROW, None))
    stated = _identities(region)
    total &= (stated < 3) & ~header
    amounts = region.table.all("quantity")
    if amounts and stated.any():
        has_amount = sheet.columns[amounts[0].index].filled[region.start : region.stop]
        total |= unlabelled_totals(region, has_amount & (stated == 0) & ~header & ~example)
    note = ~total & ~header & ~empty & (_is_note(region, filled))
    facts = ~(header | empty | total | example | declined | note)
    why = {
        "header": header,
        "total": total & ~example,
        "example": example & ~header & ~empty,
        "declined": declined & ~total & ~header & ~example,
        "note": note & ~example & ~declined,
    }
    if sheet.name is None:
        why["empty"] = empty
    ignored = [
        IgnoredRow(sheet.name, int(sheet.row_numbers[row]), reason)
        for reason, mask in why.items()
        for row in index[mask]
    ]
    return Rows(index[facts], index[why["total"]], tuple(ignored))


def _filled(region: Region) -> np.ndarray:
    total = np.zeros(region.stop - region.start, dtype=np.int32)
    for index in region.labels:
        total += region.sheet.columns[index].filled[region.start : region.stop]
    return total


def _says(region: Region, pattern: str | None) -> np.ndarray:
    """Rows where some text fits a pattern; without one, rows of declined transactions."""
    found = np.zeros(region.stop - region.start, dtype=bool)
    fields = {column.index: column.field for column in region.table.columns}
    for index in region.labels:
        field = fields.get(index, "")
        text = region.sheet.columns[index].text.slice(region.start, len(found))
        if text.null_count == len(text) or (pattern == _TOTAL_ROW and field in _SIDE):
            continue
        coded = text.dictionary_encode()
        if pattern:
            hits = pc.match_substring_regex(coded.dictionary, pattern)
        elif field in _SIDE:
            hits = pc.is_in(keys(coded.dictionary), pa.array(sorted(word_keys("declined_words"))))
        else:
            continue
        found |= np.asarray(pc.fill_null(hits.take(coded.indices), False)).astype(bool)
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


def _is_note(region: Region, filled: np.ndarray) -> np.ndarray:
    """Rows of one text that is no vehicle and no amount, and remarks under the table."""
    values = np.zeros(len(filled), dtype=bool)
    for column in region.table.columns:
        cells = region.sheet.columns[column.index]
        if column.field in ("quantity", "vehicle_id", "fleet_number", "number", "reporter"):
            part = cells.filled[region.start : region.stop]
            values |= part & ~_sentences(region, column.index)
        elif column.field in ("requirement", "contract"):
            values |= cells.filled[region.start : region.stop]
    return ~values | (_says(region, _NOTE) & (filled <= 2))


def _sentences(region: Region, index: int) -> np.ndarray:
    """Cells too long or wordy to be a vehicle or an amount."""
    size = region.stop - region.start
    text = region.sheet.columns[index].text.slice(region.start, size)
    return np.asarray(pc.fill_null(pc.match_substring_regex(text, r"\S+\s+\S+\s+\S+\s+\S+"), False))
