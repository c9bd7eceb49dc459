"""Is a procured vehicle counted, in which class and period, and is it clean (rule 24)?

Sources: lag (2011:846) 3-10 §§ and förordning (2022:315) 2-3 §§ (Sweden), Directive 2009/33/EC as
amended by 2019/1161 (elsewhere). Every number and list comes with the ``Law``.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from followup.domain.clean_vehicle import (
    Answer,
    JudgedVehicle,
    Law,
    ProcuredVehicle,
    State,
    VehicleClass,
)
from followup.domain.parties import Contract

_BUSES = frozenset({"M2", "M3"})
_ENDING_ZEROS = "0"


def judge(law: Law, vehicle: ProcuredVehicle, contract: Contract) -> JudgedVehicle:
    """Every answer about a vehicle: counted or not, where, clean or not, and why."""
    classes, class_doubt = classes_of(law, vehicle)
    awarded = vehicle.awarded or contract.award_date
    period = law.period_of(awarded) if awarded else None
    found = _scope(law, vehicle, contract, awarded, classes)
    reasons = [reason for state, reason in found if state == "out"]
    state: State = "out" if reasons else "in"
    buyers = _buyers(vehicle, contract)
    if state == "in":
        reasons = [reason for _, reason in found]
        reasons += [class_doubt] if class_doubt else []
        reasons += ["buyer_missing"] if len(buyers) > 1 else []
        state = "unknown" if reasons else "in"
    periods = (period.code,) if period else tuple(p.code for p in law.periods)
    keys = [(code, one) for code in periods for one in classes]
    return JudgedVehicle(
        vehicle, contract, state, tuple(dict.fromkeys(reasons)), buyers, periods, classes,
        {(code, one): clean(law, vehicle, code, one) for code, one in keys},
        {(code, one): zero(law, vehicle, code) for code, one in keys if one == "bus"},
    )  # fmt: skip


def _buyers(vehicle: ProcuredVehicle, contract: Contract) -> tuple[str, ...]:
    """The authority it is counted for, or those it may be."""
    return (vehicle.buyer,) if vehicle.buyer else tuple(b.name for b in contract.buyers)


def classes_of(law: Law, vehicle: ProcuredVehicle) -> tuple[tuple[VehicleClass, ...], str | None]:
    """The class a vehicle is counted in, or those it may be in and what is not known.

    A bus is heavy above the weight of the law, whatever its category is written as; where the two
    disagree it may be either.
    """
    category = vehicle.eu_category
    known = law.categories.get(category) if category else None
    if known is None:
        return ("light", "bus", "truck"), "category_missing"
    limit = law.figure("bus", "weight_above", law.periods[0].code)
    weight = vehicle.total_weight_kg
    if category in _BUSES and limit is not None and weight is not None:
        by_weight: VehicleClass = "bus" if weight > limit.value else "light"
        if by_weight != known:
            return ("light", "bus"), "category_weight_differ"
    return (known,), None


def _scope(
    law: Law, vehicle: ProcuredVehicle, contract: Contract, awarded: date | None,
    classes: tuple[VehicleClass, ...],
) -> list[tuple[State, str]]:  # fmt: skip
    """What keeps a vehicle out, and what must be known before it is in; empty when it is in."""
    found: list[tuple[State, str]] = []
    if vehicle.exception is not None:
        is_listed = vehicle.exception in law.exceptions
        found.append(("out", f"exception_{vehicle.exception}") if is_listed
                     else ("unknown", "exception_unlisted"))  # fmt: skip
    if awarded is None:
        found.append(("unknown", "award_missing"))
    elif law.period_of(awarded) is None:
        found.append(("out", "outside_periods"))
    start = contract.procedure_start
    if start is None:
        found.append(("unknown", "procedure_missing"))
    elif start <= law.procedure_after:
        found.append(("out", "procedure_before"))
    if contract.is_above_threshold is None:
        found.append(("unknown", "threshold_missing"))
    elif not contract.is_above_threshold:
        found.append(("out", "below_threshold"))
    return [*found, *_form(law, vehicle, contract), *_coach(law, vehicle, classes)]


def _form(law: Law, vehicle: ProcuredVehicle, contract: Contract) -> list[tuple[State, str]]:
    """Services are covered by their code; a code under a listed one is not for us to decide."""
    if vehicle.form is not None and vehicle.form not in law.services:
        return []
    if any(code in law.service_cpv for code in contract.cpv):
        return []
    if vehicle.form is None:
        return [("unknown", "form_missing")]
    if not contract.cpv:
        return [("unknown", "cpv_missing")]
    is_under = any(
        code.startswith(listed.rstrip(_ENDING_ZEROS))
        for code in contract.cpv
        for listed in law.service_cpv
    )
    return [("unknown", "cpv_under_listed")] if is_under else [("out", "cpv_not_listed")]


def _coach(
    law: Law, vehicle: ProcuredVehicle, classes: tuple[VehicleClass, ...]
) -> list[tuple[State, str]]:
    if "bus" not in classes or classes == ("light", "bus", "truck"):
        return []
    if vehicle.bus_class is None:
        return [("unknown", "bus_class_missing")]
    if vehicle.bus_class in law.bus_classes:
        return []
    return [("out" if classes == ("bus",) else "unknown", "coach")]


def clean(law: Law, vehicle: ProcuredVehicle, period: str, vehicle_class: VehicleClass) -> Answer:
    """Whether a vehicle is clean as one of this class in this period."""
    if vehicle_class == "light":
        return _light(law, vehicle, period)
    found = _heavy(law, vehicle)
    if found.value is None and vehicle_class == "bus" and zero(law, vehicle, period).value:
        # What emits nothing runs on electricity or hydrogen, also where nobody wrote which.
        return Answer(True, "co2_zero")
    return found


def _light(law: Law, vehicle: ProcuredVehicle, period: str) -> Answer:
    """Emissions at or below the limit, and below the share of the limits in real driving.

    A drive without exhaust has neither; where drive and emissions disagree nothing is said.
    """
    limit = law.figure("light", "max_co2", period)
    if limit is None or not limit.is_verified:
        return Answer(None, "no_definition")
    makes = law.drives.get(vehicle.drive or "")
    emitted = vehicle.co2_g_km
    if makes == "zero":
        return Answer(None, "co2_drive_differ") if emitted else Answer(True, "no_exhaust")
    if emitted is None:
        has_exhaust = vehicle.drive is not None and limit.value == 0
        return Answer(False, "has_exhaust") if has_exhaust else Answer(None, "co2_missing")
    if emitted > limit.value:
        return Answer(False, "co2_above")
    if emitted == 0:
        is_odd = vehicle.drive is not None
        return Answer(None, "co2_drive_differ") if is_odd else Answer(True, "co2_zero")
    return _real_driving(law, vehicle, period)


def _real_driving(law: Law, vehicle: ProcuredVehicle, period: str) -> Answer:
    """Below the share, as the act and the directive write: at the share is not clean."""
    limit = law.figure("light", "rde_below", period)
    if limit is None:
        return Answer(True, "co2_within")
    shares = (vehicle.rde_nox_share, vehicle.rde_pn_share)
    if any(share is not None and share >= limit.value for share in shares):
        return Answer(False, "rde_above")
    if None in shares:
        return Answer(None, "rde_missing")
    return Answer(True, "co2_rde_within")


def _heavy(law: Law, vehicle: ProcuredVehicle) -> Answer:
    """The drive decides where it can; else the fuel that the contract binds the vehicle to."""
    if law.drives.get(vehicle.drive or "") in ("zero", "clean"):
        return Answer(True, "drive_clean")
    if vehicle.fuel is None:
        return Answer(None, "fuel_missing" if vehicle.drive else "drive_missing")
    makes = law.fuels.get(vehicle.fuel)
    if makes == "clean":
        return Answer(True, "fuel_clean")
    if makes == "unblended":
        has_evidence = bool((vehicle.fuel_evidence or "").strip())
        return Answer(True, "fuel_unblended") if has_evidence else Answer(None, "evidence_missing")
    return Answer(False, "fuel_blended") if makes == "no" else Answer(None, "fuel_unlisted")


def zero(law: Law, vehicle: ProcuredVehicle, period: str) -> Answer:
    """Whether a heavy bus is zero-emission: by its drive, or below a gram."""
    limit = law.figure("bus", "zero_below", period)
    if limit is None:
        return Answer(None, "no_definition")
    emitted: Decimal | None = vehicle.co2_g_km
    makes = law.drives.get(vehicle.drive or "")
    if emitted is not None and makes == "zero" and emitted >= limit.value:
        return Answer(None, "co2_drive_differ")
    if makes == "zero":
        return Answer(True, "no_exhaust")
    if emitted is not None and emitted >= limit.value:
        return Answer(False, "co2_above")
    if emitted is not None:
        burns = vehicle.drive is not None or vehicle.fuel in law.fuels
        return Answer(None, "co2_drive_differ") if burns else Answer(True, "co2_zero")
    return Answer(False, "has_exhaust") if vehicle.drive else Answer(None, "drive_missing")
