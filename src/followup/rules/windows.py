"""Which spans of days carry a verdict: assessment periods, cut where the limit changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from followup.domain.parties import Contract, Exemption
from followup.domain.period import ONE_DAY, Frequency, Period, calendar_period, cut, tile
from followup.domain.requirement import Requirement
from followup.domain.timeline import Step


@dataclass(frozen=True, slots=True)
class Window:
    """The days of one verdict and the step in force on them.

    ``listed`` is the wider span whose rows are listed: all days before the contract's start
    in the window that begins with it, all days after its end in the window that ends with it.
    """

    period: Period
    limit: Step
    listed: Period


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a window: counted when ``why`` is None, else listed with that reason."""

    period: Period
    why: str | None = None


def windows(contract: Contract, requirement: Requirement, as_of: date) -> Iterator[Window]:
    """Windows from the contract's start to the period after the one that holds ``as_of``.

    Before the first step there is no limit and so no window. Rolling periods overlap and keep
    the limit of their last day; all others are cut where a step begins.
    """
    is_rolling = requirement.assessment_period == "rolling_12_months"
    later = 0
    days = contract.days
    for period in _tiles(days, requirement.assessment_period):
        # Rolling periods overlap: one is the current one in its last month alone.
        begins = calendar_period(period.end, "month").start if is_rolling else period.start
        if begins > as_of:
            later += 1
            if later > 1:
                return
        yield from _limited(days, requirement, period)


@lru_cache(maxsize=1024)
def _tiles(span: Period, frequency: Frequency) -> tuple[Period, ...]:
    """A contract's clauses share their periods, and so do contracts of the same days."""
    return tuple(tile(span, frequency))


def _limited(days: Period, requirement: Requirement, period: Period) -> Iterator[Window]:
    steps = requirement.limits.within(period)
    if not steps:
        return
    is_uncut = requirement.assessment_period == "rolling_12_months"
    is_one = len(steps) == 1 and steps[0].valid_from <= period.start
    if is_one or is_uncut or requirement.spec.basis == "reports":
        yield Window(period, steps[-1], _listed(days, period))
        return
    for part in cut(period, (step.valid_from for step in steps)):
        held = [step for step in steps if step.valid_from <= part.start]
        if held:
            yield Window(part, held[-1], _listed(days, part))


def _listed(days: Period, period: Period) -> Period:
    """The days whose rows a window lists, so that none outside the contract goes unseen."""
    if period.start != days.start and period.end != days.end:
        return period
    return Period(
        date.min if period.start == days.start else period.start,
        date.max if period.end == days.end else period.end,
    )


def stretches(window: Window, exemptions: Iterable[Exemption]) -> Iterator[Stretch]:
    """Cut a window where a dispens begins or ends, and add the days outside the contract."""
    period, listed = window.period, window.listed
    if listed.start < period.start:
        yield Stretch(Period(listed.start, period.start - ONE_DAY), "outside_contract")
    if listed.end > period.end:
        yield Stretch(Period(period.end + ONE_DAY, listed.end), "outside_contract")
    borders = [
        day
        for exemption in exemptions
        for day in (exemption.period.start, min(exemption.period.end, period.end) + ONE_DAY)
    ]
    for part in cut(period, borders):
        yield Stretch(part)


def exempting(
    window: Window, requirement: Requirement, exemptions: Iterable[Exemption]
) -> tuple[Exemption, ...]:
    """The dispenses of the whole requirement that cover every day of the window (rule 25).

    Empty when they leave a day uncovered.
    """
    whole = [
        exemption
        for exemption in sorted(exemptions, key=lambda e: (e.period, e.identifier))
        if exemption.is_whole
        and exemption.contract == requirement.contract
        and exemption.requirement in (None, requirement.identifier)
        and exemption.period.overlap(window.period)
    ]
    day = window.period.start
    for exemption in whole:
        if exemption.period.start <= day <= exemption.period.end:
            day = min(exemption.period.end, window.period.end) + ONE_DAY
    return tuple(whole) if day > window.period.end else ()
