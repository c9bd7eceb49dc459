"""When two figures may be held against each other, and why not.

Two figures are compared only if they are the same indicator, over the same scope, on the same
basis, in the same unit and of the same period, each complete, from contracts or statistics rather
than entered by hand, with a verified goal behind it, with reports for at least the coverage floor
and with an interval no wider than the widest. Nothing weighs one lack against another: any of
them is enough to refuse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from followup.domain.goal import Goal, Point


@dataclass(frozen=True, slots=True)
class CompareRule:
    """The least coverage, and the widest interval of a share, that a comparison stands on."""

    coverage_floor: Decimal
    widest: Decimal


@dataclass(frozen=True, slots=True)
class Comparand:
    """One figure to compare: whose, of which goal, measured on what, and the point itself.

    ``basis`` is what the indicator is counted on, empty where no measure gives it. ``point`` is
    None without any figure; ``is_hidden`` says that there is one that is not shown.
    """

    name: str
    goal: Goal
    basis: str
    point: Point | None
    is_hidden: bool = False

    @property
    def day(self) -> date | None:
        """The last day of the figure's period."""
        return None if self.point is None else self.point.day


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why two figures are not compared; ``name`` is whose figure lacks it, None for both."""

    code: str
    name: str | None = None


def hindrances(left: Comparand, right: Comparand, rule: CompareRule) -> tuple[Hindrance, ...]:
    """Every reason against comparing two figures; none at all means that they are comparable."""
    return (*_differences(left, right), *_lacks(left, rule), *_lacks(right, rule))


def _differences(left: Comparand, right: Comparand) -> Iterator[Hindrance]:
    if left.goal.indicator != right.goal.indicator:
        yield Hindrance("other_indicator")
    if left.goal.scope != right.goal.scope:
        yield Hindrance("other_scope")
    if left.basis != right.basis:
        yield Hindrance("other_basis")
    if left.goal.unit != right.goal.unit:
        yield Hindrance("other_unit")
    if left.day is not None and right.day is not None and left.day != right.day:
        yield Hindrance("other_period")


def _lacks(one: Comparand, rule: CompareRule) -> Iterator[Hindrance]:
    if one.goal.status == "unverified":
        yield Hindrance("unverified", one.name)
    if one.goal.is_manual or (one.point is not None and one.point.is_by_hand):
        yield Hindrance("by_hand", one.name)
    if one.is_hidden:
        # Nothing more is said of what is hidden.
        yield Hindrance("hidden", one.name)
        return
    point = one.point
    if point is None or point.value is None or point.low is None or point.high is None:
        yield Hindrance("no_figure", one.name)
        return
    if not point.is_complete:
        yield Hindrance("not_complete", one.name)
    if point.measured is not None and point.coverage is None:
        yield Hindrance("no_report_expected", one.name)
    if point.coverage is not None and point.coverage < rule.coverage_floor:
        yield Hindrance("low_coverage", one.name)
    if point.high - point.low > rule.widest and one.goal.unit == "share":
        yield Hindrance("too_unknown", one.name)
