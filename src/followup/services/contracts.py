"""Store contracts as new versions, and refuse what could never be followed up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from followup.domain.facts import REPORT_FACTS
from followup.domain.parties import Contract, Reporter
from followup.domain.period import MONTHS, Frequency
from followup.errors import UserError
from followup.services.installation import Actor, Installation
from followup.storage import acts, contracts
from followup.storage.acts import Act

DEFAULT_FREQUENCY: Frequency = "quarter"
DEFAULT_DUE_DAYS = 30


def save(
    installation: Installation,
    entered: Sequence[Contract],
    actor: Actor,
    today: date,
    now: datetime,
) -> None:
    """Store contracts, each as a new version, in one act; all or nothing.

    Raises UserError for a contract that cannot be followed up as it stands.
    """
    if not entered:
        raise UserError("nothing_to_save")
    for contract in entered:
        _check(contract)
    _check_unique("contract_twice", [c.number for c in entered])
    complete = [_completed(contract) for contract in entered]
    act = Act(
        actor.stored,
        "save_contracts",
        ", ".join(c.number for c in complete),
        now,
        {"contracts": [c.number for c in complete], "today": today.isoformat()},
    )
    acts.commit(
        installation.database,
        act,
        lambda own, act_id: contracts.insert(own, act_id, complete, today),
    )


def _completed(contract: Contract) -> Contract:
    """Without named reporters the supplier itself is expected to report fuel each quarter."""
    if contract.reporters:
        return contract
    name = contract.supplier or contract.buyers[0].name
    wanted = {"vehicles" if r.spec.sql == "zero_emission_vehicle_share" else "fuel"
              for r in contract.requirements} or {"fuel"}  # fmt: skip
    reporters = (
        Reporter(name, kind, DEFAULT_FREQUENCY, DEFAULT_DUE_DAYS) for kind in sorted(wanted)
    )
    return replace(contract, reporters=tuple(reporters))


def _check(contract: Contract) -> None:
    if not contract.number.strip():
        raise UserError("contract_number_missing")
    if not contract.buyers:
        raise UserError("buyer_missing", contract=contract.number)
    if contract.end_date < contract.start_date:
        raise UserError("contract_ends_before_start", contract=contract.number)
    if contract.supplier is None and not contract.is_internal:
        raise UserError("supplier_missing", contract=contract.number)
    for reporter in contract.reporters:
        _check_reporter(contract, reporter)
    identifiers = [r.identifier for r in contract.requirements]
    if len(set(identifiers)) != len(identifiers):
        raise UserError("requirement_twice", contract=contract.number)
    for requirement in contract.requirements:
        days = [step.valid_from for step in requirement.limits.steps]
        if len(set(days)) != len(days):
            raise UserError("step_twice", requirement=requirement.identifier)


def _check_reporter(contract: Contract, reporter: Reporter) -> None:
    """Refuse what could be stored but never followed up: nobody would see a report missing."""
    here = {"contract": contract.number, "reporter": reporter.name}
    if not reporter.name.strip():
        raise UserError("reporter_name_missing")
    if reporter.frequency not in MONTHS:
        raise UserError("reporter_frequency", **here, frequency=reporter.frequency)
    if reporter.report_type not in REPORT_FACTS:
        raise UserError("reporter_type", **here, type=reporter.report_type)
    if reporter.due_days < 0:
        raise UserError("reporter_due_days", **here, days=reporter.due_days)
    same = [r for r in contract.reporters
            if (r.name, r.report_type) == (reporter.name, reporter.report_type)]  # fmt: skip
    if len(same) > 1:
        raise UserError("reporter_twice", **here)


def _check_unique(code: str, numbers: Sequence[str]) -> None:
    for number in numbers:
        if numbers.count(number) > 1:
            raise UserError(code, contract=number)
