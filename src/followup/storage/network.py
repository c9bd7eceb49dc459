"""What organisations tell each other, kept word by word."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from followup.domain.network import Entry
from followup.storage import deviations
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records
from followup.storage.sqltext import text

_WORDS: Final = (
    "SELECT e.*, a.actor, a.done_at, e.known_from AS first_day, 1 AS words "
    "FROM own.network_entry AS e INNER JOIN own.act AS a ON a.act_id = e.act_id "
    "WHERE e.entry = ? AND e.known_from <= getvariable('as_of') "
    "AND e.act_id <= getvariable('horizon') ORDER BY e.act_id"
)
_PLAIN: Final = ("kind", "organisation", "contract", "requirement", "period", "state", "note",
                 "known_from", "first_day", "words", "actor")  # fmt: skip


def insert(own: Cursor, act_id: int, entry: Entry) -> None:
    """Store a word on an entry inside the caller's transaction."""
    frozen = None
    if entry.frozen is not None:
        kept = {"frozen": asdict(entry.frozen)}
        frozen = json.dumps(kept, ensure_ascii=False, default=str, sort_keys=True)
    append(own, "network_entry", [{
        "act_id": act_id, "entry": entry.identifier, "kind": entry.kind,
        "organisation": entry.organisation, "entry_date": entry.day, "contract": entry.contract,
        "requirement": entry.requirement, "period": entry.period, "state": entry.state,
        "fields": json.dumps(dict(entry.fields), ensure_ascii=False, sort_keys=True),
        "frozen": frozen, "note": entry.note, "known_from": entry.known_from,
    }])  # fmt: skip


def load(database: Database, as_of: date | None = None) -> tuple[Entry, ...]:
    """Every entry as it was known on ``as_of``, those taken back among them; newest day first."""
    with cursor(database, as_of) as own:
        found = records(own.sql(text("queries", "network_entries")))
    return tuple(_entry(row) for row in found)


def words(database: Database, identifier: str, as_of: date | None = None) -> tuple[Entry, ...]:
    """Every word on one entry in the order they were said."""
    with cursor(database, as_of) as own:
        found = records(own.sql(_WORDS, params=[identifier]))
    return tuple(_entry(row) for row in found)


def _entry(row: dict[str, Any]) -> Entry:
    kept = json.loads(row["frozen"])["frozen"] if row["frozen"] else None
    return Entry(
        identifier=row["entry"], day=row["entry_date"], fields=json.loads(row["fields"]),
        frozen=None if kept is None else deviations.frozen(kept), at=row["done_at"],
        **{name: row[name] for name in _PLAIN},
    )  # fmt: skip
