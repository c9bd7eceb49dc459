"""Deviations to handle: what the engine proposes, and the cases that people have opened.

The engine proposes and never decides. A proposal is derived anew each time and disappears with
its cause; a case is what people did, and stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from followup.domain.deviation import Case, Ground, Subject
from followup.domain.parties import Contract
from followup.domain.period import Period
from followup.domain.requirement import Assessment
from followup.rules import deviations as rules
from followup.rules.deviations import DeviationRule
from followup.services import compliance
from followup.services.deviation import small_rules
from followup.services.deviation.matter import Desk, Matter
from followup.services.deviation.rule import rule_of
from followup.services.installation import Installation
from followup.services.report import overview as report_list
from followup.services.report.overview import Report
from followup.storage import deviations as store


def desk(
    installation: Installation,
    contracts: Iterable[Contract],
    found: Iterable[Assessment],
    as_of: date,
    reports: Iterable[Report] | None = None,
) -> Desk:
    """Proposals and cases on ``as_of``, from verdicts that are assessed already.

    One query reads all cases. ``reports`` may be given where they are listed already.
    """
    known = {c.number: c for c in contracts}
    rule = rule_of(installation.catalogue, as_of)
    cases = store.load(installation.database, as_of)
    judged = {(a.requirement, a.period): a for a in found}
    if reports is None:
        reports = report_list.build(installation, known.values(), as_of)
    listed = list(reports)
    own_rules = small_rules.of_contracts(installation, known.values(), as_of)
    small = rules.small_by_contract(cases, rule, as_of, own_rules)
    held = Desk((), (), rule, small, own_rules)
    proposed = [
        *_verdicts(judged.values(), known, held, as_of),
        *_reports(listed, judged.values(), held, as_of),
        *_together(held, known),
    ]
    newest = {case.subject.key: case for case in cases}
    proposed = [m for m in proposed if not _is_dealt_with(m, newest.get(m.subject.key))]
    proposed = [_since_last_bonus(m, cases) for m in proposed]
    about = {case.subject for case in cases if case.subject.ground == "report"}
    by_report = {}
    if about:
        by_report = {own: r for r in listed if (own := _report_subject(r)) in about}
    opened = [
        _opened(case, known[case.subject.contract], judged, by_report, cases, rule)
        for case in reversed(cases)
        if case.subject.contract in known
    ]
    ordered = sorted(proposed, key=lambda m: (m.is_small, m.since, m.identifier))
    return replace(held, proposals=tuple(ordered), cases=tuple(opened))


def proposals(
    installation: Installation, found: Iterable[Assessment], as_of: date
) -> tuple[Matter, ...]:
    """What the engine proposes and nobody has dealt with, the large and old ones first."""
    contracts = compliance.contracts_on(installation, as_of)
    return desk(installation, contracts, found, as_of).proposals


def open_cases(installation: Installation, as_of: date) -> tuple[Matter, ...]:
    """The cases in which somebody has to do something, the newest first."""
    contracts = compliance.contracts_on(installation, as_of)
    return tuple(m for m in desk(installation, contracts, (), as_of, ()).cases if m.is_open)


def of_contract(
    installation: Installation, as_of: date, contract: str | None = None
) -> tuple[Matter, ...]:
    """Every case, or those of one contract, the newest first; raises ``unknown_contract``."""
    contracts = compliance.contracts_on(installation, as_of, contract)
    return desk(installation, contracts, (), as_of, ()).cases


def on_verdict(
    own: Desk, contracts: Iterable[Contract], found: Iterable[Assessment], identifier: str
) -> Matter | None:
    """The case or proposal with a name, else a verdict that a person may open a case on.

    A verdict is named by clause and period (``Subject.key``). None where nothing has the name.
    """
    if matter := own.find(identifier):
        return matter
    known = {c.number: c for c in contracts}
    for a in found:
        ground: Ground = "not_met" if a.verdict == "not_met" else "observed"
        subject = Subject(a.contract, ground, a.period, a.requirement)
        if subject.key == identifier:
            return Matter(
                identifier, subject, known[a.contract], "proposed", a.period.end,
                is_small=False, assessment=a,
            )  # fmt: skip
    return None


def is_confirmed(cases: Iterable[Case], contract: str, requirement: str, period: Period) -> bool:
    """Whether a person has confirmed that a clause was not met in a period (rule 27)."""
    return any(
        case.is_confirmed
        and (case.subject.contract, case.subject.requirement, case.subject.period)
        == (contract, requirement, period)
        for case in cases
    )


def all_cases(installation: Installation, as_of: date) -> tuple[Case, ...]:
    """Every case with the steps known on ``as_of``."""
    return store.load(installation.database, as_of)


def _verdicts(
    found: Iterable[Assessment], known: Mapping[str, Contract], desk: Desk, as_of: date
) -> Iterator[Matter]:
    """Clauses that are not met, and those that are where the contract pays a bonus for it."""
    bonuses = {
        r.identifier for c in known.values() for r in c.requirements if r.consequence == "bonus"
    }
    since = rules.first_day(desk.rule, as_of)
    earned: dict[str, list[Assessment]] = defaultdict(list)
    for a in found:
        if a.period.end < since:
            continue
        if a.verdict == "met" and a.requirement in bonuses:
            earned[a.requirement].append(a)
        elif a.verdict == "not_met":
            subject = Subject(a.contract, "not_met", a.period, a.requirement)
            yield Matter(
                subject.key, subject, known[a.contract], "proposed", a.period.end,
                rules.is_small_miss(a, desk.rule_of(a.contract)), assessment=a,
            )  # fmt: skip
    for of_one in earned.values():
        yield _bonus(of_one, known)


def _bonus(of_one: Sequence[Assessment], known: Mapping[str, Contract]) -> Matter:
    """One proposal of a clause's bonus, on the newest period met: a word on it covers the rest."""
    newest = max(of_one, key=lambda a: a.period)
    subject = Subject(newest.contract, "bonus", newest.period, newest.requirement)
    return Matter(
        subject.key, subject, known[newest.contract], "proposed", newest.period.end,
        is_small=False, assessment=newest,
        covers=tuple(sorted(a.period for a in of_one if a is not newest)),
    )  # fmt: skip


