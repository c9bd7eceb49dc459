"""Contracts that will be tendered anew: what their clauses gave, and what was learnt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from followup.domain.deviation import Case
from followup.domain.parties import Contract
from followup.domain.period import add_months
from followup.domain.requirement import Assessment, Requirement
from followup.i18n.text import number, t
from followup.reference.catalogue import Catalogue
from followup.services import parameters

SUBJECT: Final = "tender_rule"
# Verdicts on what was delivered; the others say nothing of how the clause worked.
JUDGED: Final = ("met", "not_met", "not_assessable")


@dataclass(frozen=True, slots=True)
class ClauseOutcome:
    """A clause with how many of its judged periods had each verdict."""

    requirement: Requirement
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a closed case told the next tender, with the case's name."""

    case: str
    text: str


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A contract near its end; ``may_run_to`` is as far as options not yet decided reach."""

    contract: Contract
    end: date
    may_run_to: date | None
    clauses: tuple[ClauseOutcome, ...]
    lessons: tuple[Lesson, ...]

    @property
    def has_breach(self) -> bool:
        """Whether any judged period was not met."""
        return any(clause.counts.get("not_met") for clause in self.clauses)


def ahead_months(catalogue: Catalogue, as_of: date) -> int:
    """How many months before its end a contract is listed: the program's own rule."""
    return int(parameters.value(catalogue, SUBJECT, "ahead_months", as_of))


def upcoming(
    contracts: Iterable[Contract], assessments: Iterable[Assessment], cases: Iterable[Case],
    as_of: date, months: int,
) -> tuple[Upcoming, ...]:  # fmt: skip
    """Contracts in force with a supplier that end within so many months, those that end first
    before the others, and of one day those with a breach or a lesson first."""
    until = add_months(as_of, months)
    judged: dict[str, Counter[str]] = {}
    for one in assessments:
        if one.verdict in JUDGED:
            judged.setdefault(one.requirement, Counter())[one.verdict] += 1
    lessons: dict[str, list[Lesson]] = {}
    for case in cases:
        closed = case.last("close")
        if closed is not None and closed.detail.lesson:
            told = Lesson(case.identifier, closed.detail.lesson)
            lessons.setdefault(case.subject.contract, []).append(told)
    found = [
        Upcoming(
            c, c.days.end, _option(c),
            tuple(ClauseOutcome(r, judged.get(r.identifier, Counter())) for r in c.requirements),
            tuple(lessons.get(c.number, ())),
        )
        for c in contracts
        if not c.is_internal and c.days.start <= as_of <= c.days.end <= until
    ]  # fmt: skip
    return tuple(sorted(
        found, key=lambda u: (u.end, not (u.has_breach or u.lessons), u.contract.number)
    ))  # fmt: skip


def _option(contract: Contract) -> date | None:
    open_ = [e.to_date for e in contract.extensions if e.decided_date is None]
    return max((day for day in open_ if day > contract.days.end), default=None)


def outcome(clause: ClauseOutcome, lang: str) -> str:
    """A clause with its verdicts: ``K1 Förnybar andel. Perioder: uppfyllt 5, brist 2.``"""
    short = clause.requirement.identifier.rpartition("/")[2]
    name = f"{short} {clause.requirement.title}"
    counts = ", ".join(
        t(f"next_tender.{verdict}", lang, count=number(clause.counts[verdict], lang))
        for verdict in JUDGED
        if clause.counts.get(verdict)
    )
    key = "periods" if counts else "not_judged"
    return t(f"next_tender.{key}", lang, clause=name, counts=counts)


def summary(found: tuple[Upcoming, ...], months: int, lang: str) -> str:
    """How many contracts end, how many had a breach, and how many left something to learn."""
    if not found:
        return t("next_tender.none", lang, months=months)
    return t(
        "next_tender.summary", lang, months=months, count=number(len(found), lang),
        breaches=number(sum(u.has_breach for u in found), lang),
        lessons=number(sum(bool(u.lessons) for u in found), lang),
    )  # fmt: skip
