"""What organisations of the sample world have decided of a shared goal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from followup.domain.pace import Adoption
from followup.domain.timeline import Step
from followup.services.goal import adoption
from followup.services.goal import status as goal_status
from followup.services.installation import Actor, Installation, now_utc

ACTOR = Actor("Exempel")


def adopt(opened: Installation, step: Mapping[str, Any], lang: str) -> None:
    """Write down a choice on the day it was decided."""
    day: date = step["decided"]
    goal = goal_status.goal(opened, step["adoption"], day, lang)
    made = Adoption(
        goal=goal.identifier,
        organisation=step["organisation"],
        choice=step["choice"],
        target=Decimal(step["target"]) if "target" in step else None,
        target_date=step.get("target_date"),
        path=tuple(Step(on, Decimal(value)) for on, value in step.get("path", ())),
        decision=step["decision"],
        decided_date=day,
        note=step.get("note"),
    )
    adoption.save(opened, goal, made, ACTOR, day, now_utc())
