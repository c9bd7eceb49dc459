"""Messages that a figure looks wrong, and their answers."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any, Final

from followup.domain.wrong_number import Answer, Matter, Message
from followup.storage import seals
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records
from followup.storage.journal import note_change

_MATTERS: Final = """
    SELECT m.*, w.known_from AS answered_day, w.outcome, w.answer, w.told_now, w.actor
    FROM own.wrong_number AS m
    LEFT JOIN (
        SELECT x.*, a.actor FROM own.wrong_number_answer AS x
        INNER JOIN own.act AS a ON a.act_id = x.act_id
        WHERE x.known_from <= getvariable('as_of') AND x.act_id <= getvariable('horizon')
        QUALIFY row_number() OVER (PARTITION BY x.message ORDER BY x.act_id) = 1
    ) AS w ON w.message = m.act_id
    WHERE m.known_from <= getvariable('as_of') AND m.act_id <= getvariable('horizon')
    ORDER BY m.act_id DESC
"""


# The one change of a stored row: who asked is let go of with the answer.
LET_GO = "UPDATE store.main.wrong_number SET contact = NULL WHERE act_id = ?"


def insert_message(own: Cursor, act_id: int, message: Message, day: date) -> None:
    """Store a message inside the caller's transaction."""
    append(own, "wrong_number", [{"act_id": act_id, "known_from": day, **asdict(message)}])


def insert_answer(own: Cursor, act_id: int, number: int, answer: Answer) -> None:
    """Store an answer inside the caller's transaction, and let go of who asked."""
    append(own, "wrong_number_answer", [{
        "act_id": act_id, "known_from": answer.day, "message": number,
        "outcome": answer.outcome, "answer": answer.answer, "told_now": answer.told_now,
    }])  # fmt: skip
    own.execute(LET_GO, [number])
    note_change("let_go_of_contact", [number])
    seals.set_anew(own, act_id, [(number, "wrong_number")])


def load(database: Database, as_of: date | None = None) -> tuple[Matter, ...]:
    """Every message known on ``as_of`` with its answer, the newest first."""
    with cursor(database, as_of) as own:
        found = records(own.sql(_MATTERS))
    return tuple(_matter(row) for row in found)


def _matter(row: dict[str, Any]) -> Matter:
    message = Message(
        row["figure"], row["label"], row["told"], row["edition"], row["words"], row["contact"]
    )
    answer = None
    if row["outcome"] is not None:
        answer = Answer(
            row["answered_day"], row["outcome"], row["answer"], row["told_now"], row["actor"]
        )
    return Matter(row["act_id"], row["known_from"], message, answer)
