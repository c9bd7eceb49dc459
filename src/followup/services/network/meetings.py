"""The network's meetings: which comes next, and when the one before it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from followup.domain.network import Entry
from followup.domain.period import add_months


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting a pack is for, None where none is planned, and the day the last one was held.

    ``had_one`` tells a real meeting before from the usual time between two.
    """

    coming: Entry | None
    since: date
    had_one: bool


def of(
    entries: Sequence[Entry], as_of: date, months_between: int, chosen: str | None = None
) -> Meeting:
    """The meeting that is chosen, else the next one from ``as_of`` on.

    Without an earlier one it looks ``months_between`` months back.
    """
    meetings = sorted((e for e in entries if e.kind == "meeting"), key=lambda e: e.day)
    networks = [e for e in meetings if e.of("form") in ("network", "start")]
    coming = next((e for e in networks if e.identifier == chosen), None)
    if coming is None:
        coming = next((e for e in networks if e.day >= as_of), None)
    until = coming.day if coming else as_of
    before = [e.day for e in networks if e.day < until and e.day <= as_of]
    if before:
        return Meeting(coming, before[-1], had_one=True)
    return Meeting(coming, add_months(min(until, as_of), -months_between), had_one=False)
