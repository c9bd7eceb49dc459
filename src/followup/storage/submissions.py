"""Reports received: stored whole or not at all, superseded by corrections, never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import duckdb
import pyarrow as pa

from followup.domain.finding import Finding
from followup.domain.period import Period
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, append_facts, read, records
from followup.storage.sqltext import text

# The table of each kind of fact; a nil report is an act and has none.
TABLES = {
    kind: kind
    for kind in (
        "fuel_delivery", "vehicle", "activity", "machine", "declared_share", "certificate",
        "packaging", "furniture", "food_waste",
    )
}  # fmt: skip

SHOWN_OF_NUMBER = 8
# What is wanted of reports where it is said: the one contract, kind, reporter or file.
_WANTED = """
    AND ($contract IS NULL OR contract = $contract)
    AND ($report_type IS NULL OR report_type = $report_type)
    AND ($reporter IS NULL OR reporter = $reporter) AND ($sha256 IS NULL OR sha256 = $sha256)
"""
_CURRENT = "SELECT * FROM app.current_submission WHERE TRUE"
_DELIVERED = "SELECT * FROM app.delivered_submission WHERE TRUE"
_EVERY = (
    "SELECT * FROM own.submission WHERE act_id <= getvariable('horizon') "
    "AND received_date <= getvariable('as_of')"
)
_UNSAID = dict.fromkeys(("contract", "report_type", "reporter", "sha256"))


@dataclass(frozen=True, slots=True)
class Submission:
    """One stored report: which contract, kind, reporter and days, and where it came from.

    ``stripped`` names columns about people that were taken away before anything was stored;
    ``received_sha256`` is then that of the file as it came, ``sha256`` of the copy that is kept.
    """

    submission: str
    contract: str
    report_type: str
    reporter: str
    period: Period
    sha256: str
    file_name: str
    received_date: date
    received_reason: str | None
    stored_at: datetime
    row_count: int
    buyer: str | None = None
    received_sha256: str | None = None
    stripped: str | None = None

    @property
    def receipt_number(self) -> str:
        """What a receipt shows of the report's number, and enough to name it by."""
        return self.submission[:SHOWN_OF_NUMBER]


def insert(
    own: Cursor,
    act_id: int,
    submission: Submission,
    facts: Mapping[str, pa.Table],
    findings: Sequence[Finding],
    supersedes: Sequence[str],
    reading: Mapping[str, Any] | None = None,
) -> None:
    """Store a report with its facts and findings inside the caller's transaction.

    ``reading`` is what the original is to be read with to give these very facts.
    """
    row = asdict(submission)
    row.pop("period")
    period = submission.period
    append(own, "submission", [
        {"act_id": act_id, "period_start": period.start, "period_end": period.end, **row}
    ])  # fmt: skip
    for kind, table in facts.items():
        append_facts(own, TABLES[kind], submission.submission, table, reading)
    append(own, "finding", [
        {"submission": submission.submission, "code": f.code, "sheet": f.sheet, "row": f.row,
         "column": f.column, "value": f.value,
         "params": json.dumps(dict(f.params), ensure_ascii=False)}
        for f in findings
    ])  # fmt: skip
    gives_way = [*supersedes, *_outlived(own, submission, supersedes)]
    supersede(own, act_id, gives_way, submission.submission, submission.received_date)


def _outlived(own: Cursor, incoming: Submission, supersedes: Sequence[str]) -> list[str]:
    """Reports that have ended since the day the incoming one was received, on its days.

    Who asks as of a day in between must not see both.
    """
    given = {
        "contract": incoming.contract, "report_type": incoming.report_type,
        "reporter": incoming.reporter, "period_start": incoming.period.start,
        "period_end": incoming.period.end, "received_date": incoming.received_date,
        "supersedes": list(supersedes),
    }  # fmt: skip
    return [row[0] for row in own.execute(text("queries", "outlived"), given).fetchall()]


