"""Penalty and bonus from a clause's own parameters, in Decimal; an open amount stays an interval.

A share is compared as whole products, so that a started point is never one of rounding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from followup.domain.measure import Comparator
from followup.domain.penalty import PenaltyRule
from followup.domain.period import ONE_DAY, Period, add_months

WEEK_DAYS: Final = 7
CENT: Final = Decimal("0.01")
PER_CENT: Final = 100
ZERO: Final = Decimal(0)

Span = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of a share or number, its limit, and on which side of it a breach lies.

    ``unknown`` may belong to the numerator or not; a share's denominator takes it in whole.
    """

    numerator: Decimal
    denominator: Decimal
    unknown: Decimal
    limit: Decimal
    comparator: Comparator
    is_number: bool = False

    @property
    def whole(self) -> Decimal:
        """What the limit is a part of; 1 where it is a number."""
        return Decimal(1) if self.is_number else self.denominator + self.unknown


def missed(sums: Sums, *, better: bool = False) -> Span:
    """How far the numerator is on the wrong side of the limit, or with ``better`` beyond it.

    In the unit of the sums, between what is certain and what may be; never below 0.
    """
    border = sums.limit * sums.whole
    ends = (sums.numerator - border, sums.numerator + sums.unknown - border)
    is_below = (sums.comparator == ">=") is not better
    low, high = (-ends[1], -ends[0]) if is_below else ends
    return max(ZERO, low), max(ZERO, high)


def points(sums: Sums, rule: PenaltyRule, *, better: bool = False) -> Span:
    """Percentage points that are missing, or beyond the limit with ``better``."""
    low, high = missed(sums, better=better)
    return _part(low, sums.whole, rule), _part(high, sums.whole, rule)


def _part(amount: Decimal, whole: Decimal, rule: PenaltyRule) -> Decimal:
    return _up(amount * PER_CENT, whole) if rule.is_started else amount * PER_CENT / whole


def vehicles(sums: Sums, *, better: bool = False) -> Span:
    """The least number of vehicles that would have met the clause, or that are beyond it."""
    low, high = missed(sums, better=better)
    whole = _down if better else _up
    return whole(low, Decimal(1)), whole(high, Decimal(1))


def weeks(days: int, rule: PenaltyRule) -> Decimal:
    """Started or whole weeks in a number of days."""
    rounded = _up if rule.is_started else _down
    return rounded(Decimal(max(0, days)), Decimal(WEEK_DAYS))


def months(after: date, until: date, rule: PenaltyRule) -> Decimal:
    """Started or whole months from the day after ``after`` to ``until``, inclusive."""
    if until <= after:
        return ZERO
    whole = 0
    while add_months(after, whole + 1) <= until:
        whole += 1
    return Decimal(whole + (rule.is_started and add_months(after, whole) < until))


def timed(after: date, until: date, excused: int, rule: PenaltyRule) -> Decimal:
    """Weeks or months of a delay, or 1 for a lump sum; days excused are taken from its end."""
    if until <= after:
        return ZERO
    days = (until - after).days - excused
    if days <= 0:
        return ZERO
    if rule.kind == "lump_sum":
        return Decimal(1)
    if rule.kind == "per_month":
        return months(after, after + ONE_DAY * days, rule)
    return weeks(days, rule)


def excused_days(after: date, until: date, start: date, end: date) -> int:
    """How many of the days after ``after`` up to ``until`` lie in the days excused."""
    if until <= after:
        return 0
    shared = Period(after + ONE_DAY, until).overlap(Period(start, end))
    return shared.days if shared else 0


def price(units: Decimal, rule: PenaltyRule) -> Decimal:
    """What a number of units costs, rounded half up to the hundredth."""
    return (units * rule.amount).quantize(CENT, ROUND_HALF_UP)


def supplement(base: Decimal, rule: PenaltyRule) -> Decimal:
    """The part of a price that a supplement is."""
    return (base * rule.amount / PER_CENT).quantize(CENT, ROUND_HALF_UP)


def left_of(amount: Decimal, cap: Decimal | None, used: Decimal) -> Decimal:
    """What may be asked of an amount when part of the cap is used; never below 0."""
    return amount if cap is None else max(ZERO, min(amount, cap - used))


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum, also of nothing."""
    return sum(amounts, ZERO)


def _up(amount: Decimal, by: Decimal) -> Decimal:
    whole, rest = divmod(amount, by)
    return whole + (rest > 0)


def _down(amount: Decimal, by: Decimal) -> Decimal:
    return divmod(amount, by)[0]
