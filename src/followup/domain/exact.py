"""Numbers as published calculations write them: exact in, exact out, rounded half up when asked."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from typing import Final, overload

Number = Decimal | int | float | str
"""What the calculations take. A float is read as it is written: 0.1 is a tenth, not its binary."""

MOST_DIGITS: Final = 50
"""Digits before the point: a number with more of them is a slip, and would not fit a rounding."""
MOST_ZEROS: Final = 1000
"""Zeros after the point: "1e-999999" is as small to write and takes minutes to calculate with."""
_THIRDS: Final = Decimal("1e-12")


@overload
def exact(value: Number) -> Decimal: ...
@overload
def exact(value: Number | None) -> Decimal | None: ...
def exact(value: Number | None) -> Decimal | None:
    """The value as a Decimal; None is unknown and stays None.

    Raises ValueError for what is no finite number, for True and False, above 10^50 and below
    10^-1000. Text has a decimal point: "0,9" is refused, since "1,000" may be one or a thousand.

    >>> exact(0.1) + exact("0.2") + exact(1)
    Decimal('1.3')
    """
    if value is None:
        return None
    if isinstance(value, bool):
        raise ValueError(f"{value} is no number")  # noqa: TRY004 - one kind of refusal for callers
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"{value!r} is no number") from error
    if not number.is_finite():
        raise ValueError(f"{value!r} is no finite number")
    if number and number.adjusted() >= MOST_DIGITS:
        raise ValueError(f"{value!r} is larger than anything that is counted")
    if number.adjusted() < -MOST_ZEROS:
        raise ValueError(f"{value!r} is smaller than anything that is counted")
    return number


def stated(value: Number | None, what: str) -> Decimal:
    """A number that a calculation cannot do without (a rate, a share): ValueError, naming ``what``,
    where it is None."""
    number = exact(value)
    if number is None:
        raise ValueError(f"{what} must be known")
    return number


def is_whole(total: Decimal) -> bool:
    """Whether shares make 1: three thirds do, though a division cut each of them.

    >>> is_whole(3 * (Decimal(1) / 3)), is_whole(Decimal("0.999"))
    (True, False)
    """
    return abs(1 - total) <= _THIRDS


def above_zero(value: Decimal, what: str) -> Decimal:
    """The value, for dividing by: ValueError that names ``what`` unless it is above zero."""
    if value <= 0:
        raise ValueError(f"{what} must be above zero")
    return value


@overload
def half_up(value: Number, digits: int = 0) -> Decimal: ...
@overload
def half_up(value: Number | None, digits: int = 0) -> Decimal | None: ...
def half_up(value: Number | None, digits: int = 0) -> Decimal | None:
    """The value with ``digits`` decimals, a half away from zero; negative digits are tens.

    >>> half_up("2.345", 2), half_up("-0.5"), half_up(781285, -3)
    (Decimal('2.35'), Decimal('-1'), Decimal('781000'))
    """
    number = exact(value)
    if number is None:
        return None
    step = Decimal(1).scaleb(-digits)
    # Room for all digits before the point and after it, whatever the caller's context.
    with localcontext(prec=2 * MOST_DIGITS + abs(digits)):
        rounded = number.quantize(step, ROUND_HALF_UP)
        return rounded if digits >= 0 else rounded.quantize(Decimal(1))
