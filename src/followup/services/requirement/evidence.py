"""A person judges a clause that no report can: what was seen, when, and where the proof is."""

from __future__ import annotations

from datetime import date, datetime

from followup.domain.evidence import Evidence
from followup.domain.requirement import Requirement
from followup.errors import UserError
from followup.services.installation import Actor, Installation
from followup.services.upload.destination import contract_of
from followup.storage import acts, requirements
from followup.storage.acts import Act

# Clauses that people judge, and the review of what was not on the market.
JUDGED = ("evidence", "market")


def give(
    installation: Installation, evidence: Evidence, actor: Actor, today: date, now: datetime
) -> None:
    """Store a person's word on a clause; a later one of the same period takes its place.

    Raises UserError ``evidence_seen_missing``, ``evidence_document_missing``,
    ``evidence_in_future``, ``unknown_contract``, ``unknown_requirement`` or ``not_judged``.
    """
    if not evidence.seen.strip():
        raise UserError("evidence_seen_missing")
    if not evidence.document.strip():
        raise UserError("evidence_document_missing")
    if evidence.seen_date > today:
        raise UserError("evidence_in_future", day=evidence.seen_date)
    contract = contract_of(installation, evidence.contract)
    named = {"contract": evidence.contract, "requirement": evidence.requirement}
    clause = next((r for r in contract.requirements if r.identifier == evidence.requirement), None)
    if clause is None:
        raise UserError("unknown_requirement", **named)
    if not is_judged(clause):
        raise UserError("not_judged", **named)
    act = Act(actor.stored, "evidence", evidence.contract, now, {
        "requirement": evidence.requirement, "is_met": evidence.is_met, "seen": evidence.seen,
        "seen_date": evidence.seen_date.isoformat(), "document": evidence.document,
    })  # fmt: skip
    acts.commit(
        installation.database,
        act,
        lambda own, act_id: requirements.insert_evidence(own, act_id, evidence, today),
    )


def is_judged(requirement: Requirement) -> bool:
    """Whether a person's word decides the requirement, rather than anybody's report."""
    return requirement.spec.basis in JUDGED
