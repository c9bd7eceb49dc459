"""Dispens: every word on one is kept as it was given, and the newest known one holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from followup.domain.parties import Exemption
from followup.domain.period import Period
from followup.storage import memo
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records
from followup.storage.sqltext import text


@dataclass(frozen=True, slots=True)
class Word:
    """One word on a dispens as it was given, by whom (as the audit keeps it) and when (UTC)."""

    exemption: Exemption
    actor: str
    done_at: datetime


def insert(own: Cursor, act_id: int, exemption: Exemption) -> None:
    """Store a word on a dispens inside the caller's transaction.

    A dispens without an identifier gets one of its own. Known from its decision, or from the
    day it was applied for where nothing is decided.
    """
    e = exemption
    append(own, "exemption", [{
        "act_id": act_id, "contract": e.contract, "requirement": e.requirement,
        "vehicle_id": None, "fuel": e.fuel, "period_start": e.period.start,
        "period_end": e.period.end, "decided_date": e.decided_date, "reason": e.reason,
        "exemption": e.identifier or f"D{act_id}", "state": e.state, "place": e.place,
        "known_from": e.known_from or e.decided_date or e.applied_date,
        "vehicles": list(e.vehicles), "categories": list(e.categories),
        "applied_date": e.applied_date, "approved_by": e.approved_by,
        "diary_number": e.diary_number, "note": e.note,
    }])  # fmt: skip


def granted(database: Database, as_of: date | None = None) -> tuple[Exemption, ...]:
    """Every dispens that holds for some days, as known on ``as_of``."""
    return tuple(e for e in known(database, as_of) if e.state == "granted")


def known(database: Database, as_of: date | None = None) -> tuple[Exemption, ...]:
    """Every dispens in whatever state, as known on ``as_of``, in the order of their last word."""
    return memo.once(
        database, ("exemptions", as_of), lambda: _known(database, as_of), of="exemption"
    )


def _known(database: Database, as_of: date | None) -> tuple[Exemption, ...]:
    with cursor(database, as_of) as own:
        found = records(own.sql("SELECT * FROM app.current_exemption ORDER BY act_id"))
    return tuple(map(_exemption, found))


def words(database: Database, contract: str) -> tuple[Word, ...]:
    """Every word ever given on the dispenses of a contract, the oldest first."""
    query = (
        "SELECT x.*, a.actor, a.done_at FROM own.exemption AS x "
        "INNER JOIN own.act AS a ON a.act_id = x.act_id "
        "WHERE x.contract = ? AND x.act_id <= getvariable('horizon') "
        "AND x.known_from <= getvariable('as_of') ORDER BY x.act_id"
    )
    with cursor(database) as own:
        found = records(own.sql(query, params=[contract]))
    return tuple(Word(_exemption(row), row["actor"], row["done_at"]) for row in found)


@dataclass(frozen=True, slots=True)
class Reachable:
    """What the reports in force on a contract name, that a dispens may be given for."""

    vehicles: tuple[str, ...]
    categories: tuple[str, ...]
    places: tuple[str, ...]


def reachable(database: Database, contract: str) -> Reachable:
    """The vehicles, vehicle categories and places of a contract's reports, each in order."""
    with cursor(database) as own:
        found = own.execute(text("queries", "reachable"), {"contract": contract}).fetchall()

    def named(kind: str) -> tuple[str, ...]:
        return tuple(name for of, name in found if of == kind)

    return Reachable(named("vehicles"), named("categories"), named("places"))


def _exemption(row: Mapping[str, Any]) -> Exemption:
    def listed(name: str) -> tuple[str, ...]:
        values: Iterable[str] = row[name] or ()
        return tuple(values)

    return Exemption(
        contract=row["contract"],
        period=Period(row["period_start"], row["period_end"]),
        decided_date=row["decided_date"],
        reason=row["reason"],
        requirement=row["requirement"],
        vehicles=listed("vehicles"),
        fuel=row["fuel"],
        categories=listed("categories"),
        place=row["place"],
        identifier=row["exemption"],
        state=row["state"],
        approved_by=row["approved_by"],
        applied_date=row["applied_date"],
        diary_number=row["diary_number"],
        note=row["note"],
        known_from=row["known_from"],
    )
