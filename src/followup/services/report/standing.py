"""Where one report stands on a day: the word for it, and when it came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from followup.domain.period import ONE_DAY, Period, cut
from followup.services.queue.waiting import Due
from followup.services.report.reports import Version

Status = Literal[
    "late", "waited", "in_time", "received_late", "nil", "exempt", "unexpected", "withdrawn"
]
# What has to be done first, then what has come, then what nobody waits for.
STATUSES: Final[tuple[Status, ...]] = (
    "late", "waited", "in_time", "received_late", "nil", "exempt", "unexpected", "withdrawn",
)  # fmt: skip
IN: Final = frozenset[Status]({"in_time", "received_late", "nil"})

Source = Literal["in_force", "replaced", "nil", "exempt"]


@dataclass(frozen=True, slots=True)
class Held:
    """Days that something speaks for: a report in force or replaced, a nil report, a dispens.

    ``received_date`` is None for a dispens alone.
    """

    source: Source
    period: Period
    received_date: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one report stands on a day.

    ``received_date`` is the day on which the last of its days first came, None while any is
    missing. ``days_late`` counts from the due day to the day it came, or to today while it is
    missing; 0 is in time, None where no day was set. ``days_in`` of ``days_asked`` days have
    come; days under dispens are not asked for.
    """

    status: Status
    received_date: date | None
    days_late: int | None
    days_in: int
    days_asked: int


def standing(due: Due, held: Iterable[Held], as_of: date) -> Standing:
    """Where an expected report stands on ``as_of``.

    A day has come when a report in force or a nil report holds it; it came when any delivery
    first held it, so that a correction makes no timely report late (rule 4). The due day itself
    is in time. A withdrawn report speaks for no day.
    """
    here = [h for h in held if share(h.period, due.period)]
    borders = (
        day
        for h in here
        for day in (h.period.start, min(h.period.end, due.period.end) + ONE_DAY)
    )  # fmt: skip
    asked = came_in = 0
    came: list[date] = []
    used: set[Source] = set()
    for part in cut(due.period, borders):
        over = [h for h in here if h.period.start <= part.start and part.end <= h.period.end]
        sources = {h.source for h in over}
        if "exempt" in sources:
            continue
        asked += part.days
        if sources & {"in_force", "nil"}:
            used |= sources
            came_in += part.days
            came.append(min(h.received_date for h in over if h.received_date is not None))
    if not asked:
        return Standing("exempt", None, None, 0, 0)
    if came_in < asked:
        late = max(0, (as_of - due.day).days)
        return Standing("late" if late else "waited", None, late, came_in, asked)
    last = max(came)
    late = max(0, (last - due.day).days)
    status: Status = "received_late" if late else "in_time"
    return Standing(status if "in_force" in used else "nil", last, late, came_in, asked)


def share(one: Period, other: Period) -> bool:
    """Whether two periods have a day in common."""
    # Asked for every pair of report and delivery; overlap would make a Period each time.
    return one.start <= other.end and other.start <= one.end


def unexpected(period: Period, versions: Iterable[Version]) -> Standing:
    """Where a report stands that nobody waited for: received, or withdrawn again."""
    kept = [v.submission.received_date for v in versions if v.status != "withdrawn"]
    if not kept:
        return Standing("withdrawn", None, None, 0, 0)
    return Standing("unexpected", min(kept), None, period.days, 0)
