"""Avoided purchases added up, each unit by itself; what nobody knows is counted beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from followup.domain.circular import AvoidedPurchase

# The units an avoided purchase is told in; they are never added to each other.
PIECES: Final = "pieces"
CO2E: Final = "kgCO2e"


@dataclass(frozen=True, slots=True)
class UnitSum:
    """One unit's sum over some purchases: ``known`` of them give an amount, ``unknown`` do not.

    ``amount`` is None where none does.
    """

    unit: str
    amount: Decimal | None
    known: int
    unknown: int


def sums(purchases: Sequence[AvoidedPurchase]) -> tuple[UnitSum, ...]:
    """Pieces, each currency that occurs, and kilograms of CO2e.

    A purchase without a value is unknown in every currency: nobody knows which it would have
    been in.
    """
    currencies = sorted({p.currency for p in purchases if p.value is not None and p.currency})
    valueless = sum(p.value is None for p in purchases)
    money = [
        UnitSum(code, _added(p.value for p in purchases if p.currency == code),
                sum(p.currency == code and p.value is not None for p in purchases), valueless)
        for code in currencies or ["SEK"]
    ]  # fmt: skip
    return (
        _sum(PIECES, purchases, lambda p: p.pieces),
        *money,
        _sum(CO2E, purchases, lambda p: p.kg_co2e),
    )


def amount_of(purchase: AvoidedPurchase, unit: str) -> Decimal | None:
    """What one purchase gives in a unit; None where it is not known, or in another currency."""
    if unit == PIECES:
        return purchase.pieces
    if unit == CO2E:
        return purchase.kg_co2e
    return purchase.value if purchase.currency == unit else None


def by_sector(
    purchases: Iterable[AvoidedPurchase], sectors: Sequence[str], unit: str
) -> dict[str, Decimal | None]:
    """The amount of each sector in one unit; None where purchases are noted and none gives it.

    A sector in which nothing is noted is left out, nothing noted is not nothing avoided, and so
    is one whose values are all in another currency.
    """
    is_money = unit not in (PIECES, CO2E)
    held = [p for p in purchases if not is_money or p.value is None or p.currency == unit]
    found: dict[str, Decimal | None] = {}
    for sector in sectors:
        own = [p for p in held if p.sector == sector]
        if own:
            found[sector] = _added(amount_of(p, unit) for p in own)
    return found


def _sum(
    unit: str, purchases: Sequence[AvoidedPurchase],
    of: Callable[[AvoidedPurchase], Decimal | None],
) -> UnitSum:  # fmt: skip
    known = [a for a in map(of, purchases) if a is not None]
    return UnitSum(unit, _added(known), len(known), len(purchases) - len(known))


def _added(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [a for a in amounts if a is not None]
    return sum(known, Decimal(0)) if known else None
