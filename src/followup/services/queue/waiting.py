"""Which reports are waited for: every one whose days have ended and that has not come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from followup.domain.parties import Contract, NilReport, Reporter
from followup.domain.period import ONE_DAY, Period, tile
from followup.services.installation import Installation
from followup.storage import decisions, submissions
from followup.storage import exemptions as exemption_store
from followup.storage.submissions import Submission


@dataclass(frozen=True, slots=True)
class Due:
    """A report that is waited for: whose, of which kind, for which days, and by when."""

    reporter: str
    report_type: str
    period: Period
    day: date


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one reporter owes on one contract, the earliest first.

    ``missing`` are reports whose days have ended; ``upcoming`` is the one for days that run and
    ``following`` the one for the days after, each None when it has come already.
    ``is_last_in``: the newest report of ended days has come; None where no days have ended.
    """

    contract: Contract
    reporter: Reporter
    missing: tuple[Due, ...]
    upcoming: Due | None
    is_last_in: bool | None
    following: Due | None = None

    @property
    def next(self) -> Due | None:
        """The first of them all; it is late when its day has passed."""
        return next(iter(self.missing), None) or self.upcoming or self.following


def waiting(
    installation: Installation, contracts: Iterable[Contract], as_of: date
) -> Iterator[Waiting]:
    """Every reporter of every contract on ``as_of``.

    Days under dispens from every requirement ask for no report.
    """
    for contract, reporter, held in _spoken_for(installation, contracts, as_of):
        yield _of(contract, reporter, held, as_of)


def outstanding(
    installation: Installation, contracts: Iterable[Contract], as_of: date, until: date
) -> Iterator[tuple[Contract, Due]]:
    """Every report that has not come and that is due by ``until``, the late ones included."""
    for contract, reporter, held in _spoken_for(installation, contracts, as_of):
        for due in expected(contract, reporter):
            if due.day > until:
                break
            if not covers(held, due.period):
                yield contract, due


def _spoken_for(
    installation: Installation, contracts: Iterable[Contract], as_of: date
) -> Iterator[tuple[Contract, Reporter, list[Period]]]:
    """Each reporter with the days that reports, nil reports and dispens speak for, in order."""
    database = installation.database
    held: list[Submission | NilReport] = [
        *submissions.current(database, as_of),
        *decisions.nil_reports(database, as_of),
    ]
    days: dict[tuple[str, str, str], list[Period]] = defaultdict(list)
    for report in held:
        days[report.contract, report.reporter, report.report_type].append(report.period)
    free: dict[str, list[Period]] = defaultdict(list)
    for exemption in exemption_store.granted(database, as_of):
        if exemption.requirement is None and exemption.is_whole:
            free[exemption.contract].append(exemption.period)
    for contract in contracts:
        for reporter in contract.reporters:
            own = days[contract.number, reporter.name, reporter.report_type]
            yield contract, reporter, _joined([*own, *free[contract.number]])


def _joined(spans: Iterable[Period]) -> list[Period]:
    """Spans in order, those that meet or overlap made one: many reports are few spans."""
    found: list[Period] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end + ONE_DAY:
            found[-1] = Period(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def dues(installation: Installation, contracts: Iterable[Contract], as_of: date) -> dict[str, Due]:
    """The next report of each contract that waits for one, by contract number."""
    found: dict[str, Due] = {}
    for owed in waiting(installation, contracts, as_of):
        number, due = owed.contract.number, owed.next
        if due is not None and (number not in found or due.day < found[number].day):
            found[number] = due
    return found


def expected(contract: Contract, reporter: Reporter) -> Iterator[Due]:
    """Every report a reporter owes over its days on a contract, the first one first.

    Nobody owes a report for days before the first limit begins: no clause asks about them. A
    contract without requirements asks for what its reporters agreed to send.
    """
    first, days = _first_asked(contract), contract.owed_by(reporter)
    for period in tile(days, reporter.frequency) if days else ():
        if period.end >= first:
            yield Due(
                reporter.name, reporter.report_type, period,
                period.end + timedelta(days=reporter.due_days),
            )  # fmt: skip


def _first_asked(contract: Contract) -> date:
    """The first day on which any clause has a limit; the contract's own where none says."""
    begins = [
        clause.limits.steps[0].valid_from if clause.limits.steps else contract.start_date
        for clause in contract.requirements
    ]
    return min(begins, default=contract.start_date)


def _of(contract: Contract, reporter: Reporter, held: list[Period], as_of: date) -> Waiting:
    missing: list[Due] = []
    upcoming: Due | None = None
    following: Due | None = None
    is_last_in: bool | None = None
    for due in expected(contract, reporter):
        period = due.period
        is_in = covers(held, period)
        if period.start > as_of:
            following = None if is_in else due
            break
        if period.end < as_of:
            is_last_in = is_in
            if not is_in:
                missing.append(due)
        elif not is_in:
            upcoming = due
    return Waiting(contract, reporter, tuple(missing), upcoming, is_last_in, following)


def covers(held: Iterable[Period], period: Period) -> bool:
    """Whether spans, in order of their first day, hold every day of a period."""
    day = period.start
    for span in held:
        if span.start <= day <= span.end:
            day = min(span.end, period.end) + ONE_DAY
    return day > period.end
