"""What the functions of life-cycle cost take: rates that are fractions, and times that can be."""

from __future__ import annotations

from decimal import Decimal

from followup.domain.exact import Number, exact, half_up

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)


def rate_of(value: Number) -> Decimal:
    """A yearly rate as a fraction: 6 % is 0.06, see `percent`.

    ValueError at -1 or below, where nothing can be discounted, and from 1 up, which is a
    percentage written as a fraction.
    """
    found = exact(value)
    if not -ONE < found < ONE:
        raise ValueError(f"a rate is a fraction between -1 and 1 (6 % is 0.06), not {found}")
    return found


def positive(value: Number, what: str) -> Decimal:
    """The value if it is above 0; ValueError that says ``what`` must be above 0 otherwise."""
    found = exact(value)
    if found <= 0:
        raise ValueError(f"{what} must be above 0, not {found}")
    return found


def not_negative(value: Number, what: str) -> Decimal:
    """The value if it is 0 or more; ValueError that names ``what`` otherwise."""
    found = exact(value)
    if found < 0:
        raise ValueError(f"{what} cannot be negative, and is {found}")
    return found


def percent(value: Number) -> Decimal:
    """Per cent as a fraction.

    >>> percent(6), percent("2.5")
    (Decimal('0.06'), Decimal('0.025'))
    """
    return exact(value) / HUNDRED


def as_published(factor: Decimal, digits: int | None) -> Decimal:
    """A factor rounded before it is used, as printed tables have it; None leaves it unrounded."""
    return factor if digits is None else half_up(factor, digits)
