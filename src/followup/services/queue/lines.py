"""From verdicts, reports, questions and cases to the lines of the queue, each cause once.

A late report takes along the reporting clause it breaks and the verdicts it hinders; rows in
question take along the verdicts they hinder; a case takes the place of what it is about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from followup.domain.double_claim import DoubleClaim
from followup.domain.parties import Contract, Exemption
from followup.domain.period import Period, add_months
from followup.domain.requirement import Assessment, Requirement
from followup.domain.spot_check import SpotCheck
from followup.rules.assess import compare
from followup.services.deviation.matter import Desk, Matter
from followup.services.plan.held import Awaited
from followup.services.price_index.overview import Indexed
from followup.services.queue.item import Item
from followup.services.queue.waiting import Due, Waiting
from followup.services.shared.copies import Copied
from followup.storage.questions import OpenQuestion


@dataclass(frozen=True, slots=True)
class Sources:
    """All that the lines are derived from, each read once."""

    as_of: date
    contracts: Mapping[str, Contract]
    clauses: Mapping[str, Requirement]
    by_clause: Mapping[str, Sequence[Assessment]]
    owed: Sequence[Waiting]
    desk: Desk
    questions: Sequence[OpenQuestion]
    applications: Sequence[Exemption]
    follow_ups: Sequence[Awaited]
    spot_checks: Sequence[SpotCheck] = ()
    claims: Sequence[DoubleClaim] = ()
    indexed: Sequence[Indexed] = ()
    copied: Sequence[Copied] = ()


def lines(sources: Sources) -> list[Item]:
    """Every line, in no order."""
    late = [*_late(sources)]
    missing: dict[str, list[Due]] = defaultdict(list)
    for item in late:
        missing[item.contract.number] += item.dues
    broken = [*_broken(sources, missing)]
    told = {m.identifier for item in broken for m in item.matters}
    unclear, waits = _unclear(sources, missing)
    return [
        *late,
        *broken,
        *(Item("case", m.contract, m.since, m.deadline, matters=(m,), assessment=m.assessment)
          for m in sources.desk.cases if m.is_open),
        *_to_decide(sources, missing, told),
        *unclear,
        *_questions(sources, waits),
        *_applications(sources),
        *_follow_ups(sources),
        *_spot_checks(sources),
        *_double_claims(sources),
        *_newer_versions(sources),
        *_price_indices(sources),
        *_steps(sources),
        *_ends(sources),
        *_due(sources),
    ]  # fmt: skip


def latest(of_one_clause: Iterable[Assessment]) -> Assessment | None:
    """A requirement's newest verdict, leaving out periods that are not due."""
    judged = [a for a in of_one_clause if a.verdict != "not_due"]
    return max(judged, key=lambda a: (a.period.end, a.period.start), default=None)


def _late(sources: Sources) -> Iterator[Item]:
    """Late reports by reporter, but those that an open case is about."""
    cases: dict[str, list[Matter]] = defaultdict(list)
    for matter in sources.desk.cases:
        if matter.is_open:
            cases[matter.contract.number].append(matter)
    for each in sources.owed:
        own = cases[each.contract.number]
        late = tuple(
            d for d in each.missing
            if d.day < sources.as_of and not any(_is_about(m, d, sources) for m in own)
        )  # fmt: skip
        if late:
            yield Item("late_report", each.contract, late[0].day, late[0].day, dues=late)


def _is_about(matter: Matter, due: Due, sources: Sources) -> bool:
    about = matter.subject
    if about.period.overlap(due.period) is None:
        return False
    if about.requirement is not None:
        return _is_of_reports(about.requirement, sources)
    return (about.reporter, about.report_type) == (due.reporter, due.report_type)


def _is_of_reports(requirement: str, sources: Sources) -> bool:
    clause = sources.clauses.get(requirement)
    return clause is not None and clause.spec.basis == "reports"


def _is_told_by(period: Period, missing: Iterable[Due]) -> bool:
    """Whether a late report's own line speaks of this period."""
    return any(due.period.overlap(period) for due in missing)


def _broken(sources: Sources, missing: Mapping[str, Sequence[Due]]) -> Iterator[Item]:
    """Breaches that stand: until a later period is met, or somebody has taken them up.

    What cannot be assessed mends nothing. Older breaches of the clause are told with it.
    """
    opened = {(m.requirement, m.period) for m in sources.desk.cases}
    proposed: dict[str, list[Matter]] = defaultdict(list)
    for matter in sources.desk.proposals:
        if matter.requirement is not None:
            proposed[matter.requirement].append(matter)
    for clause, of_one in sources.by_clause.items():
        decided = latest(a for a in of_one if a.verdict in ("met", "not_met"))
        if decided is None or decided.verdict != "not_met":
            continue
        own = proposed[clause]
        if (clause, decided.period) in opened and decided.period not in {m.period for m in own}:
            continue
        by_late = missing.get(decided.contract, ())
        if _is_of_reports(clause, sources) and _is_told_by(decided.period, by_late):
            continue
        contract = sources.contracts[decided.contract]
        yield Item("not_met", contract, decided.period.end, assessment=decided,
                   matters=tuple(own))  # fmt: skip


def _to_decide(
    sources: Sources, missing: Mapping[str, Sequence[Due]], told: set[str]
) -> Iterator[Item]:
    """What else the engine proposes, one line a contract: mended breaches, reports that came late.

    It waits for somebody's word, and no more.
    """
    found: dict[str, list[Matter]] = defaultdict(list)
    for matter in sources.desk.proposals:
        late = missing.get(matter.contract.number, ())
        is_report = matter.requirement is None or _is_of_reports(matter.requirement, sources)
        if matter.identifier in told or (is_report and _is_told_by(matter.period, late)):
            continue
        found[matter.contract.number].append(matter)
    for own in found.values():
        yield Item("to_decide", own[0].contract, min(m.since for m in own), matters=tuple(own))


