"""Values that hold from a date until the next one: limits with steps, target paths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from followup.domain.period import Period, add_months
from followup.errors import NoValueInForce

Clock = Literal["date", "months_after_start", "contract_year", "extension"]


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


@dataclass(frozen=True, slots=True)
class StepRule:
    """A step as people wrote it: which clock, when on it, and the limit in the measure's unit.

    ``at`` is an ISO date, a number of months after the contract's start, the number of a
    contract year or of an extension (1 is the first); empty is the contract's first day.
    """

    limit: Decimal
    clock: Clock = "date"
    at: str = ""


def step_date(
    clock: Clock, at: str, contract_start: date, extensions: Sequence[date] = ()
) -> date | None:
    """The calendar day a step begins, from any of the four clocks.

    None for an extension that the contract does not have. Raises ValueError for what cannot be
    read as a date or a number.
    """
    if not at:
        return contract_start
    if clock == "date":
        return date.fromisoformat(at)
    count = int(at)
    if clock == "extension":
        if count < 1:
            raise ValueError(at)
        return sorted(extensions)[count - 1] if count <= len(extensions) else None
    return add_months(contract_start, count if clock == "months_after_start" else (count - 1) * 12)


def timeline_of(
    rules: Iterable[StepRule], contract_start: date, extensions: Sequence[date] = ()
) -> Timeline:
    """The dated limits that written steps give in a contract with these first days.

    A step tied to an extension that is not there gives none. Raises ValueError as ``step_date``.
    """
    dated = ((step_date(r.clock, r.at, contract_start, extensions), r.limit) for r in rules)
    return Timeline.of(Step(day, limit) for day, limit in dated if day is not None)
