"""Which reports are waited for: every one whose days have ended and that has not come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from followup.domain.parties import Contract, Exemption, NilReport, Reporter
from followup.domain.period import ONE_DAY, Period, tile
from followup.services.overview import Due
from followup.storage.submissions import Submission


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one reporter owes on one contract, the earliest first.

    ``missing`` are reports whose days have ended; ``upcoming`` is the one for days that run.
    ``is_last_in``: the newest report of ended days has come; None where no days have ended.
    """

    contract: Contract
    reporter: Reporter
    missing: tuple[Due, ...]
    upcoming: Due | None
    is_last_in: bool | None


def waiting(
    contracts: Iterable[Contract],
    held: Iterable[Submission | NilReport],
    exemptions: Iterable[Exemption],
    as_of: date,
) -> Iterator[Waiting]:
    """Every reporter of every contract on ``as_of``.

    Days under dispens from every requirement ask for no report.
    """
    days: dict[tuple[str, str, str], list[Period]] = defaultdict(list)
    for report in held:
        days[report.contract, report.reporter, report.report_type].append(report.period)
    free: dict[str, list[Period]] = defaultdict(list)
    for exemption in exemptions:
        if exemption.requirement is None and exemption.is_whole:
            free[exemption.contract].append(exemption.period)
    for contract in contracts:
        for reporter in contract.reporters:
            own = days[contract.number, reporter.name, reporter.report_type]
            yield _of(contract, reporter, sorted([*own, *free[contract.number]]), as_of)


def _of(contract: Contract, reporter: Reporter, held: list[Period], as_of: date) -> Waiting:
    missing: list[Due] = []
    upcoming: Due | None = None
    is_last_in: bool | None = None
    for period in tile(contract.days, reporter.frequency):
        if period.start > as_of:
            break
        is_in = covers(held, period)
        due = Due(
            reporter.name, reporter.report_type, period,
            period.end + timedelta(days=reporter.due_days),
        )  # fmt: skip
        if period.end < as_of:
            is_last_in = is_in
            if not is_in:
                missing.append(due)
        elif not is_in:
            upcoming = due
    return Waiting(contract, reporter, tuple(missing), upcoming, is_last_in)


def covers(held: Iterable[Period], period: Period) -> bool:
    """Whether spans, in order of their first day, hold every day of a period."""
    day = period.start
    for span in held:
        if span.start <= day <= span.end:
            day = span.end + ONE_DAY
    return day > period.end
