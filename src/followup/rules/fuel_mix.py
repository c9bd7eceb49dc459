"""How many fuels carry the energy, and whether one dominates. Shares are fractions of energy.

Herfindahl's index (Herfindahl-Hirschman): the sum of the squared shares, from 1/n for n equal fuels
to 1 for a single one. Its inverse is the number of equal fuels that would be as spread.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from followup.domain.exact import above_zero

Dominance = Literal["dominates", "no_dominance", "cannot_tell"]


@dataclass(frozen=True, slots=True)
class FuelShare:
    """A fuel's share of the energy: if nothing of the unknown is this fuel, and if all of it is."""

    fuel: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Mix:
    """The shares, the largest first, and the index between its ends; ``unknown`` is the share of
    energy of which nobody knows the fuel.
    """

    shares: tuple[FuelShare, ...]
    unknown: Decimal
    index_low: Decimal
    index_high: Decimal

    @property
    def equal_fuels(self) -> tuple[Decimal, Decimal]:
        """How many equally large fuels are as spread: the fewest and the most it can be."""
        return 1 / self.index_high, 1 / self.index_low


def mix(amounts: Mapping[str, Decimal | None], unknown: Decimal | None) -> Mix | None:
    """The mix of known amounts of energy and a bounded unknown one; None where it cannot be told.

    ``unknown`` is at most that much, of no named fuel; None where nothing bounds it. An amount that
    is None makes the mix unknown. Negative amounts (credits larger than deliveries) do as well.

    >>> found = mix({"diesel": Decimal(6), "hvo100": Decimal(4)}, Decimal(0))
    >>> [(s.fuel, s.low) for s in found.shares], found.index_low
    ([('diesel', Decimal('0.6')), ('hvo100', Decimal('0.4'))], Decimal('0.52'))
    """
    known = {fuel: amount for fuel, amount in amounts.items() if amount is not None}
    if unknown is None or len(known) < len(amounts) or any(a < 0 for a in known.values()):
        return None
    total = sum(known.values(), Decimal(0))
    if unknown < 0 or total <= 0:
        return None
    whole = total + unknown
    ordered = sorted(known.items(), key=lambda item: (-item[1], item[0]))
    # Most spread if the unknown is many small fuels, least if all of it is the largest.
    in_largest = [ordered[0][1] + unknown, *(a for _, a in ordered[1:])]
    return Mix(
        tuple(FuelShare(f, a / whole, (a + unknown) / whole) for f, a in ordered if a > 0),
        unknown / whole, _index([a for _, a in ordered], whole), _index(in_largest, whole),
    )  # fmt: skip


def dominance(found: Mix, limit: Decimal) -> Dominance:
    """Whether one fuel has more than ``limit`` of the energy, whatever the unknown is."""
    above_zero(limit, "the limit of dominance")
    if any(share.low > limit for share in found.shares):
        return "dominates"
    if any(share.high > limit for share in found.shares) or found.unknown > limit:
        return "cannot_tell"
    return "no_dominance"


def _index(amounts: list[Decimal], whole: Decimal) -> Decimal:
    return sum(((a / whole) ** 2 for a in amounts), Decimal(0))
