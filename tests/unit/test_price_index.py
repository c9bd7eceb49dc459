"""Price indices: published calculations to the digit, and what is unknown staying unknown."""

from __future__ import annotations

import doctest
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup.rules import price_index as px
from followup.rules.price_index import (
    basket,
    change,
    numbers,
    price,
    series,
    working,
)

D = Decimal


@pytest.mark.parametrize("module", [basket, change, numbers, price, series, working])
def test_the_examples_in_the_descriptions_are_true(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_a_missing_number_is_never_a_nought_nor_the_one_before() -> None:
    parts = [px.Part("0.5", 100, 110), px.Part("0.5", 100, None)]
    assert px.indexed_price(100, 100, None) is None
    assert px.relative_change_percent(None, 100) is None
    assert px.basket_price(100, parts) is None
    assert px.contributions(parts) == (D("0.05"), None)
    assert px.chained_price(100, [100, None, 120]) is None
    assert px.rebased({1: 100, 2: None}, 1) == {1: 100, 2: None}
    assert px.rebased({1: None, 2: 110}, 1) == {1: None, 2: None}
    assert px.linked({1: 100}, {2: 50}, 1) == {1: 100, 2: None}
    assert px.mean([1, None]) is None
    found = px.work(
        px.Terms(100), [px.Reading("lön", "0.5", 100, 110), px.Reading("hvo", "0.5", 100, None)]
    )
    assert (found.price, found.added, found.is_reached, found.missing) == (
        None,
        None,
        None,
        ("hvo",),
    )
    assert found.moved[0].points == 10


@pytest.mark.parametrize(
    "impossible",
    [
        lambda: px.indexed_price(100, 0, 110),
        lambda: px.indexed_price(100, 100, -1),
        lambda: px.relative_change("0", 1),
        lambda: px.adjustment(100, 100, 110, "1.1"),
        lambda: px.adjustment(100, 100, 110, 90),
        lambda: px.basket_factor([px.Part("0.5", 100, 110)]),
        lambda: px.basket_factor([px.Part("0.6", 1, 1), px.Part("0.5", 1, 1)]),
        lambda: px.threshold_reached(3, -1),
        lambda: px.exact("12 %"),
        lambda: px.exact("NaN"),
        lambda: px.exact(True),
        lambda: px.mean([]),
        lambda: px.average_yearly_change(100, 110, 0),
    ],
)
def test_impossible_input_is_refused_in_a_sentence(impossible: object) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        impossible()  # type: ignore[operator]


def test_a_change_in_points_depends_on_the_base_and_one_in_per_cent_does_not() -> None:
    old = {2020: D(120), 2024: D(150)}
    new = px.rebased(old, 2020)
    assert px.absolute_change(old[2020], old[2024]) == 30
    assert px.absolute_change(new[2020], new[2024]) == 25
    for own in (old, new):
        assert px.relative_change_percent(own[2020], own[2024]) == 25
    # A base that is a year: the mean of its months.
    year = {date(2020, m, 1): 100 + m for m in range(1, 13)}
    assert px.rebased(year, list(year))[date(2020, 1, 1)] == D(101) * 100 / D("106.5")


def test_joined_series_keep_their_changes_in_per_cent() -> None:
    joined = px.linked({2022: 200, 2023: 210}, {2023: 100, 2024: 104, 2025: None}, 2023)
    assert joined == {2022: 200, 2023: 210, 2024: D("218.4"), 2025: None}
    assert px.relative_change_percent(joined[2023], joined[2024]) == 4
    assert px.chained_series(["1.02", None, "1.01"]) == (100, D("102.00"), None, None)


def test_a_chain_drifts_where_a_part_is_indexed_or_the_price_is_rounded() -> None:
    assert px.chained_price(100, [100, 120, 100]) == px.indexed_price(100, 100, 100) == 100
    assert px.chained_price(100, [100, 120, 100], share="0.9") == D("100.3")
    assert px.half_up(px.chained_price("0.99", [100, 101, 102], price_digits=1), 1) == D("1.0")


def test_rounding_is_half_up_and_a_factor_may_be_rounded_before_it_is_used() -> None:
    assert [px.half_up(v, 1) for v in ("0.25", "-0.25", None)] == [D("0.3"), D("-0.3"), None]
    assert px.half_up(1250, -2) == 1300
    assert px.indexed_price(10500, 170, 173, factor_digits=4) == D("10684.8")
    assert px.exact(1.1) == D("1.1")


def test_fuel_weighs_more_after_it_has_risen() -> None:
    parts = [px.Part("0.3", 100, 150), px.Part("0.7", 100, 100)]
    after = px.weights_after(parts)
    assert sum(w for w in after if w is not None) == 1
    assert px.half_up(after[0], 4) == D("0.3913")
    assert px.fuel_surcharge_percent("0.3", 100, 150) == 15


def test_the_latest_published_is_the_newest_month_that_was_out_by_the_day() -> None:
    out = {
        date(2025, 5, 1): date(2025, 6, 16),
        date(2025, 6, 1): date(2025, 8, 25),
        date(2025, 7, 1): date(2025, 8, 25),
        date(2025, 4, 1): date(2025, 9, 1),  # a late correction
    }
    assert px.latest_published(out, date(2025, 8, 1)) == date(2025, 5, 1)
    assert px.latest_published(out, date(2025, 9, 1)) == date(2025, 7, 1)
    assert px.latest_published(out, date(2025, 6, 15)) is None
    assert px.months_before(date(2025, 1, 1), 2) == date(2024, 11, 1)
    assert px.months_before(date(2025, 11, 1), -2) == date(2026, 1, 1)


def test_a_working_has_every_step_and_a_threshold_compares_per_cent() -> None:
    readings = [
        px.Reading("labour", "0.55", 100, "104.0"), px.Reading("fuel", "0.20", 200, 230),
        px.Reading("vehicle", "0.20", 50, 51), px.Reading("interest", "0.05", 4, 4),
    ]  # fmt: skip
    found = px.work(px.Terms(100, share="0.9"), readings)
    assert [m.points for m in found.moved] == [4, 30, 1, 0]
    assert [m.change_percent for m in found.moved] == [4, 15, 2, 0]
    assert [m.weighted for m in found.moved] == [D("0.572"), D("0.230"), D("0.204"), D("0.05")]
    assert [m.contribution_percent for m in found.moved] == [D("2.2"), 3, D("0.4"), 0]
    assert (found.basket_factor, found.basket_change_percent) == (D("1.056"), D("5.6"))
    assert (found.price_change_percent, found.price_factor) == (D("5.04"), D("1.0504"))
    assert (found.added, found.price_rounded) == (D("5.04"), D("105.04"))
    below = px.work(px.Terms(100, threshold_percent=6), readings)
    assert (below.is_reached, below.added, below.price) == (False, 0, 100)
    beyond = px.work(px.Terms(100, threshold_percent=5, threshold_rule="excess"), readings)
    assert (beyond.is_reached, beyond.counted_percent, beyond.price) == (True, D("0.6"), D("100.6"))
    fixed = px.work(px.Terms(100), readings[:1], fixed_share="0.45")
    assert fixed.price == D("102.2")


def test_thirds_that_make_a_whole_make_a_whole() -> None:
    parts = [px.Part("0.5", 3, 4), px.Part("0.5", 3, 5)]
    assert px.basket_price(1, parts) == D("1.5")
    found = px.work(
        px.Terms("0.01"),
        [px.Reading(str(n), p.weight, p.index_base, p.index_now) for n, p in enumerate(parts)],
    )
    assert found.price_rounded == D("0.02")
    assert px.work(px.Terms(1, threshold_percent=50), [px.Reading("a", 1, 3, "4.5")]).is_reached


NUMBERS = st.decimals("0.1", "999.9", places=1)


@given(st.lists(st.tuples(st.integers(1, 50), NUMBERS, NUMBERS), min_size=1, max_size=5), NUMBERS)
def test_a_basket_is_the_sum_of_its_parts_whatever_their_bases(
    drawn: list[tuple[int, D, D]], price: D
) -> None:
    # Weights of four decimals that make 1: the last takes what is left.
    whole = sum(w for w, _, _ in drawn)
    weights = [D(w * 10_000 // whole) / 10_000 for w, _, _ in drawn]
    weights[-1] += 1 - sum(weights)
    parts = [px.Part(w, b, n) for w, (_, b, n) in zip(weights, drawn, strict=True)]
    readings = [
        px.Reading(str(i), p.weight, p.index_base, p.index_now) for i, p in enumerate(parts)
    ]
    found = px.work(px.Terms(price, price_digits=None), readings)
    added = sum((c for c in px.contributions(parts) if c is not None), D(0))
    change = px.basket_change(parts)
    assert change is not None
    assert abs(added - change) < D("1e-20")
    assert found.price == px.basket_price(price, parts)
    # Another base changes points and never per cent, and so never the price.
    moved = [px.Part(p.weight, D(str(p.index_base)) * 2, D(str(p.index_now)) * 2) for p in parts]
    assert px.basket_price(price, moved) == found.price
    # Any one number that is not known makes the price unknown.
    assert px.basket_price(price, [*parts[:-1], px.Part(weights[-1], None, 1)]) is None
