"""Facts of packaging and furniture: one per row, by its class."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.answers import Asked
from followup.ingest.assemble import Facts
from followup.ingest.circular_cells import (
    asked_classes,
    class_of,
    detail,
    figures,
    flag,
    fractions,
    kilograms,
)
from followup.ingest.plain_rows import Part, assembled
from followup.ingest.recognise import Region


def read_packaging(regions: Sequence[tuple[Region, np.ndarray]], asked: Asked) -> Facts:
    """All packaging of a file; a class nobody can read is asked about and counts as unknown."""
    parts = [_packaging(Part(region, rows, asked)) for region, rows in regions]
    asks = asked_classes("packaging_class", [one for _, one in parts], parts[0][0])
    return assembled(parts, None, asks)


def _packaging(part: Part) -> tuple[Part, pa.Table]:
    class_of(part, "packaging_class")
    part.columns |= {name: part.texts(name) for name in ("product_group", "packaging_type",
                                                         "material")}  # fmt: skip
    part.columns |= {name: kilograms(part, name) for name in ("weight_kg", "returned_kg")}
    part.columns |= {name: figures(part, name) for name in ("units", "rotations")}
    part.columns |= {
        "recycled_content": fractions(part, "recycled_content"),
        "is_separable": flag(part, "is_separable"),
        "has_unwanted": flag(part, "has_unwanted"),
    }
    lacks = _is_null(part, "weight_kg") & _is_null(part, "units")
    part.mark("missing_value", lacks, "weight_kg")
    return part, part.table("packaging", "weight_kg" if part.column("weight_kg") else "units")


def read_furniture(regions: Sequence[tuple[Region, np.ndarray]], asked: Asked) -> Facts:
    """All furniture of a file: what was acquired, and beside it what was disposed of."""
    parts = [_furniture(Part(region, rows, asked)) for region, rows in regions]
    asks = asked_classes("acquisition", [one for _, one in parts], parts[0][0])
    return assembled(parts, None, asks)


def _furniture(part: Part) -> tuple[Part, pa.Table]:
    part.columns |= {name: part.texts(name) for name in ("item_group", "co2_source")}
    part.columns |= {
        name: figures(part, name)
        for name in ("pieces", "purchase_value", "avoided_value", "co2_factor", "warranty_years",
                     "taken_back_pieces", "disposed_pieces")
    }  # fmt: skip
    part.columns |= {name: kilograms(part, name) for name in ("weight_kg", "avoided_co2e_kg")}
    # A row of disposal or take-back alone acquires nothing, and is of no class.
    beside = ~(_is_null(part, "disposed_pieces") & _is_null(part, "taken_back_pieces"))
    nothing = _is_null(part, "pieces") & _is_null(part, "purchase_value")
    class_of(part, "acquisition", ~(beside & nothing))
    part.mark("missing_value", nothing & (~beside | ~_is_null(part, "acquisition_raw")), "pieces")
    # The value counts without the number, which stays unknown in every share by number.
    part.mark("missing_pieces", _is_null(part, "pieces") & ~nothing, "pieces")
    part.columns |= {
        "currency": part.choice("currency", "currency"),
        "is_ecolabelled": flag(part, "is_ecolabelled", "ecolabel"),
        "is_repaired": flag(part, "is_repaired"),
        "disposal_route": detail(part, "disposal_route", "disposal_route"),
    }
    return part, part.table("furniture", "pieces")


def _is_null(part: Part, name: str) -> np.ndarray:
    missing: np.ndarray = np.asarray(pc.is_null(part.columns[name]))
    return missing
