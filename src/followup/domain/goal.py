"""A goal: an indicator, a scope, and a dated target to reach it by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from followup.domain.requirement import Measured
from followup.domain.timeline import Step

Direction = Literal["up", "down"]
GoalStatus = Literal["reached", "missed", "on_pace", "too_slow", "wrong_way", "not_assessable"]

MEASURE: Final = "measure:"
SERIES: Final = "series:"
LOG: Final = "log:"
FED: Final = (MEASURE, SERIES, LOG)


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached, where, and by when.

    ``indicator`` names a measure over contracts (``measure:renewable_energy_share``) or an
    official series (``series:07/transport_ghg``, or ``series:own/NAME`` for one read from a
    file), or what is noted case by case (``log:NAME``); anything else is followed by hand.
    ``target`` is None until an organisation sets one. ``path`` holds decided interim targets.
    Shares are fractions. ``is_proxy``: the indicator was chosen here because the owner's own is
    not published in readable form.
    """

    identifier: str
    title: str
    owner: str
    geography: str
    indicator: str
    scope: str
    direction: Direction
    unit: str
    base_date: date | None
    base: Decimal | None
    target_date: date | None
    target: Decimal | None
    path: tuple[Step, ...] = ()
    source: str | None = None
    status: str = "unverified"
    note: str | None = None
    is_own: bool = False
    is_proxy: bool = False
    tags: tuple[str, ...] = ()

    @property
    def is_manual(self) -> bool:
        """True where no contract, series or log feeds it: people enter its figures."""
        return not self.indicator.startswith(FED)


@dataclass(frozen=True, slots=True)
class Point:
    """An indicator's value at the end of a period, between ``low`` and ``high``.

    ``value`` is the share of what is known. ``coverage`` is the reported part of what was
    expected; None for official series, which have a ``source`` instead. ``measured`` holds the
    amounts behind a share: they decide, the quotients are for eyes. ``is_complete`` is False
    while the period runs or its last reports are not due yet. ``is_by_hand``: somebody entered
    it, and ``source`` is what they say it comes from.
    """

    day: date
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    coverage: Decimal | None = None
    is_complete: bool = True
    measured: Measured | None = None
    source: str | None = None
    is_by_hand: bool = False

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """Low and high, undivided where the amounts are at hand; raises ValueError without."""
        measured = self.measured
        if measured is not None and measured.unknown is not None and not measured.is_nothing:
            total = Fraction(measured.by) / Fraction(measured.times)
            known = Fraction(measured.numerator)
            return known / total, (known + Fraction(measured.unknown)) / total
        if self.low is None or self.high is None:
            raise ValueError(f"no figure on {self.day}")
        return Fraction(self.low), Fraction(self.high)


@dataclass(frozen=True, slots=True)
class PolicyBreak:
    """A day a law's level changed: told beside a figure as coincidence, never as its cause.

    ``subject`` is what the law is about (``diesel``); levels are fractions.
    """

    day: date
    subject: str
    before: Decimal
    after: Decimal

    @property
    def is_lower(self) -> bool:
        """True when the level was cut."""
        return self.after < self.before


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """Where a trend stands on a day, and between which ends a figure of that day would lie."""

    day: date
    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Trend:
    """The straight line through ``count`` yearly figures, by the rule in ``goals/trend.py``.

    ``per_year`` is in the goal's unit. ``line`` has a point for each year from ``first``, past
    ``last`` and no farther than the line may be drawn out; ``probability`` is that of a figure
    within its ends, if what happens goes on as between ``first`` and ``last``.
    """

    first: date
    last: date
    count: int
    per_year: Decimal
    probability: Decimal
    line: tuple[TrendPoint, ...]


@dataclass(frozen=True, slots=True)
class ScenarioPoint:
    """A year's figure if every contract is at least at its dated limit on its latest amounts.

    The figure lies between ``low`` and ``high`` or better. Of the contracts behind it ``bound``
    have such a limit, ``unbound`` have none and stay as they are, and ``ended`` of the bound ones
    have run out by then and count at their last limit.
    """

    day: date
    low: Decimal
    high: Decimal
    bound: int
    unbound: int
    ended: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a goal stands: status, gap and the yearly pace it needs.

    ``gap``, ``needed_per_year`` and ``latest_per_year`` are in the goal's unit, signed so that
    a positive number is movement towards a higher value. ``latest_per_year`` is the change from
    ``previous``, the figure before; None where there are too few for a trend. ``thin`` is the
    newest year when fewer reports than the floor are in, or nobody knows how many there should
    be: its coverage then leads, before any figure. A ``trend`` rests on ``trend_count`` figures
    and is None where those are fewer than ``trend_minimum``. ``decisive`` are the days of the
    whole years that decide: all other figures are told as "so far".
    """

    goal: Goal
    series: tuple[Point, ...]
    latest: Point | None
    status: GoalStatus
    reasons: tuple[str, ...]
    gap: Decimal | None
    needed_per_year: Decimal | None
    latest_per_year: Decimal | None
    path: tuple[Step, ...]
    previous: Point | None = None
    breaks: tuple[PolicyBreak, ...] = ()
    thin: Point | None = None
    trend: Trend | None = None
    trend_count: int = 0
    trend_minimum: int = 0
    scenario: tuple[ScenarioPoint, ...] = ()
    decisive: tuple[date, ...] = ()
