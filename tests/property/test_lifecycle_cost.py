"""Life-cycle cost against naive fractions, and what must hold of it whatever the amounts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup.rules import lifecycle_cost as lcc

D = Decimal
AMOUNTS = st.integers(-100_000, 1_000_000)
RATES = st.integers(-20, 250).map(lambda thousandths: D(thousandths) / 1000)
YEARS = st.integers(1, 15)
CLOSE = Fraction(1, 10**9)


def close(found: Decimal | None, expected: Fraction) -> bool:
    return found is not None and abs(Fraction(found) - expected) < CLOSE


def naive(amounts: list[int], rate: Decimal, first: int) -> Fraction:
    """Year by year with exact fractions, the first amount after ``first`` years."""
    grown, total = Fraction(1 + rate), Fraction(0)
    for year, amount in enumerate(amounts, first):
        total += amount / grown**year
    return total


@settings(max_examples=25)
@given(st.lists(AMOUNTS, min_size=1, max_size=15), RATES, AMOUNTS)
def test_the_cost_is_what_fractions_give(costs: list[int], rate: Decimal, price: int) -> None:
    for timing, first in (("start", 0), ("end", 1)):
        found = lcc.life_cycle_cost(price, costs, rate, residual_value=1000, timing=timing)
        at_end = Fraction(1000) / Fraction(1 + rate) ** len(costs)
        assert close(found, price + naive(costs, rate, first) - at_end)
    middle = lcc.present_value_of_series(costs, rate, timing="middle")
    # Half a year twice is a whole one, either way.
    half = Fraction(lcc.discount_factor(rate, "0.5"))
    assert close(middle, naive(costs, rate, 0) * half)


@settings(max_examples=20)
@given(AMOUNTS, RATES, YEARS, st.integers(0, 99))
def test_the_shortcuts_agree_with_the_long_way(
    amount: int, rate: Decimal, years: int, growth: int
) -> None:
    rise = D(growth) / 1000
    rows = lcc.yearly_payments("energy", amount, years, growth=rise, growth_from="today")
    long = lcc.working(rows, rate)
    short = lcc.present_value_of_annual(amount, rate, years, growth=rise, growth_from="today")
    assert close(long.total, Fraction(short or 0))
    assert close(lcc.annual_cost(short, rate, years), Fraction(short or 0) * Fraction(
        lcc.annuity_factor(rate, years)))  # fmt: skip
    # Net of growth the rate alone gives the same: (1 + r) / (1 + g) - 1.
    assert close(
        lcc.present_value_of_annual(amount, lcc.real_rate(rate, rise), years), Fraction(short or 0)
    )
    fee = lcc.lease_fee(amount, 0, rate, years)
    assert close(lcc.lease_present_value(fee, years, rate), Fraction(amount))
    assert close(lcc.nominal_rate(lcc.real_rate(rate, rise), rise), Fraction(rate))


@settings(max_examples=20)
@given(st.lists(AMOUNTS, min_size=1, max_size=8), RATES, st.integers(0, 7), st.randoms())
def test_an_unknown_amount_leaves_no_total_and_is_named(
    costs: list[int], rate: Decimal, place: int, order: object
) -> None:
    rows = [lcc.Payment(f"part{i}", i, cost) for i, cost in enumerate(costs)]
    whole = lcc.working(rows, rate)
    order.shuffle(rows)  # type: ignore[attr-defined]
    assert close(lcc.working(rows, rate).total, Fraction(whole.total or 0))
    assert sum(line.present_value or 0 for line in whole.lines) == whole.total
    hidden = rows[place % len(rows)]
    rows[place % len(rows)] = lcc.Payment(hidden.part, hidden.at_years, None)
    open_ = lcc.working(rows, rate)
    assert (open_.total, open_.missing) == (None, (hidden.part,))
    gone = lcc.present_value(hidden.amount, rate, hidden.at_years)
    assert close(open_.known_total + (gone or 0), Fraction(whole.total or 0))
    assert lcc.cheapest({"a": 1, "b": None}) == ()


@settings(max_examples=20)
@given(AMOUNTS, st.integers(1, 999), AMOUNTS, st.integers(1000, 9999))
def test_at_the_break_even_both_cost_the_same(a: int, b: int, c: int, d: int) -> None:
    x = lcc.break_even(a, b, c, d)
    assert x is not None
    assert close(a + b * x, Fraction(c + d * x))
    assert lcc.break_even_of(lambda x: a + b * x, lambda x: c + d * x) == x
    assert lcc.break_even(a, b, c, b) is None


@settings(max_examples=20)
@given(st.integers(1, 10**6), st.integers(1, 10**5), RATES.filter(lambda r: r >= 0), YEARS)
def test_what_is_paid_back_in_time_is_worth_its_cost(
    price: int, saving: int, rate: Decimal, years: int
) -> None:
    net = lcc.net_present_value(price, [saving] * years, rate)
    found = lcc.discounted_payback_years(price, saving, rate, years)
    assert (found is not None) == ((net or 0) >= 0)
    simple = lcc.payback_years(price, saving)
    assert found is None or (simple is not None and found >= simple - D("1e-20"))
    inner = lcc.internal_rate([(0, -price), *((year, saving) for year in range(1, years + 1))])
    if inner is not None:
        at = lcc.net_present_value(price, [saving] * years, inner) if abs(inner) < 1 else D(0)
        assert abs(at or 0) < D("0.001")


def test_impossible_input_is_refused_in_a_sentence() -> None:
    wrong = [
        lambda: lcc.discount_factor(6, 1),  # per cent written as a fraction
        lambda: lcc.discount_factor("-1", 1),
        lambda: lcc.discount_factor("0.06", -1),
        lambda: lcc.present_value_sum_factor("0.06", 0),
        lambda: lcc.cost_per_km(100, 0),
        lambda: lcc.exact("4 000"),
        lambda: lcc.exact(float("nan")),
        lambda: lcc.exact(True),
        lambda: lcc.lease_payments(100, "1.05"),
        lambda: lcc.break_even_of(lambda x: x * x, lambda x: x),
        lambda: lcc.replacement_times(0, 10),
    ]
    for call in wrong:
        with pytest.raises(ValueError, match=r"\w+ \w+"):
            call()


def test_what_a_vehicle_costs_a_year_in_the_common_formula() -> None:
    # A = (P - RV (1+r)^-N) r / (1 - (1+r)^-N), by hand: 400 000, 100 000 after 5 years, 4 %.
    by_hand = (400_000 - 100_000 / Fraction(26, 25) ** 5) * Fraction(1, 25)
    by_hand /= 1 - 1 / Fraction(26, 25) ** 5
    assert close(lcc.capital_cost(400_000, 100_000, "0.04", 5), by_hand)
    assert lcc.mean_capital_cost(400_000, 100_000, "0.04", 5) == 60_000 + 10_000
    assert lcc.depreciation(400_000, 100_000, 5) == 60_000
    assert lcc.residual_after(400_000, "0.2", 2) == 256_000
    # 15 000 km at 5.5 l/100 km and 20 kr/l; 2.3 kg CO2e/l at 1 200 kr a tonne.
    assert lcc.energy_cost(15_000, "5.5", 20) == 16_500
    emitted = lcc.emissions_kg(lcc.energy_use(15_000, "5.5"), "2.3")
    assert lcc.carbon_cost(emitted, lcc.price_per_kg(1200)) == D("2277.0000")
    assert lcc.cost_per_km(16_500, 15_000) == D("1.1")
    assert lcc.hire_cost(800, 20, 500) == 16_500
    # Directive 2009/33/EC: 200 000 km, 2 MJ/km at 0.03 EUR, 0.15 kg CO2/km at 0.04 EUR.
    assert lcc.operational_lifetime_cost(200_000, 2, "0.03", [("0.15", "0.04")]) == 13_200
    assert lcc.abatement_cost(-500, 100) == -5
    rows = lcc.sensitivity(20, (-10, 0, 10), {"car": lambda price: price * 825})
    assert [row.costs["car"] for row in rows] == [14_850, 16_500, 18_150]
