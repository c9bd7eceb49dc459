"""The sample world's deviations: each case's steps, taken on their own days by invented people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from followup.domain.deviation import Action, Detail, Subject
from followup.domain.period import parse_period
from followup.services import compliance
from followup.services.deviation.matter import Matter
from followup.services.deviation.steps import Deed, NewStep, take
from followup.services.installation import Actor, Installation
from followup.storage import deviations as store

OFFICE_HOUR: Final = time(9)


def open_one(opened: Installation, act: Mapping[str, Any]) -> None:
    """A case on a clause in a period, with all its steps."""
    clause, period = act["deviation"], parse_period(act["period"])
    first: date = act["steps"][0]["day"]
    number = clause.partition("/")[0]
    found = compliance.assessments(opened, first, contract=number, period=period)
    judged = next(a for a in found if (a.requirement, a.period) == (clause, period))
    subject = Subject(number, act.get("ground", "not_met"), period, clause)
    matter = Matter(
        subject.key, subject, compliance.contracts_on(opened, first, number)[0], "proposed",
        period.end, is_small=False, assessment=judged,
    )  # fmt: skip
    for step in act["steps"]:
        # Written down on its own day: the world's people have a clock of their own.
        deed = Deed(Actor(step["who"]), datetime.combine(step["day"], OFFICE_HOUR), step["day"])
        new = NewStep(step["step"], step["day"], step["why"], _detail(step))
        name = take(opened, matter, new, deed)
        case = next(c for c in store.load(opened.database) if c.identifier == name)
        matter = replace(matter, case=case, identifier=name, state=case.state)


def _detail(step: Mapping[str, Any]) -> Detail:
    period = step.get("evidence_period")
    amount = step.get("amount")
    plain = ("is_small", "reply_date", "sent_to", "outcome", "evidence", "remedy", "currency",
             "legal_note", "lesson")  # fmt: skip
    return Detail(
        **{name: step[name] for name in plain if name in step},
        attendees=tuple(step.get("attendees", ())),
        actions=tuple(Action(**action) for action in step.get("actions", ())),
        evidence_period=parse_period(period) if period else None,
        amount=Decimal(amount) if amount else None,
    )
