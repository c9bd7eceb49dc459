"""What is unusual about a row of fuel: a reason to look at its receipt, never an accusation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from followup.domain.spot_check import FuelRow, Oddity


@dataclass(frozen=True, slots=True)
class OddityRule:
    """When a row is unusual.

    ``round_step``: an amount that it goes evenly into. ``large_times`` a vehicle's own median,
    of at least ``large_rows`` rows. What more than ``common_share`` of the rows have is usual.
    """

    round_step: Decimal
    large_times: Decimal
    large_rows: int
    common_share: Decimal


def oddities(rows: Mapping[str, FuelRow], rule: OddityRule) -> dict[str, tuple[Oddity, ...]]:
    """What is unusual about each row that is, by its identity, in a fixed order."""
    found: dict[Oddity, set[str]] = defaultdict(set)
    for name, row in rows.items():
        for code in row.known:
            found[code].add(name)
    found["round_amount"] |= {n for n, r in rows.items() if _is_round(r, rule)}
    found["edge_of_period"] |= set(_edges(rows))
    found["large_for_vehicle"] |= set(_large(rows, rule))
    found["lone_vehicle"] |= set(_lone(rows))
    most = rule.common_share * len(rows)
    odd: dict[str, list[Oddity]] = defaultdict(list)
    for code in sorted(found):
        if len(found[code]) <= most:
            for name in found[code]:
                odd[name].append(code)
    return {name: tuple(codes) for name, codes in odd.items()}


def _is_round(row: FuelRow, rule: OddityRule) -> bool:
    return bool(row.quantity) and row.quantity is not None and row.quantity % rule.round_step == 0


def _edges(rows: Mapping[str, FuelRow]) -> Iterator[str]:
    """The rows of each contract's first and last days."""
    starts: dict[str, list[FuelRow]] = defaultdict(list)
    for row in rows.values():
        starts[row.contract].append(row)
    first = {c: min(r.period.start for r in own) for c, own in starts.items()}
    last = {c: max(r.period.end for r in own) for c, own in starts.items()}
    for name, row in rows.items():
        if row.period.start == first[row.contract] or row.period.end == last[row.contract]:
            yield name


def _large(rows: Mapping[str, FuelRow], rule: OddityRule) -> Iterator[str]:
    amounts: dict[tuple[str | None, ...], list[Decimal]] = defaultdict(list)
    for row in rows.values():
        if row.vehicle_id and row.quantity is not None:
            amounts[_own(row)].append(row.quantity)
    for name, row in rows.items():
        own = amounts.get(_own(row), ())
        if row.vehicle_id and row.quantity is not None and len(own) >= rule.large_rows:
            usual = median(own)
            if usual > 0 and row.quantity > rule.large_times * usual:
                yield name


def _own(row: FuelRow) -> tuple[str | None, ...]:
    return row.contract, row.vehicle_id, row.unit


def _lone(rows: Mapping[str, FuelRow]) -> Iterator[str]:
    """Rows of vehicles that have one row alone."""
    count = Counter(row.vehicle_id for row in rows.values())
    for name, row in rows.items():
        if row.vehicle_id and count[row.vehicle_id] == 1:
            yield name
