"""What the functions of life-cycle cost take: rates that are fractions, and times that can be."""

from __future__ import annotations

from decimal import Decimal

from followup.domain.exact import Number, half_up, stated

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
LONGEST_YEARS = 1000


def rate_of(value: Number | None) -> Decimal:
    """A yearly rate as a fraction: 6 % is 0.06, see `percent`.

    ValueError for None, at -1 or below, where nothing can be discounted, and from 1 up, which is a
    percentage written as a fraction.
    """
    found = stated(value, "a rate")
    if not -ONE < found < ONE:
        raise ValueError(f"a rate is a fraction between -1 and 1 (6 % is 0.06), not {found}")
    return found


def positive(value: Number | None, what: str) -> Decimal:
    """The value if it is above 0; ValueError that says ``what`` must be above 0 otherwise."""
    found = stated(value, what)
    if found <= 0:
        raise ValueError(f"{what} must be above 0, not {found}")
    return found


def not_negative(value: Number | None, what: str) -> Decimal:
    """The value if it is 0 or more; ValueError that names ``what`` otherwise."""
    found = stated(value, what)
    if found < 0:
        raise ValueError(f"{what} cannot be negative, and is {found}")
    return found


def life_of(years: Number | None, what: str = "a life") -> Decimal:
    """A length of years above 0; ValueError for one so long that hours or km must have been meant,
    and a sum over each year would never end."""
    found = positive(years, what)
    if found > LONGEST_YEARS:
        raise ValueError(f"{what} of {found} years is longer than {LONGEST_YEARS}")
    return found


def percent(value: Number) -> Decimal:
    """Per cent as a fraction.

    >>> percent(6), percent("2.5")
    (Decimal('0.06'), Decimal('0.025'))
    """
    return stated(value, "a percentage") / HUNDRED


def as_published(factor: Decimal, digits: int | None) -> Decimal:
    """A factor rounded before it is used, as printed tables have it; None leaves it unrounded."""
    return factor if digits is None else half_up(factor, digits)
