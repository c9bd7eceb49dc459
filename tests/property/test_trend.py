"""A goal's trend: least squares by another hand, and what must hold of it whatever the data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup.domain.goal import Point, Trend
from followup.goals.trend import TrendRule, quantile, resting, trend
from tests.support.goals import TREND, figure, year_end

AMOUNTS = st.integers(-1000, 1000).map(Decimal)
# Two-sided quantiles of Student's distribution, as tables print them.
TABLE = {(0.8, 1): 3.078, (0.8, 2): 1.886, (0.8, 3): 1.638, (0.9, 4): 2.132, (0.95, 5): 2.571,
         (0.95, 8): 2.306, (0.99, 30): 2.750}  # fmt: skip
CLOSE = Decimal("1e-20")


@st.composite
def histories(draw: st.DrawFn) -> list[Point]:
    years = sorted(draw(st.sets(st.integers(2015, 2025), min_size=4, max_size=9)))
    return [figure(year, str(draw(AMOUNTS))) for year in years]


def drawn(points: list[Point], until: date | None = None) -> Trend:
    found = trend(points, TREND, until=until)
    assert found is not None
    return found


@pytest.mark.parametrize(("asked", "expected"), TABLE.items())
def test_the_quantiles_are_those_of_the_tables(
    asked: tuple[float, int], expected: float
) -> None:  # fmt: skip
    assert quantile(*asked) == pytest.approx(expected, abs=0.0006)


@settings(max_examples=25)
@given(histories())
def test_the_trend_is_what_numpy_finds(points: list[Point]) -> None:
    found = drawn(points, year_end(2030))
    x = np.array([float(p.day.year) for p in points])
    y = np.array([float(p.value or 0) for p in points])
    columns = np.column_stack([np.ones_like(x), x - x.mean()])
    (level, slope), *_ = np.linalg.lstsq(columns, y, rcond=None)
    scatter = np.sqrt(((y - columns @ np.array([level, slope])) ** 2).sum() / (len(x) - 2))
    assert float(found.per_year) == pytest.approx(slope, abs=1e-6)
    inverse = np.linalg.inv(columns.T @ columns)
    for at in found.line:
        row = np.array([1.0, at.day.year - x.mean()])
        half = quantile(0.8, len(x) - 2) * scatter * np.sqrt(1 + row @ inverse @ row)
        assert float(at.value) == pytest.approx(row @ [level, slope], abs=1e-6)
        assert float(at.high - at.value) == pytest.approx(half, abs=1e-5)
        assert float(at.value - at.low) == pytest.approx(half, abs=1e-5)


@settings(max_examples=25)
@given(histories(), AMOUNTS, st.integers(1, 50).map(Decimal))
def test_moving_and_stretching_the_figures_does_the_same_to_the_trend(
    points: list[Point], shift: Decimal, scale: Decimal
) -> None:
    changed = [figure(p.day.year, str((p.value or 0) * scale + shift)) for p in points]
    for before, after in zip(drawn(points).line, drawn(changed).line, strict=True):
        for end in ("value", "low", "high"):
            expected = getattr(before, end) * scale + shift
            assert abs(getattr(after, end) - expected) <= CLOSE * (abs(expected) + 1)


@settings(max_examples=25)
@given(AMOUNTS, AMOUNTS, st.integers(4, 8))
def test_figures_on_a_line_give_that_line_without_width(
    start: Decimal, slope: Decimal, count: int
) -> None:
    found = drawn([figure(2015 + n, str(start + n * slope)) for n in range(count)], year_end(2040))
    for at in found.line:
        expected = start + (at.day.year - 2015) * slope
        assert (at.value, at.low, at.high) == (expected, expected, expected)
    # The line is drawn no farther past the newest figure than it reaches back.
    assert found.line[-1].day == year_end(2015 + 2 * (count - 1))


@settings(max_examples=25)
@given(histories(), st.integers(0, 500).map(Decimal))
def test_what_is_uncertain_in_a_figure_only_widens_the_trend(
    points: list[Point], wide: Decimal
) -> None:
    loose = [
        replace(p, low=(p.low or 0) - wide, high=(p.high or 0) + wide) for p in points
    ]  # fmt: skip
    for before, after in zip(drawn(points).line, drawn(loose).line, strict=True):
        assert after.value == before.value
        assert after.low <= before.low + CLOSE
        assert after.high >= before.high - CLOSE


def test_fewer_figures_than_the_rule_asks_for_give_no_trend() -> None:
    points = [figure(year, str(year % 7)) for year in range(2019, 2026)]
    for count in range(TREND.minimum):
        assert trend(points[:count], TREND, until=None) is None
    assert drawn(points[: TREND.minimum]).count == TREND.minimum
    # No rule makes a line of two points say how far off it may be.
    assert trend(points[:2], TrendRule(1, 10, Decimal("0.8")), until=None) is None


def test_only_the_rule_s_years_back_are_rested_on_and_gaps_are_no_points() -> None:
    points = [figure(2010, "9"), figure(2015, "8"), figure(2020, None), figure(2025, "7")]
    assert [p.day.year for p in resting(points, TREND)] == [2015, 2025]


def test_a_share_s_trend_ends_at_nought_and_all() -> None:
    points = [figure(year, value) for year, value in
              ((2021, "0.5"), (2022, "0.7"), (2023, "0.8"), (2024, "0.95"))]  # fmt: skip
    found = trend(points, TREND, until=year_end(2030), is_share=True)
    assert found is not None
    assert (found.line[-1].value, found.line[-1].high) == (1, 1)
    assert all(0 <= at.low <= at.value <= at.high <= 1 for at in found.line)
