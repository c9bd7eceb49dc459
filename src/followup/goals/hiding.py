"""Which groups' figures are shown, so that no supplier and no vehicle can be read out of them.

A group is small when fewer suppliers or fewer vehicles than the rule says stand behind its sums;
its figure is hidden. What is shown must not give it away: whoever may add, subtract and scale the
shown groups' amounts must find no amount that rests on a small set of contracts alone. Shown
groups are rows of weights over contracts; a sum of theirs rests on a set of contracts when its
weights are nought everywhere else. Such a sum exists exactly where taking the set's columns away
lowers the rank of the rows. While one exists, one more group is hidden: the smallest that ends
it, else the smallest. The total is kept, since it stands on other pages too, unless it is small
itself.

An own fleet has no supplier, so there only its vehicles are counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

Weights = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class HidingRule:
    """The least number of suppliers and of vehicles behind a figure that is shown."""

    least_suppliers: int
    least_vehicles: int


@dataclass(frozen=True, slots=True)
class Stake:
    """Who stands behind a contract's rows: its supplier, None for an own fleet, and vehicles.

    ``vehicles`` are those that are known, at most as many as the rule asks for; rows that name
    none stand for one, so the set is never empty.
    """

    supplier: str | None
    vehicles: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Column:
    """Contracts with the same weight in every group: no sum of groups tells them apart."""

    weights: tuple[Fraction, ...]
    suppliers: frozenset[str]
    vehicles: frozenset[str]
    is_own: bool


def is_small(stakes: Iterable[Stake], rule: HidingRule) -> bool:
    """Whether too few stand behind a figure; nobody behind it at all is nothing to hide."""
    found = list(stakes)
    vehicles = frozenset[str]().union(*(s.vehicles for s in found))
    suppliers = {s.supplier for s in found if s.supplier is not None}
    is_own = any(s.supplier is None for s in found)
    return bool(found) and _is_few(len(suppliers), len(vehicles), is_own, rule)


def hidden(
    groups: Mapping[str, Weights], stakes: Mapping[str, Stake], rule: HidingRule, total: str
) -> frozenset[str]:
    """The groups whose figures are not shown; a group is weights by contract, as it is summed.

    ``total`` names the group that all the others are part of.
    """
    behind = {name: [stakes[c] for c, w in own.items() if w] for name, own in groups.items()}
    away = {name for name, own in behind.items() if is_small(own, rule)}

    def size(name: str) -> tuple[int, int, str]:
        own = behind[name]
        return len({s.supplier for s in own}), len(own), name

    while True:
        shown = sorted((n for n in groups if n not in away and behind[n]), key=size)
        if not _discloses([groups[n] for n in shown], stakes, rule):
            return frozenset(away)
        members = [n for n in shown if n != total] or shown
        ends = (
            n for n in members
            if not _discloses([groups[o] for o in shown if o != n], stakes, rule)
        )  # fmt: skip
        away.add(next(ends, members[0]))


def _is_few(suppliers: int, vehicles: int, is_own: bool, rule: HidingRule) -> bool:
    is_few_suppliers = not is_own and suppliers < rule.least_suppliers
    return is_few_suppliers or vehicles < rule.least_vehicles


def _discloses(shown: Sequence[Weights], stakes: Mapping[str, Stake], rule: HidingRule) -> bool:
    """Whether some sum of the shown groups rests on a small set of contracts alone."""
    columns = _columns(shown, stakes)
    whole = rank([c.weights for c in columns])
    return any(
        rank([c.weights for i, c in enumerate(columns) if i not in small]) < whole
        for small in _small_sets(columns, rule)
    )


def _columns(shown: Sequence[Weights], stakes: Mapping[str, Stake]) -> list[_Column]:
    alike: dict[tuple[Fraction, ...], list[Stake]] = defaultdict(list)
    for contract, stake in stakes.items():
        weights = tuple(own.get(contract, Fraction(0)) for own in shown)
        if any(weights):
            alike[weights].append(stake)
    return [
        _Column(
            weights,
            frozenset(s.supplier for s in own if s.supplier is not None),
            frozenset[str]().union(*(s.vehicles for s in own)),
            any(s.supplier is None for s in own),
        )
        for weights, own in alike.items()
    ]


def _small_sets(columns: Sequence[_Column], rule: HidingRule) -> Iterator[set[int]]:
    """The largest sets of columns that too few stand behind: every smaller one is within one."""
    most = rule.least_suppliers - 1
    few = [i for i, c in enumerate(columns) if not c.is_own and len(c.suppliers) <= most]
    names = sorted(set[str]().union(*(columns[i].suppliers for i in few)))
    for chosen in combinations(names, min(most, len(names))):
        yield {i for i in few if columns[i].suppliers <= set(chosen)}
    rare = [i for i, c in enumerate(columns) if len(c.vehicles) < rule.least_vehicles]
    # Each column has a vehicle of its own or shares it, so a set may be larger than the limit.
    vehicles = sorted(set[str]().union(*(columns[i].vehicles for i in rare)))
    for chosen in combinations(vehicles, min(rule.least_vehicles - 1, len(vehicles))):
        yield {i for i in rare if columns[i].vehicles <= set(chosen)}


def rank(rows: Iterable[Sequence[Fraction]]) -> int:
    """The rank of rows of exact numbers, by elimination."""
    kept: list[tuple[int, Sequence[Fraction]]] = []
    for row in rows:
        left = list(row)
        for pivot, other in kept:
            if left[pivot]:
                times = left[pivot] / other[pivot]
                left = [a - times * b for a, b in zip(left, other, strict=True)]
        at = next((i for i, value in enumerate(left) if value), None)
        if at is not None:
            kept.append((at, left))
    return len(kept)
