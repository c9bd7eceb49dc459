"""Which groups' figures are shown, so that no supplier and no vehicle can be read out of them.

A group is small when fewer suppliers or fewer vehicles than the rule says stand behind its sums;
its figure is hidden. What is shown must not give it away: whoever may add, subtract and scale the
shown groups' amounts must find no amount that rests on a small set of contracts alone. Shown
groups are rows of weights over contracts; a sum of theirs rests on a set of contracts when its
weights are nought everywhere else (``goals.disclosure``). While there is one, one more group is
hidden: the smallest that takes part in it. The total is kept as long as another takes part, since
it stands on other pages too.

An own fleet has no supplier, so there only its vehicles are counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from followup.goals.disclosure import reduced, within

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

    def size(name: str) -> tuple[bool, int, int, str]:
        own = behind[name]
        return name == total, len({s.supplier for s in own}), len(own), name

    while True:
        shown = sorted((n for n in groups if n not in away and behind[n]), key=size)
        part = _giving_away([groups[n] for n in shown], stakes, rule)
        if not part:
            return frozenset(away)
        # The smallest of those that the sum is made of: without it that sum is none.
        away.add(shown[min(part)])


def _is_few(suppliers: int, vehicles: int, is_own: bool, rule: HidingRule) -> bool:
    is_few_suppliers = not is_own and suppliers < rule.least_suppliers
    return is_few_suppliers or vehicles < rule.least_vehicles


def _giving_away(
    shown: Sequence[Weights], stakes: Mapping[str, Stake], rule: HidingRule
) -> frozenset[int]:
    """The shown groups of which some sum rests on a small set of contracts; empty if none does."""
    columns = _columns(shown, stakes)
    suppliers = {
        i: c.suppliers for i, c in enumerate(columns)
        if not c.is_own and len(c.suppliers) < rule.least_suppliers
    }  # fmt: skip
    vehicles = {
        i: c.vehicles for i, c in enumerate(columns) if len(c.vehicles) < rule.least_vehicles
    }
    rows = [{i: c.weights[n] for i, c in enumerate(columns) if c.weights[n]}
            for n in range(len(shown))]  # fmt: skip
    order = sorted(range(len(columns)), key=lambda i: (i in suppliers) + (i in vehicles))
    found = reduced(rows, order)
    pivots = found.rows.keys()
    for few, least in ((suppliers, rule.least_suppliers), (vehicles, rule.least_vehicles)):
        for small in _small_sets(few, least - 1, [p for p in order if p in pivots and p in few]):
            if part := within(found, small):
                return part
    return frozenset()


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


def _small_sets(
    few: Mapping[int, frozenset[str]], most: int, pivots: Iterable[int]
) -> Iterator[frozenset[int]]:
    """Columns behind which ``most`` names stand together, wherever a pivot is among them.

    Only the largest: every smaller set is within one of them.
    """
    names = sorted(frozenset[str]().union(*few.values()))
    by: dict[frozenset[str], set[int]] = defaultdict(set)
    for column, own in few.items():
        by[own].add(column)
    seen = set()
    for pivot in pivots:
        base = few[pivot]
        rest = [name for name in names if name not in base]
        for extra in combinations(rest, min(most - len(base), len(rest))):
            chosen = base | set(extra)
            if chosen in seen:
                continue
            seen.add(chosen)
            parts = (combinations(sorted(chosen), n) for n in range(1, len(chosen) + 1))
            yield frozenset(c for part in parts for own in part for c in by.get(frozenset(own), ()))
