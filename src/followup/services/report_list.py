"""Every report there should be and every one there is: when it came and what became of it.

Put together from contracts, reports, nil reports and dispens, each read once; the rows, their
counts and their order are plain functions of those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from followup.domain.parties import Contract, Exemption, NilReport
from followup.domain.period import ONE_DAY, Period, cut
from followup.services import reports, waiting
from followup.services.installation import Installation
from followup.services.reports import Version
from followup.services.waiting import Due
from followup.storage import decisions

Status = Literal[
    "late", "waited", "in_time", "received_late", "nil", "exempt", "unexpected", "withdrawn"
]
# What has to be done first, then what has come, then what nobody waits for.
STATUSES: Final[tuple[Status, ...]] = (
    "late", "waited", "in_time", "received_late", "nil", "exempt", "unexpected", "withdrawn",
)  # fmt: skip
IN: Final = frozenset[Status]({"in_time", "received_late", "nil"})

Source = Literal["in_force", "replaced", "nil", "exempt"]


@dataclass(frozen=True, slots=True)
class Held:
    """Days that something speaks for: a report in force or replaced, a nil report, a dispens.

    ``received_date`` is None for a dispens alone.
    """

    source: Source
    period: Period
    received_date: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one report stands on a day.

    ``received_date`` is the day on which the last of its days first came, None while any is
    missing. ``days_late`` counts from the due day to the day it came, or to today while it is
    missing; 0 is in time, None where no day was set. ``days_in`` of ``days_asked`` days have
    come; days under dispens are not asked for.
    """

    status: Status
    received_date: date | None
    days_late: int | None
    days_in: int
    days_asked: int


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
    def row_count(self) -> int | None:
        """Rows of the files in force, None where there is none."""
        rows = [v.submission.row_count for v in self.versions if v.status == "in_force"]
        return sum(rows) if rows else None


def standing(due: Due, held: Iterable[Held], as_of: date) -> Standing:
    """Where an expected report stands on ``as_of``.

    A day has come when a report in force or a nil report holds it; it came when any delivery
    first held it, so that a correction makes no timely report late (rule 4). The due day itself
    is in time. A withdrawn report speaks for no day.
    """
    here = [h for h in held if _share(h.period, due.period)]
    borders = (
        day
        for h in here
        for day in (h.period.start, min(h.period.end, due.period.end) + ONE_DAY)
    )  # fmt: skip
    asked = came_in = 0
    came: list[date] = []
    used: set[Source] = set()
    for part in cut(due.period, borders):
        over = [h for h in here if h.period.start <= part.start and part.end <= h.period.end]
        sources = {h.source for h in over}
        if "exempt" in sources:
            continue
        asked += part.days
        if sources & {"in_force", "nil"}:
            used |= sources
            came_in += part.days
            came.append(min(h.received_date for h in over if h.received_date is not None))
    if not asked:
        return Standing("exempt", None, None, 0, 0)
    if came_in < asked:
        late = max(0, (as_of - due.day).days)
        return Standing("late" if late else "waited", None, late, came_in, asked)
    last = max(came)
    late = max(0, (last - due.day).days)
    status: Status = "received_late" if late else "in_time"
    return Standing(status if "in_force" in used else "nil", last, late, came_in, asked)


def _share(one: Period, other: Period) -> bool:
    # Asked for every pair of report and delivery; overlap would make a Period each time.
    return one.start <= other.end and other.start <= one.end


def unexpected(period: Period, versions: Iterable[Version]) -> Standing:
    """Where a report stands that nobody waited for: received, or withdrawn again."""
    kept = [v.submission.received_date for v in versions if v.status != "withdrawn"]
    if not kept:
        return Standing("withdrawn", None, None, 0, 0)
    return Standing("unexpected", min(kept), None, period.days, 0)


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
    for exemption in decisions.exemptions(installation.database, as_of):
        exemptions[exemption.contract].append(exemption)
    found: list[Report] = []
    for contract in contracts:
        own = exemptions[contract.number]
        keys: dict[_Key, Sequence[Due]] = {
            (contract.number, r.name, r.report_type): tuple(waiting.expected(contract, r))
            for r in contract.reporters
        }
        for key in (k for k in versions if k[0] == contract.number):
            keys.setdefault(key, ())
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

    def held(self) -> Iterator[Held]:
        """Everything that speaks for days; a dispens only when it frees from all requirements."""
        for v in self.versions:
            if v.status != "withdrawn":
                source: Source = "in_force" if v.status == "in_force" else "replaced"
                yield Held(source, v.submission.period, v.submission.received_date)
        for n in self.nil_reports:
            yield Held("nil", n.period, n.received_date)
        for e in self.exemptions:
            if e.requirement is None and e.is_whole:
                yield Held("exempt", e.period)


def _expected(one: _Reporter, dues: Iterable[Due], as_of: date) -> Iterator[Report]:
    held = list(one.held())
    for due in dues:
        within = [v for v in one.versions if _share(v.submission.period, due.period)]
        if due.period.start <= as_of or within:
            yield Report(
                one.contract, due.reporter, due.report_type, due.period, due.day,
                standing(due, held, as_of), tuple(within),
                tuple(n for n in one.nil_reports if _share(n.period, due.period)),
                tuple(e for e in one.exemptions if _share(e.period, due.period)),
            )  # fmt: skip


def _others(one: _Reporter, dues: Sequence[Due]) -> Iterator[Report]:
    """Reports received for days on which none was expected, one per span of days."""
    by_period: dict[Period, list[Version]] = defaultdict(list)
    for version in one.versions:
        period = version.submission.period
        if not any(_share(due.period, period) for due in dues):
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
    near = (r for r in sorted(own, key=lambda r: r.period) if _share(r.period, period))
    return next(exact, None) or next(near, None)
