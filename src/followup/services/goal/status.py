"""Goals: which there are, how they are going, and an organisation's own versions of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime

from followup.domain.goal import LOG, MEASURE, SERIES, Goal, Progress
from followup.domain.requirement import MEASURES
from followup.errors import UserError
from followup.goals import progress as rule
from followup.i18n.text import LANGUAGES, t
from followup.reference.catalogue import Catalogue
from followup.reference.schema import GoalSeed
from followup.services.asks import report_type_of
from followup.services.goal.check import check
from followup.services.goal.contributions import Contribution, contributions
from followup.services.goal.figures import PURCHASES, country_of, series_of
from followup.services.goal.knowledge import breaks_of, rule_of
from followup.services.goal.logged import LOGS
from followup.services.goal.words import sentence
from followup.services.installation import Actor, Installation
from followup.storage import acts, contracts
from followup.storage import goals as stored
from followup.storage.acts import Act

__all__ = [
    "Contribution", "contributions", "goal", "goals", "others", "progress", "progress_of",
    "save_goal", "seed", "sentence",
]  # fmt: skip

LONGEST_NAME = 24


def goals(installation: Installation, as_of: date, lang: str) -> tuple[Goal, ...]:
    """The goals that are shown: those shown from the start, own ones, and what was taken up.

    A seeded goal is replaced by the organisation's own version of it.
    """
    return tuple(g for g, is_shown in _every(installation, as_of, lang) if is_shown)


def others(installation: Installation, as_of: date, lang: str) -> tuple[Goal, ...]:
    """The goals that can be taken up: those of the catalogue, and what was put away."""
    return tuple(g for g, is_shown in _every(installation, as_of, lang) if not is_shown)


def goal(installation: Installation, identifier: str, as_of: date, lang: str) -> Goal:
    """One goal as it stands, shown or not; raises UserError ``unknown_goal``."""
    for found, _ in _every(installation, as_of, lang):
        if found.identifier == identifier:
            return found
    raise UserError("unknown_goal", goal=identifier)


def _every(installation: Installation, as_of: date, lang: str) -> list[tuple[Goal, bool]]:
    """Every goal there is, and if it is shown."""
    catalogue, database = installation.catalogue, installation.database
    known = {s.id: seed(catalogue, s.id, lang) for s in catalogue.goals}
    shown = {s.id for s in catalogue.goals if s.is_seeded}
    reported = reported_kinds(installation, as_of)
    known = {name: measured_where_reported(g, reported, catalogue) for name, g in known.items()}
    for own in stored.goals(database, as_of):
        known[own.identifier] = own_version(own, known.get(own.identifier), lang)
        shown.add(own.identifier)
    shown_by_choice = {c.goal: c.is_shown for c in stored.choices(database, as_of)}
    return [(g, shown_by_choice.get(name, name in shown)) for name, g in known.items()]


def reported_kinds(installation: Installation, as_of: date) -> frozenset[tuple[str, str]]:
    """The countries of contracts here and the kinds of report that they send."""
    known = contracts.load(installation.database, as_of)
    return frozenset((c.country, r.report_type) for c in known for r in c.reporters)


def measured_where_reported(
    goal: Goal, reported: Collection[tuple[str, str]], catalogue: Catalogue
) -> Goal:
    """A project's goal on a measure, fed by contracts where any sends what the measure needs.

    Only contracts of the goal's country are asked, as they alone would be in its figure.
    """
    spec = MEASURES.get(goal.indicator)
    if goal.scope != "project" or spec is None:
        return goal
    country = country_of(catalogue, goal.geography)
    kinds = {kind for where, kind in reported if country in (None, where)}
    if report_type_of(spec) not in kinds:
        return goal
    return replace(goal, indicator=MEASURE + goal.indicator, scope=PURCHASES)


def own_version(own: Goal, before: Goal | None, lang: str) -> Goal:
    """An own version of a seeded goal: the seed's words stay in the reader's language.

    A name or note that was saved as the seed has it, in whichever language, is the seed's still.
    """
    if before is None:
        return own
    return replace(
        own,
        title=_kept_words(own, "title", lang) or own.title,
        note=_kept_words(own, "note", lang) or own.note,
        is_proxy=before.is_proxy and before.indicator == own.indicator,
    )


def _kept_words(own: Goal, part: str, lang: str) -> str | None:
    key = f"goal_seed.{own.identifier}.{part}"
    is_kept = getattr(own, part) in [t(key, each) for each in LANGUAGES]
    return t(key, lang) if is_kept else None


def seed(catalogue: Catalogue, identifier: str, lang: str) -> Goal:
    """A goal of the catalogue in words of ``lang``; raises UserError ``unknown_goal``."""
    for found in catalogue.goals:
        if found.id == identifier:
            return _from_seed(found, lang)
    raise UserError("unknown_goal", goal=identifier)


def progress(installation: Installation, as_of: date, lang: str) -> list[Progress]:
    """How every goal that is shown is going, as known on ``as_of``."""
    return progress_of(installation, goals(installation, as_of, lang), as_of)


def progress_of(installation: Installation, chosen: Sequence[Goal], as_of: date) -> list[Progress]:
    """How goals are going, as known on ``as_of``."""
    series = series_of(installation, chosen, as_of)
    parameters = rule_of(installation.catalogue, as_of)
    found = (rule.progress(g, series[g.identifier], as_of, parameters) for g in chosen)
    return [replace(p, breaks=breaks_of(installation.catalogue, p.goal, as_of)) for p in found]


def save_goal(
    installation: Installation, goal: Goal, actor: Actor, now: datetime, today: date
) -> int:
    """Store an organisation's own version of a goal, known from ``today``; the act's number.

    Raises UserError as ``check`` does.
    """
    own = replace(goal, title=goal.title.strip(), path=tuple(sorted(goal.path)), is_own=True)
    check(installation, own, today)
    act = Act(actor.stored, "save_goal", goal.identifier, now, {
        "goal": asdict(own), "known_from": today.isoformat(),
    })  # fmt: skip
    return acts.commit(
        installation.database,
        act,
        lambda cursor, act_id: stored.insert_goals(cursor, act_id, [own], today),
    )


def named(installation: Installation, goal: Goal) -> Goal:
    """A new goal under a name of its own, made of its title; names are never used again."""
    plain = unicodedata.normalize("NFKD", goal.title).encode("ascii", "ignore").decode().upper()
    bare = "_".join("".join(c if c.isalnum() else " " for c in plain).split())[:LONGEST_NAME]
    first = f"OWN_{bare}".rstrip("_")
    known = {g.identifier for g in stored.goals(installation.database)}
    names = (first, *(f"{first}_{n}" for n in range(2, len(known) + 3)))
    return replace(goal, identifier=next(name for name in names if name not in known))


def _from_seed(found: GoalSeed, lang: str) -> Goal:
    # A project's figures are its members' own until they report here.
    is_measure = found.series is None and found.indicator in MEASURES and found.scope != "project"
    indicator = MEASURE + found.indicator if is_measure else found.indicator
    indicator = LOG + indicator if indicator in LOGS else indicator
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
