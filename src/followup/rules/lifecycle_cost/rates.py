"""Rates, and the factors that move money in time. Rates and factors are fractions a year.

Sources: Upphandlingsmyndigheten, "Parametrar i en LCC-kalkyl" (real rate); the formulas of the
present-value and annuity methods as every textbook has them. The factors reproduce the printed
tables (nuvärdesfaktor, nusummefaktor, annuitetsfaktor) when ``digits`` is that of the table.
"""

from __future__ import annotations

from decimal import Decimal

from followup.domain.exact import Number, exact
from followup.rules.lifecycle_cost.checks import (
    ONE,
    ZERO,
    as_published,
    life_of,
    not_negative,
    positive,
    rate_of,
)
from followup.rules.lifecycle_cost.kinds import GrowthFrom, Timing

HALF = Decimal("0.5")


def real_rate(nominal: Number, inflation: Number, *, exact: bool = True) -> Decimal:
    """Real discount rate (real kalkylränta): (1 + nominal) / (1 + inflation) - 1.

    With ``exact=False`` nominal - inflation, as Upphandlingsmyndigheten and BELOK state it.
    The same gives a rate net of a price rise: 5 % and energy prices up 3 % a year is about 2 %.

    >>> real_rate("0.05", "0.03", exact=False)
    Decimal('0.02')
    """
    rate, rise = rate_of(nominal), rate_of(inflation)
    return (ONE + rate) / (ONE + rise) - ONE if exact else rate - rise


def nominal_rate(real: Number, inflation: Number, *, exact: bool = True) -> Decimal:
    """Nominal discount rate: (1 + real) x (1 + inflation) - 1, or their sum if not ``exact``."""
    rate, rise = rate_of(real), rate_of(inflation)
    return (ONE + rate) * (ONE + rise) - ONE if exact else rate + rise


def rate_per_period(rate: Number, periods_per_year: int, *, compound: bool = True) -> Decimal:
    """A yearly rate as a rate per month, quarter or other part: (1 + r)^(1/m) - 1.

    With ``compound=False`` r / m, as lease and loan contracts often have it.
    """
    yearly, parts = rate_of(rate), positive(periods_per_year, "the number of periods a year")
    return (ONE + yearly) ** (ONE / parts) - ONE if compound else yearly / parts


def effective_rate(nominal: Number, periods_per_year: int) -> Decimal:
    """Effective yearly rate of a nominal rate r added m times a year: (1 + r/m)^m - 1."""
    parts = positive(periods_per_year, "the number of periods a year")
    return (ONE + rate_of(nominal) / parts) ** int(parts) - ONE


def discount_factor(rate: Number, years: Number, digits: int | None = None) -> Decimal:
    """Present-value factor (nuvärdesfaktor, diskonteringsfaktor): (1 + r)^-t.

    ``years`` may be broken (0.5) or 0. ``digits`` rounds the factor half up before it is used.
    ValueError for a negative time.

    >>> discount_factor("0.06", 2, digits=2)
    Decimal('0.89')
    """
    time = not_negative(years, "the time to a payment")
    return as_published((ONE + rate_of(rate)) ** -time, digits)


def compound_factor(rate: Number, years: Number, digits: int | None = None) -> Decimal:
    """Future-value factor (slutvärdesfaktor): (1 + r)^t. Also the price level after t years."""
    time = not_negative(years, "the time")
    return as_published((ONE + rate_of(rate)) ** time, digits)


def present_value_sum_factor(
    rate: Number,
    years: Number,
    *,
    timing: Timing = "end",
    growth: Number = ZERO,
    growth_from: GrowthFrom = "first_year",
    digits: int | None = None,
) -> Decimal:
    """Present value of 1 a year for ``years`` years (nusummefaktor, nuvärdessummefaktor).

    Payments at the end of each year and no growth: (1 - (1 + r)^-n) / r; n where r is 0.
    Otherwise the sum over whole years of (1 + g)^k x (1 + r)^-t, see `payment_time` for t and
    `GrowthFrom` for k; the part of a last, broken year counts for that part of a year's amount.
    In English textbooks "annuity factor" may mean this; `annuity_factor` is its inverse.
    ValueError if ``years`` is not above 0.

    >>> present_value_sum_factor("0.06", 20, digits=2)
    Decimal('11.47')
    """
    yearly = rate_of(rate)
    rise = rate_of(growth)
    amounts = yearly_parts(years)
    total = ZERO
    for year, part in enumerate(amounts, 1):
        time = payment_time(year, timing)
        grown = (ONE + rise) ** growth_years(year, time, growth_from)
        total += part * grown * (ONE + yearly) ** -time
    return as_published(total, digits)


def annuity_factor(
    rate: Number, years: Number, *, timing: Timing = "end", digits: int | None = None
) -> Decimal:
    """What 1 today costs a year for ``years`` years (annuitetsfaktor, capital recovery factor).

    r / (1 - (1 + r)^-n), which is 1 / `present_value_sum_factor`; 1/n where r is 0.

    >>> annuity_factor("0.06", 5, digits=4)
    Decimal('0.2374')
    """
    return as_published(ONE / present_value_sum_factor(rate, years, timing=timing), digits)


def payment_time(year: int, timing: Timing) -> Decimal:
    """Years from now until what belongs to year 1, 2, ... is paid.

    start: 0, 1, 2. middle: 0.5, 1.5, 2.5. end: 1, 2, 3. first_year_now: 0, 2, 3.
    """
    if year < 1:
        raise ValueError(f"years are counted from 1, and this is {year}")
    if timing == "start" or (timing == "first_year_now" and year == 1):
        return Decimal(year - 1)
    if timing == "middle":
        return Decimal(year) - HALF
    if timing in ("end", "first_year_now"):
        return Decimal(year)
    raise ValueError(f"{timing!r} is no time of payment: start, middle, end or first_year_now")


def growth_years(year: int, time: Decimal, growth_from: GrowthFrom) -> Decimal:
    """For how many years an amount has grown when that of ``year`` is paid, at ``time``."""
    if growth_from not in ("first_year", "today"):
        raise ValueError(f"{growth_from!r} is no start of growth: first_year or today")
    return time if growth_from == "today" else Decimal(year - 1)


def yearly_parts(years: Number) -> tuple[Decimal, ...]:
    """How much of each year belongs to a life of ``years`` years.

    >>> yearly_parts("1.5")
    (Decimal('1'), Decimal('0.5'))
    """
    life = life_of(years)
    whole = int(life)
    rest = life - whole
    return (ONE,) * whole + ((exact(rest),) if rest else ())
