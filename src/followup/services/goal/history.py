"""The whole history of a goal: who changed what, when, from what to what; nothing is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from followup.domain.goal import LOG, MEASURE, SERIES, Goal
from followup.domain.goal_point import EnteredPoint
from followup.errors import UserError
from followup.i18n.text import day, has_text, join, t
from followup.reference.catalogue import Catalogue
from followup.services.goal import status, words
from followup.services.goal.series import titles
from followup.services.installation import Installation
from followup.services.proof.text import source_title
from followup.storage import goal_points
from followup.storage import goals as stored

# What a version of a goal says, in the order it is told.
FIELDS: Final = (
    "title", "owner", "geography", "indicator", "scope", "direction", "unit", "base",
    "base_date", "target", "target_date", "path", "source", "status", "note", "tags",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was changed, in words: by whom, when (UTC), from what to what.

    ``before`` and ``after`` are empty for nothing; ``reason`` is what was given for it.
    """

    at: datetime
    actor: str
    act_id: int
    what: str
    before: str
    after: str
    reason: str = ""


def history(
    installation: Installation, identifier: str, as_of: date, lang: str
) -> tuple[Change, ...]:
    """Every change of a goal and its figures known on ``as_of``, the newest first."""
    found = [
        *_versions(installation, identifier, as_of, lang),
        *_choices(installation, identifier, as_of, lang),
        *_figures(installation, identifier, as_of, lang),
    ]
    return tuple(sorted(found, key=lambda change: -change.act_id))


def _versions(
    installation: Installation, identifier: str, as_of: date, lang: str
) -> Iterator[Change]:
    try:
        seed: Goal | None = status.seed(installation.catalogue, identifier, lang)
    except UserError:
        seed = None
    before = seed
    own_names = titles(installation, as_of)
    for version in stored.versions(installation.database, as_of):
        if version.goal.identifier != identifier:
            continue
        after = status.own_version(version.goal, seed, lang)
        key = (version.at, version.actor, version.act_id)
        if before is None:
            yield Change(*key, t("goal_history.added", lang), "", after.title)
        else:
            for field in FIELDS:
                if getattr(before, field) != getattr(after, field):
                    told = (_told(installation.catalogue, g, field, lang, own_names)
                            for g in (before, after))  # fmt: skip
                    yield Change(*key, t(f"goal_history.field.{field}", lang), *told)
        before = after


def _choices(
    installation: Installation, identifier: str, as_of: date, lang: str
) -> Iterator[Change]:
    for choice in stored.choices(installation.database, as_of):
        if choice.goal == identifier:
            what = "taken_up" if choice.is_shown else "put_away"
            yield Change(choice.at, choice.actor, choice.act_id, t(f"goal_history.{what}", lang),
                         "", "", choice.reason or "")  # fmt: skip


def _figures(
    installation: Installation, identifier: str, as_of: date, lang: str
) -> Iterator[Change]:
    """Figures entered by hand, each told in the unit the goal has now."""
    entered = goal_points.words_on(installation.database, identifier, as_of)
    goal = status.goal(installation, identifier, as_of, lang) if entered else None
    before: dict[date, str] = {}
    for word in entered:
        if goal is None:
            return
        point = word.point
        told = "" if word.is_removed else figure_words(goal, point, lang)
        what = t("goal_history.figure", lang, day=day(point.day, lang))
        reason = point.note or "" if word.is_removed else origin(point)
        yield Change(word.at, word.actor, word.act_id, what, before.get(point.day, ""), told,
                     reason)  # fmt: skip
        before[point.day] = told


def figure_words(goal: Goal, point: EnteredPoint, lang: str) -> str:
    """``42 g per portion``, or ``40–45 g per portion`` where only the ends are known."""
    if point.low is None or point.high is None:
        return words.level(goal, point.value, lang)
    return words.span(goal, point.low, point.high, lang)


def origin(point: EnteredPoint) -> str:
    """Where a figure comes from, and the note beside it."""
    return " · ".join(filter(None, (point.source, point.note)))


def _told(
    catalogue: Catalogue, goal: Goal, field: str, lang: str, own_names: Mapping[str, str]
) -> str:
    """A field of a goal in words; empty for nothing."""
    tellers: dict[str, Callable[[], str]] = {
        "geography": lambda: area_name(catalogue, goal.geography),
        "indicator": lambda: indicator_name(goal.indicator, lang, own_names),
        "scope": lambda: t(f"page_goals.scope.{goal.scope}", lang),
        "direction": lambda: t(f"goal_history.direction.{goal.direction}", lang),
        "unit": lambda: words.unit_name(goal, lang),
        "base": lambda: words.level(goal, goal.base, lang) if goal.base is not None else "",
        "target": lambda: words.level(goal, goal.target, lang) if goal.target is not None else "",
        "path": lambda: join(
            (f"{day(s.valid_from, lang)}: {words.level(goal, s.value, lang)}" for s in goal.path),
            lang,
        ),
        "source": lambda: source_title(catalogue, goal.source, lang),
        "status": lambda: t(f"source_status.{goal.status}", lang),
        "tags": lambda: ", ".join(t(f"goal_tag.{tag}", lang) for tag in goal.tags),
    }
    if field in ("base_date", "target_date"):
        value = getattr(goal, field)
        return day(value, lang) if value else ""
    return tellers[field]() if field in tellers else str(getattr(goal, field) or "")


def area_name(catalogue: Catalogue, code: str) -> str:
    """An area's name; the code of one we do not know."""
    return next((a.name for a in catalogue.areas if a.code == code), code)


def indicator_name(indicator: str, lang: str, own_names: Mapping[str, str]) -> str:
    """What is followed, in words: a measure, a series by its title, or what people wrote."""
    if indicator.startswith(MEASURE):
        return t(f"measure.{indicator.removeprefix(MEASURE)}", lang)
    name = indicator.removeprefix(SERIES).removeprefix(LOG)
    if name in own_names:
        return own_names[name]
    key = f"reference.indicator.{name.rpartition('/')[2]}"
    return t(key, lang) if has_text(key) else indicator
