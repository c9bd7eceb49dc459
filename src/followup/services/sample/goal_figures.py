"""Figures of goals in the sample world that no contract gives: by hand, and read from a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from followup.domain.goal_point import EnteredPoint
from followup.services.goal import choice, points, series
from followup.services.goal import status as goal_status
from followup.services.goal.series import Said
from followup.services.installation import Actor, Installation, now_utc

ACTOR = Actor("Exempel")


def enter(opened: Installation, step: Mapping[str, Any], lang: str) -> None:
    """A goal of the catalogue that somebody took up, with a target and figures of their own."""
    day: date = step["decided"]
    goal = goal_status.goal(opened, step["take_up"], day, lang)
    if "target" in step:
        choice.take_up(opened, goal, ACTOR, now_utc(), day)
        words = {name: step[name] for name in ("owner", "source", "target_date")}
        # Its kitchens weigh by themselves; what contracts report is another matter.
        if "indicator" in step:
            words |= {"indicator": step["indicator"], "scope": "project"}
        goal = replace(goal, **words, target=Decimal(step["target"]), status="decided")
        goal_status.save_goal(opened, goal, ACTOR, now_utc(), day)
    for on, value, source, note in step["points"]:
        amount = Decimal(value)
        point = EnteredPoint(goal.identifier, on, amount, None, None, source, note)
        points.enter(opened, goal, point, ACTOR, now_utc(), day)


def read(opened: Installation, folder: Path, step: Mapping[str, Any]) -> None:
    """An official series, read from a file as the goal page does."""
    name, day = step["series"], step["decided"]
    content = (folder / name).read_bytes()
    found = series.read(opened, content, name, Said(), day)
    series.save(opened, found, content, ACTOR, day, now_utc())
