"""Store contracts as new versions, and refuse what could never be followed up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from followup.domain.parties import Contract, Reporter
from followup.errors import UserError
from followup.services.contract.checks import check
from followup.services.contract.defaults import ReportDefaults, defaults_of
from followup.services.installation import Actor, Installation
from followup.storage import acts, contracts
from followup.storage.acts import Act
from followup.storage.contracts import ContractVersion as ContractVersion


def save(
    installation: Installation,
    entered: Sequence[Contract],
    actor: Actor,
    today: date,
    now: datetime,
    kind: str = "save_contracts",
    detail: Mapping[str, str] | None = None,
) -> None:
    """Store contracts, each as a new version, in one act; all or nothing.

    ``kind`` and ``detail`` say what sort of act it was, if not just saving. Raises UserError for
    a contract that cannot be followed up as it stands.
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
        kind,
        ", ".join(c.number for c in complete),
        now,
        {"contracts": [c.number for c in complete], "today": today.isoformat(), **(detail or {})},
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


def hand_over(
    installation: Installation,
    contract: Contract,
    to: str,
    actor: Actor,
    today: date,
    now: datetime,
    *,
    day: date,
    note: str,
    board: str = "",
) -> None:
    """Make somebody else responsible for a contract from a day: an act with a note.

    Raises UserError ``handover_to_missing``, ``handover_note_missing``, ``handover_same`` or
    ``handover_in_future``.
    """
    here = {"contract": contract.number}
    if not to.strip():
        raise UserError("handover_to_missing", **here)
    if not note.strip():
        raise UserError("handover_note_missing", **here)
    if to.strip() == contract.responsible and board.strip() in ("", contract.board):
        raise UserError("handover_same", **here, name=to.strip())
    if day > today:
        raise UserError("handover_in_future", **here, day=day)
    changed = replace(contract, responsible=to.strip(), board=board.strip() or contract.board)
    detail = {
        "from": contract.responsible or "", "to": to.strip(), "day": day.isoformat(),
        "note": note.strip(),
    }  # fmt: skip
    save(installation, [changed], actor, today, now, "hand_over", detail)


def versions(installation: Installation, number: str) -> tuple[ContractVersion, ...]:
    """Every version of a contract, the newest first."""
    return contracts.versions(installation.database, number)
