"""A supplier's file: read it, show what it would change, store it whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid4

import pyarrow as pa

from followup.domain.facts import REPORT_FACTS
from followup.domain.finding import Finding
from followup.domain.period import Period
from followup.domain.requirement import Assessment
from followup.errors import UserError
from followup.ingest import said
from followup.ingest.draft import Draft
from followup.services import compliance
from followup.services.installation import Actor, Installation
from followup.services.report import difference
from followup.services.report.difference import Counts, Difference
from followup.services.upload import certificates, plausibility
from followup.services.upload.destination import (
    Destination,
    already_received,
    check_not_elsewhere,
    overlapping,
    superseded_by,
)
from followup.storage import acts, decisions, memo, originals, submissions
from followup.storage.acts import Act
from followup.storage.database import rehearsal
from followup.storage.submissions import Submission


@dataclass(frozen=True, slots=True)
class Change:
    """A verdict before and after a report; ``before`` is None where there was none."""

    contract: str
    requirement: str
    period: Period
    before: Assessment | None
    after: Assessment


@dataclass(frozen=True, slots=True)
class Plan:
    """One report of a file, and the reports it takes the place of.

    ``is_repeat``: this very file is in force already, and nothing is stored. ``findings`` are
    those that only show beside what is stored already.
    """

    submission: Submission
    supersedes: tuple[str, ...]
    is_repeat: bool = False
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was stored, what it replaced, and the verdicts it changed.

    ``counts``: the rows that say otherwise than those replaced; None where it was not asked.
    """

    plans: tuple[Plan, ...]
    changes: tuple[Change, ...]
    counts: Counts | None = None

    @property
    def is_repeat(self) -> bool:
        """True when the whole file was in force already."""
        return all(plan.is_repeat for plan in self.plans)


def preview(
    installation: Installation,
    draft: Draft,
    wheres: Sequence[Destination],
    now: datetime,
    *,
    as_of: date,
) -> Receipt:
    """What storing the draft would replace and change; nothing is stored.

    The reports are written in a transaction that is always rolled back, so that the verdicts
    shown are the very ones that storing would give. Raises UserError like ``submit``.
    """
    draft = plausibility.examined(installation, draft, wheres, as_of)
    plans = _plans(installation, draft, wheres, now)
    before = verdicts(installation, wheres[0].contract, as_of)
    with rehearsal(installation.database) as rehearsed:
        _insert(rehearsed.own, 0, [plan for plan in plans if not plan.is_repeat], draft)
        after = verdicts(
            replace(installation, database=rehearsed.database), wheres[0].contract, as_of
        )
    return Receipt(tuple(plans), changes(before, after))


def submit(
    installation: Installation,
    content: bytes,
    draft: Draft,
    wheres: Sequence[Destination],
    actor: Actor,
    now: datetime,
    *,
    as_of: date,
    remember: Mapping[str, str] | None = None,
    supplier: str | None = None,
    is_compared: bool = True,
    reason: str | None = None,
) -> Receipt:
    """Store the original, then each kind of report in the file, in one transaction.

    Without ``is_compared`` rows and verdicts are not compared. ``reason``, why a correction
    changes rows, is kept with the act. The same file again is recognised and stored once. Raises
    UserError ``refused_file``, ``no_report``, ``overlapping_period`` and ``busy``.
    """
    number = wheres[0].contract if is_compared and wheres else None

    def attempt(version: int) -> Receipt:
        seen = plausibility.examined(installation, draft, wheres, as_of)
        plans = tuple(_plans(installation, seen, wheres, now))
        if not (new := [plan for plan in plans if not plan.is_repeat]):
            return Receipt(plans, (), counted(installation, seen, plans))
        before = verdicts(installation, number, as_of)
        originals.keep(installation.settings.originals, content)
        act = _act(actor, now, seen, new, reason)
        write = _writing(seen, new, supplier, remember or {})
        acts.commit(installation.database, act, write, planned_on=version)
        changed = changes(before, verdicts(installation, number, as_of))
        return Receipt(plans, changed, counted(installation, seen, plans) if number else None)

    return acts.planned(installation.database, attempt)


def counted(installation: Installation, draft: Draft, plans: Sequence[Plan]) -> Counts:
    """How many rows of the file are new, changed or the same, and how many rows it lacks."""
    each = [difference.counts for difference in differences(installation, draft, plans)]
    same = sum(plan.submission.row_count for plan in plans if plan.is_repeat)
    return Counts(
        sum(c.new for c in each), sum(c.gone for c in each), sum(c.changed for c in each),
        same + sum(c.unchanged for c in each),
    )  # fmt: skip


def differences(
    installation: Installation, draft: Draft, plans: Sequence[Plan]
) -> tuple[Difference, ...]:
    """What each kind of report in the file changes in those it takes the place of."""
    return tuple(
        difference.incoming(
            installation, plan.submission, draft.stored(REPORT_FACTS[plan.submission.report_type]),
            plan.supersedes,
        )
        for plan in plans
        if not plan.is_repeat
    )  # fmt: skip


