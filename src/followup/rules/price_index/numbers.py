"""What the calculations share: what is known, what is possible, and when a factor is rounded."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from followup.domain.exact import Number, exact, half_up, stated

ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
PER_CENT: Final = Decimal(100)


def known(*values: Number | None) -> tuple[Decimal, ...] | None:
    """All of the numbers, or None where one of them is unknown."""
    found = tuple(exact(value) for value in values if value is not None)
    return found if len(found) == len(values) else None


def plain(value: Fraction) -> Decimal:
    """The number with its one rounding, to 28 digits: thirds that make a whole make a whole."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def above_zero(value: Decimal, what: str) -> Decimal:
    """The same number; raises ValueError, naming ``what``, unless it is above nought."""
    if value <= 0:
        raise ValueError(f"{what} must be above 0, not {value}")
    return value


def fraction(value: Number | None, what: str) -> Decimal:
    """The number; raises ValueError, naming ``what``, unless it is known and lies from 0 to 1."""
    found = stated(value, what)
    if not ZERO <= found <= ONE:
        raise ValueError(f"{what} must be a fraction from 0 to 1, not {found}")
    return found


def as_used(factor: Decimal, digits: int | None) -> Decimal:
    """A factor as it is used: rounded first where the calculation says so."""
    return factor if digits is None else half_up(factor, digits)
