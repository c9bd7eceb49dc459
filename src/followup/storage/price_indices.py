"""Index clauses, index numbers and noted adjustments: every word is kept, the newest holds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from followup.domain.price_index import Component, IndexClause, IndexPoint, NotedAdjustment
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records

_CLAUSES: Final = """
    SELECT word.*, act.actor, act.done_at
    FROM own.index_clause AS word JOIN own.act AS act USING (act_id)
    WHERE known_from <= getvariable('as_of') AND act_id <= getvariable('horizon')
    ORDER BY act_id
"""
_POINTS: Final = """
    SELECT *
    FROM own.index_point
    WHERE known_from <= getvariable('as_of') AND act_id <= getvariable('horizon')
        AND published <= getvariable('reference_day')
    QUALIFY row_number() OVER (
        PARTITION BY series, variant, reference, "month" ORDER BY act_id DESC
    ) = 1
    ORDER BY series, variant, "month", reference
"""
_NOTED: Final = """
    SELECT *
    FROM own.index_adjustment
    WHERE known_from <= getvariable('as_of') AND act_id <= getvariable('horizon')
    QUALIFY row_number() OVER (PARTITION BY contract, "month" ORDER BY act_id DESC) = 1
    ORDER BY contract, "month"
"""
_AMOUNTS: Final = ("base_price", "share", "threshold_percent")
_DAYS: Final = ("base_month", "first_month")


@dataclass(frozen=True, slots=True)
class ClauseWord:
    """One word on a contract's clause: by whom and when (UTC)."""

    clause: IndexClause
    is_removed: bool
    actor: str
    at: datetime


def insert_clause(
    own: Cursor, act_id: int, clause: IndexClause, known_from: date, *, is_removed: bool = False
) -> None:
    """Store a word on a clause inside the caller's transaction."""
    kept = json.dumps(asdict(clause), default=str, ensure_ascii=False, sort_keys=True)
    append(own, "index_clause", [{
        "act_id": act_id, "known_from": known_from, "contract": clause.contract,
        "is_removed": is_removed, "clause": kept,
    }])  # fmt: skip


def insert_points(own: Cursor, act_id: int, points: Iterable[IndexPoint], known_from: date) -> None:
    """Store a word on each number inside the caller's transaction."""
    said = {"act_id": act_id, "known_from": known_from}
    append(own, "index_point", [said | asdict(point) for point in points])


def insert_noted(own: Cursor, act_id: int, noted: NotedAdjustment, known_from: date) -> None:
    """Store a word on an adjustment inside the caller's transaction."""
    said = {"act_id": act_id, "known_from": known_from}
    append(own, "index_adjustment", [said | asdict(noted)])


def clauses(database: Database, as_of: date | None = None) -> dict[str, IndexClause]:
    """The clauses that hold as known on ``as_of``, by contract."""
    newest = {word.clause.contract: word for word in words(database, as_of)}
    return {number: w.clause for number, w in sorted(newest.items()) if not w.is_removed}


def words(database: Database, as_of: date | None = None) -> tuple[ClauseWord, ...]:
    """Every word on every clause as known on ``as_of``, the oldest first."""
    with cursor(database, as_of) as own:
        found = records(own.sql(_CLAUSES))
    return tuple(
        ClauseWord(_clause(r["clause"]), r["is_removed"], r["actor"], r["done_at"]) for r in found
    )


def points(database: Database, as_of: date | None = None) -> tuple[IndexPoint, ...]:
    """The index numbers as known on ``as_of``, by series and month."""
    with cursor(database, as_of) as own:
        found = records(own.sql(_POINTS))
    names = [f.name for f in fields(IndexPoint)]
    return tuple(IndexPoint(**{n: row[n] for n in names}) for row in found)


def noted(database: Database, as_of: date | None = None) -> tuple[NotedAdjustment, ...]:
    """The adjustments carried out as known on ``as_of``, by contract and month."""
    with cursor(database, as_of) as own:
        found = records(own.sql(_NOTED))
    names = [f.name for f in fields(NotedAdjustment)]
    return tuple(NotedAdjustment(**{n: row[n] for n in names}) for row in found)


def _clause(kept: str) -> IndexClause:
    said: dict[str, Any] = json.loads(kept)
    said |= {name: Decimal(said[name]) for name in _AMOUNTS}
    said |= {name: date.fromisoformat(said[name]) for name in _DAYS}
    parts = [Component(**(c | {"weight": Decimal(c["weight"])})) for c in said["components"]]
    return IndexClause(**(said | {"components": tuple(parts)}))
