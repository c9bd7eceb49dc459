"""A small invented catalogue with round numbers, so that sums in tests can be done by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from followup.reference import tables

START, OPEN = date(1900, 1, 1), date(9999, 12, 31)
TURN = date(2025, 7, 1)
CORRECTED = date(2026, 3, 1)


@dataclass(frozen=True, slots=True)
class Share:
    """What a set counts of a fuel: low to high, on which days, known from when to when."""

    fuel_set: str
    fuel: str
    low: Decimal
    high: Decimal
    valid_from: date = START
    valid_to: date = OPEN
    known_from: date = START
    known_to: date = OPEN
    status: str = "published"


@dataclass(frozen=True, slots=True)
class PerUnit:
    """MJ or grams in one unit of a fuel."""

    fuel: str
    unit: str
    low: Decimal
    high: Decimal
    valid_from: date = START
    valid_to: date = OPEN


def _interval(fuel: str, low: str, high: str, *days: date, **more: Any) -> list[Share]:
    """The fuel's share in the sets renewable and fossil (its complement)."""
    least, most = Decimal(low), Decimal(high)
    return [
        Share("renewable", fuel, least, most, *days, **more),
        Share("fossil", fuel, 1 - most, 1 - least, *days, **more),
    ]


BEFORE, AFTER = (START, date(2025, 6, 30)), (TURN, OPEN)
FIRST_KNOWN = {"known_from": START, "known_to": CORRECTED}
THEN_KNOWN = {"known_from": CORRECTED, "known_to": OPEN}
SHARES = [
    *_interval("hvo100", "1", "1"),
    *_interval("diesel_b0_offroad", "0", "0"),
    # Blended diesel holds more from July 2025; the bounds are an assumption.
    *_interval("diesel_mk1", "0.05", "0.1", *BEFORE, status="assumption"),
    *_interval("diesel_mk1", "0.1", "0.15", *AFTER, status="assumption"),
    *_interval("vehicle_gas", "0", "1", status="assumption"),
    *_interval("biogas_100", "1", "1"),
    *_interval("electricity", "0", "1", status="assumption"),
    *_interval("electricity_green", "1", "1"),
    # E85 was believed to hold 0.8, and was found on the day of correction to hold 0.7.
    *_interval("e85", "0.8", "0.8", START, OPEN, **FIRST_KNOWN),
    *_interval("e85", "0.7", "0.7", START, OPEN, **THEN_KNOWN),
]
FUELS = tuple(dict.fromkeys(share.fuel for share in SHARES))
BLENDED = ("diesel_mk1",)
ELECTRIC = ("electricity", "electricity_green")
ONE, ZERO = Decimal(1), Decimal(0)
SHARES += [Share("zero_emission", f, *2 * (ONE if f in ELECTRIC else ZERO,)) for f in FUELS]
SHARES += [
    Share("el_biogas_hydrogen", f, *2 * (ONE if f in (*ELECTRIC, "biogas_100") else ZERO,))
    for f in FUELS
]
SHARES += [
    Share("renewable_outside_mandate", s.fuel, ZERO, ZERO)
    if s.fuel in BLENDED
    else Share("renewable_outside_mandate", *(getattr(s, n) for n in Share.__slots__[1:]))
    for s in SHARES
    if s.fuel_set == "renewable" and (s.fuel not in BLENDED or s.valid_from == START)
]
ENERGY = [
    PerUnit("hvo100", "l", Decimal(30), Decimal(30)),
    PerUnit("diesel_b0_offroad", "l", Decimal(40), Decimal(40)),
    PerUnit("diesel_mk1", "l", Decimal(40), Decimal(40)),
    PerUnit("e85", "l", Decimal(20), Decimal(20)),
    PerUnit("vehicle_gas", "kg", Decimal(50), Decimal(50)),
    PerUnit("vehicle_gas", "Nm3", Decimal(35), Decimal(35)),
    # A new value replaces the old one in the middle of a year.
    PerUnit("biogas_100", "kg", Decimal(48), Decimal(48), START, date(2025, 9, 30)),
    PerUnit("biogas_100", "kg", Decimal(46), Decimal(46), date(2025, 10, 1), OPEN),
    PerUnit("electricity", "kWh", Decimal("3.6"), Decimal("3.6")),
    PerUnit("electricity_green", "kWh", Decimal("3.6"), Decimal("3.6")),
]
HIGHEST = {"l": Decimal(40), "kg": Decimal(50), "Nm3": Decimal(35), "kWh": Decimal("3.6")}
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
# Factors for 2025 alone; before and after it none is in force.
GHG = [
    PerUnit("hvo100", "l", Decimal(300), Decimal(500), *YEAR),
    PerUnit("diesel_mk1", "l", Decimal(2500), Decimal(2500), *YEAR),
    PerUnit("diesel_b0_offroad", "l", Decimal(3000), Decimal(3000), *YEAR),
    # Manure biogas saves more than it emits.
    PerUnit("biogas_100", "kg", Decimal(-900), Decimal(-900), *YEAR),
]
FACTOR_SET = "statutory"
SWAPS = [
    ("diesel_mk1", "hvo100", "nothing"), ("diesel_b0_offroad", "hvo100", "nothing"),
    ("diesel_mk1", "e85", "same_vehicle"), ("vehicle_gas", "biogas_100", "nothing"),
    ("electricity", "electricity_green", "nothing"),
]  # fmt: skip
# What no vehicle of a class can do, and the rules for when a question is asked.
BOUNDS = [
    ("car", "tank", "l", 0, 100), ("any_vehicle", "tank", "l", 0, 1000),
    ("car", "per_100_km", "l", 2, 20), ("any_vehicle", "per_100_km", "l", 1, 100),
    ("any_report", "days_between_fillings", "days", 14, 14),
    ("any_report", "distance_judged", "km", 100, 100),
    ("any_report", "copied_share", "share", Decimal("0.9"), Decimal("0.9")),
    ("any_report", "copied_amounts", "amounts", 3, 3),
    ("gas_certificate", "mj_per_kwh", "MJ/kWh", 3, 4),
]  # fmt: skip


