"""Which verdicts two stored versions of a report give otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from followup.domain.period import Period
from followup.domain.requirement import Assessment
from followup.services.installation import Installation
from followup.services.report.reports import Version
from followup.services.upload.submit import Change, changes, verdicts
from followup.storage import submissions
from followup.storage.database import rehearsal


def between(
    installation: Installation, old: Version, new: Version, every: Sequence[Version], as_of: date
) -> tuple[Change, ...]:
    """The verdicts with the older version in force, beside those with the newer one.

    Both are worked out in a transaction that is rolled back, as if the other had never come;
    all else stands as it does today. ``every`` version of the report is given.
    """
    before, after = (
        _with(installation, wanted, other, every, as_of)
        for wanted, other in ((old, new), (new, old))
    )
    return changes(before, after)


def _with(
    installation: Installation, wanted: Version, other: Version, every: Sequence[Version],
    as_of: date,
) -> Mapping[tuple[str, Period], Assessment]:  # fmt: skip
    stored = wanted.submission
    give_way = [
        v.submission.submission
        for v in every
        if v.status != "withdrawn"
        and v.submission.submission not in (stored.submission, other.submission.submission)
        and v.submission.period.overlap(stored.period)
    ]
    with rehearsal(installation.database) as rehearsed:
        submissions.put_in_place(
            rehearsed.own, stored.submission, other.submission.submission, give_way
        )
        tried = replace(installation, database=rehearsed.database)
        return verdicts(tried, stored.contract, as_of)
