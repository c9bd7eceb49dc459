"""Certificates of green gas and of the origin of electricity: one per row."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.answers import Asked
from followup.ingest.assemble import Facts
from followup.ingest.coerce import apply_factors, codes_of, flags, spread
from followup.ingest.draft import AMOUNT
from followup.ingest.headers import unit_in
from followup.ingest.layout import choice_keys
from followup.ingest.plain_rows import Part, assembled
from followup.ingest.recognise import Region
from followup.ingest.vocabulary import Unit, settle_unit
from followup.ingest.words import key, tokens

# The fuel whose physical form decides what a unit means: cubic metres of gas are normal ones.
_FUEL = {"green_gas": "biogas_100", "mass_balance": "biogas_100",
         "electricity_origin": "electricity"}  # fmt: skip


def read_certificates(regions: Sequence[tuple[Region, np.ndarray]], asked: Asked) -> Facts:
    """All certificates of a file; the same number again is a duplicate, whatever its amount."""
    parts = [_part(region, rows, asked) for region, rows in regions]
    return assembled(parts, "certificate_number", is_unique=True)


def _part(region: Region, rows: np.ndarray, asked: Asked) -> tuple[Part, pa.Table]:
    part = Part(region, rows, asked)
    numbers = part.texts("certificate_number")
    part.mark("missing_value", ~np.asarray(pc.is_valid(numbers)), "certificate_number")
    kinds = _kinds(part)
    quantity, units = _quantities(part, kinds)
    part.columns |= {
        "certificate_kind": kinds,
        "certificate_number": numbers,
        "issuer": part.texts("issuer"),
        "quantity": quantity,
        "unit": units,
    }
    return part, part.table("certificate", "certificate_number")


def _kinds(part: Part) -> pa.StringArray:
    """Green gas or electricity: in its own column, else said above the table."""
    known = choice_keys("certificate_kind")
    texts = [*part.region.titles, part.region.sheet.name or ""]
    named = {code for text in texts for word, code in known.items() if _holds(text, word)}
    said = named.pop() if len(named) == 1 else None
    whole = pa.array([said] * len(part.rows), pa.string())
    if part.column("certificate_kind") is None:
        return whole
    return pc.coalesce(part.choice("certificate_kind", "certificate_kind"), whole)


def _holds(text: str, word: str) -> bool:
    return len(word) >= 6 and word in key("".join(tokens(text)))


def _quantities(part: Part, kinds: pa.StringArray) -> tuple[pa.Decimal128Array, pa.StringArray]:
    """Amounts in base units; a unit that nobody says is a question."""
    read, column = part.amounts("quantity"), part.column("quantity")
    if read is None or column is None:
        return pa.nulls(len(part.rows), AMOUNT), pa.nulls(len(part.rows), pa.string())
    own = part.texts("unit")
    texts = pc.coalesce(read.units, own)
    if said := unit_in(column.label.whole):
        texts = pc.fill_null(texts, said)
    pairs = pc.binary_join_element_wise(
        pc.fill_null(texts, ""), pc.fill_null(kinds, ""), "\x1f", null_handling="replace"
    )
    words, codes = codes_of(pairs)
    units = [_unit(word, part.asked) for word in words]
    part.mark("unknown_unit", flags([unit is None for unit in units], codes), "unit")
    part.mark("missing_value", read.is_missing & ~read.is_unreadable, "quantity")
    factors = [unit.factor if unit else None for unit in units]
    bases = spread([unit.base if unit else None for unit in units], codes, pa.string())
    return apply_factors(read.values, factors, codes), bases


def _unit(pair: str, asked: Asked) -> Unit | None:
    text, _, kind = pair.partition("\x1f")
    unit = asked.unit(text) if text else None
    return settle_unit(unit, _FUEL.get(kind)) if unit else None
