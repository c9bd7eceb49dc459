"""Present value of payments: one, the same every year, uneven, or at any times.

Amounts are in one currency and come back in it. A rate is a yearly fraction. ``digits`` rounds
each factor half up before it is used, as printed tables and many published examples do. An amount
that is None is unknown, and then so is the sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from followup.domain.exact import Number, exact
from followup.rules.lifecycle_cost.checks import ONE, ZERO, rate_of
from followup.rules.lifecycle_cost.kinds import GrowthFrom, Payment, Timing
from followup.rules.lifecycle_cost.rates import (
    compound_factor,
    discount_factor,
    growth_years,
    payment_time,
    present_value_sum_factor,
    yearly_parts,
)

# Interest is found by halving an interval: this often gives more digits than anyone prints.
HALVINGS = 90
LOWEST, HIGHEST = Decimal("-0.9999"), Decimal(1000)


def present_value(
    amount: Number | None, rate: Number, years: Number, digits: int | None = None
) -> Decimal | None:
    """Present value (nuvärde) of one payment after ``years`` years: amount x (1 + r)^-t."""
    found = exact(amount)
    return None if found is None else found * discount_factor(rate, years, digits)


def future_value(
    amount: Number | None, rate: Number, years: Number, digits: int | None = None
) -> Decimal | None:
    """Future value (slutvärde) after ``years`` years: amount x (1 + r)^t."""
    found = exact(amount)
    return None if found is None else found * compound_factor(rate, years, digits)


def present_value_of_annual(
    amount: Number | None,
    rate: Number,
    years: Number,
    *,
    timing: Timing = "end",
    growth: Number = ZERO,
    growth_from: GrowthFrom = "first_year",
    digits: int | None = None,
) -> Decimal | None:
    """Present value of the same amount every year: amount x `present_value_sum_factor`.

    ``growth`` lets it rise each year, as an energy price may. ``digits`` rounds the sum factor.

    >>> present_value_of_annual(6500, "0.06", 20, digits=2)
    Decimal('74555.00')
    """
    found = exact(amount)
    if found is None:
        return None
    return found * present_value_sum_factor(
        rate, years, timing=timing, growth=growth, growth_from=growth_from, digits=digits
    )


def present_value_of_series(
    amounts: Iterable[Number | None],
    rate: Number,
    *,
    timing: Timing = "end",
    digits: int | None = None,
) -> Decimal | None:
    """Present value of uneven yearly amounts, the first for year 1.

    >>> present_value_of_series([513000, 256500], "0.06", timing="first_year_now", digits=2)
    Decimal('741285.00')
    """
    return present_value_of_payments(
        ((payment_time(year, timing), amount) for year, amount in enumerate(amounts, 1)),
        rate,
        digits=digits,
    )


def present_value_of_payments(
    payments: Iterable[tuple[Number, Number | None]], rate: Number, *, digits: int | None = None
) -> Decimal | None:
    """Present value of (years from now, amount) pairs at any times, in any order.

    >>> present_value_of_payments([(0, 40000), (0, 513000), (2, 256500)], "0.06", digits=2)
    Decimal('781285.00')
    """
    total = ZERO
    for years, amount in payments:
        value = present_value(amount, rate, years, digits)
        if value is None:
            return None
        total += value
    return total


def present_value_with_factors(
    payments: Iterable[tuple[Number | None, Number | None]],
) -> Decimal | None:
    """Present value of (amount, factor) pairs whose factors a source states itself.

    >>> present_value_with_factors([(40000, 1), (513000, 1), (256500, "0.89")])
    Decimal('781285.00')
    """
    total = ZERO
    for amount, factor in payments:
        found, times = exact(amount), exact(factor)
        if found is None or times is None:
            return None
        total += found * times
    return total


def net_present_value(
    investment: Number | None,
    surpluses: Iterable[Number | None],
    rate: Number,
    *,
    residual_value: Number | None = 0,
    timing: Timing = "end",
    digits: int | None = None,
) -> Decimal | None:
    """Net present value (kapitalvärde): what the yearly surpluses or savings, and the residual
    value after the last of them, are worth today, less the investment.

    >>> net_present_value(6, ["1.5"] * 8, "0.12", residual_value=1, digits=4)
    Decimal('1.85530')
    """
    first, last, rows = exact(investment), exact(residual_value), list(surpluses)
    income = present_value_of_series(rows, rate, timing=timing, digits=digits)
    if first is None or last is None or income is None:
        return None
    return income + last * discount_factor(rate, len(rows), digits) - first


def net_present_value_ratio(net: Number | None, investment: Number | None) -> Decimal | None:
    """Net present value per invested unit (kapitalvärdekvot, nuvärdeskvot)."""
    found, first = exact(net), exact(investment)
    if first == 0:
        raise ValueError("without an investment there is no ratio to it")
    return None if found is None or first is None else found / first


def internal_rate(payments: Iterable[tuple[Number, Number | None]]) -> Decimal | None:
    """Internal rate (internränta): the rate at which the pairs' present value is 0.

    (years from now, amount) with money out and in of opposite sign. None if an amount is unknown,
    or if there is no such rate, or more than one may be.
    """
    rows = [(exact(years), exact(amount)) for years, amount in payments]
    amounts = [(years, amount) for years, amount in sorted(rows) if amount]
    if any(amount is None for _, amount in rows):
        return None
    signs = [amount > 0 for _, amount in amounts]
    # With one change of sign there is at most one rate (Descartes).
    if sum(a != b for a, b in pairwise(signs)) != 1:
        return None
    return _root(amounts)


def _root(amounts: Sequence[tuple[Decimal, Decimal]]) -> Decimal | None:
    def value(rate: Decimal) -> Decimal:
        return sum((a * (ONE + rate) ** -t for t, a in amounts), ZERO)

    low, high = LOWEST, HIGHEST
    if (value(low) > 0) == (value(high) > 0):
        return None
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if (value(middle) > 0) == (value(low) > 0) else (low, middle)
    return (low + high) / 2


def yearly_payments(
    part: str,
    amount: Number | None,
    years: Number,
    *,
    timing: Timing = "end",
    growth: Number = ZERO,
    growth_from: GrowthFrom = "first_year",
) -> tuple[Payment, ...]:
    """A yearly amount as one payment a year; a broken last year takes its part of it."""
    found, rise = exact(amount), rate_of(growth)
    rows = []
    for year, share in enumerate(yearly_parts(years), 1):
        time = payment_time(year, timing)
        power = growth_years(year, time, growth_from)
        grown = None if found is None else found * share * (ONE + rise) ** power
        rows.append(Payment(part, time, grown))
    return tuple(rows)
