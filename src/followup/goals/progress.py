"""Where a goal stands. The published rule, in the order it is applied:

1. Only complete years with a figure decide. The newest of them is *latest*; an unfinished year
   is shown ("hittills") and decides nothing.
2. ``not_assessable``: no target, a target nobody has verified, no figure, a newest year without
   figure, fewer reports in than the coverage floor, or an amount that nothing bounds.
3. ``reached``: even the unfavourable end of the interval reaches the target, with every expected
   report in. A goal reached after its date is reached late, and says so.
4. Target date passed: ``missed`` if both ends fall short. No pace is given any more.
5. Before it, with a path: ``on_pace`` if both ends reach the path's level on the day of the
   latest figure, behind if neither does. The path is the decided interim steps (each holds until
   the next), else the straight line from base to target.
6. Without a path the latest yearly change is held against the needed pace: ``on_pace`` if it is
   enough at both ends, behind if at neither. Fewer points than the minimum give no change.
7. Behind: ``wrong_way`` if the latest yearly change leads away from the target at both ends, else
   ``too_slow``.
8. An interval with the border inside it is ``not_assessable``.
9. Coverage first: where fewer reports than the floor are in for the newest whole year (for the
   running one where there is none), or nobody knows how many there should be, that coverage
   leads (``thin``), and the figure stands small beside it.

A goal with direction ``down`` is the same rule with the axis turned round. Needed pace is
(target - latest) / years from the latest figure's day to the target date; a year is from a day
to the same day next year, other spans are days / 365.25.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from followup.domain.goal import Goal, GoalStatus, Point, Progress
from followup.goals.pathway import level_on, path_of, years_between
from followup.goals.trend import TrendRule, resting, trend

Reasons = tuple[str, ...]
Outcome = tuple[GoalStatus, Reasons]


@dataclass(frozen=True, slots=True)
class GoalRule:
    """The rule's parameters: points a change needs, the least coverage judged, and the trend's."""

    minimum_points: int
    coverage_floor: Decimal
    trend: TrendRule | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    """A goal turned so that more is better: exact worst and best ends, and the target."""

    goal: Goal
    target: Fraction
    latest: Point
    previous: Point | None
    decisive: tuple[Point, ...]

    def ends(self, point: Point) -> tuple[Fraction, Fraction]:
        """Worst and best end of a point's interval, undivided where amounts are at hand."""
        low, high = point.bounds
        return (low, high) if _sign(self.goal) > 0 else (-high, -low)


def progress(goal: Goal, series: Iterable[Point], as_of: date, rule: GoalRule) -> Progress:
    """Status, gap and pace of a goal on ``as_of`` by the rule above; never raises on data."""
    points = tuple(sorted(series, key=lambda p: p.day))
    latest = _latest(points)
    decisive = tuple(p for p in points if not any(_weakness(p, rule)))
    previous = _previous(decisive, latest, rule)
    hindrances = tuple(_hindrances(goal, points, latest, rule))
    status: GoalStatus = "not_assessable"
    reasons = hindrances
    if not hindrances and latest is not None and goal.target is not None:
        target = _sign(goal) * Fraction(goal.target)
        case = _Case(goal, target, latest, previous, decisive)
        status, reasons = _judged(case, as_of)
    rested = resting(decisive, rule.trend)
    return Progress(
        goal=goal,
        series=points,
        latest=latest,
        status=status,
        reasons=(*reasons, *_notes(latest, reasons)),
        gap=_gap(goal, latest),
        needed_per_year=None if hindrances else _needed(goal, latest, as_of),
        latest_per_year=_change(previous, latest),
        path=path_of(goal),
        previous=previous,
        thin=_thin(points, rule),
        trend=trend(rested, rule.trend, until=goal.target_date, is_share=goal.unit == "share"),
        trend_count=len(rested),
        trend_minimum=rule.trend.minimum if rule.trend else 0,
        decisive=tuple(p.day for p in decisive),
    )


def _sign(goal: Goal) -> int:
    return 1 if goal.direction == "up" else -1


def _latest(points: Sequence[Point]) -> Point | None:
    known = [p for p in points if p.low is not None]
    complete = [p for p in known if p.is_complete]
    chosen = complete or known
    return chosen[-1] if chosen else None


def _previous(decisive: Sequence[Point], latest: Point | None, rule: GoalRule) -> Point | None:
    """The point before the latest one, where there are enough of them for a trend."""
    enough = len(decisive) >= max(rule.minimum_points, 2)
    return decisive[-2] if enough and decisive[-1] is latest else None


def _thin(points: Sequence[Point], rule: GoalRule) -> Point | None:
    """The newest year, whole if there is one, when too little is known to lead with a figure."""
    complete = [p for p in points if p.is_complete]
    newest = (complete or list(points))[-1:]
    for point in newest:
        is_known = point.coverage is not None and point.coverage >= rule.coverage_floor
        if point.measured is not None and not is_known:
            return point
    return None


