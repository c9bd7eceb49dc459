"""Reports as they were received: every version of them, what became of each, and its bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from followup.domain.facts import REPORT_FACTS
from followup.domain.finding import Finding, Severity
from followup.domain.parties import NilReport
from followup.ingest.accept import EXPLAINED
from followup.services.installation import Installation
from followup.services.upload.destination import Destination
from followup.storage import decisions, files_seen, report_acts, submissions
from followup.storage.report_acts import Ending
from followup.storage.submissions import Submission

Status = Literal["in_force", "superseded", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Replacement:
    """The report that took another's place, and its number among its own versions."""

    submission: Submission
    number: int


@dataclass(frozen=True, slots=True)
class Version:
    """A report and what became of it. ``number`` counts the versions of the same report:
    same contract, kind, reporter and days.

    ``stored_by`` is the name as the audit keeps it, and ``reason`` why a correction changes rows.
    ``replaced_by`` is set for a superseded report and ``withdrawn`` for one that was withdrawn.
    """

    submission: Submission
    status: Status
    number: int
    stored_by: str = ""
    reason: str | None = None
    replaced_by: Replacement | None = None
    withdrawn: Ending | None = None


def history(
    installation: Installation, contract: str | None = None, as_of: date | None = None
) -> tuple[Version, ...]:
    """Every report of a contract (default: of all) received by ``as_of``, newest first."""
    database = installation.database
    every = [
        s
        for s in sorted(submissions.every(database), key=lambda s: s.stored_at)
        if as_of is None or s.received_date <= as_of
    ]
    numbers = _numbers(every)
    in_force = {s.submission for s in submissions.current(database, as_of)}
    storings = report_acts.storings(database)
    endings = report_acts.endings(database, as_of)
    withdrawn = {e.submission: e for e in endings if e.superseded_by is None}
    counting = {
        s.submission: Replacement(s, numbers[s.submission])
        for s in every
        if s.submission not in withdrawn
    }
    next_ones: dict[str, list[str]] = defaultdict(list)
    for ending in endings:
        if ending.superseded_by is not None:
            next_ones[ending.submission].append(ending.superseded_by)
    found: list[Version] = []
    for stored in every:
        name = stored.submission
        if contract not in (None, stored.contract):
            continue
        by = storings[name]
        made = partial(Version, stored, number=numbers[name], stored_by=by.actor, reason=by.reason)
        if name in in_force:
            found.append(made(status="in_force"))
        elif name in withdrawn:
            found.append(made(status="withdrawn", withdrawn=withdrawn[name]))
        else:
            later = [counting[n] for n in _later(name, next_ones) if n in counting]
            first = min(later, key=lambda r: (r.submission.stored_at, r.number), default=None)
            found.append(made(status="superseded", replaced_by=first))
    return tuple(reversed(found))


def _numbers(stored: Sequence[Submission]) -> dict[str, int]:
    """Which version of the same report each is, counted from 1 in the order they came."""
    counted: dict[tuple[object, ...], int] = defaultdict(int)
    found: dict[str, int] = {}
    for each in stored:
        key = (each.contract, each.report_type, each.reporter, each.period)
        counted[key] += 1
        found[each.submission] = counted[key]
    return found


