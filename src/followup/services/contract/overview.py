"""One contract at a glance: each clause's verdicts, with the energy and emissions behind them.

Everything here is for eyes; verdicts are taken as they were assessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from typing import Any

from followup.domain.parties import Contract
from followup.domain.requirement import Assessment, Requirement
from followup.services import compliance
from followup.services.asks import ask_table, inquiries
from followup.services.installation import Installation
from followup.services.queue.waiting import Due, dues
from followup.storage import exemptions as exemption_store
from followup.storage import measures

__all__ = [
    "Amounts", "ContractOverview", "Due", "FuelAmount", "RequirementOverview", "WindowOverview",
    "amounts_of", "contract_overview", "dues",
]  # fmt: skip

MJ_PER_MWH = Decimal(3600)


@dataclass(frozen=True, slots=True)
class FuelAmount:
    """Energy of one fuel in MWh; None where no row's amount is known."""

    fuel: str
    energy_mwh: Decimal | None
    rows_without_energy: int


@dataclass(frozen=True, slots=True)
class Amounts:
    """What was delivered and driven in a window, as far as it is known.

    An amount is None when no row tells it; ``rows_without_*`` count the rows that do not, out
    of ``row_count``. Tonnes are CO2 equivalents between a low and a high factor.
    """

    fuels: tuple[FuelAmount, ...] = ()
    energy_mwh: Decimal | None = None
    rows_without_energy: int = 0
    tonnes_low: Decimal | None = None
    tonnes_high: Decimal | None = None
    rows_without_tonnes: int = 0
    distance_km: Decimal | None = None
    rows_without_distance: int = 0
    vehicles: int | None = None
    rows_without_vehicle: int = 0
    row_count: int = 0


@dataclass(frozen=True, slots=True)
class WindowOverview:
    """One verdict and the amounts beside it."""

    assessment: Assessment
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class RequirementOverview:
    """A clause in all its windows."""

    requirement: Requirement
    windows: tuple[WindowOverview, ...]


@dataclass(frozen=True, slots=True)
class ContractOverview:
    """A contract with its clauses."""

    contract: Contract
    requirements: tuple[RequirementOverview, ...]


def contract_overview(installation: Installation, number: str, as_of: date) -> ContractOverview:
    """A contract's clauses, verdicts and amounts as seen on ``as_of``.

    Raises UserError ``unknown_contract``.
    """
    contract = compliance.contracts_on(installation, as_of, number)[0]
    judged = {
        (a.requirement, a.period): a
        for a in compliance.assessments(installation, as_of, contract=number)
    }
    inquired = inquiries([contract], as_of)
    asks = ask_table(inquired, exemption_store.granted(installation.database, as_of))
    mix = measures.fuel_mix(installation.database, asks, as_of).to_pylist()
    used = measures.vehicles_used(installation.database, asks, as_of)
    rows: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in mix:
        rows[row["ask_id"]].append(row)
    windows: dict[str, list[WindowOverview]] = defaultdict(list)
    for inquiry in inquired:
        clause = inquiry.requirement.identifier
        windows[clause].append(
            WindowOverview(
                judged[clause, inquiry.window.period],
                amounts_of(rows[inquiry.ask_id], used.get(inquiry.ask_id)),
            )
        )
    return ContractOverview(
        contract,
        tuple(RequirementOverview(r, tuple(windows[r.identifier])) for r in contract.requirements),
    )


def amounts_of(rows: Sequence[Mapping[str, Any]], used: tuple[int, int] | None) -> Amounts:
    """The amounts of one window from its rows per fuel."""
    if not rows:
        return Amounts()
    vehicles, unnamed = used or (0, 0)
    energy = _sum(row["energy_mj"] for row in rows)
    return Amounts(
        fuels=tuple(
            FuelAmount(row["fuel"], _mwh(row["energy_mj"]), row["rows_without_energy"])
            for row in rows
        ),
        energy_mwh=_mwh(energy),
        rows_without_energy=_count(rows, "rows_without_energy"),
        tonnes_low=_sum(row["tonnes_low"] for row in rows),
        tonnes_high=_sum(row["tonnes_high"] for row in rows),
        rows_without_tonnes=_count(rows, "rows_without_tonnes"),
        distance_km=_sum(row["distance_km"] for row in rows),
        rows_without_distance=_count(rows, "rows_without_distance"),
        vehicles=vehicles or None,
        rows_without_vehicle=unnamed,
        row_count=_count(rows, "row_count"),
    )


def _mwh(megajoules: Decimal | None) -> Decimal | None:
    if megajoules is None:
        return None
    with localcontext(prec=40):
        return megajoules / MJ_PER_MWH


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    with localcontext(prec=60):
        return sum(known, Decimal(0)) if known else None


def _count(rows: Sequence[Mapping[str, Any]], name: str) -> int:
    return sum(int(row[name]) for row in rows)
