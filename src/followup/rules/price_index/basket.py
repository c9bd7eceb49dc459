"""Several indices weighed together (an index basket), each against the same base month.

``factor = fixed share + sum(weight x now / base)``. Sources: Svensk Kollektivtrafik, "Allmänna
grunder för index gällande busstrafik"; SCB, "Att räkna med index".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from followup.domain.exact import Number, exact, is_whole
from followup.rules.price_index.change import index_factor
from followup.rules.price_index.numbers import fraction, known, plain


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a basket: its weight in the base month, and its index then and now.

    The weight is a fraction of the whole price; where only the change is published, 1 and the
    factor do for base and now (``Part("0.55", 1, "1.040")``).
    """

    weight: Number
    index_base: Number | None
    index_now: Number | None


def basket_factor(
    parts: Sequence[Part], fixed_share: Number = 0, factor_digits: int | None = None
) -> Decimal | None:
    """What the base price is multiplied by: ``fixed + sum(w x now / base)``.

    ``fixed_share`` is the share of the price that no index moves. Weights and it make 1, or
    ValueError. Unknown as soon as one index is. ``factor_digits`` rounds each part's
    ``now / base`` before it is weighed.

    >>> basket_factor([Part("0.55", 1, "1.040"), Part("0.20", 1, "1.150"),
    ...                Part("0.20", 1, "1.020"), Part("0.05", 1, "1.000")])
    Decimal('1.056')
    """
    factor = whole_factor(parts, fixed_share, factor_digits)
    return None if factor is None else plain(factor)


def basket_change(
    parts: Sequence[Part], fixed_share: Number = 0, factor_digits: int | None = None
) -> Decimal | None:
    """The relative change of the whole basket as a fraction: its factor less 1."""
    factor = whole_factor(parts, fixed_share, factor_digits)
    return None if factor is None else plain(factor - 1)


def basket_price(
    old_price: Number | None,
    parts: Sequence[Part],
    fixed_share: Number = 0,
    factor_digits: int | None = None,
) -> Decimal | None:
    """The price now, in the price's own unit: ``old x basket factor``.

    >>> basket_price(100, [Part("0.6", 100, 110), Part("0.3", 200, 210)], "0.1")
    Decimal('107.5')
    """
    given, factor = known(old_price), whole_factor(parts, fixed_share, factor_digits)
    return None if given is None or factor is None else plain(Fraction(given[0]) * factor)


def contributions(
    parts: Sequence[Part], factor_digits: int | None = None
) -> tuple[Decimal | None, ...]:
    """What each part adds to the change of the whole, as a fraction: ``w x (now - base) / base``.

    >>> contributions([Part("0.30", 100, 120)])
    (Decimal('0.06'),)
    """
    products = [_product(part, factor_digits) for part in parts]
    return tuple(
        None if product is None else plain(product - Fraction(exact(part.weight)))
        for part, product in zip(parts, products, strict=True)
    )


def weights_after(parts: Sequence[Part], fixed_share: Number = 0) -> tuple[Decimal | None, ...]:
    """Each part's share of the price now: ``w x (now / base) / factor``.

    Fuel that was 30 % of the cost is more than that once it has risen more than the rest: a
    supplement counted from the old share is then against the old price, never the new one.
    """
    factor = whole_factor(parts, fixed_share)
    products = [_product(part, None) for part in parts]
    return tuple(None if factor is None or p is None else plain(p / factor) for p in products)


def whole_factor(
    parts: Sequence[Part], fixed_share: Number = 0, factor_digits: int | None = None
) -> Fraction | None:
    """The basket factor before any rounding, for further steps."""
    fixed, total = _checked(parts, fixed_share)
    products = [_product(part, factor_digits) for part in parts]
    found = [product for product in products if product is not None]
    return sum(found, fixed) / total if len(found) == len(products) else None


def _product(part: Part, digits: int | None) -> Fraction | None:
    """Weight x now / base of one part; a factor that is rounded is rounded first."""
    given = known(part.index_base, part.index_now)
    if given is None:
        return None
    factor = index_factor(given[0], given[1], digits)  # refuses what is no index
    if digits is None or factor is None:
        return Fraction(exact(part.weight)) * Fraction(given[1]) / Fraction(given[0])
    return Fraction(exact(part.weight)) * Fraction(factor)


def _checked(parts: Sequence[Part], fixed_share: Number) -> tuple[Fraction, Fraction]:
    """The fixed share, and what it and the weights make: 1, or as near as a division came.

    Raises ValueError unless they are fractions that make 1.
    """
    fixed = fraction(fixed_share, "the fixed share")
    weights = [fraction(part.weight, "a weight") for part in parts]
    if not is_whole(total := sum(weights, fixed)):
        raise ValueError(f"weights and fixed share must make 1, not {total}")
    return Fraction(fixed), sum(map(Fraction, weights), Fraction(fixed))
