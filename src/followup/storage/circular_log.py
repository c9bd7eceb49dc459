"""Avoided purchases and assessed tenders: every word on one is kept, the newest known holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, Final, Generic, TypeVar

from followup.domain.circular import AvoidedPurchase, TenderAssessment
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records

Entry = TypeVar("Entry", AvoidedPurchase, TenderAssessment)

_AVOIDED: Final = """
    SELECT word.*, act.actor, act.done_at AS "at"
    FROM own.avoided_purchase AS word JOIN own.act AS act USING (act_id)
    WHERE word.known_from <= getvariable('as_of') AND act_id <= getvariable('horizon')
    ORDER BY act_id
"""
_TENDERS: Final = """
    SELECT word.*, act.actor, act.done_at AS "at"
    FROM own.tender_assessment AS word JOIN own.act AS act USING (act_id)
    WHERE word.known_from <= getvariable('as_of') AND act_id <= getvariable('horizon')
    ORDER BY act_id
"""


@dataclass(frozen=True, slots=True)
class LogWord(Generic[Entry]):
    """One word on an entry: what it says, or that it was withdrawn and why."""

    entry: Entry
    is_withdrawn: bool
    reason: str | None
    act_id: int


def insert(
    own: Cursor, act_id: int, entry: AvoidedPurchase | TenderAssessment, known_from: date, *,
    reason: str | None = None, is_withdrawn: bool = False,
) -> None:  # fmt: skip
    """Store a word inside the caller's transaction; a new entry gets its name from the act."""
    table = "avoided_purchase" if isinstance(entry, AvoidedPurchase) else "tender_assessment"
    named = entry if entry.identifier else replace(entry, identifier=str(act_id))
    row = asdict(named) | {
        "act_id": act_id, "known_from": known_from, "is_withdrawn": is_withdrawn, "reason": reason,
    }  # fmt: skip
    append(own, table, [row])


def avoided(database: Database, as_of: date | None = None) -> tuple[LogWord[AvoidedPurchase], ...]:
    """Every word on avoided purchases known on ``as_of``, in the order they came."""
    with cursor(database, as_of) as own:
        return tuple(_word(AvoidedPurchase, row) for row in records(own.sql(_AVOIDED)))


def tenders(database: Database, as_of: date | None = None) -> tuple[LogWord[TenderAssessment], ...]:
    """Every word on assessed tenders known on ``as_of``, in the order they came."""
    with cursor(database, as_of) as own:
        return tuple(_word(TenderAssessment, row) for row in records(own.sql(_TENDERS)))


def _word(kind: type[Entry], row: Mapping[str, Any]) -> LogWord[Entry]:
    entry = kind(**{f.name: row[f.name] for f in fields(kind)})
    return LogWord(entry, row["is_withdrawn"], row["reason"], row["act_id"])