def put_in_place(own: Cursor, wanted: str, never_came: str, others: Sequence[str]) -> None:
    """In a rehearsal: let one report count as if another had never come, and in the place of the
    ``others`` on its days.
    """
    own.execute(
        "DELETE FROM store.main.supersession WHERE submission = ? OR superseded_by = ?",
        [wanted, never_came],
    )
    supersede(own, 0, [never_came, *others], wanted, date.min)


def supersede(
    own: Cursor, act_id: int, submissions: Sequence[str], by: str | None, known_from: date
) -> None:
    """Let submissions give way to a correction, or with ``by`` None withdraw them."""
    append(own, "supersession", [
        {"act_id": act_id, "submission": s, "superseded_by": by, "known_from": known_from}
        for s in submissions
    ])  # fmt: skip


def current(database: Database, as_of: date | None = None, **of: str) -> tuple[Submission, ...]:
    """Every report in force on ``as_of``, in order of contract, days and reporter.

    ``of`` says which are wanted: of one ``contract``, ``report_type``, ``reporter`` or ``sha256``.
    """
    return _submissions(database, _CURRENT, as_of, of)


def delivered(database: Database, as_of: date | None = None) -> tuple[Submission, ...]:
    """Every report received by ``as_of`` and not withdrawn, superseded ones included."""
    return _submissions(database, _DELIVERED, as_of, {})


def every(database: Database, **of: str) -> tuple[Submission, ...]:
    """Every report ever stored, withdrawn and superseded ones included; ``of`` as in current."""
    return _submissions(database, _EVERY, None, of)


def _submissions(
    database: Database, query: str, as_of: date | None, of: Mapping[str, str]
) -> tuple[Submission, ...]:
    with cursor(database, as_of) as own:
        found = own.sql(query + _WANTED, params={**_UNSAID, **of})
        rows = records(found.order("contract, period_start, reporter, act_id"))
    return tuple(_submission(row) for row in rows)


def _submission(row: dict[str, Any]) -> Submission:
    row = dict(row)
    row.pop("act_id")
    row["period"] = Period(row.pop("period_start"), row.pop("period_end"))
    return Submission(**row)


def findings(database: Database, submission: str) -> tuple[Finding, ...]:
    """The findings stored with a report."""
    query = "SELECT * FROM own.finding WHERE submission = ?"
    with cursor(database) as own:
        found = records(own.sql(query, params=[submission]))
    return tuple(
        Finding(r["code"], r["sheet"], r["row"], r["column"], r["value"], json.loads(r["params"]))
        for r in found
    )


def facts(database: Database, submission: str, kind: str) -> pa.Table:
    """The facts of one kind stored with a report."""
    with cursor(database) as own:
        chosen = read(own, TABLES[kind]).filter(
            duckdb.ColumnExpression("submission") == duckdb.ConstantExpression(submission)
        )
        return chosen.to_arrow_table().drop_columns(["submission"])


@dataclass(frozen=True, slots=True)
class Held:
    """A report in force that holds ``row_count`` rows of an incoming one."""

    submission: str
    contract: str
    file_name: str
    row_count: int


def rows_elsewhere(
    database: Database, incoming: Submission, deliveries: pa.Table, superseded: Sequence[str]
) -> Held | None:
    """The report that holds most of these very fuel rows, but for those that are to give way.

    Rows without days are of the incoming report's own.
    """
    given = {
        "contract": incoming.contract, "sha256": incoming.sha256, "superseded": list(superseded),
        "period_start": incoming.period.start, "period_end": incoming.period.end,
    }  # fmt: skip
    days = {name: given[name] for name in ("superseded", "period_start", "period_end")}
    with cursor(database) as own:
        own.register("incoming", deliveries)
        # Most reports share no row with any other, and the tables say so sooner than the views.
        if own.execute(text("queries", "rows_alike"), days).fetchone() is None:
            return None
        row = own.execute(text("queries", "rows_elsewhere"), given).fetchone()
    return Held(*row) if row else None
