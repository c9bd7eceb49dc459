"""Nil reports, goals and remembered answers: acts of people, stored as they stood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from followup.domain.goal import Goal
from followup.domain.parties import NilReport, Place
from followup.domain.period import Period
from followup.domain.timeline import Step
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import STORE, append, records
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


def insert_goals(own: Cursor, act_id: int, goals: Iterable[Goal], known_from: date) -> None:
    """Store a version of each goal inside the caller's transaction."""
    stored = list(goals)
    append(own, "goal", [
        {"act_id": act_id, "known_from": known_from, "goal": g.identifier, "title": g.title,
         "owner": g.owner, "geography": g.geography, "indicator": g.indicator,
         "scope": g.scope, "direction": g.direction, "unit": g.unit,
         "base_date": g.base_date, "base": g.base, "target_date": g.target_date,
         "target": g.target, "source": g.source, "note": g.note, "status": g.status,
         "tags": list(g.tags)}
        for g in stored
    ])  # fmt: skip
    append(own, "goal_step", [
        {"act_id": act_id, "goal": g.identifier, "valid_from": s.valid_from, "target": s.value}
        for g in stored for s in g.path
    ])  # fmt: skip


def goals(database: Database, as_of: date | None = None) -> tuple[Goal, ...]:
    """The organisation's own versions of goals as known on ``as_of``."""
    newest = (
        "SELECT * FROM store.main.goal WHERE known_from <= getvariable('as_of') "
        "AND act_id <= getvariable('horizon') "
        "QUALIFY row_number() OVER (PARTITION BY goal ORDER BY act_id DESC) = 1 ORDER BY goal"
    )
    with cursor(database, as_of) as own:
        found = records(own.sql(newest))
        steps = records(own.table(STORE + "goal_step").order("valid_from"))
    return tuple(
        Goal(
            identifier=r["goal"], title=r["title"], owner=r["owner"],
            geography=r["geography"], indicator=r["indicator"], scope=r["scope"],
            direction=r["direction"], unit=r["unit"], base_date=r["base_date"],
            base=r["base"], target_date=r["target_date"], target=r["target"],
            path=tuple(
                Step(s["valid_from"], s["target"])
                for s in steps if (s["act_id"], s["goal"]) == (r["act_id"], r["goal"])
            ),
            source=r["source"], status=r["status"] or "decided", note=r["note"], is_own=True,
            tags=tuple(r["tags"] or ()),
        )
        for r in found
    )  # fmt: skip
