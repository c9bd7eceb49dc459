"""A goal: an indicator, a scope, and a dated target to reach it by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from followup.domain.requirement import Measured
from followup.domain.timeline import Step

Direction = Literal["up", "down"]
GoalStatus = Literal["reached", "missed", "on_pace", "too_slow", "wrong_way", "not_assessable"]

MEASURE: Final = "measure:"
SERIES: Final = "series:"
FED: Final = (MEASURE, SERIES)


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached, where, and by when.

    ``indicator`` names a measure over contracts (``measure:renewable_energy_share``) or an
    official series (``series:07/transport_ghg``, or ``series:own/NAME`` for one read from a
    file); anything else is followed by hand. ``target`` is None until an organisation
    sets one. ``path`` holds decided interim targets. Shares are fractions. ``is_proxy``: the
    indicator was chosen here because the owner's own is not published in readable form.
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
        """True where no contract and no series feeds it: people enter its figures."""
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
class Progress:
    """Where a goal stands: status, gap and the yearly pace it needs.

    ``gap``, ``needed_per_year`` and ``latest_per_year`` are in the goal's unit, signed so that
    a positive number is movement towards a higher value. ``latest_per_year`` is the change from
    ``previous``, the figure before; None where there are too few for a trend.
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
