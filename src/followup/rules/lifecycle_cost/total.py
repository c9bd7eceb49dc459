"""Life-cycle cost of an alternative, with its whole working, and the ways to divide it.

Sources: Upphandlingsmyndigheten's general LCC tool (investment, operation, maintenance, residual
value and disposal as present values); the annuity method for a cost a year; circular notes on
vehicles: annual cost = (P - RV (1 + r)^-n) x annuity factor + running costs a year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from followup.domain.exact import Number, exact
from followup.rules.lifecycle_cost.checks import ZERO, not_negative, positive, rate_of
from followup.rules.lifecycle_cost.kinds import Payment, Timing, Working, WorkingLine
from followup.rules.lifecycle_cost.rates import annuity_factor, discount_factor
from followup.rules.lifecycle_cost.series import present_value, present_value_of_series


def working(payments: Iterable[Payment], rate: Number, *, digits: int | None = None) -> Working:
    """Every payment with its factor and present value, and the sum: the life-cycle cost.

    ``rate`` is a yearly fraction, ``digits`` rounds each factor before use. Where an amount is
    unknown there is no total, and the part is named in ``missing``.
    """
    lines = []
    for payment in payments:
        time = not_negative(payment.at_years, "the time to a payment")
        amount = exact(payment.amount)
        factor = discount_factor(rate, time, digits)
        value = None if amount is None else amount * factor
        lines.append(WorkingLine(payment.part, time, amount, factor, value))
    values = [line.present_value for line in lines]
    missing = dict.fromkeys(line.part for line in lines if line.amount is None)
    told = sum((value for value in values if value is not None), ZERO)
    return Working(tuple(lines), None if missing else told, told, tuple(missing))


def life_cycle_cost(
    investment: Number | None,
    yearly_costs: Iterable[Number | None],
    rate: Number,
    *,
    residual_value: Number | None = 0,
    disposal_cost: Number | None = 0,
    life_years: Number | None = None,
    timing: Timing = "end",
    digits: int | None = None,
) -> Decimal | None:
    """Life-cycle cost (LCC, livscykelkostnad) of one alternative as a sum of present values.

    Investment now, one running cost for each year, and after ``life_years`` (default: the number
    of yearly costs) the disposal cost less the residual value. None if any of them is unknown.

    >>> life_cycle_cost(40000, [513000, 256500], "0.06", timing="first_year_now", digits=2)
    Decimal('781285.00')
    """
    rows = list(yearly_costs)
    first, left, gone = exact(investment), exact(residual_value), exact(disposal_cost)
    running = present_value_of_series(rows, rate, timing=timing, digits=digits)
    if first is None or left is None or gone is None or running is None:
        return None
    end = len(rows) if life_years is None else life_years
    return first + running + (gone - left) * discount_factor(rate, end, digits)


def sum_of_parts(parts: Mapping[str, Number | None]) -> Decimal | None:
    """The sum of named parts that are present values already; None if one is unknown.

    LCC total = investment + LCC energy + LCC maintenance - present value of the residual value.
    """
    amounts = [exact(part) for part in parts.values()]
    return sum((a for a in amounts if a is not None), ZERO) if None not in amounts else None


def by_part(done: Working) -> dict[str, Decimal | None]:
    """Present value of each part of a working, in its order; None where one of it is unknown."""
    sums: dict[str, Decimal | None] = {}
    for line in done.lines:
        before = sums.get(line.part, ZERO)
        value = line.present_value
        sums[line.part] = None if before is None or value is None else before + value
    return sums


def annual_cost(
    total: Number | None, rate: Number, years: Number, *, digits: int | None = None
) -> Decimal | None:
    """Cost a year (årskostnad, annuitet): present value x annuity factor.

    What alternatives of unequal lives are compared by. ``digits`` rounds the annuity factor.

    >>> annual_cost(475000, "0.10", 5, digits=4)
    Decimal('125305.0000')
    """
    found = exact(total)
    return None if found is None else found * annuity_factor(rate, years, digits=digits)


def capital_cost(
    price: Number | None,
    residual_value: Number | None,
    rate: Number,
    years: Number,
    *,
    digits: int | None = None,
) -> Decimal | None:
    """Capital cost a year by annuity: (P - RV (1 + r)^-n) x annuity factor."""
    first, left = exact(price), present_value(residual_value, rate, years, digits)
    if first is None or left is None:
        return None
    return annual_cost(first - left, rate, years, digits=digits)


def mean_capital_cost(
    price: Number | None, residual_value: Number | None, rate: Number, years: Number
) -> Decimal | None:
    """Capital cost a year by straight line: (P - RV) / n + r x (P + RV) / 2.

    Equal depreciation, and interest on the mean of what is tied up, as machine costs often are.
    """
    first, left = exact(price), exact(residual_value)
    life, interest = positive(years, "a life"), rate_of(rate)
    if first is None or left is None:
        return None
    return (first - left) / life + interest * (first + left) / 2


def depreciation(
    price: Number | None, residual_value: Number | None, years: Number
) -> Decimal | None:
    """Loss of value a year by straight line (värdeminskning): (P - RV) / n."""
    return mean_capital_cost(price, residual_value, 0, years)


def residual_after(price: Number | None, yearly_loss: Number, years: Number) -> Decimal | None:
    """Residual value when each year takes the same share of what is left: P x (1 - d)^n."""
    first, loss = exact(price), rate_of(yearly_loss)
    time = not_negative(years, "the time")
    return None if first is None else first * (1 - loss) ** time


def cost_per_unit(cost: Number | None, units: Number | None) -> Decimal | None:
    """Cost for each km, hour, trip, kWh, piece, use-year or kilogram. ValueError unless units > 0.

    Cost and units cover the same time: a cost a year over km a year.
    """
    found = exact(cost)
    if units is None:
        return None
    count = positive(units, "the number of units")
    return None if found is None else found / count


def cost_per_km(cost: Number | None, distance_km: Number | None) -> Decimal | None:
    """Cost a kilometre, in the cost's currency; see `cost_per_unit`."""
    return cost_per_unit(cost, distance_km)


def cost_per_hour(cost: Number | None, hours: Number | None) -> Decimal | None:
    """Cost an hour of use, in the cost's currency; see `cost_per_unit`."""
    return cost_per_unit(cost, hours)


def replacement_times(life_years: Number, horizon_years: Number) -> tuple[Decimal, ...]:
    """When a thing of this life is bought anew before a longer horizon ends, in years from now.

    >>> replacement_times(4, 10)
    (Decimal('4'), Decimal('8'))
    """
    life = positive(life_years, "a life")
    horizon = positive(horizon_years, "the time compared over")
    whole, rest = divmod(horizon, life)
    return tuple(life * turn for turn in range(1, int(whole) + (rest > 0)))
