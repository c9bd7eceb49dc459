"""Published requirements: every version is kept, and the newest known one holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from followup.domain.requirement import Requirement
from followup.domain.shared_requirement import Origin, Shared
from followup.storage import requirements
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records

_NAMES: Final = (
    "organisation", "code", "version", "status", "status_date", "result", "tested_by",
    "advised_by", "decision", "applies_from", "note", "is_withdrawn", "came_from", "known_from",
)  # fmt: skip
_QUERY: Final = (
    "SELECT s.*, a.actor, a.done_at FROM own.shared_requirement AS s "
    "INNER JOIN own.act AS a ON a.act_id = s.act_id "
    "WHERE s.known_from <= getvariable('as_of') AND s.act_id <= getvariable('horizon') "
    "ORDER BY s.act_id, s.organisation, s.code"
)


def insert(own: Cursor, act_id: int, published: Sequence[Shared]) -> None:
    """Store versions inside the caller's transaction."""
    append(own, "shared_requirement", [_row(act_id, one) for one in published])
    requirements.insert(own, act_id, [one.clause for one in published])


def _row(act_id: int, one: Shared) -> dict[str, Any]:
    origin = one.origin
    return {
        "act_id": act_id,
        **{name: getattr(one, name) for name in _NAMES},
        "origin_organisation": origin.organisation if origin else None,
        "origin_code": origin.code if origin else None,
        "origin_version": origin.version if origin else None,
    }


def load(database: Database, as_of: date | None = None) -> tuple[Shared, ...]:
    """Every version known on ``as_of``, withdrawals included, in the order they came."""
    with cursor(database, as_of) as own:
        rows = records(own.sql(_QUERY))
        clauses = requirements.load(own) if rows else {}
    return tuple(_shared(row, clauses[row["act_id"], row["code"]]) for row in rows)


def _shared(row: dict[str, Any], clauses: Sequence[Requirement]) -> Shared:
    # Several organisations of one file may have the same code: the clause names its own.
    clause = next(c for c in clauses if c.identifier == clause_name(row))
    origin = None
    if row["origin_code"] is not None:
        origin = Origin(row["origin_organisation"], row["origin_code"], row["origin_version"])
    return Shared(
        clause=clause, origin=origin, actor=row["actor"], at=row["done_at"],
        **{name: row[name] for name in _NAMES},
    )  # fmt: skip


def clause_name(row: Any) -> str:
    """The name of a version's clause among those of its act."""
    return f"{row['code']}/{row['version']}/{row['organisation']}"
