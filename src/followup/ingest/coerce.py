"""Cells to amounts, by column: numbers at once, each distinct text once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.draft import AMOUNT
from followup.ingest.grid import Column
from followup.ingest.numbers import (
    DecimalMark,
    Written,
    find_decimal_mark,
    is_nothing,
    take_apart,
    value_of,
)

# Wide enough for any figure before it is judged. A spreadsheet number has 17 figures at most: one
# of 1 or more has no more than 16 decimals, a smaller one is held to 12.
_DECIMALS = 16
_LAST = Decimal(1).scaleb(-_DECIMALS)
_EXACT = pa.decimal128(38, _DECIMALS)
_SMALLEST = Decimal("1e-12")
_LARGEST = 1e12  # beyond this a figure is a mistake, whatever it counts
_FACTOR = pa.decimal128(14, 6)
_BEFORE_FACTOR = pa.decimal128(22, 6)


@dataclass(frozen=True)
class Amounts:
    """A column of amounts: values before any unit is applied, and what is odd about each."""

    values: pa.Decimal128Array
    units: pa.StringArray
    is_ambiguous: np.ndarray
    is_approximate: np.ndarray
    is_unreadable: np.ndarray
    is_too_large: np.ndarray

    @property
    def is_missing(self) -> np.ndarray:
        """True where no amount could be read."""
        return ~np.asarray(pc.is_valid(self.values))


def codes_of(texts: pa.StringArray) -> tuple[list[str], np.ndarray]:
    """Distinct texts, and for each row the position of its text (-1 for none)."""
    coded = texts.dictionary_encode()
    return coded.dictionary.to_pylist(), np.asarray(coded.indices.fill_null(-1))


def spread(values: Sequence[object], codes: np.ndarray, kind: pa.DataType) -> pa.Array:
    """Values of the distinct texts laid out over the rows; null where there was no text."""
    table = pa.array([*values, None], kind)
    return table.take(pa.array(np.where(codes < 0, len(values), codes), pa.int64()))


def flags(values: Sequence[bool], codes: np.ndarray) -> np.ndarray:
    """Flags of the distinct texts laid out over the rows; False where there was no text."""
    laid_out: np.ndarray = np.array([*values, False], dtype=bool)[codes]
    return laid_out


def exact(numbers: pa.DoubleArray) -> pa.Decimal128Array:
    """Spreadsheet numbers as the decimals a person sees: 0.1 is 0.1."""
    is_small = pc.less(pc.abs(numbers), 1.0)
    large = pc.if_else(is_small, pa.scalar(None, pa.float64()), numbers)
    exactly = large.cast(pa.string()).cast(_EXACT)
    if not pc.any(is_small).as_py():
        return exactly
    # A third, or what a formula leaves over, has more decimals than a decimal holds.
    parts = pc.round(pc.multiply(pc.if_else(is_small, numbers, 0.0), 1e12)).cast(pa.int64())
    small = pc.multiply(parts.cast(pa.decimal128(19, 0)), pa.scalar(_SMALLEST)).cast(_EXACT)
    return pc.if_else(is_small, small, exactly)


def round_amount(values: pa.Decimal128Array) -> pa.Decimal128Array:
    """Thousandths, half to even."""
    return pc.round(values, ndigits=3, round_mode="half_to_even").cast(AMOUNT)


def read_amounts(column: Column, decimal_mark: str | None = None) -> Amounts:
    """Amounts of a column as written, before units; ``decimal_mark`` answers a doubt."""
    too_large = np.asarray(pc.fill_null(pc.greater(pc.abs(column.number), _LARGEST), False)).astype(
        bool
    )
    numbers = pc.if_else(pa.array(too_large), pa.scalar(None, pa.float64()), column.number)
    words, codes = codes_of(column.text)
    nothing = [is_nothing(word) for word in words]
    written = [None if no else take_apart(w) for w, no in zip(words, nothing, strict=True)]
    marks = find_decimal_mark(w for w in written if w)
    read = [_read(w, marks, decimal_mark) if w else (None, False) for w in written]
    values = [value for value, _ in read]
    unread = [v is None and not no for v, no in zip(values, nothing, strict=True)]
    return Amounts(
        values=pc.coalesce(exact(numbers), spread(values, codes, _EXACT)),
        units=spread([w.unit or None if w else None for w in written], codes, pa.string()),
        is_ambiguous=flags([doubt for _, doubt in read], codes),
        is_approximate=flags([bool(w and w.is_approximate) for w in written], codes),
        is_unreadable=flags(unread, codes),
        is_too_large=too_large,
    )


def _read(
    written: Written, marks: dict[str, DecimalMark], answered: str | None
) -> tuple[Decimal | None, bool]:
    """The value, and whether another reading is possible."""
    doubtful = written.doubtful_mark
    mark = marks[doubtful or ","]
    value = value_of(written, answered or mark.mark)
    if value is not None and abs(value) >= Decimal(10) ** 12:
        return None, False
    if value is not None and value != value.quantize(_LAST, ROUND_DOWN):
        value = value.quantize(_LAST, ROUND_DOWN)
    return value, bool(doubtful) and not mark.is_settled and not answered


def apply_factors(
    values: pa.Decimal128Array, factors: Sequence[Decimal | None], codes: np.ndarray
) -> pa.Decimal128Array:
    """Each value times the factor of its unit, in thousandths; code -1 leaves it as it is."""
    if not len(factors) or all(f == 1 for f in factors):
        return round_amount(values)
    spread_out = pc.fill_null(spread(factors, codes, _FACTOR), pa.scalar(Decimal(1), _FACTOR))
    exact_enough = pc.round(values, ndigits=6, round_mode="half_to_even").cast(_BEFORE_FACTOR)
    return round_amount(pc.multiply(exact_enough, spread_out))
