"""Values that hold from a date until the next one: limits with steps, target paths."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from followup.domain.period import Period, add_months
from followup.errors import NoValueInForce

Clock = Literal["date", "months_after_start", "contract_year"]


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """A value that holds from ``valid_from`` until the next step."""

    valid_from: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Timeline:
    """Steps in order of date. The last one holds until something else ends it."""

    steps: tuple[Step, ...]

    @classmethod
    def of(cls, steps: Iterable[Step]) -> Timeline:
        """A timeline from steps in any order."""
        return cls(tuple(sorted(steps)))

    def on(self, day: date) -> Step:
        """The step in force on ``day``; raises NoValueInForce before the first."""
        held = [step for step in self.steps if step.valid_from <= day]
        if not held:
            raise NoValueInForce("limit", day)
        return held[-1]

    def within(self, period: Period) -> tuple[Step, ...]:
        """Every step in force on some day of ``period``."""
        later = tuple(s for s in self.steps if period.start < s.valid_from <= period.end)
        first = tuple(s for s in self.steps if s.valid_from <= period.start)[-1:]
        return first + later


def step_date(clock: Clock, at: str, contract_start: date) -> date:
    """The calendar day a step begins, from any of the three clocks.

    ``at`` is an ISO date, a number of months after the contract's start, or the number of a
    contract year (1 is the first).
    """
    if clock == "date":
        return date.fromisoformat(at)
    months = int(at) if clock == "months_after_start" else (int(at) - 1) * 12
    return add_months(contract_start, months)
