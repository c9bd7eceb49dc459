"""The catalogue as Arrow tables, in the shape the measures are written for.

Ends that are open read 9999-12-31. ``known_to`` is exclusive, ``valid_to`` is the last day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final, get_args

import pyarrow as pa

from followup.reference import ghg, shares
from followup.reference.bitemporal import Cell, cell, overlay
from followup.reference.files import Files
from followup.reference.schema import Unit

COUNTRIES: Final = ("SE", "DK")
CURRENCIES: Final = {"SE": "SEK", "DK": "DKK"}
UNITS: Final = get_args(Unit)
_TEXT, _DAY, _SHARE, _AMOUNT = pa.string(), pa.date32(), pa.decimal128(9, 6), pa.decimal128(18, 6)
_CLOCKS: Final = [(name, _DAY) for name in ("valid_from", "valid_to", "known_from", "known_to")]
_ORIGIN: Final = [("status", _TEXT), ("source", _TEXT), ("note", _TEXT)]

FUEL: Final = pa.schema(
    [
        ("fuel", _TEXT),
        ("base_unit", _TEXT),
        ("is_liquid", pa.bool_()),
        ("is_gas", pa.bool_()),
        ("sort", pa.int32()),
        ("colour_group", _TEXT),
    ]
)
ENERGY_CONTENT: Final = pa.schema(
    [
        ("fuel", _TEXT),
        ("country", _TEXT),
        ("unit", _TEXT),
        ("mj_per_unit", _AMOUNT),
        *_CLOCKS,
        *_ORIGIN,
    ]
)
FUEL_SHARE: Final = pa.schema(
    [
        ("fuel_set", _TEXT),
        ("fuel", _TEXT),
        ("country", _TEXT),
        ("share_low", _SHARE),
        ("share_high", _SHARE),
        *_CLOCKS,
        *_ORIGIN,
    ]
)
GHG_FACTOR: Final = pa.schema(
    [
        ("fuel", _TEXT),
        ("country", _TEXT),
        ("unit", _TEXT),
        ("factor_set", _TEXT),
        ("scope", _TEXT),
        ("g_low", _AMOUNT),
        ("g_high", _AMOUNT),
        ("data_year", pa.int32()),
        *_CLOCKS,
        *_ORIGIN,
    ]
)
PLAUSIBILITY_BOUND: Final = pa.schema(
    [
        ("subject", _TEXT),
        ("part", _TEXT),
        ("unit", _TEXT),
        ("low", _AMOUNT),
        ("high", _AMOUNT),
        *_CLOCKS,
        *_ORIGIN,
    ]
)
FUEL_SWAP: Final = pa.schema([("fuel", _TEXT), ("by_fuel", _TEXT), ("needs", _TEXT)])
UNKNOWN_FUEL_ENERGY: Final = pa.schema([("unit", _TEXT), ("mj_per_unit_max", _AMOUNT)])


def build(data: Files) -> dict[str, pa.Table]:
    """Every table by name."""
    highest = ((unit, ghg.highest_energy(data, unit)) for unit in UNITS)
    return {
        "fuel": _table(_fuels(data), FUEL),
        "energy_content": _table(_energy_content(data), ENERGY_CONTENT),
        "fuel_share": _table(_fuel_shares(data), FUEL_SHARE),
        "fuel_swap": _table(_fuel_swaps(data), FUEL_SWAP),
        "ghg_factor": _table(_ghg_factors(data), GHG_FACTOR),
        "plausibility_bound": _table(_bounds(data), PLAUSIBILITY_BOUND),
        "unknown_fuel_energy": _table(highest, UNKNOWN_FUEL_ENERGY),
    }


def _fuels(data: Files) -> Iterator[tuple[Any, ...]]:
    for sort, f in enumerate(data.fuels, start=1):
        yield f.code, f.base_unit, f.is_liquid, f.is_gas, sort, f.colour_group


def _energy_content(data: Files) -> Iterator[tuple[Any, ...]]:
    for fuel in data.fuels:
        for country in COUNTRIES:
            for unit in fuel.units:
                for c in ghg.energy_content(data, fuel, country, unit):
                    yield fuel.code, country, unit, c.reading.low, *_clocks(c), *_origin(c)


def _fuel_shares(data: Files) -> Iterator[tuple[Any, ...]]:
    for fuel in data.fuels:
        for country in COUNTRIES:
            cells = shares.renewable(data, fuel, country)
            for chosen in data.fuel_sets:
                key = (chosen.code, fuel.code, country)
                for c in shares.in_set(cells, fuel, chosen):
                    yield *key, c.reading.low, c.reading.high, *_clocks(c), *_origin(c)


def _fuel_swaps(data: Files) -> Iterator[tuple[Any, ...]]:
    for swap in data.fuel_swaps:
        if swap.status != "unverified":
            yield swap.fuel, swap.by, swap.needs


def _ghg_factors(data: Files) -> Iterator[tuple[Any, ...]]:
    for fuel in data.fuels:
        for country in COUNTRIES:
            for unit in fuel.units:
                for chosen in data.factor_sets:
                    key = (fuel.code, country, unit, chosen.code, chosen.scope)
                    for c in ghg.factors(data, fuel, country, unit, chosen):
                        r = c.reading
                        yield *key, r.low, r.high, r.data_year, *_clocks(c), *_origin(c)


def _bounds(data: Files) -> Iterator[tuple[Any, ...]]:
    figures = data.figures["plausibility"]
    for key in dict.fromkeys((f.subject, f.part, f.unit) for f in figures):
        own = (cell(f) for f in figures if (f.subject, f.part, f.unit) == key)
        for c in overlay(own):
            yield *key, c.reading.low, c.reading.high, *_clocks(c), *_origin(c)


def _clocks(c: Cell) -> tuple[date, date, date, date]:
    return date.fromordinal(c.start), c.valid_to, date.fromordinal(c.known), c.known_to


def _origin(c: Cell) -> tuple[str, str, str]:
    return c.reading.status, c.reading.source, c.reading.note


def _table(rows: Iterable[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(values, f.type) for values, f in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
