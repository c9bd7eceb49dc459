"""The rows that a spot check is drawn from: fuel in force, its energy and what it speaks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from followup.domain.parties import Contract
from followup.domain.period import Period
from followup.domain.requirement import Requirement
from followup.domain.spot_check import FuelRow, SpotCheck
from followup.domain.timeline import Step, Timeline
from followup.rules.windows import Window
from followup.services.asks import Inquiry, ask_table
from followup.services.installation import Installation
from followup.storage import exemptions as exemption_store
from followup.storage import measures
from followup.storage import spot_checks as store

# A clause that counts a set of fuels weighs its rows by their energy, whatever it is measured in.
_BY_ENERGY = {
    "renewable": "renewable_energy_share",
    "fossil": "fossil_energy_share",
    "zero_emission": "zero_emission_energy_share",
}
# Rows with these do count, or would if somebody had seen the proof.
_COUNTED = (None, "declared")
_NEVER = date(1900, 1, 1)
Key = tuple[str, str | None, int, str | None]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a row weighs in MJ: all of it (None where nobody knows) and what speaks for it."""

    energy_mj: Decimal | None
    weight_mj: Decimal


def rows_of(
    installation: Installation, contracts: Sequence[Contract], period: Period, as_of: date
) -> tuple[FuelRow, ...]:
    """Every row of fuel that counts on some contracts and days, as known on ``as_of``."""
    numbers = [c.number for c in contracts]
    facts = store.fuel_rows(installation.database, numbers, period, as_of)
    weighed = _weighed(installation, contracts, period, as_of) if facts else {}
    return tuple(_row(fact, weighed[_key(fact)]) for fact in facts if _key(fact) in weighed)


def not_asked(rows: Iterable[FuelRow], lists: Iterable[SpotCheck]) -> tuple[FuelRow, ...]:
    """The rows that stand on none of these lists: nobody is asked twice for a receipt."""
    taken = {(d.row.contract, d.row.place) for one in lists for d in one.rows}
    return tuple(row for row in rows if (row.contract, row.place) not in taken)


def weighing(contract: Contract) -> Requirement:
    """The clause whose verdict the rows weigh on, measured in energy.

    A share of energy before other shares of a set of fuels; without any the renewable share.
    """
    of_sets = [r for r in contract.requirements if r.spec.fuel_set in _BY_ENERGY]
    of_sets.sort(key=lambda r: r.spec.basis != "energy")
    if of_sets:
        return replace(of_sets[0], measure=_BY_ENERGY[str(of_sets[0].spec.fuel_set)])
    return Requirement(
        contract.number, f"{contract.number}/", "", "", "renewable_energy_share", ">=",
        Timeline.of([Step(_NEVER, Decimal(0))]), "year",
    )  # fmt: skip


def _weighed(
    installation: Installation, contracts: Sequence[Contract], period: Period, as_of: date
) -> Mapping[Key, Weighed]:
    """What each row that counts weighs, from the rows of the measure itself."""
    asked, clauses = [], [weighing(c) for c in contracts]
    for number, (contract, clause) in enumerate(zip(contracts, clauses, strict=True)):
        if days := contract.days.overlap(period):
            window = Window(days, Step(_NEVER, Decimal(0)), days)
            asked.append(Inquiry(number, contract, clause, window))
    exemptions = exemption_store.granted(installation.database, as_of)
    asks = ask_table(asked, exemptions, uncut=True)
    table = measures.rows(installation.database, "energy_share", asks, as_of)
    parts: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    for part in table.to_pylist():
        parts[_key(part)].append(part)
    return {
        key: _sum(own, is_most=clauses[own[0]["ask_id"]].comparator == "<=")
        for key, own in parts.items()
        if own[0]["why"] in _COUNTED
    }


def _sum(parts: Sequence[Mapping[str, Any]], *, is_most: bool) -> Weighed:
    amounts = [(p["numerator"], p["denominator"], p["unknown"]) for p in parts]
    if any(None in own for own in amounts) or any(p["fuel"] is None for p in parts):
        return Weighed(None, Decimal(0))
    counted = sum((n for n, _, _ in amounts), Decimal(0))
    known = sum((d for _, d, _ in amounts), Decimal(0))
    unknown = sum((u for _, _, u in amounts), Decimal(0))
    # What a clause on at most so much does not count is what speaks for the supplier.
    weight = known - counted if is_most else counted
    return Weighed(known + unknown, max(weight, Decimal(0)))


def _key(row: Mapping[str, Any]) -> Key:
    return row["submission"], row["sheet"], row["row"], row["column"]


def _row(fact: Mapping[str, Any], weighed: Weighed) -> FuelRow:
    same = (
        "contract", "reporter", "file_name", "sha256", "sheet", "row", "column", "vehicle_id",
        "fuel", "fuel_raw", "quantity", "unit", "grade",
    )  # fmt: skip
    return FuelRow(
        period=Period(fact["period_start"], fact["period_end"]),
        energy_mj=_kept(weighed.energy_mj),
        weight_mj=_kept(weighed.weight_mj) or Decimal(0),
        known=frozenset(name for name in store.KNOWN if fact[name]),
        **{name: fact[name] for name in same},
    )


def _kept(amount: Decimal | None) -> Decimal | None:
    """As it is kept, so that a list read back weighs the same."""
    return None if amount is None else round(amount, 6)
