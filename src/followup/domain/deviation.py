"""A deviation as a case: what it is about, the numbers as they stood, and the steps taken.

Only steps are stored. A mistaken one is taken back by a later step that names it; both stay.
The state follows from the steps that hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from followup.domain.deviation_detail import Action as Action
from followup.domain.deviation_detail import AmountFrom as AmountFrom
from followup.domain.deviation_detail import Attachment as Attachment
from followup.domain.deviation_detail import Detail as Detail
from followup.domain.deviation_detail import Frozen as Frozen
from followup.domain.deviation_detail import Outcome as Outcome
from followup.domain.deviation_detail import Remedy as Remedy
from followup.domain.period import Period

State = Literal[
    "proposed", "dismissed", "confirmed", "notified", "meeting", "action_plan", "followed_up",
    "decision_pending", "sanctioned", "bonus", "closed",
]  # fmt: skip
StepKind = Literal[
    "propose", "confirm", "dismiss", "notify", "reply", "meeting", "action_plan", "follow_up",
    "decide", "approve", "reject", "close", "take_back", "basis", "approve_basis",
    "reject_basis",
]  # fmt: skip
# not_met: a verdict; report: a late or missing report; together: small ones that add up;
# bonus: a clause with a bonus that was met; observed: opened by a person on a verdict.
Ground = Literal["not_met", "report", "together", "bonus", "observed"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a case is about. Two cases with equal subjects are about the same thing.

    ``parts`` are the cases that add up, for the ground ``together``.
    """

    contract: str
    ground: Ground
    period: Period
    requirement: str | None = None
    reporter: str | None = None
    report_type: str | None = None
    parts: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Names it in an address. A clause in a period is one thing, whatever the ground."""
        if self.requirement is not None:
            return f"{self.requirement} {self.period}"
        named = [self.contract, self.ground, self.report_type, self.reporter, *self.parts]
        return " ".join([*filter(None, named), str(self.period)])


NOTHING_SAID = Detail()


@dataclass(frozen=True, slots=True)
class Step:
    """One act on a case: who (``actor`` as the audit keeps it), when and why.

    ``day`` is when it happened, ``logged_at`` (UTC) when it was written down. ``number`` counts
    the case's steps from 1.
    """

    number: int
    kind: StepKind
    day: date
    logged_at: datetime
    actor: str
    reason: str
    detail: Detail = NOTHING_SAID


@dataclass(frozen=True, slots=True)
class Case:
    """A stored case and every step ever taken in it, the first one first."""

    identifier: str
    subject: Subject
    steps: tuple[Step, ...]

    @property
    def state(self) -> State:
        """Where the case stands."""
        return state(self.steps)

    @property
    def holding(self) -> tuple[Step, ...]:
        """The steps that hold."""
        return holding(self.steps)

    @property
    def frozen(self) -> Frozen | None:
        """The numbers as they stood when the case was last confirmed, else first looked at."""
        looked = [s for s in self.holding or self.steps if s.kind in FREEZING]
        return looked[-1].detail.frozen if looked else None

    @property
    def is_confirmed(self) -> bool:
        """Whether the contract manager's word that it is a deviation holds (rule 27)."""
        return any(s.kind == "confirm" for s in self.holding)

    @property
    def is_small(self) -> bool:
        """Whether it was confirmed as a small one, which is counted and not yet handled."""
        found = [s.detail.is_small for s in self.holding if s.kind == "confirm"]
        return bool(found) and found[-1]

    @property
    def basis(self) -> Step | None:
        """The basis that waits for a word or for a decision; None where there is none."""
        return _basis(self.holding)[0]

    @property
    def approved_basis(self) -> Step | None:
        """The same once another person has approved it."""
        found, is_approved = _basis(self.holding)
        return found if is_approved else None

    def last(self, *kinds: StepKind) -> Step | None:
        """The newest step of some kinds that holds."""
        return next((s for s in reversed(self.holding) if s.kind in kinds), None)


