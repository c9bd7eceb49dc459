"""The figures of all organisations of a shared goal at once, and which of them are hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from followup.domain.goal import Point
from followup.domain.parties import Contract, buyer_key
from followup.domain.period import Period
from followup.goals import hiding
from followup.goals.hiding import HidingRule, Stake
from followup.rules.division import Stretch, stretches
from followup.services.goal.figures import YearAsk, ask_table, figure_of, parted, share_of
from followup.services.installation import Installation
from followup.storage import divisions, measures
from followup.storage.measures import Coverage, Total

# The group that all others are part of; no organisation has an empty name.
TOTAL = ""
# The weight of a contract's part with an organisation, and its numerator, denominator, unknown.
_Part = tuple[Fraction, Decimal, Decimal, Decimal | None]


@dataclass(frozen=True, slots=True)
class Found:
    """Points by organisation, and weights by ask and contract of the rows that count."""

    points: Mapping[str, tuple[Point, ...]]
    weights: Mapping[int, Mapping[str, Fraction]]


def divided(
    installation: Installation, contract: Contract, days: Period, as_of: date
) -> tuple[Stretch, ...]:
    """The rules by which a contract is divided among its buyers, and their days."""
    said = divisions.in_force(installation.database, as_of).get(contract.number, ())
    return stretches(contract, said, days)


def is_divided(found: Sequence[Stretch]) -> bool:
    """Whether some rule holds on every one of the days."""
    return all(stretch.is_divided for stretch in found)


def asks_of(
    installation: Installation, whole: Sequence[YearAsk], names: Iterable[str], as_of: date
) -> dict[int, tuple[str, YearAsk]]:
    """For each organisation and year the question of its part of the contracts it buys on."""
    asked: dict[int, tuple[str, YearAsk]] = {}
    number = len(whole)
    for name in names:
        key = buyer_key(name)
        for ask in whole:
            own = tuple(
                (c, d) for c, d in ask.clipped if key in {buyer_key(b.name) for b in c.buyers}
            )
            if own:
                mine = replace(ask, ask_id=number, clipped=own)
                asked[number] = key, parted(installation, mine, key, as_of)
                number += 1
    return asked


def figures(
    installation: Installation, asked: Mapping[int, tuple[str, YearAsk]], as_of: date
) -> Found:
    """The figures of every organisation and year, in three queries however many they are.

    Among the asks may be one of the shared goal, with ``TOTAL`` for its key.
    """
    if not asked:
        return Found({}, {})
    database = installation.database
    table = ask_table(ask for _, ask in asked.values())
    sql = next(ask for _, ask in asked.values()).spec.sql
    covered = measures.coverage(database, table, as_of)
    totals = measures.totals(database, sql, table, as_of)
    weights: dict[int, dict[str, Fraction]] = defaultdict(dict)
    sums: dict[int, list[_Part]] = defaultdict(list)
    found = measures.totals_by_contract(database, sql, table, as_of)
    wholes = {c: d + (u or 0) for n, c, _, d, u in found if asked[n][0] == TOTAL}
    for number, contract, n, d, unknown in found:
        key, ask = asked[number]
        weight, factor = _weight(installation, ask, key, contract, as_of)
        if weight is None:
            # Row by row, or by another rule from some day on: what it came to of the whole.
            whole = wholes.get(contract) or Decimal(0)
            weight = Fraction(d + (unknown or 0)) / Fraction(whole) if whole > 0 else Fraction(1)
        weights[number][contract] = weight
        sums[number].append((factor, n, d, unknown))
    points: dict[str, tuple[Point, ...]] = defaultdict(tuple)
    for number, (key, ask) in asked.items():
        total = _weighed(totals.get(number), sums[number])
        points[key] += (figure_of(ask, total, covered.get(number, Coverage()), as_of),)
    return Found(points, weights)


def _weight(
    installation: Installation, ask: YearAsk, key: str, number: str, as_of: date
) -> tuple[Fraction | None, Fraction]:
    """An organisation's part of a contract, and what is left to multiply its sums by.

    Rows are cut where they are summed; what is counted whole, as vehicles are, is weighed here.
    None where the part is no fixed share of the contract's days.
    """
    if ask.buyer is not None:
        return share_of(ask, number), Fraction(1)
    contract, days = next((c, d) for c, d in ask.clipped if c.number == number)
    if key == TOTAL or len(contract.buyers) < 2:
        return Fraction(1), Fraction(1)
    found = divided(installation, contract, days, as_of)
    shares = {s.cuts[key].weight if key in s.cuts else None for s in found if s.is_divided}
    if not shares:
        return Fraction(1), Fraction(1)
    share = shares.pop() if len(shares) == 1 and is_divided(found) else None
    return share or Fraction(1), share or Fraction(1)


def _weighed(total: Total | None, parts: Sequence[_Part]) -> Total | None:
    """The sums of an ask with each contract's part by its weight; as they are without any."""
    if total is None or all(weight == 1 for weight, *_ in parts):
        return total
    by = [(_decimal(weight), n, d, u) for weight, n, d, u in parts]
    unknown = None if total.unknown is None else sum((w * (u or 0) for w, _, _, u in by), Decimal())
    return replace(
        total,
        numerator=sum((w * n for w, n, _, _ in by), Decimal()),
        denominator=sum((w * d for w, _, d, _ in by), Decimal()),
        unknown=unknown,
    )


def _decimal(weight: Fraction) -> Decimal:
    """A share as it is written in a contract: a decimal number, so this is exact."""
    return Decimal(weight.numerator) / Decimal(weight.denominator)


def away(
    installation: Installation, asked: Mapping[int, tuple[str, YearAsk]],
    weights: Mapping[int, Mapping[str, Fraction]], total: YearAsk | None, by: HidingRule,
    as_of: date,
) -> frozenset[str]:  # fmt: skip
    """Keys of those whose figure of the year of ``total`` is hidden; ``TOTAL`` is the shared."""
    if total is None:
        return frozenset()
    groups = {key: weights.get(n, {}) for n, (key, a) in asked.items() if a.year == total.year}
    counted = {contract for own in groups.values() for contract in own}
    vehicles = measures.vehicles_by_contract(
        installation.database, ask_table([total]), by.least_vehicles, as_of
    )
    stakes = {
        c.number: Stake(
            None if c.is_internal else supplier_of(c),
            # Rows that name no vehicle stand for one: nobody knows of more.
            vehicles.get((total.ask_id, c.number)) or frozenset({f"?{c.number}"}),
        )
        for c, _ in total.clipped
        if c.number in counted
    }
    return hiding.hidden(groups, stakes, by, TOTAL)


def supplier_of(contract: Contract) -> str:
    """Who a supplier is; those that nobody has named count as one."""
    return contract.supplier_org_number or buyer_key(contract.supplier or "")
