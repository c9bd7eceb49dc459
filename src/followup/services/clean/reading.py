"""A file of procured vehicles: the vehicles it tells, and the rows that cannot be used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from followup.domain.clean_vehicle import ProcuredVehicle
from followup.domain.finding import Finding
from followup.domain.parties import Contract
from followup.errors import UserError
from followup.ingest.asked_table import read_asked
from followup.ingest.draft import Refusal
from followup.ingest.plates import normalise
from followup.ingest.vocabulary import look_up_fuel
from followup.services.clean import vehicles as clean_vehicles
from followup.services.installation import Installation
from followup.services.upload import reading

TYPE: Final = "procured_vehicle"
# Above this a share of the limit is in per cent; below it, it may be a fraction or a small share.
_SURELY_PERCENT = Decimal(2)


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be used, and why."""

    sheet: str
    row: int
    error: UserError


@dataclass(frozen=True, slots=True)
class ReadVehicles:
    """The vehicles of a file as they would be registered, and the rows that cannot be used.

    ``unused`` are the headings that were not read.
    """

    sha256: str
    file_name: str
    vehicles: tuple[ProcuredVehicle, ...] = ()
    problems: tuple[Problem, ...] = ()
    unused: tuple[str, ...] = ()
    refusal: Refusal | None = None


def read(
    installation: Installation, content: bytes, file_name: str,
    contracts: Mapping[str, Contract], today: date, known: Iterable[ProcuredVehicle] = (),
) -> ReadVehicles:  # fmt: skip
    """Read a file through the guarded reader; nothing is stored.

    ``known`` are the vehicles as they stand: what a file has no column for stays as it is.
    """
    cells = reading.cells_of(installation.settings, content, file_name)
    table = read_asked(cells, TYPE, today)
    if table.refusal is not None:
        return ReadVehicles(table.sha256, file_name, refusal=table.refusal)
    doubts = {(f.sheet or "", f.row): f for f in reversed(table.findings)}
    before = {(v.contract, v.vehicle_id): v for v in known}
    found: dict[tuple[str, str], ProcuredVehicle] = {}
    problems: list[Problem] = []
    for row in table.rows:
        place = (row["sheet"] or "", row["row"])
        try:
            # A cell that cannot be read is not the same as an empty one: nothing is guessed.
            _refuse_doubt(doubts.get(place))
            vehicle = _vehicle(row, file_name, table.sha256)
            clean_vehicles.check([vehicle], contracts)
            key = (vehicle.contract, vehicle.vehicle_id)
            vehicle = _kept(vehicle, before.get(key), table.columns[place[0]])
            if key in found:
                raise UserError("procured_twice", contract=key[0], vehicle=key[1])  # noqa: TRY301
            found[key] = vehicle
        except UserError as error:
            problems.append(Problem(*place, error))
    return ReadVehicles(
        table.sha256, file_name, tuple(found.values()), tuple(problems), table.unused
    )


def _kept(
    vehicle: ProcuredVehicle, before: ProcuredVehicle | None, columns: frozenset[str]
) -> ProcuredVehicle:
    """The vehicle with what was known of it where the file has no such column."""
    if before is None:
        return vehicle
    silent = [f.name for f in fields(vehicle) if f.name not in columns and f.name != "place"]
    return replace(vehicle, **{name: getattr(before, name) for name in silent})


def _refuse_doubt(found: Finding | None) -> None:
    if found is not None:
        raise UserError("procured_cell", column=found.column or "", text=found.value or "")


def _vehicle(row: Mapping[str, Any], file_name: str, sha256: str) -> ProcuredVehicle:
    place = " ".join([file_name, f"{row['sheet'] or ''}!{row['row']}", sha256[:12]])
    weight = row["total_weight_kg"]
    double = row["is_double_decker"]
    plain = ("awarded", "form", "eu_category", "bus_class", "co2_g_km", "drive", "exception")
    return ProcuredVehicle(
        contract=(row["contract"] or "").strip(),
        vehicle_id=normalise(row["vehicle_id"] or ""),
        buyer=row["buyer"] or None,
        total_weight_kg=None if weight is None else int(weight),
        rde_nox_share=rde_share(row["rde_nox_share"]),
        rde_pn_share=rde_share(row["rde_pn_share"]),
        fuel=fuel_code(row["fuel"]),
        fuel_evidence=row["fuel_evidence"] or None,
        is_double_decker=None if double is None else double == "yes",
        place=place,
        **{name: row[name] for name in plain},
    )


def rde_share(text: str | None) -> Decimal | None:
    """Per cent of the emission limit as a fraction; None for nothing.

    Raises UserError ``procured_rde`` for what is no number, and for a small one without a per
    cent sign: 0.42 may be 42 % or less than one.
    """
    written = (text or "").strip()
    if not written:
        return None
    bare = written.replace("%", "").replace(",", ".").replace("\N{NO-BREAK SPACE}", "").strip()
    try:
        value = Decimal(bare)
    except InvalidOperation as error:
        raise UserError("procured_rde", text=written) from error
    is_clear = "%" in written or value == 0 or value > _SURELY_PERCENT
    if not value.is_finite() or value < 0 or not is_clear:
        raise UserError("procured_rde", text=written)
    return value / 100


def fuel_code(text: str | None) -> str | None:
    """The fuel that a word names; None for nothing. Raises UserError ``procured_fuel``."""
    written = (text or "").strip()
    if not written:
        return None
    code = look_up_fuel(written).code
    if code is None:
        raise UserError("procured_fuel", text=written)
    return code
