"""One adjustment with every step: indices, changes, weights, threshold, share, price.

``price = base price x (1 - share + share x basket factor)``, the basket factor being
``sum(weight x now / base)``. Of one component with the weight 1 it is ``K = V x share x
(iu - ib) / ib`` added to V. Source: Entreprenadindex (K), SCB, Svensk Kollektivtrafik (basket).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from followup.domain.exact import Number, exact, half_up
from followup.rules.price_index.basket import Part, contributions, whole_factor
from followup.rules.price_index.change import (
    absolute_change,
    index_factor,
    relative_change_percent,
)
from followup.rules.price_index.numbers import PER_CENT, as_used, fraction, plain
from followup.rules.price_index.price import (
    ThresholdRule,
    threshold_change,
    threshold_reached,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the contract says of an adjustment.

    ``share`` is the fraction of the price that follows the index, ``threshold_percent`` the least
    change of the basket, in per cent, that moves the price. ``factor_digits`` rounds each index
    factor before it is used, ``price_digits`` the price in the end; None leaves them unrounded.
    """

    base_price: Number | None
    share: Number = 1
    threshold_percent: Number = 0
    threshold_rule: ThresholdRule = "whole"
    factor_digits: int | None = None
    price_digits: int | None = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """A component's weight and its index numbers, then and now; None for one that is missing."""

    name: str
    weight: Number
    index_base: Number | None
    index_now: Number | None


@dataclass(frozen=True, slots=True)
class Moved:
    """How far a component has moved: in points, in per cent, as factor, and in the whole.

    ``contribution_percent`` is what it adds to the change of the basket: weight x change.
    """

    reading: Reading
    points: Decimal | None
    change_percent: Decimal | None
    factor: Decimal | None
    weighted: Decimal | None
    contribution_percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Working:
    """Every step of one adjustment, in the order they are taken; None from the first unknown on.

    ``basket_change_percent`` is what the indices did, ``counted_percent`` what the threshold lets
    through of it, ``price_change_percent`` what the share makes of that. ``added`` and ``price``
    are unrounded, ``price_rounded`` as the contract rounds. ``missing`` names the components
    without an index number.
    """

    moved: tuple[Moved, ...]
    basket_factor: Decimal | None
    basket_change_percent: Decimal | None
    is_reached: bool | None
    counted_percent: Decimal | None
    price_change_percent: Decimal | None
    price_factor: Decimal | None
    added: Decimal | None
    price: Decimal | None
    price_rounded: Decimal | None
    missing: tuple[str, ...]


def work(terms: Terms, readings: Sequence[Reading], fixed_share: Number = 0) -> Working:
    """The adjustment step by step; weights and ``fixed_share`` make 1, or ValueError.

    >>> found = work(Terms(1000000, share="0.9"), [Reading("T08", 1, "100.0", "108.0")])
    >>> found.price_rounded, found.basket_change_percent, found.price_change_percent
    (Decimal('1072000.00'), Decimal('8'), Decimal('7.2'))
    """
    parts = [Part(one.weight, one.index_base, one.index_now) for one in readings]
    factor = whole_factor(parts, fixed_share, terms.factor_digits)
    change = None if factor is None else plain((factor - 1) * 100)
    counted = _counted(factor, change, terms)
    share = Fraction(fraction(terms.share, "the share that is indexed"))
    moves = None if counted is None else counted * share
    base = None if terms.base_price is None else Fraction(exact(terms.base_price))
    added = None if base is None or moves is None else base * moves
    price = None if base is None or added is None else plain(base + added)
    return Working(
        moved=_moved(readings, parts, terms.factor_digits),
        basket_factor=_plain(factor),
        basket_change_percent=change,
        is_reached=threshold_reached(change, terms.threshold_percent),
        counted_percent=_plain(counted, 100),
        price_change_percent=_plain(moves, 100),
        price_factor=None if moves is None else plain(1 + moves),
        added=_plain(added),
        price=price,
        price_rounded=price if terms.price_digits is None else half_up(price, terms.price_digits),
        missing=tuple(r.name for r in readings if r.index_base is None or r.index_now is None),
    )


def _counted(factor: Fraction | None, change: Decimal | None, terms: Terms) -> Fraction | None:
    """The change that the threshold lets through, as a fraction, without a rounding on the way."""
    through = threshold_change(change, terms.threshold_percent, terms.threshold_rule)
    if factor is None or through is None or through == 0:
        return None if factor is None else Fraction(0)
    if terms.threshold_rule == "whole":
        return factor - 1
    limit = Fraction(exact(terms.threshold_percent)) / 100
    return factor - 1 - (limit if factor > 1 else -limit)


def _plain(value: Fraction | None, times: int = 1) -> Decimal | None:
    return None if value is None else plain(value * times)


def _moved(
    readings: Sequence[Reading], parts: Sequence[Part], digits: int | None
) -> tuple[Moved, ...]:
    found = []
    for reading, part, own in zip(readings, parts, contributions(parts, digits), strict=True):
        factor = index_factor(part.index_base, part.index_now)
        found.append(
            Moved(
                reading,
                absolute_change(part.index_base, part.index_now),
                relative_change_percent(part.index_base, part.index_now),
                None if factor is None else as_used(factor, digits),
                None if own is None else exact(part.weight) + own,
                None if own is None else own * PER_CENT,
            )
        )
    return tuple(found)
