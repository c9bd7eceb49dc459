"""Which reports changed what was known of a goal's year: corrected, or come since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from followup.domain.period import Period
from followup.services.installation import Installation, as_known
from followup.storage import report_acts, spot_checks, submissions
from followup.storage.report_acts import Ending
from followup.storage.submissions import Submission

Change = Literal["late", "replaced", "withdrawn", "receipt"]


class Known(Protocol):
    """What was known: by which day, and up to which act."""

    @property
    def as_of(self) -> date: ...
    @property
    def upto_act(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class ReportMoved:
    """A report that was changed, or that came late, with what stands in its place.

    ``by`` is that report; None for what came late, was withdrawn, or was contradicted by a
    receipt. ``reason`` is what was said of the change, if anything was.
    """

    change: Change
    report: Submission
    by: Submission | None = None
    reason: str | None = None


def late(installation: Installation, then: Known, now: Known) -> tuple[Submission, ...]:
    """The reports in force now of which nothing was known then, nor of any that they replaced."""
    before, after = _seen(installation, then), _seen(installation, now)
    known = {s.submission for s in submissions.delivered(before.database, then.as_of)}
    came_for: dict[str, set[str]] = defaultdict(set)
    for ending in report_acts.endings(after.database, now.as_of):
        if ending.superseded_by is not None:
            came_for[ending.superseded_by].add(ending.submission)
    in_force = submissions.current(after.database, now.as_of)
    return tuple(s for s in in_force if not known & _all_before(s.submission, came_for))


def moved(
    installation: Installation, then: Known, now: Known, year: Period, contracts: Collection[str]
) -> tuple[ReportMoved, ...]:
    """Every report on days of the year in these contracts that came, or changed, in between."""
    found = [
        *(ReportMoved("late", s) for s in late(installation, then, now)),
        *_ended(installation, then, now),
        *_contradicted(installation, then, now),
    ]
    concerned = [
        m for m in found if m.report.contract in contracts and m.report.period.overlap(year)
    ]
    return tuple(
        sorted(concerned, key=lambda m: (m.report.contract, m.report.period.start, m.change))
    )


def _seen(installation: Installation, known: Known) -> Installation:
    return as_known(installation, upto_act=known.upto_act)


def _all_before(submission: str, came_for: dict[str, set[str]]) -> set[str]:
    """A report and every one it came in the place of, also by way of others."""
    found, waiting = set[str](), {submission}
    while waiting:
        found |= waiting
        waiting = {old for new in waiting for old in came_for[new]} - found
    return found


def _ended(installation: Installation, then: Known, now: Known) -> Iterator[ReportMoved]:
    """What was in force then and no longer is, with what stands in its place now."""
    before, after = _seen(installation, then), _seen(installation, now)
    held = {s.submission for s in submissions.current(after.database, now.as_of)}
    gone = {
        s.submission: s
        for s in submissions.current(before.database, then.as_of)
        if s.submission not in held
    }
    if not gone:
        return
    every = {s.submission: s for s in submissions.every(after.database)}
    reasons = {name: act.reason for name, act in report_acts.storings(after.database).items()}
    endings: dict[str, list[Ending]] = defaultdict(list)
    for ending in report_acts.endings(after.database, now.as_of):
        endings[ending.submission].append(ending)
    for name, report in gone.items():
        by, reason = _last(name, endings)
        if by is None:
            yield ReportMoved("withdrawn", report, None, reason)
        else:
            yield ReportMoved("replaced", report, every[by], reasons.get(by))


def _last(name: str, endings: dict[str, list[Ending]]) -> tuple[str | None, str | None]:
    """What a report at last gave way to, and why; None where the last word is a withdrawal."""
    met = {name}
    while ends := [e for e in endings[name] if e.superseded_by not in met]:
        ended = ends[-1]
        if ended.superseded_by is None:
            return None, ended.reason
        name = ended.superseded_by
        met.add(name)
    return name, None


def _contradicted(installation: Installation, then: Known, now: Known) -> Iterator[ReportMoved]:
    """Reports with a row that a receipt contradicts now and did not then, or the other way."""
    before, after = (_differing(installation, known) for known in (then, now))
    files = before.keys() ^ after.keys()
    if not files:
        return
    for report in submissions.current(_seen(installation, now).database, now.as_of):
        for contract, sha256, note in sorted(
            (c, sha, (after.get((c, sha, place)) or before.get((c, sha, place)) or ""))
            for c, sha, place in files
        ):
            if (report.contract, report.sha256) == (contract, sha256):
                yield ReportMoved("receipt", report, None, note or None)


_Cell = tuple[str, str, tuple[str, str, int, str]]


def _differing(installation: Installation, known: Known) -> dict[_Cell, str]:
    """What was said of each row that a receipt contradicts."""
    checks = spot_checks.load(_seen(installation, known).database, known.as_of)
    return {
        (row.row.contract, row.row.sha256, row.row.place): word.note
        for check in checks
        for row in check.rows
        if (word := check.holding.get(row.number)) and word.outcome == "differs"
    }
