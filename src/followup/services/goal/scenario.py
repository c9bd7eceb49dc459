"""If the contracts keep their steps: a goal's figure with every contract at its dated limit.

The published rule, on the amounts of the newest whole year and nothing else:

1. A contract with a clause on the goal's own measure is at least at the clause's limit, day by
   day of each coming year, on the energy it had then; one that is above stays there.
2. A clause counts that covers the whole contract and counts nothing the goal does not: the same
   set of fuels or a narrower one, no declared shares, certificates or electricity of any origin.
3. What is unknown stays unknown between its ends. A contract without such a clause stays as it
   was; one without deliveries that year is left out.
4. A contract that has run out counts at its last limit, and their number is said. The scenario
   ends with the year of the target, or before it with the last contract that has a limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from followup.domain.goal import MEASURE, Goal, Progress, ScenarioPoint
from followup.domain.parties import Contract
from followup.domain.period import Period, calendar_period
from followup.domain.requirement import MEASURES, MeasureSpec, Requirement
from followup.reference.catalogue import Catalogue
from followup.services.goal.contributions import Contribution

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Part:
    """A contract's amounts, and the limits it has promised; none where nothing binds it."""

    known: Fraction
    total: Fraction
    unknown: Fraction
    days: Period
    clauses: tuple[Requirement, ...]


def with_scenario(
    progress: Progress,
    contributions: Sequence[Contribution],
    contracts: Iterable[Contract],
    catalogue: Catalogue,
) -> Progress:
    """The progress with its scenario; without one where a year or its amounts are missing."""
    goal, latest = progress.goal, progress.latest
    spec = MEASURES.get(goal.indicator.removeprefix(MEASURE))
    is_known = latest is not None and latest.is_complete and progress.thin is None
    if spec is None or spec.scale != "share" or latest is None or not is_known:
        return progress
    if not contributions or any(c.unknown is None for c in contributions):
        return progress
    by_number = {c.number: c for c in contracts}
    parts = [
        _part(c, by_number[c.contract], spec, catalogue)
        for c in contributions
        if c.contract in by_number
    ]
    found = tuple(_points(parts, spec, latest.day.year, _last_year(goal, parts)))
    return replace(progress, scenario=found)


def binds(clause: Requirement, spec: MeasureSpec, catalogue: Catalogue) -> bool:
    """Whether a clause promises at least (or at most) its limit of the goal's own measure."""
    return (
        clause.measure == spec.name
        and clause.vehicle_set is None
        and clause.electricity != "all"
        and not (clause.accepts_declared or clause.accepts_green_gas or clause.accepts_mass_balance)
        and _is_within(clause.fuel_set or spec.fuel_set, spec, catalogue)
    )


def _is_within(code: str | None, spec: MeasureSpec, catalogue: Catalogue) -> bool:
    """Whether a set of fuels counts no more of any fuel than the measure's own set does."""
    if code == spec.fuel_set:
        return True
    sets = {s.code: s for s in catalogue.fuel_sets}
    own, wide = sets.get(code or ""), sets.get(spec.fuel_set or "")
    if own is None or wide is None or spec.comparator != ">=":
        return False
    is_narrower = own.others == wide.others and not wide.fixed
    return is_narrower and all(part == 0 for part in own.fixed.values())


def _part(
    found: Contribution, contract: Contract, spec: MeasureSpec, catalogue: Catalogue
) -> _Part:
    unknown = Fraction(found.unknown or 0)
    return _Part(
        known=Fraction(found.numerator),
        total=Fraction(found.denominator) + unknown,
        unknown=unknown,
        days=contract.days,
        clauses=tuple(c for c in contract.requirements if binds(c, spec, catalogue)),
    )


def _last_year(goal: Goal, parts: Iterable[_Part]) -> int:
    """The last year told: the last contract's with a limit, the target's if that is before."""
    last = max((p.days.end.year for p in parts if p.clauses), default=0)
    return min(last, goal.target_date.year) if goal.target_date else last


def _points(
    parts: Sequence[_Part], spec: MeasureSpec, latest: int, last: int
) -> Iterator[ScenarioPoint]:
    energy = sum((p.total for p in parts), Fraction(0))
    bound = [p for p in parts if p.clauses]
    if energy <= 0:
        return
    for number in range(latest + 1, last + 1):
        year = calendar_period(date(number, 1, 1), "year")
        kept = [_kept(p, spec, year) for p in parts]
        low, high = (sum(each, Fraction(0)) / energy for each in zip(*kept, strict=True))
        yield ScenarioPoint(
            day=year.end,
            low=_decimal(low),
            high=_decimal(high),
            bound=len(bound),
            unbound=len(parts) - len(bound),
            ended=sum(1 for p in bound if p.days.end < year.start),
        )


def _kept(part: _Part, spec: MeasureSpec, year: Period) -> tuple[Fraction, Fraction]:
    """What counts of a contract that year, at the low and at the high end."""
    ends = (part.known, part.known + part.unknown)
    limit = limit_of(part.clauses, part.days, year)
    if limit is None or part.total <= 0:
        return ends
    choose = max if spec.comparator == ">=" else min
    low, high = (choose(end, limit * part.total) for end in ends)
    return low, high


def limit_of(clauses: Sequence[Requirement], days: Period, year: Period) -> Fraction | None:
    """The limit over a year, each day's counted alike; None where no clause has one then.

    After the contract's last day its last limit holds. A day before the first step promises
    nothing: no share of at least, all of at most.
    """
    turns = {s.valid_from for c in clauses for s in c.limits.steps if s.valid_from <= days.end}
    starts = sorted({year.start, *(t for t in turns if year.start < t <= year.end)})
    ends = [*starts[1:], year.end + _DAY]
    if not any(t <= year.end for t in turns):
        return None
    parts = (
        _on(clauses, min(start, days.end)) * (end - start).days
        for start, end in zip(starts, ends, strict=True)
    )
    return sum(parts, Fraction(0)) / (year.end + _DAY - year.start).days


def _on(clauses: Sequence[Requirement], day: date) -> Fraction:
    """The sternest limit in force on a day."""
    held = [[s for s in c.limits.steps if s.valid_from <= day][-1:] for c in clauses]
    limits = [Fraction(step.value) for steps in held for step in steps]
    if clauses[0].comparator == ">=":
        return max(limits, default=Fraction(0))
    return min(limits, default=Fraction(1))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / value.denominator
