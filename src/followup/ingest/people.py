"""Columns that hold passengers or drivers: such a file is stopped before anything is kept."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.grid import Column, Sheet, letter
from followup.ingest.layout import word_keys
from followup.ingest.words import keys

# Swedish (YYMMDD-NNNN, YYYYMMDDNNNN) and Danish (DDMMYY-NNNN) personal numbers.
_NUMBER = re.compile(r"(?:19|20)?(\d{2})(\d{2})(\d{2})([-+]?)(\d{4})")
FEWEST = 2  # one match may be an invoice number


def find_person_column(sheet: Sheet) -> str | None:
    """Letters of the first column that names persons, None when there is none."""
    words = pa.array(sorted(word_keys("person_words")))
    for index, column in enumerate(sheet.columns):
        if column.text.null_count == len(column.text):
            continue
        distinct = pc.unique(column.text.drop_null())
        heads = distinct.slice(0, 50)
        if pc.any(pc.is_in(keys(heads), words)).as_py() and len(distinct) > 1:
            return letter(index)
        if _has_personal_numbers(column):
            return letter(index)
    return None


def _has_personal_numbers(column: Column) -> bool:
    """True when several texts are personal numbers with a hyphen and a right check digit."""
    texts = pc.unique(column.text.drop_null())
    shaped = texts.filter(pc.match_substring_regex(texts, r"^\s*(19|20)?\d{6}[-+]\d{4}\s*$"))
    return sum(map(_is_personal, shaped.slice(0, 200).to_pylist())) >= FEWEST


def _is_personal(text: str) -> bool:
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return False
    # An organisation number has at least 20 where a birth date has the month.
    first, second, third = (int(match[n]) for n in (1, 2, 3))
    swedish = 1 <= second <= 12 and (1 <= third <= 31 or 61 <= third <= 91)
    danish = 1 <= first <= 31 and 1 <= second <= 12
    digits = [int(d) for d in match[1] + match[2] + match[3] + match[5]]
    doubled = [d * (2 - n % 2) for n, d in enumerate(digits)]
    luhn = sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
    # Danish numbers given out since 2007 carry no check digit.
    return (swedish and luhn) or (danish and not swedish)
