"""A nil report as a person's act: said by hand, and taken back."""

from __future__ import annotations

from datetime import datetime

from followup.domain.parties import NilReport
from followup.errors import UserError
from followup.services.installation import Actor, Installation
from followup.services.upload.destination import contract_of
from followup.storage import acts, decisions
from followup.storage.acts import Act


def report_nothing(installation: Installation, nil: NilReport, actor: Actor, now: datetime) -> None:
    """Store a reporter's word that nothing was driven in some days, with the reason.

    Raises UserError ``reason_missing``, ``unknown_contract`` or ``unknown_reporter``.
    """
    _need_reason(nil.reason)
    contract = contract_of(installation, nil.contract)
    names = sorted({r.name for r in contract.reporters})
    if nil.reporter not in names:
        raise UserError("unknown_reporter", reporter=nil.reporter, reporters=", ".join(names))
    act = Act(actor.stored, "nil_report", nil.contract, now, {
        "reporter": nil.reporter, "period": str(nil.period), "reason": nil.reason,
    })  # fmt: skip
    acts.commit(
        installation.database,
        act,
        lambda own, act_id: decisions.insert_nil_report(own, act_id, nil),
    )


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise UserError("reason_missing")