def _writing(
    draft: Draft, plans: Sequence[Plan], supplier: str | None, answers: Mapping[str, str]
) -> Callable[[acts.Cursor, int], None]:
    def write(own: acts.Cursor, act_id: int) -> None:
        _insert(own, act_id, plans, draft)
        for fingerprint in sorted({table.fingerprint for table in draft.tables}):
            if supplier:
                decisions.remember(own, act_id, supplier, fingerprint, answers)

    return write


def _act(
    actor: Actor, now: datetime, draft: Draft, plans: Sequence[Plan], reason: str | None
) -> Act:
    first = plans[0].submission
    return Act(actor.stored, "submit", first.submission, now, {
        "contract": first.contract, "sha256": draft.sha256, "reason": reason, "reports": [
            {"submission": plan.submission.submission, "rows": plan.submission.row_count,
             "report_type": plan.submission.report_type, "reporter": plan.submission.reporter,
             "period": str(plan.submission.period), "supersedes": plan.supersedes}
            for plan in plans
        ],
    })  # fmt: skip


def _insert(own: acts.Cursor, act_id: int, plans: Sequence[Plan], draft: Draft) -> None:
    """Store each kind of report; the file's findings stand with the first of them."""
    findings = draft.findings
    for plan in plans:
        kind = REPORT_FACTS[plan.submission.report_type]
        facts: dict[str, pa.Table] = {kind: draft.stored(kind)}
        told = (*findings, *plan.findings)
        submissions.insert(
            own, act_id, plan.submission, facts, told, plan.supersedes, _reading(draft)
        )
        findings = ()


def _reading(draft: Draft) -> dict[str, object] | None:
    """What the original is to be read with to give the draft's facts again."""
    if draft.read_with is None:
        return None
    return {"said": said.plain(draft.read_with), "doubted": draft.doubted}


def _plans(
    installation: Installation, draft: Draft, wheres: Sequence[Destination], now: datetime
) -> list[Plan]:
    if draft.refusal is not None:
        raise UserError("refused_file", file=draft.file_name, refusal=draft.refusal.code)
    if not wheres:
        raise UserError("no_report", file=draft.file_name)
    return [_planned(installation, draft, where, now) for where in wheres]


def _number(now: datetime) -> UUID:
    """A report's number: a UUID of version 8 (RFC 9562) that begins with the week, 0 to 511.

    Rows lie in the store as they came: what looks for a report's rows by its number leaves other
    weeks' unread. The rest is chance, also of what a receipt shows.
    """
    week, chance = now.toordinal() // 7 % 512, uuid4().int
    rest = chance & ((1 << 119) - 1) & ~(0xF << 76)
    return UUID(int=week << 119 | 8 << 76 | rest)


def _planned(installation: Installation, draft: Draft, where: Destination, now: datetime) -> Plan:
    kind = REPORT_FACTS[where.report_type]
    if kind not in draft.facts:
        raise UserError("no_report", file=draft.file_name)
    found = overlapping(installation, where)
    repeat = already_received(installation, where, draft, found)
    if repeat is not None:
        return Plan(repeat, (), is_repeat=True)
    stored = Submission(
        submission=str(_number(now)),
        contract=where.contract,
        report_type=where.report_type,
        reporter=where.reporter,
        period=where.period,
        sha256=draft.sha256,
        file_name=draft.file_name,
        received_date=where.received_date,
        received_reason=where.received_reason,
        stored_at=now,
        row_count=draft.facts[kind].num_rows,
        received_sha256=draft.received_sha256,
        stripped=draft.stripped,
    )
    supersedes = superseded_by(where, found)
    if where.report_type == "fuel" and not where.is_shared:
        check_not_elsewhere(installation, stored, draft.facts[kind], supersedes)
    if where.report_type == "certificates":
        told = certificates.held_elsewhere(
            installation, where.contract, draft.facts[kind], supersedes
        )
        return Plan(stored, supersedes, findings=told)
    return Plan(stored, supersedes)


def verdicts(
    installation: Installation, contract: str | None, as_of: date
) -> dict[tuple[str, Period], Assessment]:
    """The verdicts of a contract by requirement and days, to lay beside those after an act.

    None where no contract is asked about.
    """
    if contract is None:
        return {}

    def found() -> dict[tuple[str, Period], Assessment]:
        every = compliance.assessments(installation, as_of, contract=contract)
        return {(a.requirement, a.period): a for a in every}

    return memo.once(installation.database, ("verdicts", contract, as_of), found)


def changes(
    before: Mapping[tuple[str, Period], Assessment], after: Mapping[tuple[str, Period], Assessment]
) -> tuple[Change, ...]:
    """Verdicts whose word or figures differ, in order of requirement and period."""
    return tuple(
        Change(new.contract, new.requirement, new.period, old, new)
        for key, new in sorted(after.items())
        if (old := before.get(key)) is None or _figures(old) != _figures(new)
    )


def _figures(assessment: Assessment) -> Sequence[object]:
    m = assessment.measured
    return (assessment.verdict, m.numerator, m.denominator, m.unknown, m.covered)
