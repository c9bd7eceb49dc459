"""Turn contracts and clauses into questions to the measures, all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from followup.domain.emission_level import level_rank
from followup.domain.measure import VEHICLE_SETS, MeasureSpec
from followup.domain.parties import Contract, Exemption
from followup.domain.requirement import Requirement
from followup.rules.windows import Window, stretches, windows
from followup.storage.measures import ASK

# Which kind of report a share is built on; a measure of reports expects every kind, and what a
# person judges by evidence none at all.
REPORT_TYPE_OF_MEASURE = {
    "activity_share": "activity",
    "euro_activity_share": "activity",
    "zero_emission_vehicle_share": "vehicles",
    "exhaust_mean": "vehicles",
    "evidence": "evidence",
    "report_in_time": None,
}
_BASIS_REPORTS = {
    "euro_class": "vehicles", "vehicle_age": "vehicles", "machine_stage": "machines",
    "machine_age": "machines", "machine_drive": "machines", "packaging_kg": "packaging",
    "packaging_units": "packaging", "recycled_content": "packaging",
    "packaging_return": "packaging", "rotations": "packaging", "furniture_pieces": "furniture",
    "furniture_value": "furniture", "furniture_ecolabel": "furniture",
    "furniture_repair": "furniture", "furniture_take_back": "furniture",
    "food_waste": "food_waste", "plate_waste": "food_waste",
}  # fmt: skip
_ON_ACTIVITY = ("assignment_km", "person_km", "tonne_km", "trips")
CIRCULAR = ("circular_share", "packaging_rotations", "food_waste_mean")
# Shares that come from a list of vehicles or machines, or from what each vehicle was given.
_BY_VEHICLE = ("vehicle_share", "zero_emission_vehicle_share", "listed_level_share",
               "euro_activity_share", "exhaust_mean")  # fmt: skip


def report_type_of(spec: MeasureSpec) -> str | None:
    """The kind of report whose months a measure expects; None for every kind."""
    if spec.sql in REPORT_TYPE_OF_MEASURE:
        return REPORT_TYPE_OF_MEASURE[spec.sql]
    return _BASIS_REPORTS.get(spec.basis, "fuel")


def reports_needed(spec: MeasureSpec) -> tuple[str, ...]:
    """The kinds of report without which a measure says nothing; none where people judge."""
    expected = report_type_of(spec)
    if spec.sql == "euro_activity_share":
        return ("activity", "vehicles")
    return (expected,) if expected not in (None, "evidence") else ()


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One verdict to find: a clause of a contract in one window of days."""

    ask_id: int
    contract: Contract
    requirement: Requirement
    window: Window


def inquiries(
    contracts: Iterable[Contract], as_of: date, requirement: str | None = None
) -> list[Inquiry]:
    """Every verdict to find on ``as_of``, numbered; of one requirement if it is named."""
    found = (
        (contract, clause, window)
        for contract in contracts
        for clause in contract.requirements
        if requirement in (None, clause.identifier)
        for window in windows(contract, clause, as_of)
    )
    return [Inquiry(number, *each) for number, each in enumerate(found)]


def ask_table(
    inquired: Sequence[Inquiry], exemptions: Sequence[Exemption], *, uncut: bool = False
) -> pa.Table:
    """The frame that the measures of these inquiries join."""
    by_contract: dict[str, list[Exemption]] = defaultdict(list)
    for exemption in exemptions:
        by_contract[exemption.contract].append(exemption)
    clauses: dict[str, int] = {}
    settings: list[dict[str, Any]] = []
    columns: dict[str, list[Any]] = {name: [] for name in _OWN_COLUMNS}
    chosen: list[int] = []
    for inquiry in inquired:
        clause = inquiry.requirement.identifier
        if clause not in clauses:
            clauses[clause] = len(settings)
            settings.append(settings_of(inquiry.requirement))
        for row in _rows(inquiry, by_contract[inquiry.contract.number], uncut=uncut):
            for column, value in zip(columns.values(), row, strict=True):
                column.append(value)
            chosen.append(clauses[clause])
    return framed(columns, settings, chosen)


