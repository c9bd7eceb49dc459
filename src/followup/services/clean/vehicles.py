"""Procured vehicles: registered by hand or from a file, judged, and counted by authority."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from followup.domain.clean_vehicle import CLASSES, JudgedVehicle, Law, ProcuredVehicle
from followup.domain.parties import Contract
from followup.errors import UserError
from followup.rules import clean_count, clean_vehicles
from followup.rules.clean_count import Count
from followup.services import compliance
from followup.services.clean.law import law_of
from followup.services.installation import Actor, Installation
from followup.storage import acts, procured_vehicles
from followup.storage.acts import Act

_SHARES: Final = ("rde_nox_share", "rde_pn_share")
_AMOUNTS: Final = ("total_weight_kg", "co2_g_km", *_SHARES)


@dataclass(frozen=True, slots=True)
class Overview:
    """Every vehicle with its answers, and the counts of each authority by period and class."""

    judged: tuple[JudgedVehicle, ...]
    counts: tuple[Count, ...]
    laws: Mapping[str, Law]

    @property
    def out(self) -> tuple[JudgedVehicle, ...]:
        """Vehicles that are registered and not counted."""
        return tuple(j for j in self.judged if j.state == "out")

    @property
    def buyers(self) -> tuple[str, ...]:
        """The authorities that have procured something, in order of name."""
        return tuple(sorted({c.buyer for c in self.counts}))


def overview(installation: Installation, as_of: date) -> Overview:
    """What is registered on ``as_of``, judged by the law of each contract's country."""
    contracts = {c.number: c for c in compliance.contracts_on(installation, as_of)}
    laws = {
        country: law_of(installation.catalogue, country, as_of)
        for country in {c.country for c in contracts.values()}
    }
    judged = tuple(
        clean_vehicles.judge(laws[contracts[v.contract].country], v, contracts[v.contract])
        for v in procured_vehicles.load(installation.database, as_of)
        if v.contract in contracts
    )
    return Overview(judged, tuple(_counts(laws, judged, as_of)), laws)


def _counts(
    laws: Mapping[str, Law], judged: Sequence[JudgedVehicle], as_of: date
) -> Iterable[Count]:
    for country, law in sorted(laws.items()):
        own = [j for j in judged if j.contract.country == country]
        for buyer in sorted({b for j in own for b in j.buyers}):
            for period in law.periods:
                for one in CLASSES:
                    yield clean_count.count(law, own, buyer, period.code, one, as_of)


def save(
    installation: Installation,
    vehicles: Sequence[ProcuredVehicle],
    actor: Actor,
    today: date,
    now: datetime,
    detail: Mapping[str, str] | None = None,
) -> None:
    """Register vehicles, each in the place of what was known of it; all or nothing.

    Raises UserError ``nothing_to_save``, ``unknown_contract``, ``procured_twice`` and those of
    ``check``.
    """
    contracts = {c.number: c for c in compliance.contracts_on(installation, today)}
    check(vehicles, contracts)
    _commit(installation, "save_procured_vehicles", vehicles, actor, today, now, detail or {})


def remove(
    installation: Installation, vehicle: ProcuredVehicle, reason: str, actor: Actor, today: date,
    now: datetime,
) -> None:  # fmt: skip
    """Take a vehicle off the register; it stays in the history. Raises ``procured_why``."""
    if not reason.strip():
        raise UserError("procured_why", vehicle=vehicle.vehicle_id)
    detail = {"reason": reason.strip()}
    _commit(installation, "remove_procured_vehicle", [vehicle], actor, today, now, detail)


def check(vehicles: Sequence[ProcuredVehicle], contracts: Mapping[str, Contract]) -> None:
    """Raises UserError for the first vehicle that could never be counted as it is written."""
    if not vehicles:
        raise UserError("nothing_to_save")
    seen: set[tuple[str, str]] = set()
    for vehicle in vehicles:
        here = {"vehicle": vehicle.vehicle_id, "contract": vehicle.contract}
        contract = contracts.get(vehicle.contract)
        if contract is None:
            raise UserError("unknown_contract", contract=vehicle.contract)
        if not vehicle.vehicle_id:
            raise UserError("procured_number", contract=vehicle.contract)
        if (vehicle.contract, vehicle.vehicle_id) in seen:
            raise UserError("procured_twice", **here)
        seen.add((vehicle.contract, vehicle.vehicle_id))
        if vehicle.buyer is not None and vehicle.buyer not in {b.name for b in contract.buyers}:
            raise UserError("procured_buyer", **here, buyer=vehicle.buyer)
        amounts = [getattr(vehicle, name) for name in _AMOUNTS]
        if any(amount is not None and amount < 0 for amount in amounts):
            raise UserError("procured_negative", **here)


def _commit(
    installation: Installation, kind: str, vehicles: Sequence[ProcuredVehicle], actor: Actor,
    today: date, now: datetime, detail: Mapping[str, str],
) -> None:  # fmt: skip
    names = [f"{v.contract} {v.vehicle_id}" for v in vehicles]
    act = Act(actor.stored, kind, ", ".join(sorted({v.contract for v in vehicles})), now,
              {"vehicles": names, "today": today.isoformat(), **detail})  # fmt: skip
    acts.commit(
        installation.database,
        act,
        lambda own, act_id: procured_vehicles.insert(
            own, act_id, vehicles, today, is_removed=kind == "remove_procured_vehicle"
        ),
    )