def _later(name: str, next_ones: Mapping[str, Sequence[str]]) -> set[str]:
    """Everything that came in a report's place, also by way of others."""
    found: set[str] = set()
    waiting = list(next_ones.get(name, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(next_ones.get(one, ()))
    return found


def replaced_before(
    installation: Installation, sha256: str, wheres: Sequence[Destination]
) -> tuple[Version, ...]:
    """The reports of this very file that a later one has taken the place of, for the same
    reporter and kind, and days it would be stored for again.
    """
    contracts = {where.contract for where in wheres}
    return tuple(
        v
        for contract in sorted(contracts)
        for v in history(installation, contract)
        if v.submission.sha256 == sha256
        and v.replaced_by is not None
        and any(
            (w.report_type, w.reporter) == (v.submission.report_type, v.submission.reporter)
            and w.period.overlap(v.submission.period)
            for w in wheres
        )
    )


def version(installation: Installation, submission: str) -> Version | None:
    """The report with a number, or None."""
    known = history(installation)
    return next((v for v in known if v.submission.submission == submission), None)


@dataclass(frozen=True, slots=True)
class Total:
    """The rows of one fuel and unit in a report: their sum, and how many tell no amount.

    ``fuel`` None is a fuel nobody has named; ``amount`` is None where no row tells one.
    """

    fuel: str | None
    unit: str | None
    amount: Decimal | None
    rows_without: int


@dataclass(frozen=True, slots=True)
class Content:
    """What a report holds: its totals (duplicates left out, credits netted), how many vehicles a
    vehicle list holds (a row without registration is one), the findings by weight, the rows
    nobody has answered for, and the questions that were explained, alike ones together. ``rows``
    are the facts themselves of a kind that has no totals.
    """

    totals: tuple[Total, ...]
    vehicles: int | None
    findings: Mapping[Severity, int]
    questioned_rows: int
    explained: tuple[tuple[Finding, int], ...] = ()
    rows: pa.Table | None = None


def content(installation: Installation, submission: Submission) -> Content:
    """What one stored report holds, from its facts and findings."""
    database = installation.database
    kind = REPORT_FACTS[submission.report_type]
    facts = submissions.facts(database, submission.submission, kind)
    weights: dict[Severity, int] = defaultdict(int)
    found = submissions.findings(database, submission.submission)
    for finding in found:
        weights[finding.severity] += 1
    return Content(
        totals=totals(facts) if kind == "fuel_delivery" else (),
        vehicles=vehicles(facts) if kind == "vehicle" else None,
        findings=dict(weights),
        questioned_rows=int(pc.sum(facts["is_questioned"]).as_py() or 0),
        explained=_explained(found),
        rows=None if kind in ("fuel_delivery", "vehicle") else facts,
    )


def _explained(found: Sequence[Finding]) -> tuple[tuple[Finding, int], ...]:
    """Each answer once, with the number of cells it was given for."""
    alike: dict[tuple[tuple[str, str], ...], list[Finding]] = {}
    for finding in found:
        if finding.code == EXPLAINED:
            alike.setdefault(tuple(sorted(finding.params.items())), []).append(finding)
    return tuple((group[0], len(group)) for group in alike.values())


def vehicles(facts: pa.Table) -> int:
    """How many vehicles the rows of a list tell of; each without registration is one."""
    registrations = _single(facts)["vehicle_id"]
    return int(pc.count_distinct(registrations).as_py() + registrations.null_count)


def _single(facts: pa.Table) -> pa.Table:
    return facts.filter(pc.invert(pc.fill_null(facts["is_duplicate"], False)))


def totals(facts: pa.Table) -> tuple[Total, ...]:
    """The sums of fuel rows by fuel and unit: duplicates left out, credits netted."""
    grouped = (
        _single(facts)
        .group_by(["fuel", "unit"])
        .aggregate([("quantity", "sum"), ("quantity", "count"), ([], "count_all")])
    )
    found = [
        Total(
            r["fuel"], r["unit"], r["quantity_sum"] if r["quantity_count"] else None,
            r["count_all"] - r["quantity_count"],
        )
        for r in grouped.to_pylist()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda total: (total.fuel or "~", total.unit or "")))


def nil_reports(installation: Installation, contract: str) -> tuple[NilReport, ...]:
    """Every nil report on a contract."""
    return tuple(n for n in decisions.nil_reports(installation.database) if n.contract == contract)


def original(installation: Installation, submission: Submission) -> bytes:
    """The file a report came in, byte for byte.

    Raises as ``files_seen.opened``.
    """
    folder = installation.settings.originals
    return files_seen.opened(installation.database, folder, submission.sha256)
