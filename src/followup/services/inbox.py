"""What needs a person now, and what comes next: the queue of the start page.

Everything is derived: an item disappears when its cause does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from followup.domain.parties import Contract
from followup.domain.requirement import Assessment
from followup.rules.assess import compare
from followup.services.installation import Installation
from followup.services.waiting import Due, Waiting, waiting
from followup.storage import questions
from followup.storage.questions import OpenQuestion

Kind = Literal["late_report", "not_met", "not_assessable", "questions", "coming_step", "report_due"]
# Late and broken first, then what is unclear, then what is coming.
URGENCY: Mapping[Kind, int] = {
    "late_report": 0, "not_met": 0, "not_assessable": 1, "questions": 1, "coming_step": 2,
    "report_due": 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to deal with. ``day`` is what it is sorted by.

    It is the day a report was or is due, the last day of the period judged, the day a report
    with questions was received, or the day a step begins. ``assessment`` is the verdict spoken
    of; ``step`` the coming window whose limit today's share would miss.
    """

    kind: Kind
    day: date
    contract: Contract
    dues: tuple[Due, ...] = ()
    assessment: Assessment | None = None
    step: Assessment | None = None
    question: OpenQuestion | None = None


@dataclass(frozen=True, slots=True)
class Inbox:
    """The queue, and one line of counts.

    ``reports_in`` of ``reports_expected`` newest reports have come; ``verdicts`` counts each
    requirement's newest verdict as it is told (``Assessment.outcome``).
    ``next_due`` is the next day on which any report is due.
    """

    items: tuple[Item, ...]
    reports_in: int
    reports_expected: int
    verdicts: Mapping[str, int]
    next_due: date | None


def build(
    installation: Installation,
    contracts: Sequence[Contract],
    found: Iterable[Assessment],
    as_of: date,
) -> Inbox:
    """The queue on ``as_of`` from the verdicts of that day."""
    database = installation.database
    owed = list(waiting(installation, contracts, as_of))
    by_clause: dict[str, list[Assessment]] = {}
    for assessment in found:
        by_clause.setdefault(assessment.requirement, []).append(assessment)
    known = {c.number: c for c in contracts}
    late = {w.contract.number for w in owed if any(d.day < as_of for d in w.missing)}
    items = [
        *_reports(owed, as_of),
        *_verdicts(by_clause.values(), known, late),
        *_questions(questions.open_questions(database, as_of), known),
        *_steps(by_clause.values(), known, as_of),
    ]
    newest = [latest(each) for each in by_clause.values()]
    counted = [a.outcome for a in newest if a is not None]
    coming = [w.upcoming.day for w in owed if w.upcoming is not None]
    coming += [d.day for w in owed for d in w.missing if d.day >= as_of]
    return Inbox(
        items=tuple(sorted(items, key=lambda i: (URGENCY[i.kind], i.day, i.contract.number))),
        reports_in=sum(1 for w in owed if w.is_last_in),
        reports_expected=sum(1 for w in owed if w.is_last_in is not None),
        verdicts={v: counted.count(v) for v in dict.fromkeys(counted)},
        next_due=min(coming, default=None),
    )


def latest(of_one_clause: Iterable[Assessment]) -> Assessment | None:
    """A requirement's newest verdict, leaving out periods that are not due."""
    judged = [a for a in of_one_clause if a.verdict != "not_due"]
    return max(judged, key=lambda a: (a.period.end, a.period.start), default=None)


def _reports(owed: Iterable[Waiting], as_of: date) -> Iterator[Item]:
    for each in owed:
        late = tuple(d for d in each.missing if d.day < as_of)
        if late:
            yield Item("late_report", late[0].day, each.contract, dues=late)
        soon = tuple(d for d in each.missing if d.day >= as_of)
        if soon:
            yield Item("report_due", soon[0].day, each.contract, dues=soon)


def _verdicts(
    clauses: Iterable[Sequence[Assessment]], known: Mapping[str, Contract], late: set[str]
) -> Iterator[Item]:
    for of_one in clauses:
        newest = latest(of_one)
        if newest is None:
            continue
        day, contract = newest.period.end, known[newest.contract]
        # A breach stands until a later period is met: what cannot be assessed mends nothing.
        decided = latest(a for a in of_one if a.verdict in ("met", "not_met"))
        if decided is not None and decided.verdict == "not_met":
            yield Item("not_met", decided.period.end, contract, assessment=decided)
        # What a late report keeps from being judged is dealt with by that report.
        waits = "missing_report" in newest.reasons and newest.contract in late
        if newest.verdict == "not_assessable" and not waits:
            yield Item("not_assessable", day, contract, assessment=newest)


def _questions(found: Iterable[OpenQuestion], known: Mapping[str, Contract]) -> Iterator[Item]:
    for question in found:
        if question.contract in known:
            day = question.received_date
            yield Item("questions", day, known[question.contract], question=question)


def _steps(
    clauses: Iterable[Sequence[Assessment]], known: Mapping[str, Contract], as_of: date
) -> Iterator[Item]:
    """Limits that begin within the windows ahead and that the newest share would miss."""
    for of_one in clauses:
        newest = latest(of_one)
        ahead = [a for a in of_one if a.limit_valid_from > as_of]
        if newest is None or not ahead:
            continue
        step = min(ahead, key=lambda a: a.limit_valid_from)
        would_be, _ = compare(step.comparator, step.limit, newest.measured)
        if would_be == "not_met" and newest.limit != step.limit:
            contract = known[newest.contract]
            yield Item("coming_step", step.limit_valid_from, contract,
                       assessment=newest, step=step)  # fmt: skip
