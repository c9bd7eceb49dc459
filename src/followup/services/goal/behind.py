"""What stands behind a contract's part of a goal: its reports, and their very rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from followup.domain.goal import Goal
from followup.domain.parties import Contract
from followup.domain.period import Period
from followup.services.goal.figures import YearAsk, ask_table, year_asks
from followup.services.installation import Installation
from followup.services.proof.row import ProofRow, row_of
from followup.storage import measures, submissions
from followup.storage.submissions import Submission


@dataclass(frozen=True, slots=True)
class ReportBehind:
    """A report's rows in a goal's figure; the sums are those of the rows that count.

    ``unknown`` is None where an amount is missing.
    """

    report: Submission
    numerator: Decimal
    denominator: Decimal
    unknown: Decimal | None
    rows: tuple[ProofRow, ...]
    excluded: tuple[ProofRow, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """A contract in a goal's figure for a year: its days in it, and each report of them.

    ``units`` are those of the numerator and the denominator.
    """

    contract: Contract
    year: Period
    days: Period
    units: tuple[str, str]
    reports: tuple[ReportBehind, ...]


def behind(
    installation: Installation, goal: Goal, contract: str, year: Period, as_of: date
) -> Behind | None:
    """The reports behind a contract's part of the goal's figure, by their first day.

    Their sums add up to the contract's own in the figure. None where the contract is not in it.
    """
    asked = next((a for a in year_asks(installation, [goal], as_of) if a.year == year), None)
    if asked is None or contract not in {c.number for c, _ in asked.clipped}:
        return None
    held = submissions.current(installation.database, as_of)
    own = {s.submission: s for s in held if s.contract == contract}
    shared = _sharing(held, contract)
    narrow = replace(asked, clipped=tuple(x for x in asked.clipped if x[0].number in shared))
    table = measures.rows(
        installation.database, asked.spec.sql, ask_table([narrow]), as_of
    ).to_pylist()
    rows: dict[str, list[ProofRow]] = defaultdict(list)
    for record in table:
        if record["submission"] in own:
            rows[record["submission"]].append(row_of(record))
    found = (_report(own[name], of_report) for name, of_report in rows.items())
    return Behind(
        *_days(asked, contract), asked.spec.parts or (asked.spec.unit, asked.spec.unit),
        tuple(sorted(found, key=lambda r: (r.report.period.start, r.report.file_name))),
    )  # fmt: skip


def _sharing(held: tuple[Submission, ...], contract: str) -> set[str]:
    """The contract, and those that share a file with it: such a file's rows count once (rule 7)."""
    files = {s.sha256 for s in held if s.contract == contract}
    return {contract} | {s.contract for s in held if s.sha256 in files}


def _days(asked: YearAsk, contract: str) -> tuple[Contract, Period, Period]:
    found, days = next(x for x in asked.clipped if x[0].number == contract)
    return found, asked.year, days


def _report(report: Submission, rows: list[ProofRow]) -> ReportBehind:
    used = tuple(row for row in rows if row.why is None)
    is_bounded = all(row.unbounded is None for row in used)
    zero = Decimal(0)
    return ReportBehind(
        report,
        sum((row.numerator or zero for row in used), zero),
        sum((row.denominator or zero for row in used), zero),
        sum((row.unknown or zero for row in used), zero) if is_bounded else None,
        used,
        tuple(row for row in rows if row.why is not None),
    )
