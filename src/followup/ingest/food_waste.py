"""Facts of food waste: one per weighing, with the portions served where it was weighed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.answers import Asked
from followup.ingest.assemble import Facts
from followup.ingest.circular_cells import asked_classes, class_of, figures, kilograms
from followup.ingest.coerce import round_amount
from followup.ingest.plain_rows import Part, assembled
from followup.ingest.recognise import Region

# Columns that say in their header what kind of waste they weigh.
_BESIDE: Final = {"waste_plate": "plate", "waste_serving": "serving", "waste_kitchen": "kitchen"}
_GRAMS_PER_KG: Final = Decimal(1000)


def read_food_waste(regions: Sequence[tuple[Region, np.ndarray]], asked: Asked) -> Facts:
    """All food waste of a file; kinds that stand in columns of their own are weighings each."""
    parts = [
        _part(Part(own, rows, asked), name)
        for region, rows in regions
        for name, own in _weighings(region)
    ]
    asks = asked_classes("waste_scope", [one for _, one in parts], parts[0][0])
    return assembled(parts, None, asks)


def _weighings(region: Region) -> Iterator[tuple[str, Region]]:
    """The columns that hold a weight, each with a table of its own so that none is a copy."""
    table = region.table
    names = [name for name in ("waste_kg", *_BESIDE) if table.first(name)]
    for name in names or ["waste_per_portion"]:
        apart = replace(table, fingerprint=f"{table.fingerprint}:{name}")
        yield name, replace(region, table=apart)


def _part(part: Part, name: str) -> tuple[Part, pa.Table]:
    size = len(part.rows)
    if scope := _BESIDE.get(name):
        column = part.column(name)
        header = column.label.shown if column else None
        part.columns |= {
            "waste_scope": pa.array([scope] * size, pa.string()),
            "waste_scope_raw": pa.array([header] * size, pa.string()),
        }
    else:
        class_of(part, "waste_scope")
    portions = figures(part, "portions")
    weights = _of_portions(part, portions) if name == "waste_per_portion" else kilograms(part, name)
    part.mark("missing_value", np.asarray(pc.is_null(weights)), name)
    part.columns |= {
        "kitchen": part.texts("kitchen"),
        "waste_kg": weights,
        "portions": portions,
        "served_kg": kilograms(part, "served_kg"),
    }
    return part, part.table("food_waste", name)


def _of_portions(part: Part, portions: pa.Decimal128Array) -> pa.Decimal128Array:
    """The kilograms that grams a portion make of the portions; exact to the gram."""
    grams = figures(part, "waste_per_portion").to_pylist()
    made = [
        None if gram is None or served is None else gram * served / _GRAMS_PER_KG
        for gram, served in zip(grams, portions.to_pylist(), strict=True)
    ]
    return round_amount(pa.array(made, pa.decimal128(38, 9)))
