"""How far an index has moved: in points (absolute) and in per cent (relative), never mixed up.

Sources: SCB, "Att räkna med index"; Sveriges Åkeriföretag, "Använda index - Räkna rätt".
"""

from __future__ import annotations

from decimal import Decimal

from followup.domain.exact import Number
from followup.rules.price_index.numbers import ONE, PER_CENT, above_zero, as_used, known


def absolute_change(index_base: Number | None, index_now: Number | None) -> Decimal | None:
    """``now - base`` in index points. From 120 to 150 is 30 points, which is not 30 per cent.

    >>> absolute_change("120.0", "150.0")
    Decimal('30.0')
    """
    given = known(index_base, index_now)
    return None if given is None else given[1] - given[0]


def relative_change(index_base: Number | None, index_now: Number | None) -> Decimal | None:
    """``(now - base) / base`` as a fraction; 0.25 is 25 per cent. ValueError for a base of 0.

    >>> relative_change("120.0", "150.0")
    Decimal('0.25')
    """
    given = known(index_base, index_now)
    if given is None:
        return None
    base, now = given
    return (now - above_zero(base, "the base index")) / base


def relative_change_percent(index_base: Number | None, index_now: Number | None) -> Decimal | None:
    """``(now - base) / base * 100`` in per cent.

    >>> relative_change_percent(120, 150)
    Decimal('25')
    """
    given = known(index_base, index_now)
    if given is None:
        return None
    base, now = given
    return (now - above_zero(base, "the base index")) * PER_CENT / base


def points_as_percent(points: Number | None, index_base: Number | None) -> Decimal | None:
    """How many per cent of the base a number of index points is: ``points / base * 100``.

    >>> points_as_percent(30, 120)
    Decimal('25')
    """
    given = known(points, index_base)
    return None if given is None else given[0] * PER_CENT / above_zero(given[1], "the base index")


def index_factor(
    index_base: Number | None, index_now: Number | None, digits: int | None = None
) -> Decimal | None:
    """``now / base``, what a price of the base month is multiplied by; rounded where told.

    >>> index_factor(170, 173, 4)
    Decimal('1.0176')
    """
    given = known(index_base, index_now)
    if given is None:
        return None
    base, now = above_zero(given[0], "the base index"), above_zero(given[1], "the index now")
    return as_used(now / base, digits)


def average_yearly_change(
    index_base: Number | None, index_now: Number | None, years: Number
) -> Decimal | None:
    """The even yearly change, as a fraction, that leads from one to the other in ``years``.

    ``(now / base) ** (1 / years) - 1``; ValueError unless ``years`` is above 0.

    >>> round(average_yearly_change(100, 121, 2), 10)
    Decimal('0.1000000000')
    """
    factor, length = index_factor(index_base, index_now), known(years)
    if factor is None or length is None:
        return None
    power: Decimal = factor ** (ONE / above_zero(length[0], "the number of years"))
    return power - ONE
