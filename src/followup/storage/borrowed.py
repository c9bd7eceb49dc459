"""Controls of other bodies that clauses lean on; every word is kept, and the newest one holds."""

from __future__ import annotations

from datetime import date

from followup.domain.control import Borrowed
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records

_NEWEST = """
    SELECT b.*, a.actor
    FROM own.borrowed_check AS b
    INNER JOIN own.act AS a ON a.act_id = b.act_id
    WHERE b.contract = $contract AND b.known_from <= getvariable('as_of')
        AND b.act_id <= getvariable('horizon')
    QUALIFY row_number() OVER (
        PARTITION BY b.requirement, b.kind, b.of_requirement, b.spot_check, b.checked_date
        ORDER BY b.act_id DESC
    ) = 1
    ORDER BY b.act_id
"""


def insert(own: Cursor, act_id: int, word: Borrowed) -> None:
    """Store a word on a control inside the caller's transaction."""
    names = [name for name in Borrowed.__slots__ if name != "actor"]
    append(own, "borrowed_check", [
        {"act_id": act_id, **{name: getattr(word, name) for name in names}}
    ])  # fmt: skip


def of_contract(database: Database, contract: str, as_of: date | None) -> tuple[Borrowed, ...]:
    """The controls a contract has taken over or back, as known on ``as_of``."""
    with cursor(database, as_of) as own:
        found = records(own.sql(_NEWEST, params={"contract": contract}))
    return tuple(Borrowed(**{name: row[name] for name in Borrowed.__slots__}) for row in found)
