"""Arithmetic of mixed fuels. Shares are fractions; every function is exact until its division."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

ZERO, ONE, PERCENT = Decimal(0), Decimal(1), Decimal(100)
MILLIONTH: Final = Decimal("0.000001")


def mixed(shares: Sequence[Decimal], values: Sequence[Decimal], rest: Decimal) -> Decimal:
    """The mean of ``values`` weighed by ``shares``; what the shares leave has the value ``rest``.

    By volume shares for energy and density per volume, by energy shares for grams per MJ.
    """
    part = sum((s * v for s, v in zip(shares, values, strict=True)), ZERO)
    return part + (ONE - sum(shares, ZERO)) * rest


def energy_share(
    volumes: Sequence[Decimal], contents: Sequence[Decimal], rest_content: Decimal
) -> Decimal:
    """Share of energy that the named parts of a mix hold, from volume shares.

    ``contents`` is energy per volume in any one unit; the rest of the mix has ``rest_content``.
    """
    part = sum((v * e for v, e in zip(volumes, contents, strict=True)), ZERO)
    return part / mixed(volumes, contents, rest_content)


def saving(emitted: Decimal, comparator: Decimal) -> Decimal:
    """How much lower ``emitted`` is than ``comparator``, as a fraction of it (both g/MJ)."""
    return ONE - emitted / comparator


def share_for_reduction(reduction: Decimal, comparator: Decimal, blended: Decimal) -> Decimal:
    """Energy share of a fuel of ``blended`` g/MJ that cuts ``comparator`` g/MJ by ``reduction``.

    The reduction obligation turned round: reduction = share x saving of the blended fuel.
    """
    return reduction / saving(blended, comparator)


def outward(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """Both ends to six decimals, away from each other: rounding never narrows an interval."""
    return low.quantize(MILLIONTH, ROUND_FLOOR), high.quantize(MILLIONTH, ROUND_CEILING)
