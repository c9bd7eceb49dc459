"""Every report there should be and every one there is: when it came and what became of it.

Put together from contracts, reports, nil reports and dispens, each read once; the rows, their
counts and their order are plain functions of those.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from followup.domain.parties import Contract, Exemption, NilReport
from followup.domain.period import Period
from followup.services.installation import Installation
from followup.services.queue import waiting
from followup.services.queue.waiting import Due
from followup.services.report import reports
from followup.services.report.reports import Version
from followup.services.report.standing import (
    IN,
    STATUSES,
    Held,
    Source,
    Standing,
    Status,
    share,
    standing,
    unexpected,
)
from followup.storage import decisions
from followup.storage import exemptions as exemption_store

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Report:
    """One report: expected, or received without being expected (``due_day`` None).

    ``versions`` are the files received for any of its days, newest first.
    """

    contract: Contract
    reporter: str
    report_type: str
    period: Period
    due_day: date | None
    standing: Standing
    versions: tuple[Version, ...] = ()
    nil_reports: tuple[NilReport, ...] = ()
    exemptions: tuple[Exemption, ...] = ()

    @property
    def status(self) -> Status:
        """The one word of where it stands."""
        return self.standing.status

    @property
    def is_changed(self) -> bool:
        """True when a version of it was replaced or withdrawn."""
        return any(v.status != "in_force" for v in self.versions)

    @property
    def wider(self) -> Period | None:
        """The days of a file in force that reaches beyond this report's own, if there is one."""
        spans = [v.submission.period for v in self.versions if v.status == "in_force"]
        return next(
            (p for p in spans if p.start < self.period.start or p.end > self.period.end), None
        )

    @property
    def row_count(self) -> int | None:
        """Rows of the files in force.

        None where there is none, or where a file holds other days, too: its rows are not all
        this report's.
        """
        rows = [v.submission.row_count for v in self.versions if v.status == "in_force"]
        return sum(rows) if rows and self.wider is None else None


def build(
    installation: Installation, contracts: Iterable[Contract], as_of: date
) -> tuple[Report, ...]:
    """Every report of the contracts on ``as_of``, what needs somebody first (see ``ordered``).

    Expected are those whose days have begun, and later ones that have come already.
    """
    versions: dict[_Key, list[Version]] = defaultdict(list)
    for version in reports.history(installation, as_of=as_of):
        stored = version.submission
        versions[stored.contract, stored.reporter, stored.report_type].append(version)
    nils: dict[_Key, list[NilReport]] = defaultdict(list)
    for nil in decisions.nil_reports(installation.database, as_of):
        nils[nil.contract, nil.reporter, nil.report_type].append(nil)
    exemptions: dict[str, list[Exemption]] = defaultdict(list)
    for exemption in exemption_store.granted(installation.database, as_of):
        exemptions[exemption.contract].append(exemption)
    sent: dict[str, list[_Key]] = defaultdict(list)
    for key in versions:
        sent[key[0]].append(key)
    found: list[Report] = []
    for contract in contracts:
        own = exemptions[contract.number]
        keys: dict[_Key, list[Due]] = defaultdict(list)
        for r in contract.reporters:
            keys[contract.number, r.name, r.report_type] += waiting.expected(contract, r)
        for key in (k for k in versions if k[0] == contract.number):
            keys.setdefault(key, [])
        for key, dues in keys.items():
            one = _Reporter(contract, key, versions[key], nils[key], own)
            found += [*_expected(one, dues, as_of), *_others(one, dues)]
    return ordered(found)


_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Reporter:
    """All that one reporter has sent of one kind on one contract."""

    contract: Contract
    key: _Key
    versions: Sequence[Version]
    nil_reports: Sequence[NilReport]
    exemptions: Sequence[Exemption]


