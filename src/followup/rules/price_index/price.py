"""A price or amount adjusted by one index: in whole, in part, past a threshold, in a chain.

Sources: SCB, "Att räkna med index" (whole); Entreprenadindex (K with factor 0.9); Sveriges
Åkeriföretag (fuel supplement, always against the base month).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from followup.domain.exact import Number, exact, stated
from followup.rules.price_index.change import relative_change_percent
from followup.rules.price_index.numbers import (
    ONE,
    ZERO,
    above_zero,
    as_used,
    fraction,
    known,
    plain,
)

ThresholdRule = Literal["whole", "excess"]


def indexed_price(
    old_price: Number | None,
    index_base: Number | None,
    index_now: Number | None,
    share: Number = 1,
    factor_digits: int | None = None,
) -> Decimal | None:
    """The price now, in the price's own unit: ``old x now / base``, of which ``share`` follows.

    With a share below 1 the rest stands still: ``old x (1 - share + share x now / base)``.
    ``factor_digits`` rounds ``now / base`` before it is used.

    >>> from followup.rules.price_index import half_up
    >>> half_up(indexed_price(10500, 170, 173), 2)
    Decimal('10685.29')
    """
    added = adjustment(old_price, index_base, index_now, share, factor_digits)
    return None if added is None or old_price is None else exact(old_price) + added


def adjustment(
    amount: Number | None,
    index_base: Number | None,
    index_now: Number | None,
    share: Number = 1,
    factor_digits: int | None = None,
) -> Decimal | None:
    """What is added to an amount, or taken from it below 0: ``K = V x share x (iu - ib) / ib``.

    Entreprenadindex has the share 0.9; SCB's plain calculation has 1.

    >>> adjustment(1000000, "100.0", "108.0", "0.9")
    Decimal('72000.0')
    """
    given = known(amount, index_base, index_now)
    if given is None:
        return None
    value, base, now = given
    above_zero(base, "the base index")
    above_zero(now, "the index now")
    part = value * fraction(share, "the share that is indexed")
    if factor_digits is None:
        return part * (now - base) / base
    return part * (as_used(now / base, factor_digits) - ONE)


def fuel_surcharge_percent(
    fuel_share: Number | None,
    index_base: Number | None,
    index_now: Number | None,
    price_level: Number | None = 1,
) -> Decimal | None:
    """Fuel supplement (DMT) in per cent of the price: fuel's share of the cost x its change.

    A fuel that is 30 % of the cost and rises by 20 % raises the whole price by 6 %. Where the price
    has been raised for other things since the base month, the supplement is a smaller part of it:
    ``share x change / price level``, the level being 1.05 after 5 %. Source of the three terms:
    Sveriges Åkeriföretag, "Använda index - Räkna rätt".

    >>> fuel_surcharge_percent("0.30", 100, 120)
    Decimal('6')
    >>> fuel_surcharge_percent("0.30", 100, 120, price_level="1.20")
    Decimal('5')
    """
    given, change = known(fuel_share, price_level), relative_change_percent(index_base, index_now)
    if given is None or change is None:
        return None
    share = fraction(given[0], "the fuel's share of the cost")
    level = above_zero(given[1], "the price level")
    return plain(Fraction(share) * Fraction(change) / Fraction(level))


def threshold_reached(change_percent: Number | None, threshold_percent: Number) -> bool | None:
    """Whether a change, up or down, is as large as the threshold; both in per cent.

    >>> threshold_reached("-3.0", 3)
    True
    """
    given = known(change_percent)
    limit = stated(threshold_percent, "a threshold")
    if limit < 0:
        raise ValueError(f"a threshold is never below 0, not {limit}")
    return None if given is None else abs(given[0]) >= limit


def threshold_change(
    change_percent: Number | None, threshold_percent: Number, rule: ThresholdRule = "whole"
) -> Decimal | None:
    """The change that a clause with a threshold lets through, in per cent.

    Below the threshold 0. From it on the ``whole`` change, or only the ``excess`` beyond it.

    >>> threshold_change("5.6", 3), threshold_change("5.6", 3, "excess"), threshold_change("2.9", 3)
    (Decimal('5.6'), Decimal('2.6'), Decimal('0'))
    """
    if rule not in ("whole", "excess"):
        raise ValueError(f"{rule!r} is no rule of a threshold: whole or excess")
    reached = threshold_reached(change_percent, threshold_percent)
    if reached is None or change_percent is None:
        return None
    change, limit = exact(change_percent), exact(threshold_percent)
    if not reached:
        return ZERO
    return change if rule == "whole" else change - limit.copy_sign(change)


def chained_price(
    old_price: Number | None,
    indices: Sequence[Number | None],
    share: Number = 1,
    price_digits: int | None = None,
) -> Decimal | None:
    """The price when each month is compared with the month before, to show what that does.

    ``indices`` begin with the base month. With the whole price indexed and nothing rounded it
    equals ``indexed_price``; with a part indexed, or each month rounded to ``price_digits``, it
    drifts away from it. Always compare with the base month instead.
    """
    if not indices:
        raise ValueError("a chain needs the index of the base month")
    price = None if old_price is None else exact(old_price)
    for before, now in pairwise(indices):
        price = indexed_price(price, before, now, share)
        price = None if price is None else as_used(price, price_digits)
    return price


def in_prices_of(
    amount: Number | None, index_then: Number | None, index_wanted: Number | None
) -> Decimal | None:
    """An amount in the price level of another time (fixed prices): ``amount x wanted / then``."""
    return indexed_price(amount, index_then, index_wanted)
