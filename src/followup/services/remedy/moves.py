"""Litres of one fuel delivered as another: which, and how many had been enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from followup.domain.remedy import Move
from followup.domain.requirement import Requirement
from followup.rules import remedy as rule
from followup.rules.remedy import Bar, Change, Lot
from followup.services.asks import Inquiry, settings_of
from followup.services.installation import Installation
from followup.services.proof.row import ProofRow
from followup.storage import fuel_swaps
from followup.storage.fuel_swaps import FuelSwap

# Of these a row tells the amount of its fuel; a row of kilometres does not.
_OF_AMOUNTS = ("energy", "volume", "emissions")
MOST_SHOWN = 3
Pair = tuple[str, str, str]  # fuel, unit, and the fuel in its place


@dataclass(frozen=True, slots=True)
class Swaps:
    """What can be given instead of each fuel, which vehicles were given each fuel, and which a
    list says cannot take HVO100; silence is no "no" (rule 23).
    """

    known: Mapping[tuple[str, str, date], tuple[FuelSwap, ...]]
    takers: frozenset[tuple[str, str]]
    without_hvo: frozenset[str]

    def of(self, row: ProofRow) -> tuple[FuelSwap, ...]:
        """What the row's own vehicle can be given instead of its fuel."""
        if row.fuel is None or row.amount_unit is None:
            return ()
        return tuple(
            s
            for s in self.known.get((row.fuel, row.amount_unit, row.part_start), ())
            if (s.needs == "nothing" or (row.vehicle_id or "", s.by) in self.takers)
            and not (s.by == "hvo100" and row.vehicle_id in self.without_hvo)
        )


def swaps(
    installation: Installation, inquiry: Inquiry, rows: Sequence[ProofRow], as_of: date
) -> Swaps:
    """The swaps of the rows' fuels by the clause's own figures; none where rows tell no fuel."""
    clause = inquiry.requirement
    if clause.spec.basis not in _OF_AMOUNTS:
        return Swaps({}, frozenset(), frozenset())
    delivered = [(r.fuel, r.amount_unit, r.part_start) for r in rows if r.fuel and r.amount_unit]
    fuel_set = settings_of(clause)["fuel_set"]
    country = inquiry.contract.country
    known: dict[tuple[str, str, date], list[FuelSwap]] = defaultdict(list)
    for swap in fuel_swaps.swaps(
        installation.database, delivered, country, fuel_set, clause.factor_set, as_of
    ):
        if _counts(clause, swap):
            known[swap.fuel, swap.unit, swap.day].append(swap)
    takers = {(r.vehicle_id, r.fuel) for r in rows if r.vehicle_id and r.fuel}
    refused = fuel_swaps.without_hvo(installation.database, inquiry.contract.number, as_of)
    return Swaps({key: tuple(own) for key, own in known.items()}, frozenset(takers), refused)


def _counts(clause: Requirement, swap: FuelSwap) -> bool:
    """Whether the clause has figures for the new fuel and counts something of it."""
    if clause.spec.basis == "emissions":
        return swap.g_low is not None and swap.g_high is not None
    if swap.share_low is None or swap.share_high is None:
        return False
    return swap.share_high < 1 if clause.comparator == "<=" else swap.share_low > 0


def moves(
    clause: Requirement, held: Sequence[Bar], rows: Sequence[ProofRow], found: Swaps
) -> tuple[tuple[Move, ...], ...]:
    """Alternatives that are each enough, the least energy first.

    One fuel as another where that is enough; else several together, all of the first.
    """
    pairs = _pairs(clause, rows, found)
    single = []
    for pair, (lots, there, energy) in pairs.items():
        least = rule.least_amount(held, lots, there)
        if least is not None:
            single.append((_move(pair, least, energy),))
    if single:
        return tuple(sorted(single, key=lambda m: (m[0].energy_mj or 0, m[0].to_fuel)))[:MOST_SHOWN]
    together = _together(held, pairs)
    return (together,) if together else ()


Lots = tuple[list[Lot], Fraction, Fraction]  # the lots, the net amount there is, MJ per unit


