"""Divide amounts among buyers so that the parts sum exactly to the row, and over rows to the file.

A buyer's part of an amount q in thousandths is ``q * through // whole - q * before // whole``,
where ``before`` and ``through`` are the sums of the weights of the buyers before it and up to it:
the same formula as for days (ledger of decisions, first line). It needs nothing but the buyer's
own place, and whatever the weights the parts sum to q, without a remainder to place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import gcd

from followup.domain.division import Division
from followup.domain.parties import Contract, buyer_key
from followup.domain.period import Period

_DECIMALS = 6  # as shares and keys are kept


@dataclass(frozen=True, slots=True)
class Cut:
    """A buyer's place among whole-number weights that sum to ``whole``."""

    before: int
    through: int
    whole: int

    @property
    def weight(self) -> Fraction:
        """The buyer's share of the whole."""
        return Fraction(self.through - self.before, self.whole)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which one rule divides a contract; ``cuts`` by buyer's key.

    With ``by_row`` each row names its buyer. With neither nothing divides the contract, and it
    counts in full with each buyer.
    """

    days: Period
    cuts: dict[str, Cut]
    by_row: bool = False

    @property
    def is_divided(self) -> bool:
        """Whether any rule holds on these days."""
        return self.by_row or bool(self.cuts)


def cuts(weights: Sequence[tuple[str, Decimal]]) -> dict[str, Cut]:
    """Each buyer's place by its weight, in the order given; empty where they sum to nothing.

    Raises ValueError for a negative weight or one with more than six decimals.

    >>> cuts([("a", Decimal("0.6")), ("b", Decimal("0.4"))])["b"]
    Cut(before=3, through=5, whole=5)
    """
    scaled = [_whole(weight) for _, weight in weights]
    common = gcd(*scaled) if scaled else 0
    if not common:
        return {}
    whole, before, found = sum(scaled) // common, 0, {}
    for (buyer, _), weight in zip(weights, scaled, strict=True):
        through = before + weight // common
        found[buyer] = Cut(before, through, whole)
        before = through
    return found


def _whole(weight: Decimal) -> int:
    scaled = weight.scaleb(_DECIMALS)
    if weight < 0 or scaled != scaled.to_integral_value():
        raise ValueError("a weight must be nought or more, with at most six decimals")
    return int(scaled)


def part(thousandths: int, cut: Cut) -> int:
    """A buyer's part of an amount in thousandths; a credit is divided in the same way.

    >>> [part(1000, c) for c in cuts([("a", Decimal(1)), ("b", Decimal(2))]).values()]
    [333, 667]
    """
    return thousandths * cut.through // cut.whole - thousandths * cut.before // cut.whole


def agreed(contract: Contract) -> dict[str, Cut]:
    """Each buyer's place by the agreed shares; empty unless all have one and they sum to one."""
    shares = [(buyer_key(b.name), b.share) for b in contract.buyers if b.share is not None]
    if len(shares) != len(contract.buyers) or sum(s for _, s in shares) != 1:
        return {}
    return cuts(shares)


def stretches(contract: Contract, said: Iterable[Division], days: Period) -> tuple[Stretch, ...]:
    """The days parted where another rule begins to hold, each with its rule.

    Before the first word, and after one that takes the rule away, the agreed shares hold.
    """
    steps = sorted(said, key=lambda d: d.valid_from)
    begins = [days.start, *(d.valid_from for d in steps if days.start < d.valid_from <= days.end)]
    ends = [*(day - timedelta(days=1) for day in begins[1:]), days.end]
    return tuple(
        _stretch(contract, _holding(steps, first), Period(first, last))
        for first, last in zip(begins, ends, strict=True)
    )


def _holding(steps: Sequence[Division], day: date) -> Division | None:
    held = [d for d in steps if d.valid_from <= day]
    return held[-1] if held else None


def _stretch(contract: Contract, said: Division | None, days: Period) -> Stretch:
    if len(contract.buyers) < 2:
        return Stretch(days, {})
    if said is None or said.rule is None:
        return Stretch(days, agreed(contract))
    if said.rule == "column":
        return Stretch(days, {}, by_row=True)
    return Stretch(days, cuts([(buyer_key(p.buyer), p.amount) for p in said.parts]))
