"""A list follows from the seed and from what the rows say; each row has the chance it states."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from followup.domain.period import Period
from followup.domain.spot_check import Drawn, FuelRow, Part
from followup.rules import sampling
from followup.rules.oddity import OddityRule, oddities

RULE = OddityRule(Decimal(50), Decimal(2), 4, Decimal("0.3"))
SHARES: dict[Part, Decimal] = {
    "weight": Decimal("0.5"), "odd": Decimal("0.25"), "random": Decimal("0.25"),
}  # fmt: skip


def row(place: int, vehicle: str = "ABC123", quantity: int = 40, weight: int = 0) -> FuelRow:
    day = date(2025, 1, 1 + place % 28)
    return FuelRow(
        "T-1", "Påhittat AB", f"fil{place % 3}.xlsx", f"{place % 3:064}", "Blad1", place, "C",
        vehicle, "hvo100", "HVO100", Decimal(quantity), "l", Period(day, day),
        Decimal(34 * quantity), Decimal(weight),
    )  # fmt: skip


_rows = st.lists(
    st.builds(
        row, st.integers(2, 400), st.sampled_from(("ABC123", "DEF456", "GHJ789")),
        st.integers(1, 300), st.integers(0, 5000),
    ),
    min_size=1, max_size=40, unique_by=lambda r: r.place,
)  # fmt: skip


def draw(rows: list[FuelRow], seed: str, asked: int) -> tuple[Drawn, ...]:
    named = sampling.identified(rows)
    return sampling.draw(sampling.plan(named, oddities(named, RULE), SHARES, asked), seed)


@settings(max_examples=20)
@given(_rows, st.text(max_size=8), st.integers(1, 30), st.randoms(use_true_random=False))
def test_the_list_is_the_same_whatever_the_order_and_the_place(
    rows: list[FuelRow], seed: str, asked: int, chance: random.Random
) -> None:
    first = draw(rows, seed, asked)
    mixed = chance.sample(rows, len(rows))
    assert draw(mixed, seed, asked) == first
    # In another file, on other lines: the rows say the same, and the same are asked for.
    moved = [
        FuelRow(**{n: getattr(r, n) for n in FuelRow.__slots__}
                | {"sha256": "f" * 64, "row": 10_000 + number})
        for number, r in enumerate(mixed)
    ]  # fmt: skip
    again = draw(moved, seed, asked)
    assert [(d.identity, d.parts) for d in again] == [(d.identity, d.parts) for d in first]
    assert len(first) == min(asked, len(rows)) == len({d.row.place for d in first})
    assert all(0 < d.probability <= 1 and d.parts for d in first)


@settings(max_examples=40)
@given(st.dictionaries(st.text("abcdef", min_size=1), st.integers(0, 10**9)), st.integers(0, 20))
def test_chances_in_proportion_to_size_add_up_to_the_rows_asked_for(
    sizes: dict[str, int], count: int
) -> None:
    chances = sampling.inclusion(sizes, count)
    heavy = [name for name, size in sizes.items() if size > 0]
    assert sum(chances.values()) == min(count, len(heavy))
    assert all(0 < chance <= 1 for chance in chances.values())
    unsure = {name: chance / sizes[name] for name, chance in chances.items() if chance < 1}
    assert len(set(unsure.values())) <= 1
    assert len(sampling.systematic(chances, "frö", "weight")) == sum(chances.values())


def test_rows_are_drawn_as_often_as_their_stated_chance() -> None:
    rows = [row(n, f"ABC{n:03}", 40 + n, weight=n * n) for n in range(2, 32)]
    named = sampling.identified(rows)
    plan = sampling.plan(named, {}, SHARES, 8)
    tries = 300
    seen: Counter[str] = Counter()
    by_weight: Counter[str] = Counter()
    for seed in range(tries):
        for drawn in sampling.draw(plan, str(seed)):
            seen[drawn.identity] += 1
            by_weight[drawn.identity] += "weight" in drawn.parts
    for name in named:
        chance = plan.chances["weight"][name]
        spread = 4 * float(tries * chance * (1 - chance)) ** 0.5
        assert abs(by_weight[name] - float(tries * chance)) <= spread + 1
        # Filled up at random a list holds a row at least as often.
        assert seen[name] >= float(tries * plan.probability(name)) - 4 * (tries / 4) ** 0.5
        assert plan.probability(name) > 0


def test_a_row_larger_than_the_step_is_certain_and_the_sums_are_those_spelled_out() -> None:
    # 2 of 900 + 60 + 40: the step is 500, so 900 is certain; the other goes to 60 and 40 by size.
    assert sampling.inclusion({"a": 900, "b": 60, "c": 40}, 2) == {
        "a": Fraction(1), "b": Fraction(60, 100), "c": Fraction(40, 100),
    }  # fmt: skip
    # 20 rows of which only 2 are unusual: those 2, 10 by weight, and the 3 left over by lot.
    rows = [row(n, f"ABC{n:03}", 41 + 2 * n, weight=n) for n in range(2, 42)]
    named = sampling.identified(rows)
    odd = dict.fromkeys(list(named)[:2], ("round_amount",))
    assert sampling.plan(named, odd, SHARES, 20).sizes == {"weight": 10, "odd": 2, "random": 8}
    # 1 - (1 - 1/2) (1 - 1/4) = 5/8
    plan = sampling.Plan({}, {}, {}, {}, {"weight": {"x": Fraction(1, 2)},
                                          "random": {"x": Fraction(1, 4)}}, 1)  # fmt: skip
    assert plan.probability("x") == Fraction(5, 8)


def test_what_is_odd_about_a_row() -> None:
    rows = [row(n, "ABC123", 41) for n in range(3, 13)]
    rows += [row(13, "ABC123", 100), row(14, "DEF456", 43), row(2, "ABC123", 39)]
    rows += [row(15, "ABC123", 83)]
    named = sampling.identified(rows)
    found = {named[name].row: codes for name, codes in oddities(named, RULE).items()}
    # 100 l is 50 * 2 and more than 2 * 41; 83 l is the last day and more than 82; 2 the first day.
    assert found == {
        2: ("edge_of_period",), 13: ("large_for_vehicle", "round_amount"), 14: ("lone_vehicle",),
        15: ("edge_of_period", "large_for_vehicle"),
    }  # fmt: skip
    # What most rows have is not odd.
    usual = sampling.identified([row(n, f"V{n}", 100) for n in range(2, 12)])
    assert set(sum(oddities(usual, RULE).values(), ())) == {"edge_of_period"}
