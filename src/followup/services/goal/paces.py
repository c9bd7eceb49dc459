"""A shared goal over its organisations: each one's own figure, way and pace, and what is hidden.

The shared figure counts every fact once over all contracts and buyers (rule 7). A contract that
several buy on is divided where it says how: every buyer has a share and they sum to the whole.
Without that it counts in full with each of them, and the figures of the organisations overlap.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from followup.domain.goal import MEASURE, Goal, Point, Progress
from followup.domain.pace import Adoption, PaceGroup
from followup.domain.parties import buyer_key
from followup.domain.requirement import MEASURES
from followup.goals import paces
from followup.goals import progress as rule
from followup.goals.comparable import Comparand, CompareRule
from followup.goals.hiding import HidingRule
from followup.goals.paces import PaceRule
from followup.reference.catalogue import Catalogue
from followup.services import parameters
from followup.services.goal import adoption as choices
from followup.services.goal.figures import YearAsk, buyer_of, year_asks
from followup.services.goal.knowledge import rule_of
from followup.services.goal.pace_figures import (
    TOTAL,
    asks_of,
    away,
    divided,
    figures,
    is_divided,
)
from followup.services.installation import Installation

SUBJECT = "pace_rule"


@dataclass(frozen=True, slots=True)
class Rules:
    """The published parameters of pace groups, hiding and comparison."""

    pace: PaceRule
    hiding: HidingRule
    compare: CompareRule


@dataclass(frozen=True, slots=True)
class Member:
    """One organisation of a shared goal.

    ``point`` is its figure in the year shown, None where it has none or it ``is_hidden``.
    ``own`` is how it is going against its own way, None where it has none or is hidden.
    """

    name: str
    adoption: Adoption | None
    group: PaceGroup
    goal: Goal
    point: Point | None = None
    own: Progress | None = None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """A shared goal and its organisations; ``day`` is the end of the year the figures are of.

    ``joint`` are the titles of joint contracts: divided, and counted in full with each buyer.
    """

    shared: Progress
    day: date | None
    members: tuple[Member, ...]
    rules: Rules
    is_total_hidden: bool = False
    divided: tuple[str, ...] = ()
    undivided: tuple[str, ...] = ()


def is_shared(catalogue: Catalogue, goal: Goal) -> bool:
    """Whether a goal is of an area with several organisations, rather than of one of them."""
    return buyer_of(catalogue, goal.geography) is None


def rules_of(catalogue: Catalogue, as_of: date) -> Rules:
    """The parameters in force on ``as_of``; raises NoValueInForce."""

    def value(part: str) -> Decimal:
        return parameters.value(catalogue, SUBJECT, part, as_of)

    return Rules(
        PaceRule(int(value("same_years"))),
        HidingRule(int(value("least_suppliers")), int(value("least_vehicles"))),
        CompareRule(rule_of(catalogue, as_of).coverage_floor, value("widest_interval")),
    )


def region(installation: Installation, shared: Progress, as_of: date) -> Region:
    """A shared goal over its organisations as known on ``as_of``; four queries however many."""
    goal, catalogue = shared.goal, installation.catalogue
    rules = rules_of(catalogue, as_of)
    whole = year_asks(installation, [goal], as_of)
    chosen = choices.newest(choices.history(installation, goal.identifier, as_of))
    names = _names(catalogue, goal, whole, chosen.values())
    latest = shared.latest
    day = latest.day if latest and latest.is_complete and latest.measured else None
    total = next((ask for ask in whole if ask.year.end == day), None)
    asked = asks_of(installation, whole, names, as_of) | (
        {total.ask_id: (TOTAL, total)} if total else {}
    )
    found = figures(installation, asked, as_of)
    hidden = away(installation, asked, found.weights, total, rules.hiding, as_of)
    by = rule_of(catalogue, as_of)
    members = []
    for name in names:
        key = name.casefold()
        own = chosen.get(key)
        aim = replace(goal, owner=name)
        if own is not None and own.choice == "adopts":
            aim = paces.own_goal(goal, own)
        member = Member(name, own, paces.pace_group(goal, own, rules.pace), aim)
        members.append(_filled(member, found.points.get(key, ()), day, key in hidden, as_of, by))
    joint = {
        c.title: is_divided(divided(installation, c, days, as_of))
        for c, days in (total.clipped if total else ())
        if len(c.buyers) > 1
    }
    return Region(
        shared, day, tuple(members), rules, TOTAL in hidden,
        tuple(sorted(title for title, is_parted in joint.items() if is_parted)),
        tuple(sorted(title for title, is_parted in joint.items() if not is_parted)),
    )  # fmt: skip


def comparand(member: Member) -> Comparand:
    """A member's figure as the rule for comparisons looks at it."""
    spec = MEASURES.get(member.goal.indicator.removeprefix(MEASURE))
    basis = spec.basis if spec else ""
    return Comparand(member.name, member.goal, basis, member.point, member.is_hidden)


def _names(
    catalogue: Catalogue, goal: Goal, whole: Iterable[YearAsk], chosen: Iterable[Adoption]
) -> list[str]:
    """The organisations of a goal: of its area, among its contracts' buyers, or with a choice."""
    here = next((a for a in catalogue.areas if a.code == goal.geography), None)
    country = here.country if here and here.kind == "country" else None
    names = {
        buyer_key(a.name): a.name
        for a in catalogue.areas
        if a.county and (a.county == goal.geography or a.country == country)
    }
    for ask in whole:
        for contract, _ in ask.clipped:
            for buyer in contract.buyers:
                names.setdefault(buyer_key(buyer.name), buyer.name.strip())
    for own in chosen:
        names.setdefault(buyer_key(own.organisation), own.organisation)
    return sorted(names.values(), key=str.casefold)


def _filled(
    member: Member, points: tuple[Point, ...], day: date | None, is_hidden: bool, as_of: date,
    by: rule.GoalRule,
) -> Member:  # fmt: skip
    """The member with its figure of the year and its standing, unless they are hidden."""
    if is_hidden:
        return replace(member, is_hidden=True)
    own = None
    if member.goal.is_own and member.adoption and member.adoption.choice == "adopts":
        own = rule.progress(member.goal, points, as_of, by)
    return replace(member, point=next((p for p in points if p.day == day), None), own=own)
