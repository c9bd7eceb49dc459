"""Indexed contracts: the clause, every adjustment, what to be careful with, and what is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from followup.domain.parties import Contract
from followup.domain.period import ONE_DAY, add_months
from followup.domain.price_index import IndexClause, IndexPoint, NotedAdjustment
from followup.domain.requirement import Requirement
from followup.errors import NoValueInForce
from followup.rules.price_index import adjust, caution
from followup.rules.price_index.adjust import Adjustment
from followup.rules.price_index.caution import Caution, Fuel, Uses
from followup.services import parameters
from followup.services.installation import Installation
from followup.storage import price_indices, reported_fuels

SUBJECT: Final = "price_index_rule"
_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Indexed:
    """A contract with its clause, all adjustments so far, warnings and what was carried out."""

    contract: Contract
    clause: IndexClause
    adjustments: tuple[Adjustment, ...]
    cautions: tuple[Caution, ...]
    noted: Mapping[date, NotedAdjustment]

    @property
    def latest(self) -> Adjustment | None:
        """The newest month that is to be adjusted; None before the first."""
        return self.adjustments[-1] if self.adjustments else None

    @property
    def latest_told(self) -> Adjustment | None:
        """The newest adjustment that can be told; None where no month can."""
        return next((a for a in reversed(self.adjustments) if a.price is not None), None)

    @property
    def is_due(self) -> bool:
        """Whether the newest month waits for somebody: a new price, or a missing number."""
        latest = self.latest
        if latest is None or latest.month in self.noted:
            return False
        return latest.price is None or latest.is_moved


def indexed(
    installation: Installation, contracts: Sequence[Contract], as_of: date
) -> tuple[Indexed, ...]:
    """Every contract with an index clause as known on ``as_of``, in order of number."""
    database = installation.database
    clauses = price_indices.clauses(database, as_of)
    own = [c for c in contracts if c.number in clauses]
    if not own:
        return ()
    points = price_indices.points(database, as_of)
    noted: dict[str, dict[date, NotedAdjustment]] = defaultdict(dict)
    for word in price_indices.noted(database, as_of):
        noted[word.contract][word.month] = word
    fuels = _fuels(installation, as_of)
    return tuple(
        _indexed(installation, c, clauses[c.number], points, noted[c.number],
                 fuels.get(c.number, ()), as_of)
        for c in own
    )  # fmt: skip


def _indexed(
    installation: Installation, contract: Contract, clause: IndexClause,
    points: Sequence[IndexPoint], noted: Mapping[date, NotedAdjustment], fuels: Sequence[Fuel],
    as_of: date,
) -> Indexed:  # fmt: skip
    catalogue = installation.catalogue
    oldest = int(parameters.value(catalogue, SUBJECT, "oldest_months", as_of))
    least = parameters.value(catalogue, SUBJECT, "least_other_share", as_of)
    made = adjust.adjustments(clause, points, min(as_of, contract.days.end), oldest)
    uses = Uses(tuple(fuels), _required(contract, least, as_of), least)
    return Indexed(contract, clause, made, caution.cautions(clause, uses, made), noted)


def _required(contract: Contract, least: Decimal, as_of: date) -> tuple[str, ...]:
    """Requirements in force that ordinary diesel cannot meet, by their short name."""
    day = min(max(as_of, contract.start_date), contract.days.end)
    return tuple(
        clause.identifier.rpartition("/")[2]
        for clause in contract.requirements
        if _leaves_out_diesel(clause, least, day)
    )


def _leaves_out_diesel(clause: Requirement, least: Decimal, day: date) -> bool:
    """Whether a share asks for more of other fuels than ``least``: diesel holds less of them."""
    if clause.spec.scale != "share" or clause.spec.fuel_set is None:
        return False
    try:
        limit = clause.limits.on(day).value
    except NoValueInForce:
        return False
    if (clause.fuel_set or clause.spec.fuel_set) == "fossil":
        return clause.comparator == "<=" and limit <= 1 - least
    return clause.comparator == ">=" and limit >= least


def _fuels(installation: Installation, as_of: date) -> dict[str, list[Fuel]]:
    """Fuels reported in the last twelve months by contract, with their share of the energy."""
    first = add_months(as_of, -_YEAR) + ONE_DAY
    energy: dict[str, dict[str | None, Decimal | None]] = defaultdict(dict)
    for row in reported_fuels.amounts(installation.database, first, as_of, as_of):
        contract, country, fuel, unit, quantity = row
        mj = _energy(installation, fuel, country, unit, quantity, as_of) if fuel else None
        before = energy[contract].get(fuel, Decimal(0))
        energy[contract][fuel] = None if mj is None or before is None else before + mj
    return {number: _shares(own) for number, own in energy.items()}


def _shares(energy: Mapping[str | None, Decimal | None]) -> list[Fuel]:
    """The named fuels, the most used first; one unknown amount leaves every share unknown."""
    known = {fuel: mj for fuel, mj in energy.items() if fuel is not None and mj is not None}
    whole = sum(known.values(), Decimal(0)) if len(known) == len(energy) else Decimal(0)
    named = sorted(fuel for fuel in energy if fuel is not None)
    return [
        Fuel(fuel, known[fuel] / whole if whole > 0 else None)
        for fuel in sorted(named, key=lambda fuel: -known.get(fuel, Decimal(0)))
    ]


def _energy(
    installation: Installation, fuel: str, country: str, unit: str | None,
    quantity: Decimal | None, as_of: date,
) -> Decimal | None:  # fmt: skip
    """MJ of an amount; None where amount, unit or content is not known."""
    if quantity is None or unit is None:
        return None
    try:
        content = installation.catalogue.energy_content(fuel, country, unit, as_of, as_of)
    except (NoValueInForce, KeyError):
        return None
    return None if content.low is None else quantity * content.low