# The steps that keep the numbers as they stand; a follow-up keeps those of its evidence.
FREEZING: frozenset[StepKind] = frozenset({"propose", "confirm", "dismiss"})
# What each kind must say beside who, when and why.
REQUIRED: Mapping[StepKind, tuple[str, ...]] = {
    "propose": ("frozen",),
    "confirm": ("frozen",),
    "dismiss": ("frozen",),
    "notify": ("reply_date", "sent_to"),
    "reply": (),
    "meeting": ("attendees",),
    "action_plan": ("actions",),
    "follow_up": ("outcome",),
    "decide": ("remedy", "legal_note"),
    "approve": (),
    "reject": (),
    "close": ("lesson",),
    "take_back": ("takes_back",),
    "basis": ("basis",),
    "approve_basis": (),
    "reject_basis": (),
}
WITH_AMOUNT: frozenset[Remedy | None] = frozenset({"penalty", "bonus"})
_LEADS_TO: Mapping[StepKind, State] = {
    "propose": "proposed", "confirm": "confirmed", "dismiss": "dismissed", "notify": "notified",
    "meeting": "meeting", "action_plan": "action_plan", "follow_up": "followed_up",
    "decide": "decision_pending", "close": "closed",
}  # fmt: skip
_HANDLING: tuple[StepKind, ...] = ("meeting", "action_plan", "follow_up", "decide", "notify")
# Where a penalty or bonus may be computed as a basis; it decides nothing.
WITH_BASIS: frozenset[State] = frozenset({
    "confirmed", "notified", "meeting", "action_plan", "followed_up", "sanctioned", "bonus",
})  # fmt: skip
# The usual next step first. Nothing is decided against anybody who has not been told first.
ALLOWED: Mapping[State, tuple[StepKind, ...]] = {
    "proposed": ("confirm", "dismiss", "propose"),
    "dismissed": (),
    "confirmed": ("notify", "close"),
    "notified": ("reply", *_HANDLING, "close"),
    "meeting": ("action_plan", "follow_up", "reply", "meeting", "decide", "notify", "close"),
    "action_plan": ("follow_up", "reply", "meeting", "action_plan", "decide", "notify", "close"),
    "followed_up": ("close", "decide", "meeting", "action_plan", "follow_up", "notify"),
    "decision_pending": ("approve", "reject"),
    "sanctioned": ("close", "follow_up", "notify", "meeting", "action_plan"),
    "bonus": ("close", "notify"),
    "closed": (),
}


def holding(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps that hold: neither taken back nor a taking back."""
    gone = {s.detail.takes_back for s in steps if s.kind == "take_back"}
    return tuple(s for s in steps if s.kind != "take_back" and s.number not in gone)


def _basis(steps: Sequence[Step]) -> tuple[Step | None, bool]:
    """The basis nobody has turned down or decided on, and whether it is approved.

    A decision that the other person says no to leaves it as it was.
    """
    found: Step | None = None
    is_approved = False
    for step in steps:
        if step.kind in ("basis", "reject_basis", "approve"):
            found, is_approved = (step if step.kind == "basis" else None), False
        elif step.kind == "approve_basis":
            is_approved = True
    return found, is_approved


def state(steps: Sequence[Step]) -> State:
    """Where a case stands after its steps; one without any that hold is a proposal."""
    found: State = "proposed"
    before_decision: State = found
    remedy: Remedy | None = None
    for step in holding(steps):
        if step.kind == "decide":
            before_decision, remedy = found, step.detail.remedy
        if step.kind == "approve":
            found = "bonus" if remedy == "bonus" else "sanctioned"
        elif step.kind == "reject":
            found = before_decision
        else:
            # A reply changes nothing of where the case stands.
            found = _LEADS_TO.get(step.kind, found)
    return found


def allowed(case: Case) -> tuple[StepKind, ...]:
    """The steps that may come now, the usual one first; taking back is always one of them.

    A bonus is decided without a notice, and what did not get better goes on before it closes.
    """
    here = case.state
    kinds = ALLOWED[here]
    if here == "confirmed" and case.subject.ground == "bonus":
        kinds = ("decide", *kinds)
    followed = case.last("follow_up")
    if here == "followed_up" and followed is not None and followed.detail.outcome != "cured":
        kinds = ("decide", *(k for k in kinds if k != "decide"))
    if here == "notified" and case.last("reply", "notify") == case.last("reply"):
        kinds = ("meeting", *(k for k in kinds if k != "meeting"))
    if here in WITH_BASIS and not case.is_small:
        kinds = (*kinds, *_of_basis(case))
    return (*kinds, "take_back") if case.holding else kinds


def _of_basis(case: Case) -> tuple[StepKind, ...]:
    """A basis waits for one word; what was decided on stays as it was."""
    if case.basis is None or case.approved_basis is not None:
        return ("basis",)
    return ("approve_basis", "reject_basis")


def missing(kind: StepKind, detail: Detail) -> tuple[str, ...]:
    """What a step of a kind must say and does not."""
    wanted = REQUIRED[kind]
    if kind == "follow_up" and not (detail.evidence_period or detail.attachments):
        wanted = (*wanted, "evidence")
    if kind == "decide" and detail.remedy in WITH_AMOUNT:
        wanted = (*wanted, "amount", "currency")
    return tuple(name for name in wanted if not getattr(detail, name))
