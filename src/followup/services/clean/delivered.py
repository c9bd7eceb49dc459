"""What was delivered beside what was awarded: suppliers' vehicle lists against the register.

The lists' own data judge what was delivered, by the definition of the award's period: a law counts
what was awarded, and this shows whether it came.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from followup.domain.clean_vehicle import JudgedVehicle, Law, ProcuredVehicle
from followup.domain.parties import Contract
from followup.rules import clean_vehicles
from followup.services.installation import Installation
from followup.storage import procured_vehicles

_CLASS: Final = ("eu_category", "bus_class", "total_weight_kg")
_MADE: Final = ("drive", "co2_g_km", "rde_nox_share", "rde_pn_share")


@dataclass(frozen=True, slots=True)
class Delivered:
    """A contract with registered vehicles: awarded, and what the supplier's lists show.

    ``seen`` of the awarded stand on a list; ``others`` stand on one and not in the register.
    ``clean``, ``not_clean`` and ``unknown`` count every listed vehicle. None where no list came.
    """

    contract: Contract
    awarded: int
    awarded_clean: int
    awarded_unknown: int
    seen: int
    not_seen: tuple[str, ...]
    others: tuple[str, ...]
    clean: int
    not_clean: int
    unknown: int
    has_list: bool


def delivered(
    installation: Installation, judged: Sequence[JudgedVehicle], laws: Mapping[str, Law],
    as_of: date,
) -> tuple[Delivered, ...]:  # fmt: skip
    """Each contract that has vehicles in the register which may be counted."""
    lists: dict[str, dict[str, ProcuredVehicle]] = {}
    for one in procured_vehicles.listed(installation.database, as_of):
        lists.setdefault(one.vehicle.contract, {})[one.vehicle.vehicle_id] = one.vehicle
    numbers = sorted({j.contract.number for j in judged if j.state != "out"})
    return tuple(
        _of_contract(
            [j for j in judged if j.contract.number == number and j.state != "out"],
            lists.get(number, {}), laws,
        )
        for number in numbers
    )  # fmt: skip


def _of_contract(
    own: Sequence[JudgedVehicle], listed: Mapping[str, ProcuredVehicle], laws: Mapping[str, Law]
) -> Delivered:
    contract = own[0].contract
    registered = {j.vehicle.vehicle_id: j for j in own}
    answers = [
        _is_clean(laws[contract.country], vehicle, registered.get(name), contract)
        for name, vehicle in listed.items()
    ]
    return Delivered(
        contract,
        awarded=len(own),
        awarded_clean=sum(is_clean(j) is True for j in own),
        awarded_unknown=sum(is_clean(j) is None for j in own),
        seen=len(registered.keys() & listed.keys()),
        not_seen=tuple(sorted(registered.keys() - listed.keys())) if listed else (),
        others=tuple(sorted(listed.keys() - registered.keys())),
        clean=answers.count(True),
        not_clean=answers.count(False),
        unknown=answers.count(None),
        has_list=bool(listed),
    )


def is_clean(judged: JudgedVehicle) -> bool | None:
    """Whether a vehicle is clean whichever period and class it belongs to; None if they differ."""
    answers = {answer.value for answer in judged.clean.values()}
    return answers.pop() if len(answers) == 1 else None


def _is_clean(
    law: Law, listed: ProcuredVehicle, registered: JudgedVehicle | None, contract: Contract
) -> bool | None:
    """By the list's own data; what it leaves out of a vehicle is as it is registered.

    The same number is the same vehicle. One that the list says has another drive is not as it was
    awarded, and nothing but its class is taken over.
    """
    if registered is None:
        return is_clean(clean_vehicles.judge(law, listed, contract))
    own = registered.vehicle
    is_as_awarded = listed.drive in (None, own.drive)
    names = (*_CLASS, *_MADE) if is_as_awarded else _CLASS
    said = {name: getattr(listed, name) for name in (*_CLASS, *_MADE)}
    kept = {name: getattr(own, name) for name in names if said[name] is None}
    return is_clean(clean_vehicles.judge(law, replace(own, **{**said, **kept}), contract))
