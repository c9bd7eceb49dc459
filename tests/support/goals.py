"""Goals and their figures in short, for the rule book and the properties of the rule."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from followup.domain.goal import Goal, Point, Progress
from followup.domain.requirement import Measured
from followup.domain.timeline import Step
from followup.goals import progress as rule
from followup.goals.progress import GoalRule
from followup.goals.trend import TrendRule

TREND = TrendRule(minimum=4, years=10, probability=Decimal("0.8"))
RULE = GoalRule(minimum_points=2, coverage_floor=Decimal("0.8"), trend=TREND)
TODAY = date(2026, 11, 15)


def year_end(year: int) -> date:
    """The day a year's figure stands for."""
    return date(year, 12, 31)


def goal(target: str | None = "1", **changes: Any) -> Goal:
    """An invented share to be reached by the end of 2030, without base unless one is given.

    ``base`` is (year, value), ``target_year`` a year or None, ``path`` pairs of year and value.
    """
    base_year, base = changes.pop("base", (None, None))
    target_year = changes.pop("target_year", 2030)
    path = changes.pop("path", ())
    return Goal(**{
        "identifier": "G", "title": "Påhittat mål", "owner": "Påhittad kommun",
        "geography": "07", "indicator": "measure:renewable_energy_share",
        "scope": "bought_transport", "direction": "up", "unit": "share",
        "base_date": base_year and year_end(base_year), "base": base and Decimal(base),
        "target_date": target_year and year_end(target_year),
        "target": None if target is None else Decimal(target),
        "path": tuple(Step(year_end(y), Decimal(v)) for y, v in path),
        "status": "decided", **changes,
    })  # fmt: skip


def figure(year: int, low: str | None, high: str | None = None, **changes: Any) -> Point:
    """A year's published figure, or the interval from ``low`` to ``high``."""
    least = None if low is None else Decimal(low)
    most = least if high is None else Decimal(high)
    value = None if least is None or most is None else (least + most) / 2
    return Point(year_end(year), value, least, most, **changes)


def amounts(
    year: int, n: str, d: str, unknown: str | None = "0", coverage: str | None = "1"
) -> Point:
    """A year's share from its amounts, as contracts give it."""
    measured = Measured(Decimal(n), Decimal(d), None if unknown is None else Decimal(unknown))
    value = measured.numerator / measured.denominator if measured.denominator else None
    part = None if coverage is None else Decimal(coverage)
    return Point(
        year_end(year), value, measured.low, measured.high, part, measured=measured
    )  # fmt: skip


def judge(chosen: Goal, *points: Point, as_of: date = TODAY, by: GoalRule = RULE) -> Progress:
    """How the goal is going on a day."""
    return rule.progress(chosen, points, as_of, by)
