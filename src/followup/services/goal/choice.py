"""Which goals stand on the goal page: taken up and put away, each an act with its reason."""

from __future__ import annotations

from datetime import date, datetime

from followup.domain.goal import Goal
from followup.errors import UserError
from followup.services.installation import Actor, Installation
from followup.storage import acts
from followup.storage import goals as stored
from followup.storage.acts import Act


def take_up(
    installation: Installation, goal: Goal, actor: Actor, now: datetime, today: date
) -> int:
    """Show a goal among the others; the act's number."""
    return _commit(installation, "take_up_goal", goal, None, actor, now, today)


def put_away(
    installation: Installation, goal: Goal, reason: str, actor: Actor, now: datetime, today: date
) -> int:
    """Show a goal no longer; its figures and history stay. Raises UserError ``goal_away_why``."""
    if not reason.strip():
        raise UserError("goal_away_why")
    return _commit(installation, "put_away_goal", goal, reason.strip(), actor, now, today)


def _commit(
    installation: Installation, kind: str, goal: Goal, reason: str | None, actor: Actor,
    now: datetime, today: date,
) -> int:  # fmt: skip
    act = Act(actor.stored, kind, goal.identifier, now,
              {"reason": reason, "known_from": today.isoformat()})  # fmt: skip
    is_shown = kind == "take_up_goal"
    return acts.commit(
        installation.database,
        act,
        lambda own, act_id: stored.insert_choice(
            own, act_id, goal.identifier, reason, today, is_shown=is_shown
        ),
    )