def _reports(
    listed: Iterable[Report], found: Iterable[Assessment], desk: Desk, as_of: date
) -> Iterator[Matter]:
    """Missing and late reports, but those that a breach of a reporting clause holds already."""
    since = rules.first_day(desk.rule, as_of)
    breached: dict[str, list[Period]] = {}
    for a in found:
        if a.unit == "report" and a.verdict == "not_met":
            breached.setdefault(a.contract, []).append(a.period)
    for report in listed:
        if report.status not in ("late", "received_late") or report.due_day is None:
            continue
        held = breached.get(report.contract.number, ())
        is_held = any(p.overlap(report.period) for p in held)
        if is_held or report.due_day < since:
            continue
        subject = _report_subject(report)
        days = report.standing.days_late
        small_days = desk.rule_of(report.contract.number).small_days_late
        yield Matter(
            subject.key, subject, report.contract, "proposed", report.due_day,
            days is not None and days <= small_days, report=report,
        )  # fmt: skip


def _report_subject(report: Report) -> Subject:
    return Subject(
        report.contract.number, "report", report.period, reporter=report.reporter,
        report_type=report.report_type,
    )  # fmt: skip


def _together(desk: Desk, known: Mapping[str, Contract]) -> Iterator[Matter]:
    for contract, cases in desk.small.items():
        if len(cases) < desk.rule_of(contract).small_count or contract not in known:
            continue
        days = [c.subject.period for c in cases]
        span = Period(min(p.start for p in days), max(p.end for p in days))
        subject = Subject(contract, "together", span, parts=tuple(c.identifier for c in cases))
        yield Matter(
            subject.key, subject, known[contract], "proposed", span.end, is_small=False,
            parts=tuple(cases),
        )  # fmt: skip


def _since_last_bonus(matter: Matter, cases: Iterable[Case]) -> Matter:
    """A proposed bonus without the periods that an earlier word on the clause's bonus covers."""
    if matter.subject.ground != "bonus":
        return matter
    about = ("bonus", matter.requirement)
    told = [c.subject.period for c in cases
            if (c.subject.ground, c.subject.requirement) == about]  # fmt: skip
    last = max(told, default=None)
    return replace(matter, covers=tuple(p for p in matter.covers if last is None or p > last))


def _is_dealt_with(matter: Matter, case: Case | None) -> bool:
    """A dismissed verdict comes back when its numbers are others than those dismissed."""
    if case is None:
        return False
    frozen, found = case.frozen, matter.assessment
    if case.state != "dismissed" or frozen is None or found is None:
        return True
    measured = found.measured
    return (frozen.numerator, frozen.denominator, frozen.unknown, frozen.limit) == (
        measured.numerator, measured.denominator, measured.unknown, found.limit,
    )  # fmt: skip


def _opened(
    case: Case,
    contract: Contract,
    judged: Mapping[tuple[str, Period], Assessment],
    reports: Mapping[Subject, Report],
    cases: Sequence[Case],
    rule: DeviationRule,
) -> Matter:
    subject = case.subject
    return Matter(
        case.identifier, subject, contract, case.state, _arose(subject, contract), case.is_small,
        case=case, covers=_covered(case, judged, cases, rule),
        assessment=judged.get((subject.requirement or "", subject.period)),
        report=reports.get(subject),
        parts=tuple(c for c in cases if c.identifier in subject.parts),
    )  # fmt: skip


def _covered(
    case: Case,
    judged: Mapping[tuple[str, Period], Assessment],
    cases: Iterable[Case],
    rule: DeviationRule,
) -> tuple[Period, ...]:
    """The earlier periods that a word on a bonus covers: those met since the last such word.

    None that was too old to be proposed when the case was opened.
    """
    own = case.subject
    if own.ground != "bonus" or not case.steps:
        return ()
    first = rules.first_day(rule, case.steps[0].day)
    before = [c.subject.period for c in cases
              if (c.subject.ground, c.subject.requirement) == ("bonus", own.requirement)
              and c.subject.period < own.period]  # fmt: skip
    since = max(before, default=None)
    met = (p for (clause, p), a in judged.items()
           if clause == own.requirement and a.verdict == "met" and p.end >= first)  # fmt: skip
    return tuple(sorted(p for p in met if p < own.period and (since is None or p > since)))


def _arose(subject: Subject, contract: Contract) -> date:
    own = (subject.reporter, subject.report_type)
    days = [r.due_days for r in contract.reporters if (r.name, r.report_type) == own]
    return subject.period.end + timedelta(days=days[0]) if days else subject.period.end
