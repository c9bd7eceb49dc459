"""Figures of manual goals: entered, corrected and taken back; every word on them is kept."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime

from followup.domain.goal import Goal
from followup.domain.goal_point import EnteredPoint
from followup.errors import UserError
from followup.services.goal.check import is_part
from followup.services.installation import Actor, Installation
from followup.storage import acts, goal_points
from followup.storage.acts import Act


def enter(
    installation: Installation, goal: Goal, point: EnteredPoint, actor: Actor, now: datetime,
    today: date,
) -> int:  # fmt: skip
    """Store a figure in the place of what was known of its day; the act's number.

    Raises UserError ``goal_not_manual``, ``goal_point_ahead``, ``goal_point_value``,
    ``goal_point_ends``, ``goal_point_share`` or ``goal_point_source``.
    """
    _check(goal, point, today)
    return _commit(installation, "enter_goal_point", point, actor, now, today)


def take_back(
    installation: Installation, goal: Goal, day: date, reason: str, actor: Actor, now: datetime,
    today: date,
) -> int:  # fmt: skip
    """Take back the figure of a day; it stays in the history. The act's number.

    Raises UserError ``goal_point_why`` or ``unknown_goal_point``.
    """
    if not reason.strip():
        raise UserError("goal_point_why")
    known = {p.day: p for p in goal_points.entered(installation.database, today)
             if p.goal == goal.identifier}  # fmt: skip
    if day not in known:
        raise UserError("unknown_goal_point", day=day)
    point = replace(known[day], note=reason.strip())
    return _commit(installation, "take_back_goal_point", point, actor, now, today)


def _check(goal: Goal, point: EnteredPoint, today: date) -> None:
    ends = [e for e in (point.low, point.high) if e is not None]
    amounts = [a for a in (point.value, point.low, point.high) if a is not None]
    if not goal.is_manual:
        raise UserError("goal_not_manual", goal=goal.title)
    if point.day > today:
        raise UserError("goal_point_ahead", day=point.day)
    if not amounts:
        raise UserError("goal_point_value")
    if len(ends) == 1 or (len(ends) == 2 and sorted(amounts) != _in_order(point)):
        raise UserError("goal_point_ends")
    if is_part(goal) and not all(0 <= a <= 1 for a in amounts):
        raise UserError("goal_point_share")
    if not point.source:
        raise UserError("goal_point_source")


def _in_order(point: EnteredPoint) -> list[object]:
    return [a for a in (point.low, point.value, point.high) if a is not None]


def _commit(
    installation: Installation, kind: str, point: EnteredPoint, actor: Actor, now: datetime,
    today: date,
) -> int:  # fmt: skip
    detail = {"point": asdict(point), "known_from": today.isoformat()}
    act = Act(actor.stored, kind, point.goal, now, detail)
    is_removed = kind == "take_back_goal_point"
    return acts.commit(
        installation.database,
        act,
        lambda own, act_id: goal_points.insert_entered(
            own, act_id, [point], today, is_removed=is_removed
        ),
    )
