"""Briefs stored for a meeting: frozen figures and text, kept as they were written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records
from followup.storage.scopes import seen_by

_LISTED = (
    "SELECT b.* EXCLUDE (figures, document), a.actor, a.done_at FROM own.brief AS b "
    "INNER JOIN own.act AS a ON a.act_id = b.act_id "
    "WHERE b.stored_date <= getvariable('as_of') AND b.act_id <= getvariable('horizon') "
    "ORDER BY b.act_id DESC"
)
_CONTENT = (
    "SELECT figures, document FROM own.brief WHERE brief = ? AND act_id <= getvariable('horizon')"
)


@dataclass(frozen=True, slots=True)
class Issued:
    """A stored brief without its content: for which meeting, by whom, when (UTC), of which goals.

    It tells of ``as_of`` and was computed from the acts up to ``known_act``, with the figures of
    the catalogue that has the checksum ``reference``.
    """

    brief: str
    meeting: str
    stored_date: date
    as_of: date
    known_act: int
    lang: str
    goals: tuple[str, ...]
    reference: str
    actor: str = ""
    at: datetime | None = None


def insert(own: Cursor, act_id: int, issued: Issued, figures: str, document: str) -> None:
    """Store a brief with its figures and text as JSON inside the caller's transaction."""
    append(own, "brief", [{
        "act_id": act_id, "brief": issued.brief, "meeting": issued.meeting,
        "stored_date": issued.stored_date, "as_of": issued.as_of, "known_act": issued.known_act,
        "lang": issued.lang, "goals": json.dumps(issued.goals), "reference": issued.reference,
        "figures": figures, "document": document, "organisations": seen_by(own),
    }])  # fmt: skip


def listed(database: Database, as_of: date | None = None) -> tuple[Issued, ...]:
    """Every brief stored by ``as_of``, the newest first."""
    with cursor(database, as_of) as own:
        found = records(own.sql(_LISTED))
    return tuple(
        Issued(
            r["brief"], r["meeting"], r["stored_date"], r["as_of"], r["known_act"], r["lang"],
            tuple(json.loads(r["goals"])), r["reference"], r["actor"], r["done_at"],
        )
        for r in found
    )  # fmt: skip


def content(database: Database, brief: str) -> tuple[str, str] | None:
    """A brief's figures and document as JSON; None for one that is not there."""
    with cursor(database) as own:
        row = own.execute(_CONTENT, [brief]).fetchone()
    return None if row is None else (str(row[0]), str(row[1]))