def framed(
    columns: Mapping[str, Sequence[Any]], settings: Sequence[dict[str, Any]], chosen: Sequence[int]
) -> pa.Table:
    """The frame of asks with ``columns`` of their own and each the settings it has ``chosen``.

    Settings are built once, and not again for each contract or window that has them.
    """
    own = {name: pa.array(column, ASK.field(name).type) for name, column in columns.items()}
    names = [field for field in ASK if field.name not in columns]
    taken = pa.Table.from_pylist(settings, schema=pa.schema(names)).take(
        pa.array(chosen, pa.int32())
    )
    return pa.table({f.name: own[f.name] if f.name in own else taken[f.name] for f in ASK},
                    schema=ASK)  # fmt: skip


_OWN_COLUMNS = (
    "ask_id", "contract", "window_start", "window_end", "is_uncut", "start_date", "end_date", "why",
)  # fmt: skip


def _rows(
    inquiry: Inquiry, exemptions: Sequence[Exemption], *, uncut: bool
) -> Iterator[tuple[Any, ...]]:
    """The asks of one inquiry, in the order of ``_OWN_COLUMNS``."""
    period = inquiry.window.period
    base = (inquiry.ask_id, inquiry.contract.number, period.start, period.end, uncut)
    if uncut:
        yield *base, period.start, period.end, None
        return
    clause = inquiry.requirement.identifier
    own = [e for e in exemptions if e.requirement in (None, clause)]
    for stretch in stretches(inquiry.window, own):
        yield *base, stretch.period.start, stretch.period.end, stretch.why


def concerns(exemption: Exemption, inquiry: Inquiry) -> bool:
    """True for a dispens from the inquiry's clause on some day of its window."""
    return (
        exemption.contract == inquiry.contract.number
        and exemption.requirement in (None, inquiry.requirement.identifier)
        and exemption.period.overlap(inquiry.window.period) is not None
    )


def settings_of(requirement: Requirement) -> dict[str, Any]:
    """The columns of an ask that come from the clause.

    What leaves the exhaust is no matter of origin or of choice: a zero-emission measure takes
    all electricity and its own fuel set.
    """
    spec = requirement.spec
    is_by_exhaust = spec.fuel_set == "zero_emission"
    fuel_set = spec.fuel_set if is_by_exhaust else requirement.fuel_set or spec.fuel_set
    return {
        "requirement": requirement.identifier,
        "fuel_set": fuel_set,
        "factor_set": requirement.factor_set,
        "electricity": "all" if is_by_exhaust else requirement.electricity,
        "counts_fossil": fuel_set == "fossil",
        "vehicle_level": requirement.vehicle_level,
        "accepts_declared": requirement.accepts_declared,
        "accepts_green_gas": requirement.accepts_green_gas,
        "accepts_mass_balance": requirement.accepts_mass_balance,
        "report_type": report_type_of(spec),
        "activity": spec.basis if spec.basis in _ON_ACTIVITY or spec.sql in CIRCULAR else None,
        "counted": f" {' '.join(spec.counted)} " if spec.counted else None,
        "unit": requirement.unit,
        **_level(requirement),
        **_vehicles(requirement),
    }


def _level(requirement: Requirement) -> dict[str, Any]:
    """The level that is asked for; one that cannot be read is reached by nobody knows whom."""
    kind = requirement.spec.level
    if kind is None:
        drive = "drive" if requirement.spec.basis == "machine_drive" else None
        return {"level_kind": drive, "level_rank": None}
    return {"level_kind": kind, "level_rank": level_rank(kind, requirement.level or "")}


def _vehicles(requirement: Requirement) -> dict[str, Any]:
    """Which vehicles count and how; only a requirement on vehicles says so (rule 23)."""
    if requirement.spec.sql not in _BY_VEHICLE:
        return {"vehicle_set": None, "vehicle_classes": None, "vehicle_count": "used"}
    by_list = requirement.spec.sql != "euro_activity_share"
    # The sets are of vehicles: a machine is of none.
    is_machines = report_type_of(requirement.spec) == "machines"
    chosen = None if is_machines else requirement.vehicle_set
    return {
        "vehicle_set": chosen,
        "vehicle_classes": f" {' '.join(VEHICLE_SETS.get(chosen or '', ()))} ",
        # What was driven is weighed by itself, not by days in service.
        "vehicle_count": requirement.counted_by if by_list else "used",
    }
