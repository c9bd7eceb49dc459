"""Columns that hold passengers or drivers: such a file is stopped before anything is kept.

Found by header, and by what stands in the column: personal numbers with their check digit, and
street addresses where two columns hold them, which are a trip's ends; one alone is a station.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.grid import Column, Sheet, letter
from followup.ingest.layout import people_keys
from followup.ingest.numbers import is_nothing
from followup.ingest.words import keys

# Swedish (YYMMDD-NNNN, YYYYMMDDNNNN) and Danish (DDMMYY-NNNN) personal numbers.
_NUMBER = re.compile(r"(?:19|20)?(\d{2})(\d{2})(\d{2})([-+]?)(\d{4})")
_SHAPED = r"^\s*(19|20)?\d{6}[-+]?\d{4}\s*$"
_STREET = (
    r"(?i)^\s*[a-zåäöæøéü][a-zåäöæøéü .'-]*"
    r"(gatan|gata|vägen|väg|gränd|stigen|stig|torget|torg|allén|allé|alle|backen|leden|plan|"
    r"vejen|vej|gaden|gade|stræde|plads|torv|vænget|parken|bakken|street|road) ?\d+ ?[a-z]?\b"
)
FEWEST = 2  # one match may be an invoice number
FEWEST_PLAIN = 3  # without its hyphen a number may be many things
FEWEST_STREETS = 3
MOST = 0.6  # from this share of its texts on, a column holds what it is taken for
LOOKED_AT = 200
HEADS = 50  # distinct texts of a column among which its header stands


@dataclass(frozen=True, slots=True)
class Personal:
    """A column that names persons, from the row index where its header stands."""

    sheet: str | None
    column: int
    row: int
    header: str

    @property
    def place(self) -> str:
        """Sheet and column as a spreadsheet shows them, with the header where there is one."""
        where = f"{self.sheet}!{letter(self.column)}" if self.sheet else letter(self.column)
        return f"{where} ({self.header})" if self.header else where


def personal_columns(sheet: Sheet) -> tuple[Personal, ...]:
    """The columns of a sheet that name persons, from left to right."""
    found: dict[int, Personal] = {}

    def look(finder: Callable[[Sheet, int], Personal | None]) -> dict[int, Personal]:
        left = (n for n in range(len(sheet.columns)) if n not in found)
        return {n: one for n in left if (one := finder(sheet, n))}

    found |= look(_by_header)
    found |= look(_by_numbers)
    streets = look(_by_streets)
    # A fuel card's export has one address, the station's; a trip has two.
    if found or len(streets) > 1:
        found |= streets
    if found:
        found |= look(_beside)
    return tuple(found[n] for n in sorted(found))


def _by_header(sheet: Sheet, index: int) -> Personal | None:
    for group, is_named in (("numbers", False), ("identities", True), ("places", True)):
        if found := _headed(sheet, index, group, is_named=is_named):
            return found
    return None


def _beside(sheet: Sheet, index: int) -> Personal | None:
    by_name = _headed(sheet, index, "beside", is_named=True)
    return by_name or _headed(sheet, index, "beside_numbers", is_named=False)


def _headed(sheet: Sheet, index: int, group: str, *, is_named: bool) -> Personal | None:
    """The column below a header of a group; ``is_named``: only where words stand in it."""
    column = sheet.columns[index]
    if column.text.null_count == len(column.text):
        return None
    heads = pc.unique(column.text.drop_null()).slice(0, HEADS)
    hits = heads.filter(pc.is_in(keys(heads), pa.array(people_keys(group), pa.string())))
    for header in hits.to_pylist():
        row = pc.index(column.text, header).as_py()
        # Alone on its row it is a form's label or a line of text, not the head of a column.
        is_head = sheet.filled_count[row] > 1
        below = column.rows(row + 1, sheet.height)
        if is_head and (_says_words(below) if is_named else below.filled.any()):
            return Personal(sheet.name, index, row, header.strip())
    return None


def _says_words(cells: Column) -> bool:
    """Whether any cell holds words, such as a name; codes, numbers and "-" name nobody."""
    texts = pc.unique(cells.text.drop_null()).slice(0, LOOKED_AT)
    worded = texts.filter(pc.match_substring_regex(texts, r"\p{L}\p{L}"))
    return not all(map(is_nothing, worded.to_pylist()))


def _by_numbers(sheet: Sheet, index: int) -> Personal | None:
    """A column most of whose long numbers are personal ones, with their check digit."""
    texts = _numbers(sheet.columns[index])
    distinct = pc.unique(texts.drop_null())
    shaped = distinct.filter(_match(distinct, _SHAPED))
    if not len(shaped):
        return None
    said = shaped.slice(0, LOOKED_AT).to_pylist()
    personal = [text for text in said if _is_personal(text)]
    fewest = FEWEST if any(re.search(r"[-+]", text) for text in personal) else FEWEST_PLAIN
    if len(personal) < fewest or len(personal) < MOST * len(said):
        return None
    row, header = _head_above(sheet, index, pc.index(texts, personal[0]).as_py())
    if _is_headed_as(header, "firms"):
        return None
    return Personal(sheet.name, index, row, header)


def _numbers(column: Column) -> pa.StringArray:
    """Texts, and whole numbers of as many digits as a personal number has."""
    highest = pc.max(column.number).as_py()
    if highest is None or highest < 1e9:
        return column.text
    is_long = pc.and_(pc.greater(column.number, 1e9), pc.less(column.number, 2.1e11))
    whole = pc.and_(is_long, pc.equal(pc.floor(column.number), column.number))
    digits = pc.if_else(whole, column.number, pa.scalar(None, pa.float64())).cast(pa.int64())
    return pc.coalesce(column.text, digits.cast(pa.string()))


def _is_personal(text: str) -> bool:
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return False
    # An organisation number has at least 20 where a birth date has the month.
    first, second, third = (int(match[n]) for n in (1, 2, 3))
    swedish = 1 <= second <= 12 and (1 <= third <= 31 or 61 <= third <= 91)
    danish = bool(match[4]) and 1 <= first <= 31 and 1 <= second <= 12
    digits = [int(d) for d in match[1] + match[2] + match[3] + match[5]]
    doubled = [d * (2 - n % 2) for n, d in enumerate(digits)]
    luhn = sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
    # Danish numbers given out since 2007 carry no check digit.
    return (swedish and luhn) or (danish and not swedish)


def _by_streets(sheet: Sheet, index: int) -> Personal | None:
    texts = sheet.columns[index].text
    distinct = pc.unique(texts.drop_null()).slice(0, LOOKED_AT)
    streets = distinct.filter(_match(distinct, _STREET))
    if len(streets) < FEWEST_STREETS or len(streets) < MOST * (len(distinct) - 1):
        return None
    first = pc.index(texts, streets[0]).as_py()
    row, header = _head_above(sheet, index, first)
    if _is_headed_as(header, "stations"):
        return None
    return Personal(sheet.name, index, row, header)


def _head_above(sheet: Sheet, index: int, row: int) -> tuple[int, str]:
    """The row index and text of the nearest text above a cell; the cell's own row where none."""
    for above in range(row - 1, -1, -1):
        if text := sheet.columns[index].text[above].as_py():
            return above, text.strip()
    return row, ""


def _is_headed_as(header: str, group: str) -> bool:
    (name,) = keys(pa.array([header])).to_pylist()
    return any(word in name for word in people_keys(group)) if name else False


def _match(texts: pa.StringArray, pattern: str) -> pa.BooleanArray:
    return pc.match_substring_regex(texts, pattern)
