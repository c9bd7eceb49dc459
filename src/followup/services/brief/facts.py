"""What a brief rests on, read once for one day: goals, reports, verdicts, cases and decisions.

Contracts stand here by title and board only. A shortfall is named when a person has confirmed it,
and before that it is a number (rule 27).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from followup.domain.goal import Goal, Progress
from followup.domain.parties import Contract
from followup.domain.requirement import Assessment
from followup.errors import UserError
from followup.i18n.text import t
from followup.services import compliance
from followup.services.brief import cases
from followup.services.brief.cases import Named, Settled
from followup.services.deviation import deviations
from followup.services.deviation.public import public
from followup.services.goal import ledger as goal_ledger
from followup.services.goal import status as goal_status
from followup.services.goal.check import SHARE_UNIT
from followup.services.goal.contributions import Contribution, contributions
from followup.services.goal.figures import CONTRACT_SCOPES, year_asks
from followup.services.goal.ledger import Ledger
from followup.services.installation import Installation
from followup.services.proof import text as proof_text
from followup.services.queue.lines import latest
from followup.services.remedy import easy_wins
from followup.services.report import overview as report_list
from followup.services.report.overview import Report

# More do not fit on a page, and are not read before a meeting.
MOST_GOALS: Final = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """A brief's language, the day it tells of, and its goals in order.

    ``tells_since``: whether it tells what moved the first goal since it was last told of.
    """

    lang: str
    as_of: date
    goals: tuple[str, ...]
    tells_since: bool = True


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """A goal, the contracts behind its figure, and what the figure rests on in words."""

    progress: Progress
    contributions: tuple[Contribution, ...]
    source: str
    goal_source: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a brief may say.

    ``contracts`` lie in the scope of the goals and run on the day. ``late`` reports are missing
    after their day. ``unsure`` of ``judged`` requirements could not be assessed when they last
    fell due. ``near`` requirements were missed by ``near_mwh`` together, None where that is not
    measured in energy. ``settled`` is newest first. ``ledger`` is of the first goal that contracts
    feed, since it was last told of; None where that is not possible.
    """

    lang: str
    as_of: date
    goals: tuple[GoalFacts, ...]
    contracts: int
    late: int
    judged: int
    unsure: int
    near: int
    near_mwh: Decimal | None
    under_review: int
    named: tuple[Named, ...]
    settled: tuple[Settled, ...]
    ledger: Ledger | None = None


def usual(found: Iterable[Progress]) -> tuple[str, ...]:
    """The organisation's own few: those that its contracts feed come first, then those it has
    set itself, and those that cannot be judged last; at most ``MOST_GOALS``.
    """

    def place(progress: Progress) -> tuple[bool, bool, bool]:
        goal = progress.goal
        fed = is_fed(goal)
        return progress.status == "not_assessable", not fed, not (fed or goal.is_own)

    ordered = sorted(found, key=place)
    return tuple(p.goal.identifier for p in ordered[:MOST_GOALS])


def is_fed(goal: Goal) -> bool:
    """Whether contracts feed a goal's share; who pulls a mean is told on the goal page alone."""
    is_share = goal.unit == SHARE_UNIT and goal.indicator.startswith("measure:")
    return goal.scope in CONTRACT_SCOPES and is_share


@dataclass(frozen=True, slots=True)
class Known:
    """What was read of a day already: goals, contracts, verdicts and reports.

    ``pulls`` are the contracts behind each goal's figure, read again where a goal has none here.
    """

    progress: Sequence[Progress]
    contracts: Sequence[Contract]
    assessments: Sequence[Assessment]
    reports: Sequence[Report]
    pulls: Mapping[str, tuple[Contribution, ...]] = field(default_factory=dict)


def read(installation: Installation, as_of: date, lang: str) -> Known:
    """All of it, read now."""
    contracts = compliance.contracts_on(installation, as_of)
    return Known(
        goal_status.progress(installation, as_of, lang), contracts,
        compliance.assessments(installation, as_of),
        report_list.build(installation, contracts, as_of),
    )  # fmt: skip


