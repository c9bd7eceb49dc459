"""Points of goals that no contract feeds: official series, and figures entered by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from followup.domain.goal import SERIES, Goal, Point
from followup.domain.goal_point import EnteredPoint, OwnSeriesPoint
from followup.reference.catalogue import Catalogue
from followup.services.installation import Installation
from followup.storage import goal_points

INDEX_UNIT = "index"
OWN = "own/"


def points_of(
    installation: Installation, goals: Sequence[Goal], as_of: date
) -> dict[str, tuple[Point, ...]]:
    """The points of each goal from a series or by hand known on ``as_of``, in order of day."""
    by = installation.database.reference_day or as_of
    by_hand: dict[str, list[EnteredPoint]] = defaultdict(list)
    if any(goal.is_manual for goal in goals):
        for entered in goal_points.entered(installation.database, as_of):
            by_hand[entered.goal].append(entered)
    own: dict[str, list[OwnSeriesPoint]] = defaultdict(list)
    if any(goal.indicator.startswith(SERIES + OWN) for goal in goals):
        for read in goal_points.series(installation.database, as_of):
            own[read.series].append(read)
    return {
        goal.identifier: tuple(_entered(by_hand[goal.identifier]))
        if goal.is_manual
        else tuple(_official(installation.catalogue, goal, own, by))
        for goal in goals
    }


def _entered(points: Iterable[EnteredPoint]) -> Iterator[Point]:
    for p in points:
        low, high = (p.value, p.value) if p.low is None or p.high is None else (p.low, p.high)
        yield Point(p.day, p.value, low, high, source=p.source, is_by_hand=True)


def _official(
    catalogue: Catalogue, goal: Goal, own: dict[str, list[OwnSeriesPoint]], by: date
) -> Iterator[Point]:
    """Points of a series; an index is recomputed against the goal's base."""
    if not goal.indicator.startswith(SERIES):
        return
    name = goal.indicator.removeprefix(SERIES)
    if name.startswith(OWN):
        found, unit = _own_points(own[name])
    else:
        found, unit = _published(catalogue, name, by)
    yield from found if goal.unit != INDEX_UNIT or unit == INDEX_UNIT else _rebased(goal, found)


def _published(catalogue: Catalogue, name: str, by: date) -> tuple[list[Point], str | None]:
    # What was learned later corrects what was known before of the same year.
    learned = sorted(catalogue.series, key=lambda p: p.known_from)
    known = {p.day: p for p in learned if p.series == name and p.known_from <= by}
    found = [known[day] for day in sorted(known)]
    unit = found[0].unit if found else None
    return [Point(p.day, p.value, p.value, p.value, source=p.source) for p in found], unit


def _own_points(points: Sequence[OwnSeriesPoint]) -> tuple[list[Point], str | None]:
    found = []
    for p in points:
        low, high = (p.value, p.value) if p.low is None or p.high is None else (p.low, p.high)
        found.append(Point(p.day, p.value, low, high, source=p.source))
    return found, points[0].unit if points else None


def _rebased(goal: Goal, points: Sequence[Point]) -> Iterator[Point]:
    base = next((p.value for p in points if p.day == goal.base_date), None)
    if base is None or goal.base is None or base <= 0:
        return
    for p in points:
        value, low, high = (None if v is None else goal.base * v / base
                            for v in (p.value, p.low, p.high))  # fmt: skip
        yield Point(p.day, value, low, high, source=p.source)
