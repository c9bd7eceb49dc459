"""What holds for every goal: better figures never worsen it, and down is up turned round."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import assume, example, given
from hypothesis import strategies as st

from followup.domain.goal import Goal, Point, Progress
from followup.domain.requirement import Measured
from followup.domain.timeline import Step
from tests.support.goals import amounts, goal, judge

RANK = {"missed": 0, "wrong_way": 0, "too_slow": 1, "not_assessable": 2, "on_pace": 3, "reached": 4}
SHARES = st.integers(0, 100).map(lambda n: Decimal(n) / 100)
LITRES = st.integers(0, 10**9)
DAYS = st.sampled_from([date(2025, 6, 1), date(2026, 11, 15), date(2032, 1, 1)])


@st.composite
def goals(draw: st.DrawFn) -> Goal:
    base = draw(st.none() | SHARES)
    path = sorted(draw(st.sets(st.integers(2022, 2029), max_size=2)))
    return goal(
        str(draw(SHARES)),
        base=(None, None) if base is None else (2020, str(base)),
        path=[(year, str(draw(SHARES))) for year in path],
        target_year=draw(st.sampled_from([2024, 2025, 2030])),
    )


@st.composite
def years(draw: st.DrawFn, year: int) -> Point:
    numerator, rest, unknown = draw(LITRES), draw(LITRES), draw(st.integers(0, 1000))
    assume(numerator + rest > 0)
    return amounts(
        year,
        str(numerator),
        str(numerator + rest),
        str(unknown),
        draw(st.sampled_from(["0.7", "0.9", "1"])),
    )


@given(goals(), years(2023), years(2024), st.integers(0, 10**9), DAYS)
def test_more_fossil_free_never_lowers_a_goal(
    chosen: Goal, before: Point, latest: Point, more: int, as_of: date
) -> None:
    measured = latest.measured
    assert measured is not None
    swapped = min(more, int(measured.denominator - measured.numerator))
    better = amounts(
        2024,
        str(measured.numerator + swapped),
        str(measured.denominator),
        str(measured.unknown),
        str(latest.coverage),
    )
    first = judge(chosen, before, latest, as_of=as_of)
    then = judge(chosen, before, better, as_of=as_of)
    assert RANK[then.status] >= RANK[first.status]


@given(goals(), years(2023), years(2024), DAYS)
def test_naming_an_unknown_fuel_never_overturns_a_status(
    chosen: Goal, before: Point, latest: Point, as_of: date
) -> None:
    first = judge(chosen, before, latest, as_of=as_of)
    assume(first.status in ("reached", "on_pace", "missed"))
    measured = latest.measured
    assert measured is not None
    assert measured.unknown is not None
    whole = measured.denominator + measured.unknown
    for found in (measured.numerator, measured.numerator + measured.unknown):
        named = amounts(2024, str(found), str(whole), "0", str(latest.coverage))
        then = judge(chosen, before, named, as_of=as_of)
        assert (
            RANK[then.status] >= RANK[first.status]
            if first.status != "missed"
            else (then.status == "missed")
        )


def mirrored(chosen: Goal) -> Goal:
    turned = {n: None if v is None else 1 - v for n, v in _values(chosen).items()}
    path = tuple(Step(s.valid_from, 1 - s.value) for s in chosen.path)
    return replace(chosen, direction="down", path=path, **turned)


def _values(chosen: Goal) -> dict[str, Decimal | None]:
    return {"base": chosen.base, "target": chosen.target}


def turned_round(point: Point) -> Point:
    measured = point.measured
    assert measured is not None
    assert measured.unknown is not None
    rest = Measured(
        measured.denominator - measured.numerator, measured.denominator, measured.unknown
    )
    value = None if point.value is None else 1 - point.value
    return replace(point, value=value, low=rest.low, high=rest.high, measured=rest)


@given(goals(), years(2023), years(2024), DAYS)
@example(goal("0.5"), amounts(2023, "1", "10"), amounts(2024, "1", "10"), date(2026, 1, 1))
def test_down_is_up_turned_round(chosen: Goal, before: Point, latest: Point, as_of: date) -> None:
    up = judge(chosen, before, latest, as_of=as_of)
    down = judge(mirrored(chosen), turned_round(before), turned_round(latest), as_of=as_of)
    assert (down.status, down.reasons) == (up.status, up.reasons)
    assert _signed(down) == tuple(None if n is None else -n for n in _signed(up))


def _signed(found: Progress) -> tuple[Decimal | None, ...]:
    """The figures for eyes; a quotient and its complement may differ in the last digit."""
    figures = (found.gap, found.needed_per_year, found.latest_per_year)
    return tuple(None if figure is None else round(figure, 20) for figure in figures)


@given(goals(), st.lists(years(2024), max_size=1), DAYS)
def test_a_point_more_in_any_order_gives_the_same(
    chosen: Goal, latest: list[Point], as_of: date
) -> None:
    points = [amounts(2022, "1", "4"), amounts(2023, "1", "2"), *latest]
    assert judge(chosen, *points, as_of=as_of) == judge(chosen, *points[::-1], as_of=as_of)
