"""Whatever the sums, the parts of a goal's change add up to it, in all and over contracts."""

from __future__ import annotations

import os
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from followup.goals.ledger import (
    CAUSES,
    State,
    Sums,
    figure,
    hindrance,
    split,
    unknown,
    with_contracts,
)

AMOUNTS = st.integers(-5, 10**6).map(lambda n: Decimal(n) / 1000)
MOST = 400 if os.environ.get("FOLLOWUP_SEARCH") else 30
NAMES = st.sampled_from(["A", "B", "C", "D"])


@st.composite
def sums(draw: st.DrawFn) -> Sums:
    counted, rest = draw(AMOUNTS), draw(AMOUNTS)
    return Sums(counted, counted + rest, draw(st.none() | AMOUNTS))


STATES = st.dictionaries(NAMES, sums(), max_size=4)


def one(**contracts: tuple[int, int]) -> State:
    return {c: Sums(Decimal(n), Decimal(d)) for c, (n, d) in contracts.items()}


@settings(max_examples=MOST)
@given(st.lists(STATES, min_size=2, max_size=6))
@example([one(A=(1, 2)), one(), one(A=(3, 2)), one(A=(2, 2), B=(0, 1))])
def test_the_parts_sum_to_the_difference_and_the_contracts_to_their_part(
    states: list[State],
) -> None:
    first, last = figure(states[0]), figure(states[-1])
    assume(first is not None)
    assume(last is not None)
    assert first is not None
    assert last is not None
    parts = split(states[0], list(zip(CAUSES, states[1:], strict=False)))
    assert first + sum(p.amount for p in parts) == last
    assert all(sum(m.amount for m in p.moved) == p.amount for p in parts)
    told = [cause for p in parts for cause in p.causes]
    assert told == list(CAUSES[: len(states) - 1])  # each cause once, in the published order
    passed = sum(figure(state) is None for state in states[1:-1])
    assert len(parts) == len(states) - 1 - passed


@settings(max_examples=MOST)
@given(STATES, STATES, st.sets(NAMES))
def test_contracts_that_stayed_keep_their_sums_and_no_other_does(
    before: State, after: State, stayed: set[str]
) -> None:
    mixed = with_contracts(before, after, stayed)
    for contract in before.keys() | after.keys():
        of = before if contract in stayed else after
        assert mixed.get(contract) == of.get(contract)
    if stayed >= before.keys() | after.keys():
        assert mixed == before  # nothing new or ended moves nothing


def test_what_has_no_figure_says_why_and_is_never_nought() -> None:
    nothing, too_much = one(A=(0, 0)), one(A=(3, 2))
    unbounded = {"A": Sums(Decimal(1), Decimal(2), None)}
    for state, why in ((one(), "no_figure"), (nothing, "no_figure"), (too_much, "no_figure"),
                       (unbounded, "amount_missing"), (one(A=(0, 1)), None)):  # fmt: skip
        assert hindrance(state) == why
    assert figure(nothing) is None
    assert unknown(nothing) is None
    assert unknown(unbounded) is None
    assert unknown({"A": Sums(Decimal(1), Decimal(3), Decimal(1))}) == Fraction(1, 4)
    with pytest.raises(ValueError, match="no figure"):
        split(nothing, [("late", one(A=(1, 2)))])
