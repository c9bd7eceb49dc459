"""The JSON form of ``goals --json``: amounts as text, shares as fractions, unknown as null."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from followup.domain.goal import Point, Progress
from followup.domain.timeline import Step
from followup.services.wire import coverage, plain, share


def progress(found: Progress) -> dict[str, Any]:
    """One entry of ``goals --json``; the status was decided from undivided amounts."""
    goal, latest = found.goal, found.latest
    return {
        "goal": goal.identifier,
        "title": goal.title,
        "indicator": goal.indicator,
        "unit": goal.unit,
        "scope": goal.scope,
        "base_date": _day(goal.base_date),
        "base": plain(goal.base),
        "latest_date": _day(latest.day if latest else None),
        "latest": share(latest.value if latest else None),
        "latest_low": share(latest.low if latest else None),
        "latest_high": share(latest.high if latest else None),
        "target_date": _day(goal.target_date),
        "target": plain(goal.target),
        "status": found.status,
        "coverage": coverage(latest.coverage if latest else None),
        "series": _series(found.series),
        "path": _path(found.path),
    }


def _series(points: Sequence[Point]) -> list[dict[str, str | None]]:
    return [{"date": _day(p.day), "value": share(p.value)} for p in points]


def _path(steps: Sequence[Step]) -> list[dict[str, str | None]]:
    return [{"date": _day(s.valid_from), "value": plain(s.value)} for s in steps]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
