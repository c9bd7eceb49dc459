"""One deviation as the desk sees it, and all of them: proposals and cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from followup.domain import deviation as machine
from followup.domain.deviation import Case, Frozen, State, StepKind, Subject
from followup.domain.parties import Contract
from followup.domain.period import Period
from followup.domain.requirement import Assessment
from followup.rules.deviations import DeviationRule
from followup.services.report.overview import Report

OVER: frozenset[State] = frozenset({"dismissed", "closed"})


@dataclass(frozen=True, slots=True)
class Matter:
    """One deviation, proposed by the engine (``case`` None) or opened by a person.

    ``identifier`` names it in an address (``?case=``). ``since`` is the day it arose: the
    period's end, or the day a report was due. ``deadline`` is the reply date or the plan's
    nearest day. ``assessment`` and ``report`` are as they are today; the case keeps the numbers
    as they stood. ``covers`` are earlier periods of a clause's bonus that one word settles too.
    """

    identifier: str
    subject: Subject
    contract: Contract
    state: State
    since: date
    is_small: bool
    case: Case | None = None
    assessment: Assessment | None = None
    report: Report | None = None
    parts: tuple[Case, ...] = ()
    covers: tuple[Period, ...] = ()

    @property
    def requirement(self) -> str | None:
        """The clause, or None where it is about a report or several things."""
        return self.subject.requirement

    @property
    def period(self) -> Period:
        """The days it is about."""
        return self.subject.period

    @property
    def frozen(self) -> Frozen | None:
        """The numbers as they stood; None for a proposal."""
        return self.case.frozen if self.case else None

    @property
    def owner(self) -> str | None:
        """Who answers for the contract."""
        return self.contract.responsible or self.contract.board

    @property
    def next_step(self) -> StepKind | None:
        """The usual next step; None where it is over, or small and only counted."""
        if self.case is None:
            return "confirm"
        if self.state in OVER or (self.state == "confirmed" and self.is_small):
            return None
        return machine.allowed(self.case)[0]

    @property
    def deadline(self) -> date | None:
        """The day something is awaited by: the supplier's reply, or the plan's nearest day."""
        if self.case is None or self.state in OVER:
            return None
        newest = self.case.last("notify", "reply", "action_plan", "follow_up")
        if newest is None:
            return None
        if newest.kind == "action_plan":
            return min(a.due_date for a in newest.detail.actions)
        if newest.kind == "follow_up" and newest.detail.outcome != "cured":
            # What the plan sets for days after the follow-up is still awaited.
            plan = self.case.last("action_plan")
            left = [a.due_date for a in plan.detail.actions] if plan else []
            return min((d for d in left if d > newest.day), default=None)
        return newest.detail.reply_date

    @property
    def is_open(self) -> bool:
        """Whether somebody has to do something with it."""
        return self.next_step is not None


@dataclass(frozen=True, slots=True)
class Desk:
    """All there is: what the engine proposes now, and every case ever opened, newest first."""

    proposals: tuple[Matter, ...]
    cases: tuple[Matter, ...]
    rule: DeviationRule
    small: Mapping[str, tuple[Case, ...]]
    own_rules: Mapping[str, DeviationRule] = field(default_factory=dict)

    def rule_of(self, contract: str) -> DeviationRule:
        """The rule that holds for a contract: its own, its organisation's or the program's."""
        return self.own_rules.get(contract, self.rule)

    def find(self, identifier: str) -> Matter | None:
        """The case or proposal with a name; of a subject's key the newest case."""
        for matter in (*self.cases, *self.proposals):
            if identifier in (matter.identifier, matter.subject.key):
                return matter
        return None
