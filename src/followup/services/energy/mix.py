"""The mix of fuels by year: of every contract, of each organisation's, and of each contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from followup.domain.parties import Contract
from followup.rules import fuel_mix
from followup.rules.fuel_mix import Dominance, Mix
from followup.services import parameters
from followup.services.energy import amounts
from followup.services.energy.amounts import YearAmounts
from followup.services.installation import Installation

Level = Literal["all", "organisation", "contract"]


@dataclass(frozen=True, slots=True)
class YearMix:
    """A mix in a year: whose it is, what was delivered, and what follows from it.

    ``name`` is an organisation or a contract's number, empty for all. ``mix`` and ``dominance`` are
    None where an amount is missing and nothing bounds it, and ``dominance`` also where fewer of the
    expected reports are in than the coverage floor.
    """

    level: Level
    name: str
    amounts: YearAmounts
    mix: Mix | None
    dominance: Dominance | None


def mixes(
    installation: Installation, contracts: Sequence[Contract], as_of: date
) -> tuple[YearMix, ...]:
    """Every mix of every year in which anything was delivered.

    A contract with several buyers counts in full with each; over all contracts each row once.
    """
    scopes = list(_scopes(contracts))
    by_key = {f"{level}:{name}": (level, name) for level, name, _ in scopes}
    limit = parameters.value(installation.catalogue, "fuel_mix_rule", "dominance_share", as_of)
    found = amounts.by_year(
        installation, [(f"{level}:{name}", own) for level, name, own in scopes], as_of
    )
    floor = parameters.value(installation.catalogue, "goal_rule", "coverage_floor", as_of)
    return tuple(_judged(*by_key[one.key], one, limit, floor) for one in found)


def _scopes(contracts: Sequence[Contract]) -> Iterator[tuple[Level, str, Sequence[Contract]]]:
    yield "all", "", contracts
    for name in sorted({b.name for c in contracts for b in c.buyers}):
        yield "organisation", name, [c for c in contracts if name in {b.name for b in c.buyers}]
    for contract in contracts:
        yield "contract", contract.number, [contract]


def _judged(level: Level, name: str, found: YearAmounts, limit: Decimal, floor: Decimal) -> YearMix:
    made = fuel_mix.mix({f.fuel: f.kwh for f in found.fuels}, found.unknown_kwh)
    # Few reports say little of a year's mix, however clear they are.
    is_thin = found.coverage is None or found.coverage < floor
    says = None if made is None or is_thin else fuel_mix.dominance(made, limit)
    return YearMix(level, name, found, made, says)


def of(found: Iterable[YearMix], level: Level, year: int) -> tuple[YearMix, ...]:
    """The mixes of a level in a year: those one fuel dominates first, then the least spread."""
    own = [m for m in found if (m.level, m.amounts.year) == (level, year)]
    return tuple(sorted(own, key=_worst_first))


def _worst_first(one: YearMix) -> tuple[bool, Decimal, str]:
    index = Decimal(0) if one.mix is None else -one.mix.index_low
    return one.dominance != "dominates", index, one.name