def held(
    versions: Iterable[Version], nils: Iterable[NilReport], exemptions: Iterable[Exemption]
) -> Iterator[Held]:
    """Everything that speaks for days; a withdrawn report speaks for none."""
    for v in versions:
        if v.status != "withdrawn":
            source: Source = "in_force" if v.status == "in_force" else "replaced"
            yield Held(source, v.submission.period, v.submission.received_date)
    for n in nils:
        yield Held("nil", n.period, n.received_date)
    for e in exemptions:
        yield Held("exempt", e.period)


def _expected(one: _Reporter, dues: Sequence[Due], as_of: date) -> Iterator[Report]:
    # A dispens counts here only where it frees from all requirements.
    freed = [e for e in one.exemptions if e.requirement is None and e.is_whole]
    spoken = held(one.versions, one.nil_reports, freed)
    spoken_for = _spread([(h.period, h) for h in spoken], dues)
    versions = _spread([(v.submission.period, v) for v in one.versions], dues)
    nils = _spread([(n.period, n) for n in one.nil_reports], dues)
    exemptions = _spread([(e.period, e) for e in one.exemptions], dues)
    for n, due in enumerate(dues):
        if due.period.start <= as_of or versions[n]:
            yield Report(
                one.contract, due.reporter, due.report_type, due.period, due.day,
                standing(due, spoken_for[n], as_of), tuple(versions[n]), tuple(nils[n]),
                tuple(exemptions[n]),
            )  # fmt: skip


def _spread(spans: Iterable[tuple[Period, T]], dues: Sequence[Due]) -> list[list[T]]:
    """What shares days with each due report, in the order given.

    Due reports stand in order of first and of last day, so that each span is looked up once.
    """
    starts = [due.period.start for due in dues]
    ends = [due.period.end for due in dues]
    found: list[list[T]] = [[] for _ in dues]
    for period, what in spans:
        for n in range(bisect_left(ends, period.start), bisect_right(starts, period.end)):
            found[n].append(what)
    return found


def _others(one: _Reporter, dues: Sequence[Due]) -> Iterator[Report]:
    """Reports received for days on which none was expected, one per span of days."""
    starts = [due.period.start for due in dues]
    ends = [due.period.end for due in dues]
    by_period: dict[Period, list[Version]] = defaultdict(list)
    for version in one.versions:
        period = version.submission.period
        if bisect_left(ends, period.start) >= bisect_right(starts, period.end):
            by_period[period].append(version)
    _, reporter, report_type = one.key
    for period, versions in by_period.items():
        yield Report(
            one.contract, reporter, report_type, period, None, unexpected(period, versions),
            tuple(versions),
        )  # fmt: skip


def ordered(found: Iterable[Report]) -> tuple[Report, ...]:
    """The latest of the late first, then the next to come, then what has come, newest first."""
    return tuple(sorted(found, key=_order))


def _order(report: Report) -> tuple[int, int, str, str, str]:
    days = (report.due_day or report.period.end).toordinal()
    rank = {"late": 0, "waited": 1}.get(report.status, 2)
    return (
        rank, days if rank < 2 else -days, report.contract.number, report.reporter,
        report.report_type,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """How many have come of the reports whose due day has passed; the rest are late."""

    came: int
    due: int


def tally(found: Iterable[Report], as_of: date) -> Tally:
    """Count the reports whose due day is before ``as_of``, leaving out days under dispens."""
    passed = [
        r for r in found if r.due_day is not None and r.due_day < as_of and r.status != "exempt"
    ]
    return Tally(sum(r.status in IN for r in passed), len(passed))


def counts(found: Iterable[Report]) -> Mapping[Status, int]:
    """How many reports stand as each status; every report stands as one."""
    every = [r.status for r in found]
    return {status: every.count(status) for status in STATUSES}


def find(
    found: Iterable[Report], contract: str, reporter: str, report_type: str, period: Period
) -> Report | None:
    """The report of these days, or else the first that shares days with them."""
    own = [
        r
        for r in found
        if (r.contract.number, r.reporter, r.report_type) == (contract, reporter, report_type)
    ]
    exact = (r for r in own if r.period == period)
    near = (r for r in sorted(own, key=lambda r: r.period) if share(r.period, period))
    return next(exact, None) or next(near, None)
