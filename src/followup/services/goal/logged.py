"""Points of goals that are fed by what people note case by case: entries with rows of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from followup.domain.goal import LOG, Goal, Point
from followup.services.circular import tenders
from followup.services.energy import savings
from followup.services.installation import Installation


@dataclass(frozen=True, slots=True)
class Log:
    """What feeds an indicator: the unit of its figures, and what reads them for a goal on it."""

    unit: str
    points: Callable[[Installation, Goal, date], tuple[Point, ...]]


LOGS: Final[Mapping[str, Log]] = {
    **{name: Log("share", tenders.points) for name in tenders.INDICATORS},
    savings.INDICATOR: Log("GWh/year", savings.points),
}


def logged(
    installation: Installation, goals: Sequence[Goal], as_of: date
) -> dict[str, tuple[Point, ...]]:
    """The points of each goal that a log feeds, as known on ``as_of``; the others are left out."""
    found = {}
    for goal in goals:
        name = goal.indicator.removeprefix(LOG)
        if goal.indicator.startswith(LOG) and name in LOGS:
            found[goal.identifier] = LOGS[name].points(installation, goal, as_of)
    return found
