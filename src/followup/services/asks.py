"""Turn contracts and clauses into questions to the measures, all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from followup.domain.parties import Contract, Exemption
from followup.domain.requirement import Requirement
from followup.rules.windows import Window, stretches, windows
from followup.storage.measures import ASK

# Which kind of report a share is built on; a measure of reports expects every kind.
REPORT_TYPE_OF_MEASURE = {
    "zero_emission_vehicle_share": "vehicles",
    "report_in_time": None,
}


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
    rows = [
        row
        for inquiry in inquired
        for row in _rows(inquiry, by_contract[inquiry.contract.number], uncut=uncut)
    ]
    return pa.Table.from_pylist(rows, schema=ASK)


def _rows(
    inquiry: Inquiry, exemptions: Sequence[Exemption], *, uncut: bool
) -> Iterator[dict[str, Any]]:
    window = inquiry.window
    base = {
        "ask_id": inquiry.ask_id,
        "contract": inquiry.contract.number,
        "window_start": window.period.start,
        "window_end": window.period.end,
        "is_uncut": uncut,
        **settings_of(inquiry.requirement),
    }
    if uncut:
        yield base | {"start_date": window.period.start, "end_date": window.period.end}
        return
    clause = inquiry.requirement.identifier
    own = [e for e in exemptions if e.requirement in (None, clause)]
    for stretch in stretches(window, own):
        yield base | {
            "start_date": stretch.period.start,
            "end_date": stretch.period.end,
            "why": stretch.why,
        }


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
        "report_type": REPORT_TYPE_OF_MEASURE.get(spec.sql, "fuel"),
    }
