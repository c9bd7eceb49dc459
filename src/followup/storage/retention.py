"""Decisions on how long things are kept, and what is left of erasures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from followup.domain.retention import RetentionRule, Tombstone
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records

_RULE: Final = (
    "organisation", "years", "decision", "decided_date", "valid_from", "reason", "is_removed",
    "known_from",
)  # fmt: skip
_RULES: Final = """
    SELECT r.*, a.actor, a.done_at AS at FROM own.retention_rule AS r
    INNER JOIN own.act AS a ON a.act_id = r.act_id
    WHERE r.known_from <= getvariable('as_of') AND r.act_id <= getvariable('horizon')
    ORDER BY r.act_id
"""
_ERASURES: Final = """
    SELECT e.*, a.actor FROM own.erasure AS e
    INNER JOIN own.act AS a ON a.act_id = e.act_id
    WHERE e.act_id <= getvariable('horizon') ORDER BY e.act_id
"""
_FILE: Final = """
    SELECT e.erased_date, e.act_id FROM own.erased_file AS f
    INNER JOIN own.erasure AS e ON e.act_id = f.act_id
    WHERE f.sha256 = ? AND f.act_id <= getvariable('horizon') ORDER BY e.act_id LIMIT 1
"""
_FILES: Final = "SELECT sha256 FROM own.erased_file WHERE act_id <= getvariable('horizon')"
_RESEALED: Final = """
    SELECT a.act_id, e.erased_date, count(DISTINCT s.of_act) AS acts
    FROM own.act_seal AS s
    INNER JOIN own.act AS a ON a.act_id = s.act_id
    INNER JOIN own.erasure AS e ON e.act_id = s.act_id
    WHERE s.act_id <= getvariable('horizon')
    GROUP BY a.act_id, e.erased_date ORDER BY a.act_id
"""
_SEALED: Final = "SELECT count(DISTINCT of_act) FROM store.main.act_seal WHERE act_id = ?"


def insert_rule(own: Cursor, act_id: int, rule: RetentionRule) -> None:
    """Store a decision inside the caller's transaction."""
    append(own, "retention_rule", [{"act_id": act_id, **{n: getattr(rule, n) for n in _RULE}}])


def rules(database: Database, as_of: date | None = None) -> tuple[RetentionRule, ...]:
    """Every decision known on ``as_of``, in the order they were stored."""
    with cursor(database, as_of) as own:
        found = records(own.sql(_RULES))
    return tuple(RetentionRule(**{n: row[n] for n in (*_RULE, "actor", "at")}) for row in found)


def insert_erasure(own: Cursor, act_id: int, left: Tombstone, files: Sequence[str]) -> None:
    """Store what is left of an erasure, with the sha256 of the files that go with it."""
    row: dict[str, Any] = {**asdict(left), "act_id": act_id}
    row.pop("actor")
    append(own, "erasure", [{**row, "counts": json.dumps(dict(left.counts), sort_keys=True)}])
    append(own, "erased_file", [
        {"act_id": act_id, "erasure": left.erasure, "sha256": name} for name in files
    ])  # fmt: skip


def erasures(database: Database) -> tuple[Tombstone, ...]:
    """What is left of every erasure, the oldest first."""
    with cursor(database) as own:
        found = records(own.sql(_ERASURES))
    return tuple(Tombstone(**{**row, "counts": json.loads(row["counts"])}) for row in found)


def erased_on(database: Database, sha256: str) -> date | None:
    """The day an original was erased; None for one that was not."""
    with cursor(database) as own:
        row = own.execute(_FILE, [sha256]).fetchone()
    return row[0] if row else None


def erased_files(database: Database) -> frozenset[str]:
    """The sha256 of every original that was erased."""
    with cursor(database) as own:
        return frozenset(name for (name,) in own.execute(_FILES).fetchall())


def resealed(database: Database) -> tuple[tuple[int, date, int], ...]:
    """Of each erasure its act, its day, and how many earlier acts it sealed anew."""
    with cursor(database) as own:
        return tuple(own.execute(_RESEALED).fetchall())


def acts_sealed(own: Cursor, act_id: int) -> int:
    """How many earlier acts an act sealed anew, within its own transaction."""
    row = own.execute(_SEALED, [act_id]).fetchone()
    return int(row[0]) if row else 0