def _pairs(clause: Requirement, rows: Sequence[ProofRow], found: Swaps) -> dict[Pair, Lots]:
    delivered: dict[FuelSwap, list[ProofRow]] = defaultdict(list)
    for row in rows:
        for swap in found.of(row):
            delivered[swap].append(row)
    pairs: dict[Pair, Lots] = {}
    for swap, own in delivered.items():
        pair = (swap.fuel, swap.unit, swap.by)
        lots, there, energy = pairs.get(pair, ([], Fraction(0), Fraction(0)))
        lots += _lots(clause, own, swap)
        net = sum((r.amount for r in own if r.amount is not None), Decimal(0))
        pairs[pair] = (lots, there + Fraction(net), max(energy, Fraction(swap.mj_per_unit)))
    return pairs


def _lots(clause: Requirement, rows: Sequence[ProofRow], swap: FuelSwap) -> list[Lot]:
    """Rows of one fuel on days with the same figures as one amount, credits left out.

    One unit of it gives way to as much energy of the other fuel.
    """
    kept = [r for r in rows if r.amount is not None and r.amount > 0]
    amount, numerator, denominator, unknown = (
        Fraction(sum((getattr(r, name) or Decimal(0) for r in kept), Decimal(0)))
        for name in ("amount", "numerator", "denominator", "unknown")
    )
    if not amount:
        return []
    basis = clause.spec.basis
    is_per_km = basis == "emissions" and clause.spec.unit == "g/km"
    # The kilometres are driven all the same.
    own = Change(numerator, Fraction(0) if is_per_km else denominator, unknown)
    becomes = Fraction(swap.mj_per_unit) / Fraction(swap.by_mj_per_unit)
    new = _of_one(basis, swap, is_per_km=is_per_km)
    return [Lot(amount, own.times(-1 / amount) + new.times(becomes), becomes, new)]


def _of_one(basis: str, swap: FuelSwap, *, is_per_km: bool) -> Change:
    """What one unit of the new fuel adds."""
    energy = Fraction(swap.by_mj_per_unit)
    if basis == "emissions":
        low, high = Fraction(swap.g_low or 0), Fraction(swap.g_high or 0)
        return Change(low, Fraction(0) if is_per_km else energy, high - low)
    low, high = Fraction(swap.share_low or 0), Fraction(swap.share_high or 0)
    one = Change(low, 1 - (high - low), high - low)
    return one.times(energy) if basis == "energy" else one


def _together(held: Sequence[Bar], pairs: Mapping[Pair, Lots]) -> tuple[Move, ...] | None:
    """All of one fuel and then another, those that add most first, until it is enough."""
    best: dict[tuple[str, str], tuple[Fraction, Pair]] = {}
    for pair, (lots, there, _) in pairs.items():
        if there <= 0:
            continue
        gain = held[0].gain(rule.all_of(held, lots, there).change)
        if gain > best.get(pair[:2], (Fraction(0), pair))[0]:
            best[pair[:2]] = (gain, pair)
    taken: list[Move] = []
    for _, pair in sorted(best.values(), reverse=True):
        lots, there, energy = pairs[pair]
        least = rule.least_amount(held, lots, there)
        if least is not None:
            return (*taken, _move(pair, least, energy))
        every = rule.all_of(held, lots, there)
        taken.append(_move(pair, every, energy))
        held = rule.moved(held, every.change)
    return None


def _move(pair: Pair, least: rule.Least, energy: Fraction) -> Move:
    fuel, unit, by = pair
    mj = Decimal(least.amount) * Decimal(energy.numerator) / Decimal(energy.denominator)
    return Move(fuel, Decimal(least.amount), by, Decimal(least.becomes), unit, mj)


def in_full(
    clause: Requirement, held: Sequence[Bar], rows: Sequence[ProofRow], found: Swaps
) -> Change:
    """What changes when all that a vehicle was given is given as the fuel that helps most."""
    total = Change()
    for row in rows:
        each = [lot.change.times(lot.amount) for swap in found.of(row)
                for lot in _lots(clause, [row], swap)]  # fmt: skip
        if each:
            best = max(each, key=held[0].gain)
            total += best if held[0].gain(best) > 0 else Change()
    return total