def gather(installation: Installation, wanted: Wanted, known: Known | None = None) -> Facts:
    """The facts on the day; ``known`` is what was read of that day already.

    Raises UserError ``no_goal_chosen`` and ``unknown_goal``.
    """
    if not wanted.goals:
        raise UserError("no_goal_chosen")
    as_of = wanted.as_of
    known = known or read(installation, as_of, wanted.lang)
    contracts, found, reports = known.contracts, known.assessments, known.reports
    goals = _goals(installation, wanted, known)
    scope = _scope(installation, [g.progress.goal for g in goals], as_of)
    own = [c for c in contracts if c.number in scope]
    judged = _newest([a for a in found if a.contract in scope])
    wins = easy_wins.of(own, [a for a in found if a.contract in scope], as_of)
    desk = deviations.desk(installation, contracts, found, as_of, reports)
    told = public(desk, scope)
    energies = [w.energy_mwh for w in wins if w.energy_mwh is not None]
    return Facts(
        lang=wanted.lang,
        as_of=as_of,
        goals=goals,
        contracts=sum(1 for c in own if c.days.start <= as_of <= c.days.end),
        late=sum(1 for r in reports if r.contract.number in scope and r.status == "late"),
        judged=len(judged),
        unsure=sum(1 for a in judged if a.verdict == "not_assessable"),
        near=len(wins),
        near_mwh=sum(energies, Decimal(0)) if wins and len(energies) == len(wins) else None,
        under_review=told.under_review,
        named=tuple(
            cases.named(m, wanted.lang) for m in told.named if m.subject.ground != "bonus"
        ),
        settled=tuple(cases.settled(desk, scope)),
        ledger=_ledger(installation, [g.progress.goal for g in goals], as_of)
        if wanted.tells_since
        else None,
    )  # fmt: skip


def _goals(
    installation: Installation, wanted: Wanted, read_already: Known
) -> tuple[GoalFacts, ...]:
    lang, as_of = wanted.lang, wanted.as_of
    known = {p.goal.identifier: p for p in read_already.progress}
    pulls = read_already.pulls
    for identifier in wanted.goals:
        if identifier not in known:
            raise UserError("unknown_goal", goal=identifier)
    return tuple(
        GoalFacts(
            known[g],
            pulls[g]
            if g in pulls
            else contributions(installation, known[g].goal, as_of, known[g].series),
            _source(installation, known[g], lang),
            proof_text.source_title(installation.catalogue, known[g].goal.source, lang),
        )
        for g in wanted.goals
    )  # fmt: skip


def _ledger(installation: Installation, goals: Iterable[Goal], as_of: date) -> Ledger | None:
    for goal in goals:
        if is_fed(goal):
            then = goal_ledger.last_time(installation, goal, as_of)
            found = goal_ledger.since(installation, goal, then, as_of)
            return found if isinstance(found, Ledger) else None
    return None


def _source(installation: Installation, progress: Progress, lang: str) -> str:
    named = dict.fromkeys(p.source for p in progress.series if p.source)
    titles = (proof_text.source_title(installation.catalogue, s, lang) for s in named)
    return "; ".join(titles) or t("brief.source.reports", lang)


def _scope(installation: Installation, goals: Sequence[Goal], as_of: date) -> frozenset[str]:
    """The contracts that feed the goals this year or the last."""
    asked = year_asks(installation, goals, as_of)
    recent = [a for a in asked if a.year.end.year >= as_of.year - 1]
    return frozenset(c.number for a in recent for c, _ in a.clipped)


def _newest(found: Iterable[Assessment]) -> list[Assessment]:
    by_clause: dict[str, list[Assessment]] = {}
    for each in found:
        by_clause.setdefault(each.requirement, []).append(each)
    return [a for own in by_clause.values() if (a := latest(own)) is not None]
