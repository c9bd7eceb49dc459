"""Where a report belongs: contract, kind, reporter and days; and what it takes the place of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from followup.domain.facts import REPORT_FACTS
from followup.domain.finding import Finding
from followup.domain.parties import Contract
from followup.domain.period import Period, calendar_period
from followup.errors import UserError
from followup.ingest.accept import EXPLAINED
from followup.ingest.draft import Draft
from followup.services.installation import Installation
from followup.services.joint import naming
from followup.storage import contracts, database, submissions
from followup.storage.submissions import Submission


@dataclass(frozen=True, slots=True)
class Destination:
    """Which contract a report belongs to, who sent it, which days it covers, when it came.

    ``is_shared``: a person has said that rows which another report already holds belong here
    too; of the same file a goal still counts each row once.
    """

    contract: str
    report_type: str
    reporter: str
    period: Period
    received_date: date
    received_reason: str | None = None
    mode: str = "replace"
    is_shared: bool = False


def destinations(
    draft: Draft,
    contract: Contract,
    received_date: date,
    *,
    reporter: str | None = None,
    period: Period | None = None,
    mode: str = "replace",
) -> tuple[Destination, ...]:
    """Where each kind of report in a draft belongs.

    Days that are not stated are those the rows name, widened to the whole months, quarters or
    years that this reporter sends, but never to days after the report came. Raises UserError
    ``no_report``, ``unknown_reporter``, ``choose_reporter``, ``period_unknown`` or
    ``outside_contract``, and ``nil_beside_report`` for a file that also says nothing was done.
    """
    kinds = [name for name, fact in REPORT_FACTS.items() if fact in draft.facts]
    if not kinds:
        raise UserError("no_report", file=draft.file_name)
    if "nil_report" in draft.facts:
        # One of the two would be lost: a nil report is an act, the others are reports.
        raise UserError("nil_beside_report", file=draft.file_name)
    return tuple(
        _destination(draft, contract, received_date, kind, reporter, period, mode) for kind in kinds
    )


def _destination(
    draft: Draft,
    contract: Contract,
    received_date: date,
    report_type: str,
    reporter: str | None,
    period: Period | None,
    mode: str,
) -> Destination:
    expected = [r for r in contract.reporters if r.report_type == report_type]
    names = [r.name for r in expected] or [contract.supplier or contract.buyers[0].name]
    if reporter is None and len(names) > 1:
        raise UserError("choose_reporter", contract=contract.number, reporters=", ".join(names))
    chosen = reporter or names[0]
    known = {r.name for r in contract.reporters} | set(names)
    if chosen not in known:
        raise UserError("unknown_reporter", reporter=chosen, reporters=", ".join(sorted(known)))
    if period is None:
        if draft.period is None:
            raise UserError("period_unknown")
        frequency = next((r.frequency for r in expected if r.name == chosen), "month")
        period = _widened(draft.period, frequency, received_date)
    within = period.overlap(contract.days)
    if within is None:
        raise UserError(
            "outside_contract", contract=contract.number, period=period, days=contract.days
        )
    return Destination(contract.number, report_type, chosen, within, received_date, mode=mode)


def _widened(named: Period, frequency: str, received: date) -> Period:
    """Whole periods around the days named; a report says nothing of days that had not come."""
    whole = Period(
        calendar_period(named.start, frequency).start, calendar_period(named.end, frequency).end
    )
    if whole.end <= received:
        return whole
    last = calendar_period(named.end, "month").end
    return Period(whole.start, last if last <= received else named.end)


def overlapping(installation: Installation, where: Destination) -> tuple[Submission, ...]:
    """Reports in force from the same reporter, of the same kind, on some of the same days."""
    return tuple(
        s
        for s in submissions.current(
            installation.database,
            contract=where.contract,
            report_type=where.report_type,
            reporter=where.reporter,
        )
        if s.period.overlap(where.period)
    )


def superseded_by(where: Destination, found: Sequence[Submission]) -> tuple[str, ...]:
    """Which of the overlapping reports ``found`` the new one takes the place of (rule 6).

    The same days are replaced, or with mode ``add`` stand beside as a further file. Other
    overlapping days are a question: with ``replace`` given by a person the new report wins.
    Raises UserError ``overlapping_period``.
    """
    if where.mode == "add":
        for other in found:
            if other.period != where.period:
                raise UserError("overlapping_period", period=other.period, new=where.period)
        return ()
    if where.mode == "ask" and any(other.period != where.period for other in found):
        other = next(o for o in found if o.period != where.period)
        raise UserError("overlapping_period", period=other.period, new=where.period)
    return tuple(s.submission for s in found)


def already_received(
    installation: Installation,
    where: Destination,
    draft: Draft,
    found: Sequence[Submission],
) -> Submission | None:
    """The one of the overlapping reports ``found`` that is this very file.

    It was read to the same facts, for the same days.
    The same file with another answer to what it left open says something new: it replaces.
    """
    kind = REPORT_FACTS[where.report_type]
    for other in found:
        if other.sha256 == draft.sha256 and other.period == where.period:
            stored = submissions.facts(installation.database, other.submission, kind)
            if _same_facts(stored, draft.stored(kind)) and _same_answers(
                installation, where, draft
            ):
                return other
    return None


def _same_answers(installation: Installation, where: Destination, draft: Draft) -> bool:
    """Whether the draft's questions are explained as in the contract's reports in force of the
    same file.

    An answer to a question about the whole file changes no fact. All of the file's reports are
    asked, for its findings stand with the first of them.
    """
    database = installation.database
    stored = [
        finding
        for s in submissions.current(database, sha256=draft.sha256, contract=where.contract)
        for finding in submissions.findings(database, s.submission)
    ]
    return _explained(stored) == _explained(draft.findings)


def _explained(findings: Iterable[Finding]) -> set[tuple[object, ...]]:
    return {
        (f.sheet, f.row, f.column, f.params["code"], f.params["reason"])
        for f in findings
        if f.code == EXPLAINED
    }


def _same_facts(stored: pa.Table, read: pa.Table) -> bool:
    place = [(name, "ascending") for name in ("sheet", "row", "column", "period_start")]
    first, second = stored.select(read.column_names).cast(read.schema), read
    return bool(first.sort_by(place).equals(second.sort_by(place)))


def contract_of(installation: Installation, number: str) -> Contract:
    """The contract with a number; raises UserError ``unknown_contract``."""
    for contract in contracts.load(installation.database):
        if contract.number == number:
            return contract
    raise UserError("unknown_contract", contract=number)


def check_not_elsewhere(
    installation: Installation,
    incoming: Submission,
    rows: pa.Table,
    superseded: Sequence[str],
) -> None:
    """Ask when half of a fuel report's rows or more already stand in another report.

    In another contract they are a question (rule 7); in the same one, from another reporter or
    for other days, they would count twice. Raises UserError ``rows_in_other_contract``,
    ``rows_with_other_buyer`` where that contract may not be named, or ``rows_already_received``;
    ``Destination.is_shared`` is the answer to each.
    """
    everywhere = database.whole(installation.database)
    held = submissions.rows_elsewhere(everywhere, incoming, rows, superseded)
    if held is None or held.row_count * 2 < rows.num_rows:
        return
    if held.contract == incoming.contract:
        raise UserError("rows_already_received", file=held.file_name, rows=held.row_count)
    if held.contract not in naming.may_name(installation, incoming.contract):
        raise UserError("rows_with_other_buyer", rows=held.row_count)
    raise UserError("rows_in_other_contract", contract=held.contract, rows=held.row_count)
