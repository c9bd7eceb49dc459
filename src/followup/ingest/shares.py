"""Shares as people write them, and what they are shares of."""

from __future__ import annotations

import re
from decimal import Decimal

import numpy as np
import pyarrow as pa

from followup.domain.facts import ShareOf
from followup.ingest.coerce import codes_of, flags, read_amounts, spread
from followup.ingest.draft import SHARE
from followup.ingest.grid import Column
from followup.ingest.layout import choice_keys
from followup.ingest.words import clean, key, tokens

_PERCENT = re.compile(r"%|\bprocent\b|\bper ?cent\b|\bpct\b", re.IGNORECASE)


def read_shares(cells: Column) -> tuple[pa.Decimal128Array, np.ndarray]:
    """Shares as fractions, and where a cell is filled with something that is none.

    85, "85 %" and 0.85 are the same. A column with a bare figure above 1 is written in per cent
    throughout; a figure above 100 or below 0 is no share.
    """
    words, codes = codes_of(cells.shown)
    bare = [_PERCENT.sub("", clean(word)).strip() for word in words]
    column = Column(pa.nulls(len(bare), pa.float64()), pa.array(bare, pa.string()),
                    pa.nulls(len(bare), pa.date32()))  # fmt: skip
    values: list[Decimal | None] = read_amounts(column).values.to_pylist()
    signed = [bool(_PERCENT.search(word)) for word in words]
    # A sheet's own per cent format leaves 1 for 100 %, beside which no bare figure is above 1.
    in_percent = any(v is not None and v > 1 and not s for v, s in zip(values, signed, strict=True))
    read = [_fraction(v, in_percent or s) for v, s in zip(values, signed, strict=True)]
    wrong = flags([share is None for share in read], codes)
    return spread(read, codes, SHARE), wrong


def _fraction(value: Decimal | None, in_percent: bool) -> Decimal | None:
    if value is None or value < 0 or value > (100 if in_percent else 1):
        return None
    return (value / 100 if in_percent else value).quantize(Decimal("0.000001"))


def share_of(text: str) -> ShareOf | None:
    """What a text says a share is the share of; None when it says nothing or several things."""
    known = choice_keys("share_of")
    named = {known[word] for token in tokens(text) if (word := key(token)) in known}
    whole = key(text)
    if not named:
        # "fossil-free" and "zero emission" are two words each.
        named = {code for word, code in known.items() if len(word) > 8 and word in whole}
    return named.pop() if len(named) == 1 else None  # type: ignore[return-value]