def fixed_tables(countries: Iterable[str] = ("SE",)) -> dict[str, pa.Table]:
    """The tables of the catalogue with the numbers of this file."""
    both = tuple(countries)
    clocks = (START, OPEN)
    energy = [
        (e.fuel, c, e.unit, e.low, e.valid_from, e.valid_to, *clocks, "published", "T1", "")
        for e in ENERGY
        for c in both
    ]
    ghg = [
        (g.fuel, c, g.unit, FACTOR_SET, "WTW", g.low, g.high, g.valid_from.year, g.valid_from,
         g.valid_to, *clocks, "published", "T1", "")
        for g in GHG
        for c in both
    ]  # fmt: skip
    share = [
        (s.fuel_set, s.fuel, c, s.low, s.high, s.valid_from, s.valid_to, s.known_from,
         s.known_to, s.status, "T1", "")
        for s in SHARES
        for c in both
    ]  # fmt: skip
    bound = [(*b, START, OPEN, *clocks, "assumption", "T1", "") for b in BOUNDS]
    return {
        "plausibility_bound": _table(bound, tables.PLAUSIBILITY_BOUND),
        "energy_content": _table(energy, tables.ENERGY_CONTENT),
        "ghg_factor": _table(ghg, tables.GHG_FACTOR),
        "fuel_share": _table(share, tables.FUEL_SHARE),
        "fuel_swap": _table(SWAPS, tables.FUEL_SWAP),
        "unknown_fuel_energy": _table(list(HIGHEST.items()), tables.UNKNOWN_FUEL_ENERGY),
    }


def _table(rows: list[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    columns = zip(*rows, strict=True)
    arrays = [pa.array(list(values), f.type) for values, f in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
