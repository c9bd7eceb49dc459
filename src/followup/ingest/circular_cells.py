"""Cells that packaging, furniture and food waste have in common: kilograms, yes or no, classes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.classes import unknown_classes
from followup.ingest.coerce import apply_factors, codes_of, flags, round_amount, spread
from followup.ingest.draft import AMOUNT, SHARE, Question
from followup.ingest.layout import choice_keys
from followup.ingest.plain_rows import Part
from followup.ingest.shares import read_shares
from followup.ingest.words import key, tokens

# Kilograms in one of the unit a cell or header names.
_KILOGRAMS: Final = {
    **dict.fromkeys(("kg", "kilo", "kilogram"), Decimal(1)),
    **dict.fromkeys(("g", "gram", "grams"), Decimal("0.001")),
    **dict.fromkeys(("t", "ton", "tons", "tonne", "tonnes", "tonnage"), Decimal(1000)),
}
# "kg CO2e" and "kg CO₂-ekv" are kilograms.
_CO2: Final = re.compile(r"(?i)co[2₂][- ]?e?(?:kv|q)?\w*\.?")


def figures(part: Part, name: str) -> pa.Decimal128Array:
    """Amounts of a field as written, in thousandths; null where the table has no such column."""
    read = part.amounts(name)
    return pa.nulls(len(part.rows), AMOUNT) if read is None else round_amount(read.values)


def kilograms(part: Part, name: str) -> pa.Decimal128Array:
    """A weight in kilograms; one whose unit nobody says is left out and asked about."""
    read, column = part.amounts(name), part.column(name)
    if read is None or column is None:
        return pa.nulls(len(part.rows), AMOUNT)
    said = next((w for w in tokens(column.label.whole) if w in _KILOGRAMS), None)
    units = pc.fill_null(read.units, said or "") if said else pc.fill_null(read.units, "")
    words, codes = codes_of(units)
    factors = [_KILOGRAMS.get(key(_CO2.sub("", word))) for word in words]
    unknown = flags([factor is None for factor in factors], codes) & ~read.is_missing
    part.mark("unknown_unit", unknown, name)
    values = pc.if_else(pa.array(unknown), pa.scalar(None, read.values.type), read.values)
    return apply_factors(values, [factor or Decimal(1) for factor in factors], codes)


def fractions(part: Part, name: str) -> pa.Decimal128Array:
    """Shares of a field as fractions; a cell that is none is told and left out."""
    cells = part.cells(name)
    if cells is None:
        return pa.nulls(len(part.rows), SHARE)
    shares, wrong = read_shares(cells)
    part.mark("detail_left_out", wrong & np.asarray(cells.filled), name)
    return shares


def flag(part: Part, name: str, choices: str = "yes_no") -> pa.BooleanArray:
    """Yes or no; a word that is neither leaves the cell out and is told."""
    said = detail(part, name, choices)
    return pc.equal(said, "yes")


def detail(part: Part, name: str, choices: str) -> pa.StringArray:
    """Codes of a field that decides no class; an unknown word is left out and told."""
    known = choice_keys(choices)
    words, codes = codes_of(part.texts(name))
    read = [known.get(key(word)) for word in words]
    part.mark("detail_left_out", flags([code is None for code in read], codes), name)
    return spread(read, codes, pa.string())


def class_of(part: Part, name: str, needed: np.ndarray | None = None) -> None:
    """The class of each row, which decides what it counts as; never guessed and never "other".

    A word that no list knows is a question, and so is an empty cell where a class is ``needed``
    (None: everywhere).
    """
    raw = part.texts(name)
    part.columns |= {name: part.choice(name, name), f"{name}_raw": raw}
    lacks = ~np.asarray(pc.is_valid(raw))
    part.mark("missing_value", lacks if needed is None else lacks & needed, name)


def asked_classes(name: str, tables: list[pa.Table], part: Part) -> list[Question]:
    """A question for each word that is no class yet."""
    table = pa.concat_tables(tables)
    raw, codes = (table.column(n).combine_chunks() for n in (f"{name}_raw", name))
    return unknown_classes(name, raw, codes, part.asked)
