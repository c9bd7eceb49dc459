"""Rules for small deviations that people have set: every one is kept, and the newest holds."""

from __future__ import annotations

from datetime import date
from typing import Final

from followup.domain.small_rule import PARTS, SmallRule
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records

_NAMES: Final = ("scope", "name", *PARTS, "reason", "known_from")
_QUERY: Final = (
    "SELECT r.*, a.actor, a.done_at AS at FROM own.small_rule AS r "
    "INNER JOIN own.act AS a ON a.act_id = r.act_id "
    "WHERE r.known_from <= getvariable('as_of') "
    "AND r.act_id <= getvariable('horizon') ORDER BY r.act_id"
)


def insert(own: Cursor, act_id: int, rule: SmallRule) -> None:
    """Store a rule inside the caller's transaction."""
    row = {name: getattr(rule, name) for name in _NAMES}
    append(own, "small_rule", [{"act_id": act_id, **row}])


def load(database: Database, as_of: date | None = None) -> tuple[SmallRule, ...]:
    """Every rule known on ``as_of``, in the order they were set."""
    with cursor(database, as_of) as own:
        found = records(own.sql(_QUERY))
    return tuple(SmallRule(**{n: r[n] for n in (*_NAMES, "actor", "at")}) for r in found)
