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
    database = installation.database
    held: list[Submission | NilReport] = [
        *submissions.current(database, as_of),
        *decisions.nil_reports(database, as_of),
    ]
    days: dict[tuple[str, str, str], list[Period]] = defaultdict(list)
    for report in held:
        days[report.contract, report.reporter, report.report_type].append(report.period)
    free: dict[str, list[Period]] = defaultdict(list)
    for exemption in decisions.exemptions(database, as_of):
        if exemption.requirement is None and exemption.is_whole:
            free[exemption.contract].append(exemption.period)
    for contract in contracts:
        for reporter in contract.reporters:
            own = days[contract.number, reporter.name, reporter.report_type]
            yield _of(contract, reporter, sorted([*own, *free[contract.number]]), as_of)


def dues(installation: Installation, contracts: Iterable[Contract], as_of: date) -> dict[str, Due]:
    """The next report of each contract that waits for one, by contract number."""
    found: dict[str, Due] = {}
    for owed in waiting(installation, contracts, as_of):
        number, due = owed.contract.number, owed.next
        if due is not None and (number not in found or due.day < found[number].day):
            found[number] = due
    return found


def expected(contract: Contract, reporter: Reporter) -> Iterator[Due]:
    """Every report a reporter owes over a contract's days, the first one first."""
    for period in tile(contract.days, reporter.frequency):
        yield Due(
            reporter.name, reporter.report_type, period,
            period.end + timedelta(days=reporter.due_days),
        )  # fmt: skip


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