def _hindrances(
    goal: Goal, points: Sequence[Point], latest: Point | None, rule: GoalRule
) -> Iterator[str]:
    """Why the goal cannot be judged, whatever the figure says."""
    if goal.target is None:
        yield "no_target"
    elif goal.status == "unverified":
        yield "unverified_target"
    if latest is None:
        yield "no_data"
    elif not latest.is_complete:
        yield "no_complete_year"
    else:
        if any(p.is_complete and p.day > latest.day for p in points):
            yield "latest_year_missing"
        yield from _weakness(latest, rule)


def _weakness(point: Point, rule: GoalRule) -> Iterator[str]:
    """Why a point decides nothing by itself."""
    if not point.is_complete or point.low is None:
        yield "no_figure"
        return
    measured = point.measured
    if point.coverage is not None and point.coverage < rule.coverage_floor:
        yield "low_coverage"
    if measured is not None:
        if point.coverage is None:
            yield "no_report_expected"
        if measured.unknown is None:
            yield "amount_missing"


def _judged(case: _Case, as_of: date) -> Outcome:
    goal, latest = case.goal, case.latest
    worst, best = case.ends(latest)
    all_in = latest.coverage is None or latest.coverage >= 1
    if worst >= case.target and all_in:
        return "reached", _afterwards(case, as_of, "reached_late", held=False)
    if goal.target_date is None:
        return "not_assessable", ("no_target_date",)
    if goal.target_date < as_of:
        if latest.day < goal.target_date:
            return "not_assessable", ("target_year_not_in",)
        if best < case.target:
            return "missed", _afterwards(case, as_of, "fallen_back", held=True)
        return "not_assessable", () if worst >= case.target else ("interval_spans_target",)
    return _against_path(case, goal.target_date)


def _afterwards(case: _Case, as_of: date, code: str, *, held: bool) -> Reasons:
    """``code`` if the first figure at or after the target date says the other thing than now."""
    day = case.goal.target_date
    if day is None or day >= as_of:
        return ()
    first = next((p for p in case.decisive if p.day >= day), case.latest)
    worst, best = case.ends(first)
    is_other = worst >= case.target if held else best < case.target
    return (code,) if is_other else ()


def _against_path(case: _Case, target_date: date) -> Outcome:
    level = level_on(case.goal, case.latest.day)
    if level is None:
        return _against_pace(case, target_date)
    base_date = case.goal.base_date
    if not case.goal.path and base_date is not None and case.latest.day <= base_date:
        return "not_assessable", ("no_point_after_base",)
    worst, best = case.ends(case.latest)
    if worst >= _sign(case.goal) * level:
        return "on_pace", ()
    if best < _sign(case.goal) * level:
        return _behind(case), ()
    return "not_assessable", ("interval_spans_path",)


def _against_pace(case: _Case, target_date: date) -> Outcome:
    if case.previous is None:
        return "not_assessable", ("too_few_points",)
    past = years_between(case.previous.day, case.latest.day)
    left = years_between(case.latest.day, target_date)
    worst, best = case.ends(case.latest)
    worst_before, best_before = case.ends(case.previous)
    if (worst - best_before) * left >= (case.target - worst) * past:
        return "on_pace", ()
    if (best - worst_before) * left < (case.target - best) * past:
        return _behind(case), ()
    return "not_assessable", ("interval_spans_pace",)


def _behind(case: _Case) -> GoalStatus:
    if case.previous is None:
        return "too_slow"
    return "wrong_way" if case.ends(case.latest)[1] < case.ends(case.previous)[0] else "too_slow"


def _notes(latest: Point | None, reasons: Reasons) -> Iterator[str]:
    """What a reader must know beside the status: missing reports, assumed shares."""
    if latest is None:
        return
    if latest.coverage is not None and latest.coverage < 1 and "low_coverage" not in reasons:
        yield "reports_missing"
    if latest.measured is not None:
        yield from (note for note in latest.measured.notes if note not in reasons)


def _gap(goal: Goal, latest: Point | None) -> Decimal | None:
    if goal.status == "unverified" or goal.target is None:
        return None
    return None if latest is None or latest.value is None else goal.target - latest.value


def _needed(goal: Goal, latest: Point | None, as_of: date) -> Decimal | None:
    """None where nothing is left to do, or no time to do it in."""
    gap, day = _gap(goal, latest), goal.target_date
    if gap is None or latest is None or day is None or gap * _sign(goal) <= 0:
        return None
    return _per_year(gap, latest.day, day) if max(as_of, latest.day) < day else None


def _change(previous: Point | None, latest: Point | None) -> Decimal | None:
    if previous is None or latest is None or previous.value is None or latest.value is None:
        return None
    return _per_year(latest.value - previous.value, previous.day, latest.day)


def _per_year(amount: Decimal, start: date, end: date) -> Decimal:
    years = years_between(start, end)
    return amount * years.denominator / years.numerator
