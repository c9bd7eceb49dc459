"""What people said of the planned follow-ups of contracts: that they were held, and the outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append

_WORDS: Final = (
    "SELECT h.contract, h.planned_date, h.held_date, h.found, h.is_held, h.known_from, "
    "a.actor, a.done_at FROM own.follow_up_held AS h "
    "INNER JOIN own.act AS a ON a.act_id = h.act_id "
    "WHERE h.known_from <= getvariable('as_of') "
    "AND h.act_id <= getvariable('horizon') ORDER BY h.act_id"
)
_ENTERED: Final = (
    "SELECT f.contract, a.done_at, a.detail FROM ("
    "SELECT c.contract, min(c.act_id) AS act_id FROM own.contract AS c "
    "WHERE c.act_id <= getvariable('horizon') GROUP BY c.contract"
    ") AS f INNER JOIN own.act AS a ON a.act_id = f.act_id"
)


@dataclass(frozen=True, slots=True)
class Held:
    """A word on the follow-up planned for a day: held when, and what it found.

    ``is_held`` False takes an earlier word back; ``found`` then says why. ``known_from`` is the
    day the word was given, ``actor`` as the audit keeps it, ``at`` UTC.
    """

    contract: str
    planned_date: date
    held_date: date
    found: str
    is_held: bool
    known_from: date
    actor: str = ""
    at: datetime | None = None


def insert(own: Cursor, act_id: int, word: Held) -> None:
    """Store a word inside the caller's transaction."""
    append(own, "follow_up_held", [{
        "act_id": act_id, "contract": word.contract, "planned_date": word.planned_date,
        "held_date": word.held_date, "found": word.found, "is_held": word.is_held,
        "known_from": word.known_from,
    }])  # fmt: skip


def words(database: Database, as_of: date | None = None) -> tuple[Held, ...]:
    """Every word known on ``as_of``, in the order they were given."""
    with cursor(database, as_of) as own:
        found = own.sql(_WORDS).fetchall()
    return tuple(Held(*row) for row in found)


def entered(database: Database) -> dict[str, tuple[datetime, str]]:
    """When each contract was first entered (UTC), and that act's detail."""
    with cursor(database) as own:
        return {number: (at, detail) for number, at, detail in own.sql(_ENTERED).fetchall()}
