"""Comparing alternatives: pay-back, break-even, and how much the answer hangs on a guess."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from followup.domain.exact import Number, exact
from followup.rules.lifecycle_cost.checks import HUNDRED, ONE, ZERO, positive
from followup.rules.lifecycle_cost.kinds import Timing
from followup.rules.lifecycle_cost.rates import discount_factor, payment_time, yearly_parts

ALIKE = Decimal("1e-15")
Cost = Callable[[Decimal], Decimal | None]


def payback_years(extra_investment: Number | None, yearly_saving: Number | None) -> Decimal | None:
    """Simple pay-back time (rak återbetalningstid) in years: extra investment / saving a year.

    None if one is unknown, or if nothing is saved, so that it is never paid back. 0 if nothing
    extra is invested.

    >>> payback_years(5000, 27000)
    Decimal('0.1851851851851851851851851852')
    """
    extra, saving = exact(extra_investment), exact(yearly_saving)
    if extra is None or saving is None:
        return None
    if extra <= 0:
        return ZERO
    return extra / saving if saving > 0 else None


def payback_of_series(
    extra_investment: Number | None,
    savings: Iterable[Number | None],
    rate: Number = ZERO,
    *,
    timing: Timing = "end",
    digits: int | None = None,
) -> Decimal | None:
    """Pay-back time of uneven savings, discounted if ``rate`` is above 0, in years.

    Year by year until the savings reach the investment; within that year in proportion to the
    year's own saving. None if an amount is unknown before that, or the savings never reach it.
    """
    left = exact(extra_investment)
    if left is None or left <= 0:
        return None if left is None else ZERO
    for year, saving in enumerate(savings, 1):
        found = exact(saving)
        if found is None:
            return None
        value = found * discount_factor(rate, payment_time(year, timing), digits)
        if value >= left:
            return Decimal(year - 1) + left / value
        left -= value
    return None


def discounted_payback_years(
    extra_investment: Number | None,
    yearly_saving: Number | None,
    rate: Number,
    years: Number,
    *,
    timing: Timing = "end",
) -> Decimal | None:
    """Discounted pay-back time of the same saving every year of a life, in years."""
    saving = exact(yearly_saving)
    savings = (None if saving is None else saving * part for part in yearly_parts(years))
    return payback_of_series(extra_investment, savings, rate, timing=timing)


def break_even(
    fixed_a: Number | None, per_unit_a: Number | None, fixed_b: Number | None,
    per_unit_b: Number | None,
) -> Decimal | None:  # fmt: skip
    """Where fixed_a + per_unit_a x X equals fixed_b + per_unit_b x X (km, hours, pieces, a price).

    X = (fixed_b - fixed_a) / (per_unit_a - per_unit_b), exactly. None if one is unknown or the two
    are parallel. X may be below 0: then they meet nowhere that can happen.

    >>> break_even(40000, 2, 10000, 5)
    Decimal('10000')
    """
    a, b, c, d = (exact(value) for value in (fixed_a, per_unit_a, fixed_b, per_unit_b))
    if a is None or b is None or c is None or d is None or b == d:
        return None
    return (c - a) / (b - d)


def break_even_of(cost_a: Cost, cost_b: Cost) -> Decimal | None:
    """Where two costs meet that are straight lines in one quantity (price, distance, price of CO2).

    Each is asked at 0, 1 and 100. None if one is unknown there or the lines are parallel.
    ValueError if a cost is no straight line (a life or a rate never is).
    """
    ends = [(cost(ZERO), cost(ONE), cost(HUNDRED)) for cost in (cost_a, cost_b)]
    lines: list[tuple[Decimal, Decimal]] = []
    for at_0, at_1, at_100 in ends:
        if at_0 is None or at_1 is None or at_100 is None:
            return None
        slope = at_1 - at_0
        if abs(at_0 + slope * HUNDRED - at_100) > abs(at_100) * ALIKE + ALIKE:
            raise ValueError("the cost is no straight line in this quantity")
        lines.append((at_0, slope))
    # The last digits of two sums differ where the lines are parallel.
    if abs(lines[0][1] - lines[1][1]) <= abs(lines[0][1]) * ALIKE:
        return None
    return break_even(lines[0][0], lines[0][1], lines[1][0], lines[1][1])


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """One input changed by so many per cent: its value and what each alternative costs then."""

    change_percent: Decimal
    value: Decimal
    costs: Mapping[str, Decimal | None]


def sensitivity(
    base: Number, changes_percent: Iterable[Number], costs: Mapping[str, Cost]
) -> tuple[Sensitivity, ...]:
    """Each alternative's cost when one input is changed from ``base`` by each of the per cents.

    ``costs`` gives an alternative's cost for a value of the input. 0 is the base itself.
    """
    first = exact(base)
    rows = []
    for change in (exact(percent) for percent in changes_percent):
        value = first * (HUNDRED + change) / HUNDRED
        rows.append(Sensitivity(change, value, {name: cost(value) for name, cost in costs.items()}))
    return tuple(rows)


def cheapest(totals: Mapping[str, Number | None]) -> tuple[str, ...]:
    """The names with the lowest known cost, ties included; nobody if any cost is unknown.

    An unknown cost may be the lowest, so that nothing is said until it is known.
    """
    found = {name: exact(total) for name, total in totals.items()}
    amounts = [amount for amount in found.values() if amount is not None]
    if len(amounts) < len(found) or not amounts:
        return ()
    return tuple(name for name, amount in found.items() if amount == min(amounts))


def difference(cost_a: Number | None, cost_b: Number | None) -> Decimal | None:
    """What a costs more than b; below 0 where it is cheaper."""
    a, b = exact(cost_a), exact(cost_b)
    return None if a is None or b is None else a - b


def saving_share(cost: Number | None, reference_cost: Number | None) -> Decimal | None:
    """How much lower a cost is than a reference, as a fraction of the reference (above 0)."""
    found = exact(cost)
    if reference_cost is None:
        return None
    base = positive(reference_cost, "the cost compared with")
    return None if found is None else (base - found) / base
