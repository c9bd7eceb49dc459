"""What will happen on which day: the days of the contracts, for a calendar and for a plan.

Everything is derived from the contracts and from what has come: a day disappears when its cause
does. Only contracts are named, by title and number; no person and no supplier is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from followup.domain.parties import Contract
from followup.domain.period import Period
from followup.domain.requirement import Requirement
from followup.services.contract.classes import Graded
from followup.services.deviation import deviations
from followup.services.deviation.matter import Matter
from followup.services.installation import Installation
from followup.services.plan import follow_up
from followup.services.plan import held as follow_up_held
from followup.services.queue.waiting import outstanding
from followup.storage.follow_ups import Held

Kind = Literal[
    "report_late", "report_due", "step_begins", "review", "case_deadline", "extension_decision",
    "contract_ends", "follow_up_A", "follow_up_B", "follow_up_C",
]  # fmt: skip
# A calendar shows a year and the month around it; reports beyond are not yet anybody's matter.
AHEAD: Final = timedelta(days=396)
# What has passed stays a while, so that nobody wonders where it went; late reports always stay.
BEHIND: Final = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Event:
    """One day of one contract. ``periods`` are those of the reports that are due that day.

    ``report_type`` is set for reports, ``requirement`` for what is about one clause, ``case``
    for what is awaited in a deviation. ``held`` says that a follow-up was held, and
    ``is_missed`` that its day has passed and nobody has said so.
    """

    kind: Kind
    day: date
    contract: Contract
    report_type: str | None = None
    periods: tuple[Period, ...] = ()
    requirement: Requirement | None = None
    case: str | None = None
    held: Held | None = None
    is_missed: bool = False

    @property
    def key(self) -> str:
        """What tells it from the contract's other events, whatever day it is moved to.

        A report is the same event before and after its day has passed.
        """
        about = self.requirement.identifier if self.requirement else self.report_type or self.case
        kind = "report" if self.report_type else self.kind
        is_dated = self.kind not in ("report_late", "report_due", "review", "contract_ends")
        at = self.day if is_dated else "+".join(map(str, self.periods))
        return f"{kind}|{self.contract.number}|{about}|{at}"


def events(
    installation: Installation,
    contracts: Sequence[Contract],
    as_of: date,
    classes: Mapping[str, Graded],
) -> tuple[Event, ...]:
    """Every event of the contracts around ``as_of``, in order of day, then of contract.

    ``classes`` are those of the whole register (``contract_class.graded``).
    """
    until = as_of + AHEAD
    found = [*_reports(installation, contracts, as_of, until)]
    found += [e for e in _cases(installation, contracts, as_of) if e.day <= until]
    for contract in contracts:
        found += [e for e in _of(contract) if as_of - BEHIND <= e.day <= until]
    within = Period(as_of - BEHIND, until)
    found += _follow_ups(installation, contracts, as_of, classes, within)
    return tuple(sorted(found, key=lambda e: (e.day, e.contract.number, e.kind, e.key)))


def _follow_ups(
    installation: Installation,
    contracts: Sequence[Contract],
    as_of: date,
    classes: Mapping[str, Graded],
    within: Period,
) -> Iterator[Event]:
    """What the classes ask for around the day, and what should have been held before."""
    known = follow_up_held.log(installation, as_of)
    waited = follow_up_held.awaited(installation, contracts, classes, known, as_of)
    missed = [a.planned for a in waited if a.planned.day < as_of]
    names = {(f.contract.number, f.day) for f in missed}
    soon = follow_up.planned(installation.catalogue, contracts, classes, within)
    around = (f for f in soon if (f.contract.number, f.day) not in names)
    for each in (*missed, *around):
        if each.task != "contract_ends" and each.task != "decide_extension":
            number = each.contract.number
            held = known.of(number, each.day)
            is_missed = (number, each.day) in names
            yield Event(each.task, each.day, each.contract, held=held, is_missed=is_missed)


def _reports(
    installation: Installation, contracts: Iterable[Contract], as_of: date, until: date
) -> Iterator[Event]:
    """One event for reports of one kind that are due on the same day, whoever sends them."""
    owed: dict[tuple[str, str, date], set[Period]] = defaultdict(set)
    known: dict[str, Contract] = {}
    for contract, due in outstanding(installation, contracts, as_of, until):
        known[contract.number] = contract
        owed[contract.number, due.report_type, due.day].add(due.period)
    for (number, report_type, day), periods in owed.items():
        kind: Kind = "report_late" if day < as_of else "report_due"
        yield Event(kind, day, known[number], report_type, tuple(sorted(periods)))


def _cases(
    installation: Installation, contracts: Iterable[Contract], as_of: date
) -> Iterator[Event]:
    """What is awaited in open deviations: the supplier's reply, or the plan's nearest day."""
    known = {c.number: c for c in contracts}
    for case in deviations.all_cases(installation, as_of):
        about, contract = case.subject, known.get(case.subject.contract)
        if contract is not None:
            matter = Matter(case.identifier, about, contract, case.state, about.period.end,
                            case.is_small, case=case)  # fmt: skip
            if matter.is_open and matter.deadline is not None:
                yield Event("case_deadline", matter.deadline, contract, case=case.identifier)


def _of(contract: Contract) -> Iterator[Event]:
    last = contract.days.end
    yield Event("contract_ends", last, contract)
    for option in contract.extensions:
        if option.decided_date is None:
            day = option.notice_date or option.from_date
            yield Event("extension_decision", day, contract)
    for clause in contract.requirements:
        if clause.review_date is not None:
            yield Event("review", clause.review_date, contract, requirement=clause)
        for step in clause.limits.steps:
            if contract.start_date < step.valid_from <= last:
                yield Event("step_begins", step.valid_from, contract, requirement=clause)
