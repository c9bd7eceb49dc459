"""Take a step in a case: who, when, why, and what that step must say. Nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Final

from followup.domain import deviation as machine
from followup.domain.deviation import FREEZING, Case, Detail, Step, StepKind
from followup.domain.period import Period
from followup.errors import UserError
from followup.render.document_docx import write_docx
from followup.services.deviation import attachments, letter
from followup.services.deviation import freeze as deviation_freeze
from followup.services.deviation.matter import Matter
from followup.services.installation import Actor, Installation
from followup.services.penalty import steps as penalty_steps
from followup.services.proof.explain import explain
from followup.storage import acts
from followup.storage import deviations as store
from followup.storage.acts import Act

ACT = "deviation"


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step as a person fills it in; the numbers, the letter and its place are added here.

    ``language`` is the letter's, for a notice; its reason is what is asked of the supplier.
    ``clause`` is the requirement whose rule a basis is computed by.
    """

    kind: StepKind
    day: date
    reason: str
    detail: Detail = field(default_factory=Detail)
    language: str | None = None
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """Who takes a step, and when it is written down."""

    actor: Actor
    now: datetime
    today: date


def take(installation: Installation, matter: Matter, new: NewStep, deed: Deed) -> str:
    """Store a step in the matter's case, opening it where it is a proposal; returns its name.

    Raises UserError ``reason_missing``, ``deviation_step_not_allowed``,
    ``deviation_missing_<field>``, ``deviation_day_ahead``, ``deviation_day_before``,
    ``invalid_amount``, ``deviation_second_person``, those of ``penalty_steps``, or
    ``deviation_changed`` when somebody else took a step meanwhile.
    """
    case = matter.case or Case("", matter.subject, ())
    if not new.reason.strip():
        raise UserError("reason_missing")
    if new.kind not in machine.allowed(case):
        raise UserError("deviation_step_not_allowed")
    detail = _completed(installation, matter, new, deed)
    _check(case, new, detail, deed)
    number = len(case.steps) + 1
    step = Step(number, new.kind, new.day, deed.now, deed.actor.stored, new.reason.strip(), detail)
    return acts.planned(
        installation.database, lambda version: _store(installation, matter, step, deed, version)
    )


def _store(installation: Installation, matter: Matter, step: Step, deed: Deed, version: int) -> str:
    cases = store.load(installation.database)
    if matter.case is None:
        if any(_is_same(c, matter) for c in cases):
            raise UserError("deviation_changed")
        identifier = _next_name(cases, deed.today)
    else:
        identifier = matter.case.identifier
        now = next(c for c in cases if c.identifier == identifier)
        if len(now.steps) != len(matter.case.steps):
            raise UserError("deviation_changed")
    act = Act(deed.actor.stored, ACT, identifier, deed.now, {
        "contract": matter.subject.contract, "step": step.kind, "number": step.number,
        "day": step.day.isoformat(), "words": sha256(step.reason.encode()).hexdigest(),
    })  # fmt: skip

    def write(own: acts.Cursor, act_id: int) -> None:
        if matter.case is None:
            store.open_case(own, act_id, Case(identifier, matter.subject, ()))
        store.insert_step(own, act_id, identifier, step)

    acts.commit(installation.database, act, write, version)
    return identifier


def _is_same(case: Case, matter: Matter) -> bool:
    """A case opened meanwhile; a dismissed one may be followed by another on new numbers."""
    return case.subject.key == matter.subject.key and case.state != "dismissed"


def _next_name(cases: tuple[Case, ...], today: date) -> str:
    own = [c for c in cases if c.identifier.startswith(f"AV-{today.year}-")]
    return f"AV-{today.year}-{len(own) + 1:03}"


def _completed(installation: Installation, matter: Matter, new: NewStep, deed: Deed) -> Detail:
    """The step's fields with what only the house can add."""
    detail = new.detail
    if new.kind in FREEZING:
        return replace(detail, frozen=deviation_freeze.freeze(installation, matter, deed.today))
    if new.kind == "follow_up" and detail.evidence_period and matter.requirement:
        frozen = _evidence(installation, matter, detail.evidence_period, deed.today)
        return replace(detail, frozen=frozen)
    if new.kind == "notify" and detail.reply_date and matter.frozen:
        lang = new.language or letter.language_of(matter.contract)
        wanted = letter.Wanted(lang, new.day, detail.reply_date, new.reason)
        content = write_docx(letter.notice(matter, matter.frozen, wanted))
        named = (letter.file_name(matter, lang), content)
        return replace(detail, attachments=attachments.keep(installation, [named]))
    if new.kind == "basis":
        basis = penalty_steps.computed(installation, matter, deed.today, new.clause, detail)
        return replace(detail, basis=basis)
    if new.kind == "decide" and matter.case:
        return penalty_steps.decided(installation, matter, matter.case, detail)
    if new.kind == "approve" and matter.case and (made := matter.case.last("decide")):
        own = made.detail
        if own.basis is not None and own.amount is not None:
            penalty_steps.check_cap(installation, matter, own.basis, own.amount)
    if new.kind == "take_back" and matter.case and matter.case.holding:
        return replace(detail, takes_back=matter.case.holding[-1].number)
    return detail


def _evidence(
    installation: Installation, matter: Matter, period: Period, today: date
) -> machine.Frozen:
    proof = explain(installation, matter.subject.contract, str(matter.requirement), period, today)
    return deviation_freeze.of_proof(proof, today, installation.catalogue.checksum)


def _check(case: Case, new: NewStep, detail: Detail, deed: Deed) -> None:
    lacking = machine.missing(new.kind, detail)
    if lacking:
        raise UserError(f"deviation_missing_{lacking[0]}")
    if new.day > deed.today:
        raise UserError("deviation_day_ahead", day=new.day)
    first = max((s.day for s in case.holding), default=new.day)
    if new.day < first:
        raise UserError("deviation_day_before", day=new.day, first=first)
    if detail.reply_date is not None and detail.reply_date < new.day:
        raise UserError("deviation_day_before", day=detail.reply_date, first=new.day)
    if detail.amount is not None and (not detail.amount.is_finite() or detail.amount <= 0):
        raise UserError("invalid_amount", text=str(detail.amount))
    if _is_first_person(case, new.kind, deed.actor):
        raise UserError("deviation_second_person")


# What another person must approve (rule 34).
_APPROVES: Final[Mapping[StepKind, StepKind]] = {"approve": "decide", "approve_basis": "basis"}


def _is_first_person(case: Case, kind: StepKind, actor: Actor) -> bool:
    """Whether the one who approves is the one who decided or proposed."""
    first = case.last(_APPROVES[kind]) if kind in _APPROVES else None
    return first is not None and Actor.of(first.actor).is_same_person(actor)
