"""Nil reports and remembered answers: acts of people, stored as they stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from followup.domain.parties import NilReport, Place
from followup.domain.period import Period
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records
from followup.storage.sqltext import text


def insert_nil_report(own: Cursor, act_id: int, nil: NilReport) -> None:
    """Store a nil report inside the caller's transaction."""
    append(own, "nil_report", [{
        "act_id": act_id, "contract": nil.contract, "reporter": nil.reporter,
        "report_type": nil.report_type, "period_start": nil.period.start,
        "period_end": nil.period.end, "reason": nil.reason, "received_date": nil.received_date,
        **_place(nil.place),
    }])  # fmt: skip


def _place(place: Place | None) -> dict[str, object]:
    return asdict(place) if place else dict.fromkeys(field.name for field in fields(Place))


def withdraw_nil_reports(own: Cursor, act_id: int, nil_act_id: int, known_from: date) -> None:
    """Take back the nil reports of an act inside the caller's transaction."""
    append(own, "nil_withdrawal", [
        {"act_id": act_id, "nil_act_id": nil_act_id, "known_from": known_from}
    ])  # fmt: skip


def nil_reports(database: Database, as_of: date | None = None) -> tuple[NilReport, ...]:
    """Every nil report received by ``as_of``."""
    with cursor(database, as_of) as own:
        found = records(own.sql("SELECT * FROM app.nil_slice ORDER BY contract, period_start"))
    return tuple(
        NilReport(
            r["contract"], r["reporter"], r["report_type"],
            Period(r["period_start"], r["period_end"]), r["reason"], r["received_date"],
            Place(r["file_name"], r["sha256"], r["sheet"], r["row"], r["column"])
            if r["sha256"] else None,
            r["act_id"],
        )
        for r in found
    )  # fmt: skip


def remember(
    own: Cursor, act_id: int, supplier: str, fingerprint: str, answers: Mapping[str, str]
) -> None:
    """Store what a person answered about a supplier's layout and words."""
    append(own, "remembered", [
        {"act_id": act_id, "supplier": supplier, "fingerprint": fingerprint, "field": field,
         "value": value}
        for field, value in answers.items()
    ])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A remembered answer: of which layout, what it settles, by whom and when (UTC)."""

    fingerprint: str
    field: str
    value: str
    actor: str
    at: datetime


def remembered(database: Database, supplier: str) -> tuple[Said, ...]:
    """Answers given about a supplier's files, oldest first; the newest of each field holds.

    What was answered for a file whose every report has been withdrawn is forgotten with it.
    """
    query = text("queries", "remembered")
    with cursor(database) as own:
        found = own.sql(query, params=[supplier]).fetchall()
    return tuple(Said(*row) for row in found)
