"""A goal's trend. The published method, in the order it is applied:

1. The figures are those of whole years that decide (enough reports, a bounded amount), at most
   ``years`` years before the newest. Fewer than ``minimum`` give no trend: through few points a
   line can be drawn that says nothing.
2. The line is that of least squares: it makes the sum of the squared distances to the figures
   as small as possible. A year without figure is no point; years far apart keep their distance.
3. Its ends on a day are a prediction interval: t s sqrt(1 + 1/n + (x - m)^2 / S) on each side,
   where s^2 is the sum of the squared distances over n - 2, m the mean of the n years, S the sum
   of their squared distances to m, and t the quantile of Student's distribution with n - 2
   degrees of freedom that leaves ``probability`` within.
4. A figure that is itself an interval moves the line: the ends are those of the lines through
   any values within the intervals, and the prediction interval comes on top.
5. The line is drawn to the target date, yet no farther past the newest figure than it reaches
   back. A share ends at 0 and 100 %.

Least squares rather than the median of slopes (Theil and Sen), because its interval is one for
the figure of a coming year, which is what a goal asks. The formulas are in every textbook of
statistics (NIST/SEMATECH e-Handbook of Statistical Methods, 4.1.4.1 and 4.5.2). A trend says
what the past would give if it went on: it decides no status and is no forecast.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import cos, pi, sin, sqrt, tan

from followup.domain.goal import Point, Trend, TrendPoint
from followup.goals.pathway import years_between

# Two points always lie on a line: without a third nothing is known of the distances to it.
LEAST = 3
_HALVINGS = 60
_NOUGHT, _ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class TrendRule:
    """Least number of figures, years looked back on, and the interval's probability (0 to 1)."""

    minimum: int
    years: int
    probability: Decimal


@dataclass(frozen=True, slots=True)
class _Line:
    """The sums of a fit; days are years from the first figure's."""

    start: date
    days: tuple[Fraction, ...]
    values: tuple[Fraction, ...]
    bounds: tuple[tuple[Fraction, Fraction], ...]
    mean: Fraction
    spread: Fraction

    def weights(self, day: Fraction) -> tuple[Fraction, ...]:
        """How much each figure counts in the line's value on a day; they sum to 1."""
        n = len(self.days)
        return tuple(
            Fraction(1, n) + (x - self.mean) * (day - self.mean) / self.spread for x in self.days
        )

    def at(self, day: Fraction) -> Fraction:
        """The line's value."""
        return sum((w * y for w, y in zip(self.weights(day), self.values, strict=True)),
                   Fraction(0))  # fmt: skip

    @property
    def slope(self) -> Fraction:
        """Change per year."""
        parts = zip(self.days, self.values, strict=True)
        return sum(((x - self.mean) * y for x, y in parts), Fraction(0)) / self.spread

    @property
    def scatter(self) -> Fraction:
        """The figures' squared distance to the line, s^2."""
        parts = zip(self.days, self.values, strict=True)
        squares = sum(((y - self.at(x)) ** 2 for x, y in parts), Fraction(0))
        return squares / (len(self.days) - 2)


def resting(points: Iterable[Point], rule: TrendRule | None) -> tuple[Point, ...]:
    """The figures a trend rests on, of those that decide; none without a rule."""
    known = [p for p in points if p.value is not None]
    if rule is None or not known:
        return ()
    newest = max(p.day for p in known)
    return tuple(p for p in known if years_between(p.day, newest) <= rule.years)


def trend(
    points: Sequence[Point], rule: TrendRule | None, *, until: date | None, is_share: bool = False
) -> Trend | None:
    """The trend through ``resting`` points by the method above; None where they are too few."""
    if rule is None or len(points) < max(rule.minimum, LEAST):
        return None
    line = _fit(points)
    if line.spread == 0:
        return None
    t = Decimal(quantile(float(rule.probability), len(points) - 2))
    scatter = line.scatter
    first, last = points[0].day, points[-1].day
    drawn = _days(first, last, until)
    return Trend(
        first=first,
        last=last,
        count=len(points),
        per_year=_decimal(line.slope),
        probability=rule.probability,
        line=tuple(_point(line, day, scatter, t, is_share=is_share) for day in drawn),
    )


def quantile(probability: float, degrees: int) -> float:
    """The t within which Student's distribution holds ``probability`` on both sides of nought.

    By halving, from the finite sums for whole degrees of freedom (Abramowitz and Stegun,
    26.7.3 and 26.7.4).
    """
    low, high = 0.0, pi / 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _held(middle, degrees) < probability else (low, middle)
    return tan((low + high) / 2) * sqrt(degrees)


def _held(angle: float, degrees: int) -> float:
    """The probability within t = tan(angle) sqrt(degrees), on both sides of nought."""
    is_odd = degrees % 2
    term, total = (cos(angle), cos(angle)) if is_odd else (1.0, 1.0)
    for power in range(2 + is_odd, degrees - 1, 2):
        term *= cos(angle) ** 2 * (power - 1) / power
        total += term
    if not is_odd:
        return sin(angle) * total
    return 2 / pi * (angle + (sin(angle) * total if degrees > 1 else 0.0))


def _fit(points: Sequence[Point]) -> _Line:
    start = points[0].day
    days = tuple(years_between(start, p.day) for p in points)
    mean = sum(days, Fraction(0)) / len(days)
    return _Line(
        start=start,
        days=days,
        values=tuple(_value(p) for p in points),
        bounds=tuple(p.bounds for p in points),
        mean=mean,
        spread=sum(((x - mean) ** 2 for x in days), Fraction(0)),
    )


def _value(point: Point) -> Fraction:
    """A figure undivided: the share of what is known, else what was published.

    Raises ValueError for a point without a figure: it is no nought (``resting`` leaves it out).
    """
    measured = point.measured
    if measured is not None and measured.denominator > 0:
        return Fraction(measured.numerator) / Fraction(measured.denominator)
    if point.value is None:
        raise ValueError(f"no figure on {point.day}")
    return Fraction(point.value)


def _days(first: date, last: date, until: date | None) -> tuple[date, ...]:
    """Year by year from the first figure, past the newest by what it reaches back at most."""
    farthest = last.year + (last.year - first.year)
    end = min(until.year if until else farthest, farthest)
    return tuple(_in_year(last, year) for year in range(first.year, max(end, last.year) + 1))


def _in_year(day: date, year: int) -> date:
    """The same day of another year; the last of February for a leap day."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _point(line: _Line, day: date, scatter: Fraction, t: Decimal, *, is_share: bool) -> TrendPoint:
    x = years_between(line.start, day)
    ends = [
        (min(w * low, w * high), max(w * low, w * high))
        for w, (low, high) in zip(line.weights(x), line.bounds, strict=True)
    ]
    width = 1 + Fraction(1, len(line.days)) + (x - line.mean) ** 2 / line.spread
    half = t * _decimal(scatter * width).sqrt()
    low = _decimal(sum((e[0] for e in ends), Fraction(0))) - half
    high = _decimal(sum((e[1] for e in ends), Fraction(0))) + half
    found = (_decimal(line.at(x)), low, high)
    if is_share:
        value, low, high = (min(max(each, _NOUGHT), _ONE) for each in found)
        return TrendPoint(day, value, low, high)
    return TrendPoint(day, *found)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / value.denominator
