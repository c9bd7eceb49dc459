"""Store contracts as new versions, and refuse what could never be followed up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from followup.domain.parties import Contract, Reporter
from followup.errors import UserError
from followup.services.contract_checks import check
from followup.services.contract_defaults import ReportDefaults, defaults_of
from followup.services.installation import Actor, Installation
from followup.storage import acts, contracts
from followup.storage.acts import Act


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
        check(contract)
    _check_unique("contract_twice", [c.number for c in entered])
    usual = defaults_of(installation.catalogue, today)
    complete = [_completed(contract, usual) for contract in entered]
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


def _completed(contract: Contract, usual: ReportDefaults) -> Contract:
    """Without named reporters the supplier itself is expected to report as is usual."""
    if contract.reporters:
        return contract
    name = contract.supplier or contract.buyers[0].name
    wanted = {"vehicles" if r.spec.sql == "zero_emission_vehicle_share" else "fuel"
              for r in contract.requirements} or {"fuel"}  # fmt: skip
    reporters = (Reporter(name, kind, usual.frequency, usual.due_days) for kind in sorted(wanted))
    return replace(contract, reporters=tuple(reporters))


def _check_unique(code: str, numbers: Sequence[str]) -> None:
    for number in numbers:
        if numbers.count(number) > 1:
            raise UserError(code, contract=number)
