"""Which rows to ask receipts for: by weight on the verdict, by oddity, and by chance alone.

The list is a function of the seed and of what the rows say: their order, file and place change
nothing. Each part is drawn from all rows, with a chance of its own that is known beforehand:

- weight: systematic sampling with probability proportional to size, which auditors know as
  monetary-unit sampling. The rows' energies are laid end to end in an order that the seed gives,
  and every (total / n)-th megajoule is picked from a start that the seed gives. Rows larger than
  that step are certain. The chances are exact (Madow, Theory of Systematic Sampling II, 1949).
- odd: the same, with the number of oddities as size.
- random: the n rows that come first in another order that the seed gives.

A row that two parts pick is asked for once; the list is then filled up in the random order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from math import prod

from followup.domain.spot_check import PARTS, Drawn, FuelRow, Oddity, Part

THOUSANDTHS = 1000
DIGITS = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a list is drawn from, before any seed: the rows by identity, and each one's chance.

    ``shares`` are the parts' proportions, ``sizes`` the rows each part picks and ``chances`` the
    rows' chance in each part.
    """

    rows: Mapping[str, FuelRow]
    oddities: Mapping[str, tuple[Oddity, ...]]
    shares: Mapping[Part, Decimal]
    sizes: Mapping[Part, int]
    chances: Mapping[Part, Mapping[str, Fraction]]
    asked: int

    def probability(self, name: str) -> Fraction:
        """The chance that at least one of the parts picks a row."""
        return 1 - prod(
            (1 - c[name] for c in self.chances.values() if name in c), start=Fraction(1)
        )

    @property
    def checksum(self) -> str:
        """Tells the rows and their weights from any others, whatever their order."""
        lines = sorted(f"{name} {row.weight_mj:f}" for name, row in self.rows.items())
        return sha256("\n".join(lines).encode()).hexdigest()


def identified(rows: Iterable[FuelRow]) -> dict[str, FuelRow]:
    """The rows by a name made of what they say; rows that say the same are numbered."""
    alike: dict[tuple[str, ...], list[FuelRow]] = defaultdict(list)
    for row in rows:
        alike[row.said].append(row)
    found = {}
    for said, own in alike.items():
        for turn, row in enumerate(sorted(own, key=lambda r: r.place)):
            words = "\x1f".join([*said, str(turn)])
            found[sha256(words.encode()).hexdigest()] = row
    return dict(sorted(found.items()))


def plan(
    rows: Mapping[str, FuelRow],
    odd: Mapping[str, tuple[Oddity, ...]],
    shares: Mapping[Part, Decimal],
    asked: int,
) -> Plan:
    """How many rows each part picks of ``asked`` and with which chance; no seed is needed."""
    weights = {n: int(r.weight_mj * THOUSANDTHS) for n, r in rows.items() if r.weight_mj > 0}
    oddness = {n: len(codes) for n, codes in odd.items() if codes}
    whole = min(asked, len(rows))
    sizes = _sizes(whole, shares, {"weight": len(weights), "odd": len(oddness)})
    chances: dict[Part, Mapping[str, Fraction]] = {
        "weight": inclusion(weights, sizes["weight"]),
        "odd": inclusion(oddness, sizes["odd"]),
        "random": {n: Fraction(sizes["random"], len(rows)) for n in rows},
    }
    return Plan(rows, odd, shares, sizes, chances, whole)


def draw(plan_: Plan, seed: str) -> tuple[Drawn, ...]:
    """The list that a seed gives, the rows in the order of their days and vehicles."""
    picked: dict[Part, Sequence[str]] = {
        "weight": systematic(plan_.chances["weight"], seed, "weight"),
        "odd": systematic(plan_.chances["odd"], seed, "odd"),
    }
    by_chance = _shuffled(plan_.rows, seed, "random")
    picked["random"] = by_chance[: plan_.sizes["random"]]
    chosen = {name for own in picked.values() for name in own}
    extra = [n for n in by_chance if n not in chosen][: plan_.asked - len(chosen)]
    picked["random"] = [*picked["random"], *extra]
    ordered = sorted(chosen | set(extra), key=lambda n: _told(plan_.rows[n], n))
    return tuple(
        Drawn(
            number, name, plan_.rows[name],
            tuple(part for part in PARTS if name in picked[part]),
            plan_.oddities.get(name, ()), as_decimal(plan_.probability(name)),
        )
        for number, name in enumerate(ordered, start=1)
    )  # fmt: skip


def inclusion(sizes: Mapping[str, int], count: int) -> dict[str, Fraction]:
    """Each row's chance to be among ``count`` drawn in proportion to size; the sum is ``count``.

    A row so large that its chance would pass 1 is certain, and the others share the rest.
    """
    left = {name: size for name, size in sizes.items() if size > 0}
    certain: dict[str, Fraction] = {}
    rest = min(count, len(left))
    while rest > 0:
        total = sum(left.values())
        sure = [name for name, size in left.items() if size * rest >= total]
        if not sure:
            break
        certain |= dict.fromkeys(sure, Fraction(1))
        left = {name: size for name, size in left.items() if name not in certain}
        rest = min(count - len(certain), len(left))
    if rest <= 0:
        return certain
    total = sum(left.values())
    return certain | {name: Fraction(size * rest, total) for name, size in left.items()}


def systematic(chances: Mapping[str, Fraction], seed: str, stream: str) -> tuple[str, ...]:
    """Rows picked with exactly their chances: one at each whole number along their sum."""
    start = Fraction(_number(seed, stream, "start"), 2**256)
    along, found = start, []
    for name in _shuffled(chances, seed, stream):
        before, along = along, along + chances[name]
        if along // 1 > before // 1:
            found.append(name)
    return tuple(found)


def as_decimal(chance: Fraction) -> Decimal:
    """A chance to six decimals, for eyes and for keeping."""
    return (Decimal(chance.numerator) / chance.denominator).quantize(DIGITS)


def _sizes(asked: int, shares: Mapping[Part, Decimal], most: Mapping[Part, int]) -> dict[Part, int]:
    """Whole rows for each part by largest remainder; what a part cannot fill, chance fills."""
    exact = {part: shares[part] * asked for part in PARTS}
    sizes = {part: int(exact[part]) for part in PARTS}
    by_rest = sorted(PARTS, key=lambda p: (sizes[p] - exact[p], PARTS.index(p)))
    for part in by_rest[: asked - sum(sizes.values())]:
        sizes[part] += 1
    taken = {part: min(sizes[part], most[part]) for part in most}
    return {**taken, "random": asked - sum(taken.values())}


def _shuffled(names: Iterable[str], seed: str, stream: str) -> list[str]:
    return sorted(names, key=lambda name: (_number(seed, stream, name), name))


def _number(seed: str, stream: str, name: str) -> int:
    return int.from_bytes(sha256(f"{seed}\x1f{stream}\x1f{name}".encode()).digest())


def _told(row: FuelRow, name: str) -> tuple[object, ...]:
    return row.contract, row.period.start, row.vehicle_id or "", row.fuel or "", name
