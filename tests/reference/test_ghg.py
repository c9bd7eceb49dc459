"""Rule 18: factors are yearly and end, scopes stay apart, and published pairs agree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from followup.errors import NoValueInForce
from followup.reference.schema import Figure
from tests.reference.world import LOADED, table

D = Decimal
# Gas reported in kg and in Nm3 has different mixes, so neither equals the mean per MJ.
DISAGREE = {("vehicle_gas", "Nm3"), ("vehicle_gas", "kg")}


def _half_digit(figure: Figure, digit: int | None = None) -> Decimal:
    assert figure.value is not None
    exponent = int(figure.value.as_tuple().exponent) if digit is None else digit
    return D(5).scaleb(exponent - 1)


def _disagreeing(source: str, digit: int) -> set[tuple[str, str]]:
    """Fuels whose g/MJ x MJ/unit misses the published g/unit by more than the printed digits."""
    figures = [r.figure for r in LOADED.rows() if r.figure.source == source]
    per_mj = {f.subject: f for f in figures if f.part == "check_per_mj"}
    content = {(f.subject, f.unit[3:]): f for f in figures if f.unit.startswith("MJ/")}
    found = set()
    checked = 0
    for f in figures:
        unit = f.unit.removeprefix("g/")
        pair = per_mj.get(f.subject), content.get((f.subject, unit))
        if f.part != "official_wtw" or None in pair or unit == "MJ":
            continue
        g, mj = pair[0], pair[1]
        assert g
        assert mj
        low = (g.lowest - _half_digit(g)) * (mj.lowest - _half_digit(mj))
        high = (g.lowest + _half_digit(g)) * (mj.lowest + _half_digit(mj))
        checked += 1
        if not low - _half_digit(f, digit) <= f.lowest <= high + _half_digit(f, digit):
            found.add((f.subject, unit))
    assert checked >= 3
    return found


def test_grams_per_unit_agree_with_grams_per_mj_except_where_named() -> None:
    assert _disagreeing("S01", digit=0) == DISAGREE
    # The Danish page prints kilograms with two decimals.
    assert _disagreeing("S13", digit=1) == set()


def _meet(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """The same fuel and unit, on some day both hold and some day both were known."""
    same = all(a[k] == b[k] for k in ("fuel", "country", "unit"))
    hold = a["valid_from"] <= b["valid_to"] and b["valid_from"] <= a["valid_to"]
    return same and hold and a["known_from"] < b["known_to"] and b["known_from"] < a["known_to"]


def test_the_life_cycle_is_never_below_the_tailpipe() -> None:
    rows = [r for r in table("ghg_factor") if r["g_low"] is not None]
    tailpipe = [r for r in rows if r["scope"] == "TTW"]
    life_cycle = [r for r in rows if r["scope"] == "WTW"]
    pairs = [(t, w) for t in tailpipe for w in life_cycle if _meet(t, w)]
    assert {t["fuel"] for t, _ in pairs} == {t["fuel"] for t in tailpipe}
    assert [(t, w) for t, w in pairs if w["g_low"] < t["g_high"]] == []


def test_a_yearly_factor_ends_with_its_year() -> None:
    for row in table("ghg_factor"):
        if row["factor_set"] == "official_wtw" and row["g_low"] is not None:
            assert (row["valid_from"].year, row["valid_to"].year) == (row["data_year"],) * 2
    with pytest.raises(NoValueInForce):
        LOADED.ghg_factor("diesel_mk1", "SE", "l", "official_wtw", date(2025, 1, 1))


def test_a_factor_of_a_year_is_unknown_until_it_is_published() -> None:
    ask = ("fame_b100", "SE", "l", "official_wtw", date(2023, 6, 1))
    with pytest.raises(NoValueInForce):
        LOADED.ghg_factor(*ask, date(2023, 12, 31))
    # 33.2 g/MJ x 32.94 MJ/l
    assert LOADED.ghg_factor(*ask, date(2024, 1, 1)).ends == (D("1093.608"),) * 2


def test_statutory_diesel_is_the_fossil_factor_less_what_is_blended() -> None:
    low, high = LOADED.ghg_factor("diesel_mk1", "SE", "l", "statutory", date(2025, 9, 1)).ends
    assert (low, high) == (D(94) * D("0.90") * D("35.172"), D(94) * D("35.172"))
    low, high = LOADED.ghg_factor("diesel_mk1", "SE", "l", "statutory", date(2025, 3, 1)).ends
    assert low == high == D("95.1") * D("0.94") * D("35.172")


def test_the_statutory_set_bounds_every_fuel_of_2024_and_2025() -> None:
    for fuel in LOADED.fuels:
        for unit in fuel.units:
            for day in (date(2024, 1, 1), date(2025, 12, 31)):
                assert LOADED.ghg_factor(fuel.code, "SE", unit, "statutory", day).ends


def test_a_factor_may_be_negative() -> None:
    found = LOADED.ghg_factor("biogas_100", "SE", "kg", "company_published", date(2023, 6, 1))
    assert found.ends[0] < 0
