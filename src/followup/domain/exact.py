"""Numbers as published calculations write them: exact in, exact out, rounded half up when asked."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from typing import overload

Number = Decimal | int | float | str
"""What the calculations take. A float is read as it is written: 0.1 is a tenth, not its binary."""


@overload
def exact(value: Number) -> Decimal: ...
@overload
def exact(value: Number | None) -> Decimal | None: ...
def exact(value: Number | None) -> Decimal | None:
    """The value as a Decimal; None is unknown and stays None.

    Raises ValueError for what is no finite number, and for True and False.

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
    return number


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
    with localcontext(prec=60):
        rounded = number.quantize(step, ROUND_HALF_UP)
        return rounded if digits >= 0 else rounded.quantize(Decimal(1))
