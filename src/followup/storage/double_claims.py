"""What several contracts claim, and what each contract's people have said of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from followup.storage import memo
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records
from followup.storage.seldom import knowing
from followup.storage.sqltext import text

Key = tuple[str, str, str]  # contract, kind and number


def found(
    database: Database, plate: str, receipt_signs: int, as_of: date | None
) -> list[dict[str, Any]]:
    """One row per contract, thing claimed there and other contract, as known on ``as_of``.

    ``plate`` is the pattern of a registration that names one vehicle in all contracts; receipts of
    fewer signs than ``receipt_signs`` are not looked at.
    """
    given = {"plate": plate, "receipt_signs": receipt_signs}

    def look() -> list[dict[str, Any]]:
        with knowing(database, as_of) as own:
            rows = own.execute(text("queries", "double_claims"), given)
            names = [column[0] for column in rows.description or ()]
            return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]

    return memo.once(database, ("double_claims", as_of, plate, receipt_signs), look)


def answers(database: Database, as_of: date | None) -> Mapping[Key, str]:
    """Why each thing may stand, by the newest word known on ``as_of`` that gives a reason."""
    with cursor(database, as_of) as own:
        rows = records(own.sql(text("queries", "double_claim_answers")))
    return {(r["contract"], r["kind"], r["number"]): r["reason"] for r in rows if r["reason"]}


def insert_answer(own: Cursor, act_id: int, key: Key, reason: str | None, known_from: date) -> None:
    """Store a word on what is claimed twice; without a reason it is asked again."""
    contract, kind, number = key
    append(own, "double_claim_answer", [{
        "act_id": act_id, "contract": contract, "kind": kind, "thing": number, "reason": reason,
        "known_from": known_from,
    }])  # fmt: skip
