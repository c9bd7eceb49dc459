"""Dispens as acts: applied for, granted, refused, shortened, revoked; nothing is deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, datetime

from followup.domain.parties import Exemption
from followup.domain.period import ONE_DAY, Period
from followup.errors import UserError
from followup.services.installation import Actor, Installation
from followup.services.upload.destination import contract_of
from followup.services.upload.submit import Change, changes, verdicts
from followup.storage import acts, exemptions
from followup.storage.acts import Act
from followup.storage.database import rehearsal

KIND = "dispens"


def save(installation: Installation, exemption: Exemption, actor: Actor, now: datetime) -> None:
    """Store an application, or a dispens as it was decided.

    Raises UserError ``reason_missing``, ``decided_missing`` and ``approver_missing`` where a
    decision has no day or nobody who took it, ``dispens_applied_missing`` where an application
    has no day, ``unknown_contract``, ``unknown_requirement``, ``dispens_outside_contract``, and
    for a word on one that is there ``unknown_dispens`` or ``dispens_closed``.
    """
    _check(installation, exemption)
    act = Act(actor.stored, KIND, exemption.contract, now, _told(exemption))
    acts.commit(
        installation.database, act, lambda own, act_id: exemptions.insert(own, act_id, exemption)
    )


def preview(installation: Installation, exemption: Exemption, as_of: date) -> tuple[Change, ...]:
    """The verdicts that ``save`` would change; nothing is stored.

    It is written in a transaction that is always rolled back. Raises UserError like ``save``.
    """
    _check(installation, exemption)
    before = verdicts(installation, exemption.contract, as_of)
    with rehearsal(installation.database) as rehearsed:
        newest = acts.data_version(installation.database) + 1
        exemptions.insert(rehearsed.own, newest, exemption)
        after = verdicts(
            replace(installation, database=rehearsed.database), exemption.contract, as_of
        )
    return changes(before, after)


def shortened(exemption: Exemption, from_day: date, reason: str, decided: date) -> Exemption:
    """The dispens as it holds when it ends the day before ``from_day``: revoked as a whole where
    no day is left.

    Raises UserError ``reason_missing``, and ``dispens_not_shorter`` for a day after its last.
    """
    if not reason.strip():
        raise UserError("reason_missing")
    if from_day > exemption.period.end:
        raise UserError("dispens_not_shorter", day=exemption.period.end)
    changed = replace(exemption, note=reason.strip(), known_from=decided)
    if from_day <= exemption.period.start:
        return replace(changed, state="revoked")
    return replace(changed, period=Period(exemption.period.start, from_day - ONE_DAY))


def known(installation: Installation, contract: str) -> tuple[Exemption, ...]:
    """Every dispens on a contract as it stands, whatever became of it."""
    return tuple(e for e in exemptions.known(installation.database) if e.contract == contract)


def reachable(installation: Installation, contract: str) -> exemptions.Reachable:
    """The vehicles, vehicle categories and places that the contract's reports name."""
    return exemptions.reachable(installation.database, contract)


def words(installation: Installation, contract: str) -> tuple[exemptions.Word, ...]:
    """Every word given on the contract's dispenses, by whom and when, the oldest first."""
    return exemptions.words(installation.database, contract)


def _check(installation: Installation, exemption: Exemption) -> None:
    if not exemption.reason.strip():
        raise UserError("reason_missing")
    contract = contract_of(installation, exemption.contract)
    clauses = {r.identifier for r in contract.requirements}
    if exemption.requirement is not None and exemption.requirement not in clauses:
        raise UserError(
            "unknown_requirement", contract=exemption.contract, requirement=exemption.requirement
        )
    if exemption.period.overlap(contract.days) is None:
        raise UserError("dispens_outside_contract", days=contract.days)
    if exemption.state == "pending" and exemption.applied_date is None:
        raise UserError("dispens_applied_missing")
    if exemption.state != "pending" and exemption.decided_date is None:
        raise UserError("decided_missing")
    if exemption.state != "pending" and not (exemption.approved_by or "").strip():
        raise UserError("approver_missing")
    if exemption.identifier:
        _check_open(installation, exemption)


def _check_open(installation: Installation, exemption: Exemption) -> None:
    """A word on a dispens follows the last one: a decision an application, an end a grant."""
    there = next(
        (e for e in exemptions.known(installation.database)
         if (e.identifier, e.contract) == (exemption.identifier, exemption.contract)),
        None,
    )  # fmt: skip
    if there is None:
        raise UserError("unknown_dispens")
    follows: Mapping[str, tuple[str, ...]] = {
        "pending": ("granted", "refused"), "granted": ("granted", "revoked"),
    }  # fmt: skip
    if exemption.state not in follows.get(there.state, ()):
        raise UserError("dispens_closed")


def _told(exemption: Exemption) -> dict[str, object]:
    """All of the word, as the audit keeps it."""
    said = asdict(exemption)
    days = {name: day.isoformat() for name, day in said.items() if isinstance(day, date)}
    return said | days | {"period": str(exemption.period)}
