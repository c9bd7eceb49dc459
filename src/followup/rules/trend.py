"""What comes after a row of measured periods if they go on as they have: season, trend or the last.

The choices were made on held-back periods: docs/forecast.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, pairwise
from statistics import median
from typing import Literal

from followup.domain.period import Period, add_months

Method = Literal["carried", "trend", "season"]


@dataclass(frozen=True, slots=True)
class ForecastRule:
    """The method's parameters: the periods needed for any answer and for a trend, the months
    looked back on, the part of the usual change that widens both ends, the change that is assumed
    (part of the value) while one period is all there is, and for a season how much steadier years
    must be than periods (a ratio) and how many comparisons must show it.
    """

    fewest_periods: int
    trend_periods: int
    history_months: int
    usual_change_part: Decimal
    assumed_change: Decimal
    season_part: Decimal
    season_comparisons: int


@dataclass(frozen=True, slots=True)
class Point:
    """What was measured in some days, on the measure's scale."""

    period: Period
    low: Decimal
    high: Decimal

    @property
    def middle(self) -> Decimal:
        """Half way between both ends."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Expected:
    """The ends expected of some days, and the change that is usual from one value to the next."""

    method: Method
    low: Decimal
    high: Decimal
    usual_change: Decimal


def expected(ahead: Period, points: Sequence[Point], rule: ForecastRule) -> Expected:
    """What the days ``ahead`` come to after ``points``, of which there is at least one.

    Half way between low and high is foreseen, and as much is unknown as in the newest point.
    A season where values a year apart differ clearly less than those of two periods in a row: the
    value of a year ago. Else a trend, where the slopes of three pairs in four lead the same way
    and the newest value lies no further from the line than a usual change: Theil and Sen's line.
    Else the newest value.
    """
    last = points[-1]
    changes = [abs(b.middle - a.middle) for a, b in pairwise(points)]
    usual = median(changes) if changes else last.middle * rule.assumed_change
    before = year_before(ahead, points)
    years = [*_over_years(points)]
    is_shown = len(years) >= max(rule.season_comparisons, 1)
    if before is not None and is_shown and median(years) < rule.season_part * usual:
        return _around("season", before.middle, last, median(years))
    line = _line(tuple(points)) if len(points) >= rule.trend_periods else None
    if line is not None and abs(line.at(last.period) - last.middle) <= usual:
        return _around("trend", line.at(ahead), last, usual)
    return Expected("carried", last.low, last.high, usual)


def _around(method: Method, middle: Decimal, newest: Point, usual: Decimal) -> Expected:
    return Expected(
        method, middle - newest.middle + newest.low, middle - newest.middle + newest.high, usual
    )


def year_before(period: Period, points: Sequence[Point]) -> Point | None:
    """The point that holds the middle of the same days a year ago; none that overlaps them."""
    day = add_months(_middle(period), -12)
    held = (p for p in points if p.period.start <= day <= p.period.end < period.start)
    return next(held, None)


def _over_years(points: Sequence[Point]) -> Iterator[Decimal]:
    for point in points:
        before = year_before(point.period, points)
        if before is not None:
            yield abs(point.middle - before.middle)


def _middle(period: Period) -> date:
    return period.start + (period.end - period.start) / 2


@dataclass(frozen=True, slots=True)
class _Line:
    """A straight line by day; past ``until`` it goes on level."""

    first: date
    start: Decimal
    per_day: Decimal
    until: int

    def at(self, period: Period) -> Decimal:
        """Its height in the middle of a period."""
        day = (_middle(period) - self.first).days
        return self.start + self.per_day * min(day, self.until)


@lru_cache(maxsize=256)
def _line(points: tuple[Point, ...]) -> _Line | None:
    """Theil and Sen's line, no further ahead than the points reach back; None where too many
    slopes lead different ways. Kept, since every target of a requirement asks for the same.
    """
    first = _middle(points[0].period)
    at = [((_middle(p.period) - first).days, p.middle) for p in points]
    slopes = sorted((b - a) / (later - day) for (day, a), (later, b) in combinations(at, 2))
    quarter = len(slopes) // 4
    if not slopes or not (slopes[quarter] > 0 or slopes[-1 - quarter] < 0):
        return None
    slope = median(slopes)
    start = median([middle - slope * day for day, middle in at])
    return _Line(first, start, slope, 2 * at[-1][0])
