"""Which class contracts get from their points: so many at most of each, and no tie is cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from followup.domain.parties import Grade


@dataclass(frozen=True, slots=True)
class Standing:
    """A contract's place: ``rank`` of ``of``, shared with ``tied`` others, and its class."""

    score: Fraction
    rank: int
    of: int
    tied: int
    grade: Grade


def weighted(points: Sequence[tuple[int, int]]) -> Fraction | None:
    """The mean of (points, weight) over what is known; None where nothing is."""
    weight = sum(w for _, w in points)
    return Fraction(sum(p * w for p, w in points), weight) if weight else None


def places(shares: Sequence[tuple[Grade, Decimal]], count: int) -> dict[Grade, int]:
    """The last place of each class among ``count`` contracts: shares added up, rounded up.

    >>> places([("A", Decimal("0.1")), ("B", Decimal("0.3")), ("C", Decimal("0.6"))], 25)
    {'A': 3, 'B': 10, 'C': 25}
    """
    found: dict[Grade, int] = {}
    total = Decimal(0)
    for grade, share in shares:
        total += share
        found[grade] = ceil(total * count)
    return found


def standings(
    scores: Mapping[str, Fraction], shares: Sequence[tuple[Grade, Decimal]]
) -> dict[str, Standing]:
    """The place and class of each contract, by number.

    Contracts with the same score share the class that has room for all of them, so that a class
    never holds more than its share and nothing but points decides.
    """
    last = places(shares, len(scores))
    lowest = shares[-1][0]
    above, held = 0, {}
    for score, same in sorted(Counter(scores.values()).items(), reverse=True):
        grade = next((g for g, place in last.items() if above + same <= place), lowest)
        held[score] = Standing(score, above + 1, len(scores), same - 1, grade)
        above += same
    return {number: held[score] for number, score in scores.items()}
