"""Goals: which there are, how they are going, and an organisation's own versions of them."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime

from followup.domain.goal import MEASURE, SERIES, Goal, Progress
from followup.domain.requirement import MEASURES
from followup.errors import UserError
from followup.goals import progress as rule
from followup.i18n.text import t
from followup.reference.catalogue import Catalogue
from followup.reference.schema import GoalSeed
from followup.services.goal.contributions import Contribution, contributions
from followup.services.goal.figures import series_of
from followup.services.goal.knowledge import breaks_of, rule_of
from followup.services.goal.words import sentence
from followup.services.installation import Actor, Installation
from followup.storage import acts, decisions
from followup.storage.acts import Act

__all__ = [
    "Contribution", "contributions", "goal", "goals", "progress", "save_goal", "seed", "sentence",
]  # fmt: skip

SHARE_UNIT = "share"


def goals(installation: Installation, as_of: date, lang: str) -> tuple[Goal, ...]:
    """The seeded goals, each replaced by the organisation's own version, and its other goals."""
    seeds = {
        s.id: seed(installation.catalogue, s.id, lang)
        for s in installation.catalogue.goals
        if s.is_seeded
    }
    for own in decisions.goals(installation.database, as_of):
        before = seeds.get(own.identifier)
        is_proxy = before is not None and before.is_proxy and before.indicator == own.indicator
        seeds[own.identifier] = replace(own, is_proxy=is_proxy)
    return tuple(seeds.values())


def goal(installation: Installation, identifier: str, as_of: date, lang: str) -> Goal:
    """One goal as it stands; raises UserError ``unknown_goal``."""
    for found in goals(installation, as_of, lang):
        if found.identifier == identifier:
            return found
    raise UserError("unknown_goal", goal=identifier)


def seed(catalogue: Catalogue, identifier: str, lang: str) -> Goal:
    """A goal of the catalogue in words of ``lang``; raises UserError ``unknown_goal``."""
    for found in catalogue.goals:
        if found.id == identifier:
            return _from_seed(found, lang)
    raise UserError("unknown_goal", goal=identifier)


def progress(installation: Installation, as_of: date, lang: str) -> list[Progress]:
    """How every goal is going, as known on ``as_of``."""
    chosen = goals(installation, as_of, lang)
    series = series_of(installation, chosen, as_of)
    parameters = rule_of(installation.catalogue, as_of)
    found = (rule.progress(g, series[g.identifier], as_of, parameters) for g in chosen)
    return [replace(p, breaks=breaks_of(installation.catalogue, p.goal, as_of)) for p in found]


def save_goal(
    installation: Installation, goal: Goal, actor: Actor, now: datetime, today: date
) -> int:
    """Store an organisation's own version of a goal, known from ``today``; the act's number.

    Raises UserError ``goal_title_missing``, ``goal_share_out_of_range``,
    ``goal_target_before_base``, ``goal_step_out_of_range`` or ``unknown_indicator``.
    """
    _check(installation.catalogue, goal)
    own = replace(
        goal, title=goal.title.strip(), path=tuple(sorted(goal.path)), status="decided",
        is_own=True,
    )  # fmt: skip
    act = Act(actor.stored, "save_goal", goal.identifier, now, {
        "goal": asdict(own), "known_from": today.isoformat(),
    })  # fmt: skip
    return acts.commit(
        installation.database,
        act,
        lambda cursor, act_id: decisions.insert_goals(cursor, act_id, [own], today),
    )


def _from_seed(found: GoalSeed, lang: str) -> Goal:
    is_measure = found.series is None and found.indicator in MEASURES
    indicator = MEASURE + found.indicator if is_measure else found.indicator
    return Goal(
        identifier=found.id,
        title=t(found.title_key, lang),
        owner=found.owner,
        geography=found.geography,
        indicator=SERIES + found.series if found.series else indicator,
        scope=found.scope,
        direction=found.direction,
        unit=found.unit,
        base_date=found.base_date,
        base=found.base,
        target_date=found.target_date,
        target=found.target,
        source=found.source,
        status=found.status,
        note=t(found.note_key, lang),
        is_proxy=found.is_proxy,
        tags=found.tags,
    )


def _check(catalogue: Catalogue, goal: Goal) -> None:
    if not goal.title.strip() or not goal.identifier.strip():
        raise UserError("goal_title_missing")
    amounts = [a for a in (goal.base, goal.target, *(s.value for s in goal.path)) if a is not None]
    if goal.unit == SHARE_UNIT and not all(0 <= amount <= 1 for amount in amounts):
        raise UserError("goal_share_out_of_range", goal=goal.title)
    if goal.base_date and goal.target_date and goal.target_date <= goal.base_date:
        raise UserError("goal_target_before_base", goal=goal.title)
    days = [s.valid_from for s in goal.path]
    first, last = goal.base_date or date.min, goal.target_date or date.max
    if len(set(days)) != len(days) or not all(first <= day <= last for day in days):
        raise UserError("goal_step_out_of_range", goal=goal.title)
    kind, _, name = goal.indicator.rpartition(":")
    # A goal is followed as a share over many contracts; judgements and means do not add up.
    shares = {m for m, s in MEASURES.items() if s.scale == "share" and s.level is None}
    known = {
        "measure": shares - {"evidence", "function", "not_on_market"},
        "series": {p.series for p in catalogue.series},
    }
    if kind and name not in known.get(kind, set()):
        raise UserError("unknown_indicator", indicator=goal.indicator)
