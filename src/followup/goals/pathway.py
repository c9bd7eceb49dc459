"""The way to a target: decided interim steps, else the straight line from base to target."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from followup.domain.goal import Goal
from followup.domain.timeline import Step

# Mean length of a year in the calendar's four-year cycle.
DAYS_PER_YEAR = Fraction("365.25")


def path_of(goal: Goal) -> tuple[Step, ...]:
    """The path as it is drawn, from the base (where known) to the target.

    Empty without a target, and without either interim steps or a base before the target date.
    """
    base = _step(goal.base_date, goal.base)
    target = _step(goal.target_date, goal.target)
    steps = tuple(sorted(goal.path))
    if not steps:
        is_line = base and target and base[0].valid_from < target[0].valid_from
        return base + target if is_line else ()
    first = tuple(s for s in base if s.valid_from < steps[0].valid_from)
    last = tuple(s for s in target if s.valid_from > steps[-1].valid_from)
    return first + steps + last


def level_on(goal: Goal, day: date) -> Fraction | None:
    """The level the path asks for on ``day``, exact; None where it asks for nothing yet."""
    path = path_of(goal)
    if goal.path:
        decided = [s for s in (*sorted(goal.path), *path[-1:]) if s.valid_from <= day]
        return Fraction(decided[-1].value) if decided else None
    if not path:
        return None
    start, end = path
    gone = Fraction((day - start.valid_from).days, (end.valid_from - start.valid_from).days)
    gone = min(max(gone, Fraction(0)), Fraction(1))
    return Fraction(start.value) + (Fraction(end.value) - Fraction(start.value)) * gone


def years_between(start: date, end: date) -> Fraction:
    """Years from one day to another: whole ones between equal days, else days / 365.25."""
    if (start.month, start.day) == (end.month, end.day):
        return Fraction(end.year - start.year)
    return (end - start).days / DAYS_PER_YEAR


def _step(day: date | None, value: Decimal | None) -> tuple[Step, ...]:
    return () if day is None or value is None else (Step(day, value),)
