"""An organisation's own versions of goals, and which goals are shown: every word is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from followup.domain.goal import Goal
from followup.domain.timeline import Step
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records

_KNOWN: Final = """
    SELECT goal.*, act.actor, act.done_at
    FROM own.goal AS goal JOIN own.act AS act USING (act_id)
    WHERE known_from <= getvariable('as_of') AND act_id <= getvariable('horizon')
    ORDER BY goal, act_id
"""
_STEPS: Final = """
    SELECT *
    FROM own.goal_step
    WHERE act_id <= getvariable('horizon')
    ORDER BY act_id, valid_from
"""
_CHOICES: Final = """
    SELECT goal_choice.*, act.actor, act.done_at
    FROM own.goal_choice AS goal_choice JOIN own.act AS act USING (act_id)
    WHERE known_from <= getvariable('as_of') AND act_id <= getvariable('horizon')
    ORDER BY act_id
"""


@dataclass(frozen=True, slots=True)
class GoalVersion:
    """A goal as somebody saved it: by whom and when (UTC)."""

    goal: Goal
    actor: str
    at: datetime
    act_id: int


@dataclass(frozen=True, slots=True)
class GoalChoice:
    """A word on whether a goal stands among those shown, with the reason given for it."""

    goal: str
    is_shown: bool
    reason: str | None
    actor: str
    at: datetime
    act_id: int


def insert_goals(own: Cursor, act_id: int, goals: Iterable[Goal], known_from: date) -> None:
    """Store a version of each goal inside the caller's transaction."""
    stored = list(goals)
    append(own, "goal", [
        {"act_id": act_id, "known_from": known_from, "goal": g.identifier, "title": g.title,
         "owner": g.owner, "geography": g.geography, "indicator": g.indicator,
         "scope": g.scope, "direction": g.direction, "unit": g.unit,
         "base_date": g.base_date, "base": g.base, "target_date": g.target_date,
         "target": g.target, "source": g.source, "note": g.note, "status": g.status,
         "tags": list(g.tags)}
        for g in stored
    ])  # fmt: skip
    append(own, "goal_step", [
        {"act_id": act_id, "goal": g.identifier, "valid_from": s.valid_from, "target": s.value}
        for g in stored for s in g.path
    ])  # fmt: skip


def insert_choice(
    own: Cursor, act_id: int, goal: str, reason: str | None, known_from: date, *, is_shown: bool
) -> None:
    """Store that a goal is taken up or put away inside the caller's transaction."""
    append(own, "goal_choice", [
        {"act_id": act_id, "known_from": known_from, "goal": goal, "is_shown": is_shown,
         "reason": reason}
    ])  # fmt: skip


def goals(database: Database, as_of: date | None = None) -> tuple[Goal, ...]:
    """The organisation's own versions of goals as known on ``as_of``, the newest of each."""
    newest = {version.goal.identifier: version.goal for version in versions(database, as_of)}
    return tuple(newest.values())


def versions(database: Database, as_of: date | None = None) -> tuple[GoalVersion, ...]:
    """Every version of every goal as known on ``as_of``: by goal, the oldest first."""
    with cursor(database, as_of) as own:
        found = records(own.sql(_KNOWN))
        steps = records(own.sql(_STEPS)) if found else []
    return tuple(GoalVersion(_goal(r, steps), r["actor"], r["done_at"], r["act_id"]) for r in found)


def choices(database: Database, as_of: date | None = None) -> tuple[GoalChoice, ...]:
    """Every word on which goals are shown as known on ``as_of``, the oldest first."""
    with cursor(database, as_of) as own:
        found = records(own.sql(_CHOICES))
    return tuple(
        GoalChoice(r["goal"], r["is_shown"], r["reason"], r["actor"], r["done_at"], r["act_id"])
        for r in found
    )


def _goal(r: Mapping[str, Any], steps: Sequence[Mapping[str, Any]]) -> Goal:
    return Goal(
        identifier=r["goal"], title=r["title"], owner=r["owner"],
        geography=r["geography"], indicator=r["indicator"], scope=r["scope"],
        direction=r["direction"], unit=r["unit"], base_date=r["base_date"],
        base=r["base"], target_date=r["target_date"], target=r["target"],
        path=tuple(
            Step(s["valid_from"], s["target"])
            for s in steps if (s["act_id"], s["goal"]) == (r["act_id"], r["goal"])
        ),
        source=r["source"], status=r["status"] or "decided", note=r["note"], is_own=True,
        tags=tuple(r["tags"] or ()),
    )  # fmt: skip
