"""Which reports changed what was known of a goal's year: corrected, or come since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from followup.services.installation import Installation
from followup.storage import report_acts, spot_checks, submissions
from followup.storage.report_acts import Ending
from followup.storage.submissions import Submission

Change = Literal["late", "replaced", "withdrawn", "receipt"]


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


def moved(
    then: Installation, day_then: date, now: Installation, day_now: date
) -> tuple[ReportMoved, ...]:
    """Every report that came or changed between two days, each as known in its installation.

    Late is one in force now of which nothing was known then, nor of any that it came in place of.
    """
    before = submissions.delivered(then.database, day_then)
    known = {s.submission for s in before}
    held = submissions.current(now.database, day_now)
    endings = report_acts.endings(now.database, day_now)
    came_for: dict[str, set[str]] = defaultdict(set)
    for ending in endings:
        if ending.superseded_by is not None:
            came_for[ending.superseded_by].add(ending.submission)
    found = [
        *(ReportMoved("late", s) for s in held if not known & _all_before(s.submission, came_for)),
        *_ended(then, day_then, now, held, endings),
        *_contradicted(_differing(then, day_then), _differing(now, day_now), held),
    ]
    return tuple(sorted(found, key=lambda m: (m.report.contract, m.report.period.start, m.change)))


def _all_before(submission: str, came_for: dict[str, set[str]]) -> set[str]:
    """A report and every one it came in the place of, also by way of others."""
    found, waiting = set[str](), {submission}
    while waiting:
        found |= waiting
        waiting = {old for new in waiting for old in came_for[new]} - found
    return found


def _ended(
    then: Installation, day_then: date, now: Installation, held: Sequence[Submission],
    endings: Sequence[Ending],
) -> Iterator[ReportMoved]:  # fmt: skip
    """What was in force then and no longer is, with what stands in its place now."""
    kept = {s.submission for s in held}
    before = submissions.current(then.database, day_then)
    gone = {s.submission: s for s in before if s.submission not in kept}
    if not gone:
        return
    every = {s.submission: s for s in submissions.every(now.database)}
    reasons = {name: act.reason for name, act in report_acts.storings(now.database).items()}
    ends: dict[str, list[Ending]] = defaultdict(list)
    for ending in endings:
        ends[ending.submission].append(ending)
    for name, report in gone.items():
        by, reason = _last(name, ends)
        if by is None:
            yield ReportMoved("withdrawn", report, None, reason)
        else:
            yield ReportMoved("replaced", report, every[by], reasons.get(by))


def _last(name: str, endings: Mapping[str, Sequence[Ending]]) -> tuple[str | None, str | None]:
    """What a report at last gave way to, and why; None where the last word is a withdrawal."""
    met = {name}
    while ends := [e for e in endings.get(name, ()) if e.superseded_by not in met]:
        ended = ends[-1]
        if ended.superseded_by is None:
            return None, ended.reason
        name = ended.superseded_by
        met.add(name)
    return name, None


_Row = tuple[str, str, tuple[str, str, int, str]]


def _contradicted(
    before: Mapping[_Row, str], after: Mapping[_Row, str], held: Sequence[Submission]
) -> Iterator[ReportMoved]:
    """Reports with a row that a receipt contradicts now and did not then, or the other way."""
    notes = {row: {**before, **after}[row] for row in before.keys() ^ after.keys()}
    for report in held:
        said = [
            n for (c, sha, _), n in notes.items() if (c, sha) == (report.contract, report.sha256)
        ]
        if said:
            yield ReportMoved("receipt", report, None, "; ".join(filter(None, said)) or None)


def _differing(installation: Installation, as_of: date) -> dict[_Row, str]:
    """What was said of each row that a receipt contradicts."""
    return {
        (row.row.contract, row.row.sha256, row.row.place): word.note
        for check in spot_checks.load(installation.database, as_of)
        for row in check.rows
        if (word := check.holding.get(row.number)) and word.outcome == "differs"
    }