def _unclear(
    sources: Sources, missing: Mapping[str, Sequence[Due]]
) -> tuple[list[Item], Mapping[str, list[Assessment]]]:
    """Verdicts that cannot be given, and by contract those that rows in question hinder."""
    asked = {q.contract for q in sources.questions}
    opened = {(m.requirement, m.period) for m in sources.desk.cases if m.is_open}
    found: list[Item] = []
    waits: dict[str, list[Assessment]] = defaultdict(list)
    for clause, of_one in sources.by_clause.items():
        newest = latest(of_one)
        if newest is None or newest.verdict != "not_assessable":
            continue
        # What a late report keeps from being judged is dealt with by that report.
        if "missing_report" in newest.reasons and missing.get(newest.contract):
            continue
        if (clause, newest.period) in opened:
            continue
        if newest.contract in asked:
            waits[newest.contract].append(newest)
        else:
            contract = sources.contracts[newest.contract]
            found.append(Item("not_assessable", contract, newest.period.end, assessment=newest))
    return found, waits


def _questions(sources: Sources, waits: Mapping[str, Sequence[Assessment]]) -> Iterator[Item]:
    for question in sources.questions:
        if question.contract in sources.contracts:
            yield Item(
                "questions", sources.contracts[question.contract], question.received_date,
                question=question, blocked=tuple(waits.get(question.contract, ())),
            )  # fmt: skip


def _applications(sources: Sources) -> Iterator[Item]:
    """Applications for a dispens that nobody has decided on."""
    for asked in sources.applications:
        if asked.contract in sources.contracts:
            contract = sources.contracts[asked.contract]
            yield Item("dispens", contract, asked.applied_date, exemption=asked)


def _follow_ups(sources: Sources) -> Iterator[Item]:
    """Follow-ups by class: the day has come and nobody has said it was held, or it comes soon."""
    for each in sources.follow_ups:
        planned = each.planned
        if each.is_due:
            yield Item("follow_up", planned.contract, planned.day, planned.day, planned=planned)
        else:
            yield Item("follow_up_coming", planned.contract, deadline=planned.day, planned=planned)


def _spot_checks(sources: Sources) -> Iterator[Item]:
    """Lists whose day to answer by has passed with rows that nobody has spoken of."""
    for made in sources.spot_checks:
        own = [n for n in made.contracts if n in sources.contracts]
        if made.is_late(sources.as_of) and own:
            yield Item("spot_check", sources.contracts[own[0]], made.reply_date, made.reply_date,
                       spot_check=made)  # fmt: skip


def _double_claims(sources: Sources) -> Iterator[Item]:
    """What other contracts claim too and nobody of the contract has answered, one line each."""
    found: dict[str, list[DoubleClaim]] = defaultdict(list)
    for claim in sources.claims:
        if claim.is_open and claim.contract in sources.contracts:
            found[claim.contract].append(claim)
    for number, own in found.items():
        since = min(claim.first_day for claim in own)
        yield Item("double_claim", sources.contracts[number], since, claims=tuple(own))


def _price_indices(sources: Sources) -> Iterator[Item]:
    """Contracts whose newest price adjustment waits: a new price, or a missing index number."""
    for each in sources.indexed:
        if each.is_due and each.latest is not None:
            yield Item("price_index", each.contract, each.latest.month, indexed=each)


def _steps(sources: Sources) -> Iterator[Item]:
    """Limits that begin within the windows ahead and that the newest share would miss."""
    for of_one in sources.by_clause.values():
        newest = latest(of_one)
        ahead = [a for a in of_one if a.limit_valid_from > sources.as_of]
        if newest is None or not ahead:
            continue
        step = min(ahead, key=lambda a: a.limit_valid_from)
        would_be, _ = compare(step.comparator, step.limit, newest.measured)
        if would_be == "not_met" and newest.limit != step.limit:
            yield Item("coming_step", sources.contracts[newest.contract],
                       deadline=step.limit_valid_from, assessment=newest, step=step)  # fmt: skip


def _ends(sources: Sources) -> Iterator[Item]:
    """Contracts whose last day, or the last day to prolong them, comes within a tender's time."""
    until = add_months(sources.as_of, sources.desk.rule.ending_months)
    for contract in sources.contracts.values():
        options = [e.notice_date or e.from_date for e in contract.extensions
                   if e.decided_date is None]  # fmt: skip
        ahead = [d for d in (*options, contract.days.end) if sources.as_of <= d <= until]
        if ahead:
            yield Item("contract_ends", contract, deadline=min(ahead))


def _due(sources: Sources) -> Iterator[Item]:
    """Reports whose days have ended and whose due day has not passed."""
    for each in sources.owed:
        soon = tuple(d for d in each.missing if d.day >= sources.as_of)
        if soon:
            yield Item("report_due", each.contract, deadline=soon[0].day, dues=soon)


def _newer_versions(sources: Sources) -> Iterator[Item]:
    """Contracts with clauses whose published origin has gone on since they were copied."""
    by_contract: dict[str, list[Copied]] = defaultdict(list)
    for each in sources.copied:
        by_contract[each.clause.contract].append(each)
    for number, own in by_contract.items():
        since = min((c.newer.known_from for c in own if c.newer.known_from), default=None)
        yield Item("newer_version", sources.contracts[number], since, copied=tuple(own))
