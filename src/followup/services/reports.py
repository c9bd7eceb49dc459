"""Reports as they were received: every version of them, what became of each, and its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from followup.domain.parties import Exemption, NilReport
from followup.services.installation import Installation
from followup.storage import decisions, originals, submissions
from followup.storage.submissions import Submission

Status = Literal["in_force", "superseded", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Version:
    """A report and what became of it. ``number`` counts the versions of the same report:
    same contract, kind, reporter and days.
    """

    submission: Submission
    status: Status
    number: int


def history(installation: Installation, contract: str | None = None) -> tuple[Version, ...]:
    """Every report of a contract (default: of all), newest first."""
    database = installation.database
    in_force = {s.submission for s in submissions.current(database)}
    delivered = {s.submission for s in submissions.delivered(database)}
    found: list[Version] = []
    counted: dict[tuple[object, ...], int] = {}
    for stored in sorted(submissions.every(database), key=lambda s: s.stored_at):
        key = (stored.contract, stored.report_type, stored.reporter, stored.period)
        counted[key] = counted.get(key, 0) + 1
        status: Status = (
            "in_force"
            if stored.submission in in_force
            else "superseded"
            if stored.submission in delivered
            else "withdrawn"
        )
        if contract in (None, stored.contract):
            found.append(Version(stored, status, counted[key]))
    return tuple(reversed(found))


def version(installation: Installation, submission: str) -> Version | None:
    """The report with a number, or None."""
    known = history(installation)
    return next((v for v in known if v.submission.submission == submission), None)


def nil_reports(installation: Installation, contract: str) -> tuple[NilReport, ...]:
    """Every nil report on a contract."""
    return tuple(n for n in decisions.nil_reports(installation.database) if n.contract == contract)


def exemptions(installation: Installation, contract: str) -> tuple[Exemption, ...]:
    """Every dispens on a contract."""
    return tuple(e for e in decisions.exemptions(installation.database) if e.contract == contract)


def original(installation: Installation, submission: Submission) -> bytes:
    """The file a report came in, byte for byte.

    Raises UserError ``original_missing`` or ``original_damaged``.
    """
    return originals.read(installation.settings.originals, submission.sha256)
