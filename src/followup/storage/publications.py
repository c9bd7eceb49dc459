"""Editions of the open view, kept as they were published, and what may never stand in one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records
from followup.storage.sqltext import text

_LISTED: Final = (
    "SELECT p.*, w.withdrawn_date, w.reason FROM own.publication AS p "
    "LEFT JOIN own.publication_withdrawal AS w ON w.edition = p.edition "
    "AND w.withdrawn_date <= getvariable('as_of') AND w.act_id <= getvariable('horizon') "
    "WHERE p.published_date <= getvariable('as_of') AND p.act_id <= getvariable('horizon') "
    "ORDER BY p.act_id DESC"
)
_TEXTS: Final = (
    "SELECT lang, figures, document FROM own.publication_text "
    "WHERE edition = ? AND act_id <= getvariable('horizon')"
)


@dataclass(frozen=True, slots=True)
class Publication:
    """An edition without its content: of which goals, as known on which day, by which decision.

    ``publisher`` is an organisation and ``contact`` a https or mailto address; no person stands
    here. ``withdrawn_date`` and ``reason`` are of an edition that was taken back.
    """

    edition: str
    published_date: date
    as_of: date
    known_act: int
    goals: tuple[str, ...]
    publisher: str
    decision: str
    decided_date: date
    contact: str
    withdrawn_date: date | None = None
    reason: str | None = None


def insert(
    own: Cursor, act_id: int, published: Publication, texts: Mapping[str, tuple[str, str]]
) -> None:
    """Store an edition inside the caller's transaction; figures and text as JSON by language."""
    append(own, "publication", [{
        "act_id": act_id, "edition": published.edition, "as_of": published.as_of,
        "published_date": published.published_date, "known_act": published.known_act,
        "goals": json.dumps(published.goals), "publisher": published.publisher,
        "decision": published.decision, "decided_date": published.decided_date,
        "contact": published.contact,
    }])  # fmt: skip
    append(own, "publication_text", [
        {"act_id": act_id, "edition": published.edition, "lang": lang, "figures": figures,
         "document": document}
        for lang, (figures, document) in texts.items()
    ])  # fmt: skip


def withdraw(own: Cursor, act_id: int, edition: str, day: date, reason: str) -> None:
    """Take an edition back inside the caller's transaction."""
    append(own, "publication_withdrawal", [
        {"act_id": act_id, "edition": edition, "withdrawn_date": day, "reason": reason}
    ])  # fmt: skip


def listed(database: Database, as_of: date | None = None) -> tuple[Publication, ...]:
    """Every edition published by ``as_of``, the newest first."""
    with cursor(database, as_of) as own:
        found = records(own.sql(_LISTED))
    return tuple(
        Publication(
            **{name: row[name] for name in Publication.__slots__ if name != "goals"},
            goals=tuple(json.loads(row["goals"])),
        )
        for row in found
    )


def texts(database: Database, edition: str) -> dict[str, tuple[str, str]]:
    """Figures and text of an edition as JSON, by language; empty for one that is not there."""
    with cursor(database) as own:
        found = own.sql(_TEXTS, params=[edition]).fetchall()
    return {lang: (figures, document) for lang, figures, document in found}


def private_words(database: Database) -> tuple[tuple[str, str], ...]:
    """Every word of the store that tells of a supplier, a person, a vehicle or a file; by kind.

    Organisations that buy are public, also where one of them reports on its own fleet.
    """
    with cursor(database) as own:
        found = own.sql(text("queries", "private_words")).fetchall()
    return tuple((str(kind), str(word)) for kind, word in found)
