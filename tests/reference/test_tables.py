"""What the measures join: for each day and each state of knowledge exactly one row."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup.reference.tables import COUNTRIES
from tests.reference.world import LOADED, table

KEYS = {
    "fuel_share": ("fuel_set", "fuel", "country"),
    "ghg_factor": ("fuel", "country", "unit", "factor_set"),
    "energy_content": ("fuel", "country", "unit"),
}
BEGIN, END = date(1900, 1, 1), date.max
knowledge = st.dates(date(2010, 1, 1), date(2040, 1, 1))


def _known(name: str, as_of: date) -> dict[tuple[str, ...], list[dict[str, Any]]]:
    key = KEYS[name]
    rows = [r for r in table(name) if r["known_from"] <= as_of < r["known_to"]]
    rows.sort(key=lambda r: (*(r[k] for k in key), r["valid_from"]))
    return {k: list(g) for k, g in groupby(rows, key=lambda r: tuple(r[k] for k in key))}


@pytest.mark.parametrize("name", KEYS)
@given(as_of=knowledge)
def test_no_two_rows_hold_on_one_day_whatever_was_known(name: str, as_of: date) -> None:
    for rows in _known(name, as_of).values():
        for before, after in pairwise(rows):
            assert before["valid_to"] < after["valid_from"]


@pytest.mark.parametrize("name", ["fuel_share", "ghg_factor"])
@given(as_of=knowledge)
def test_no_day_is_without_a_row_whatever_was_known(name: str, as_of: date) -> None:
    found = _known(name, as_of)
    assert set(found) == {tuple(r[k] for k in KEYS[name]) for r in table(name)}
    for rows in found.values():
        assert (rows[0]["valid_from"], rows[-1]["valid_to"]) == (BEGIN, END)
        for before, after in pairwise(rows):
            assert after["valid_from"] - before["valid_to"] == timedelta(days=1)


def test_every_fuel_has_a_share_in_every_set_and_country() -> None:
    wanted = {
        (s.code, f.code, c) for s in LOADED.fuel_sets for f in LOADED.fuels for c in COUNTRIES
    }
    assert {(r["fuel_set"], r["fuel"], r["country"]) for r in table("fuel_share")} == wanted


def test_every_fuel_has_energy_in_every_unit_it_is_sold_in_since_2024() -> None:
    wanted = {(f.code, c, u) for f in LOADED.fuels for c in COUNTRIES for u in f.units}
    assert set(_known("energy_content", date(2024, 1, 1))) == wanted


def test_shares_lie_between_nothing_and_all_and_low_never_exceeds_high() -> None:
    for row in table("fuel_share"):
        assert 0 <= row["share_low"] <= row["share_high"] <= 1


def test_fossil_is_what_renewable_leaves() -> None:
    shares = {
        s: [r for r in table("fuel_share") if r["fuel_set"] == s] for s in ("renewable", "fossil")
    }
    for green, black in zip(shares["renewable"], shares["fossil"], strict=True):
        assert green["share_low"] + black["share_high"] == 1
        assert green["share_high"] + black["share_low"] == 1


def test_what_nobody_knows_reads_nothing_to_all_and_no_factor() -> None:
    missing = [r for r in table("fuel_share") if r["status"] == "missing"]
    assert {(r["share_low"], r["share_high"]) for r in missing} == {(0, 1)}
    for row in table("ghg_factor"):
        ends = (row["g_low"] is None, row["g_high"] is None)
        assert ends == ((True, True) if row["status"] == "missing" else (False, False))


def test_an_unknown_fuel_is_bounded_by_the_densest_fuel_of_its_unit() -> None:
    highest = {r["unit"]: r["mj_per_unit_max"] for r in table("unknown_fuel_energy")}
    assert set(highest) == {"l", "kg", "Nm3", "kWh"}
    for row in table("energy_content"):
        assert row["mj_per_unit"] <= highest[row["unit"]]


def test_the_columns_the_measures_name_come_first_and_in_order() -> None:
    clocks = ["valid_from", "valid_to", "known_from", "known_to"]
    first = {
        "fuel": ["fuel", "base_unit", "is_liquid", "is_gas", "sort", "colour_group"],
        "energy_content": ["fuel", "country", "unit", "mj_per_unit", *clocks],
        "fuel_share": ["fuel_set", "fuel", "country", "share_low", "share_high", *clocks],
        "ghg_factor": [
            *("fuel", "country", "unit", "factor_set", "scope", "g_low", "g_high", "data_year"),
            *clocks,
        ],
        "plausibility_bound": ["subject", "part", "unit", "low", "high", *clocks],
        "fuel_swap": ["fuel", "by_fuel", "needs"],
        "unknown_fuel_energy": ["unit", "mj_per_unit_max"],
    }
    tables = LOADED.tables()
    assert {n: t.schema.names[: len(first[n])] for n, t in tables.items()} == first


def test_kilowatt_hours_are_energy_by_definition_and_only_of_electricity() -> None:
    rows = [r for r in table("energy_content") if r["unit"] == "kWh"]
    assert {r["fuel"] for r in rows} == {"electricity", "electricity_green"}
    assert {r["mj_per_unit"] for r in rows} == {Decimal("3.6")}
