"""What the calculations do with what is unknown, absurd or nearly whole."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from followup.rules import energy
from followup.rules import lifecycle_cost as lcc
from followup.rules import price_index as px

D = Decimal
THIRD = D(1) / 3
UNKNOWN: Any = None
WRONG: Any = "sometimes"


def test_parts_that_a_division_cut_make_a_whole() -> None:
    parts = [px.Part(THIRD, 3, 4)] * 3
    assert px.basket_factor(parts) == D(4) / 3
    assert px.basket_price(3, parts) == 4
    assert px.basket_factor([px.Part(0.1 + 0.2, 1, 2), px.Part(0.7, 1, 2)]) == 2
    # The weights of one month are the weights that the next can start from.
    moved = px.weights_after([px.Part("0.3", 7, 9), px.Part("0.3", 7, 11), px.Part("0.4", 7, 13)])
    assert px.basket_factor([px.Part(w, 1, 1) for w in moved if w is not None]) == 1
    assert energy.mixed([THIRD] * 3, [1, 2, 3]) == 2
    with pytest.raises(ValueError, match=r"make 1, not 0\.999"):
        px.basket_factor([px.Part("0.333", 1, 1)] * 3)


@pytest.mark.parametrize(
    "found",
    [
        lambda: energy.mixed([None, 1], [1, 2]),
        lambda: energy.weighted_mean([1, 2], [None, 1]),
        lambda: energy.reduction_achieved(95, [None, "0.5"], [95, 14]),
        lambda: energy.degree_day_corrected(1, 2, 3, dependent_share=None),
        lambda: energy.scaled_baseline(1, 2, 3, fixed=None),
        lambda: lcc.cost_per_km(100, None),
        lambda: lcc.abatement_cost(100, None),
        lambda: lcc.saving_share(100, None),
        lambda: lcc.net_present_value_ratio(100, None),
        lambda: lcc.carbon_cost(100, lcc.price_per_kg(None)),
        lambda: lcc.present_value_with_factors([(100, None)]),
    ],
)
def test_an_unknown_term_leaves_the_answer_unknown(found: Callable[[], object]) -> None:
    assert found() is None


@pytest.mark.parametrize(
    "call",
    [
        # A rate, a life or a weight that nobody stated is refused in words, not with a TypeError.
        lambda: lcc.discount_factor(UNKNOWN, 2),
        lambda: lcc.present_value(100, "0.06", UNKNOWN),
        lambda: lcc.present_value_of_annual(100, "0.06", UNKNOWN),
        lambda: lcc.percent(UNKNOWN),
        lambda: px.indexed_price(100, 100, 110, UNKNOWN),
        lambda: px.basket_factor([px.Part(UNKNOWN, 1, 2)]),
        lambda: px.threshold_reached(3, UNKNOWN),
        # Words that nobody knows, so that no rule is taken by mistake.
        lambda: px.threshold_change(5, 3, WRONG),
        lambda: lcc.present_value_of_annual(100, "0.06", 5, growth="0.02", growth_from=WRONG),
        # Numbers that are none, or that nothing could round or sum.
        lambda: px.indexed_price("10500,5", 170, 173),
        lambda: px.indexed_price("1e999999", 1, "1e999999"),
        lambda: px.half_up("1" * 51, 2),
        lambda: px.basket_factor([px.Part(1, "1e-999999", 1)]),
        lambda: px.basket_factor([px.Part("0e-999999", 1, 1), px.Part(1, 1, 1)]),
        lambda: lcc.present_value_sum_factor("0.06", 10**9),
        lambda: lcc.lease_payments(100, 10**9),
        lambda: energy.converted(0, "km/l", "l/100 km"),
        lambda: energy.converted(1, "EUR/l", "kr/l"),
        lambda: energy.converted(1, "g/MJ", "MJ/l"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(call: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+ \w+"):
        call()


def test_no_digit_is_lost_between_a_limit_and_what_it_is_compared_with() -> None:
    assert energy.saves_enough("16.7600000000000000000000000000000001", "83.8", "0.8") is False
    assert px.half_up("1" * 50, 2) == D("1" * 50)
    assert px.half_up("0." + "0" * 80 + "5", 81) == D("0." + "0" * 80 + "5")
