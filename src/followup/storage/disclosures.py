"""Requests to keep columns of a report secret, and decisions to give a report's file out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from followup.domain.disclosure import Decided, Disclosure, SecrecyRequest
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records

_REQUESTS: Final = """
    SELECT r.* EXCLUDE (act_id), a.actor
    FROM own.secrecy_request AS r INNER JOIN own.act AS a ON a.act_id = r.act_id
    WHERE r.act_id <= getvariable('horizon') AND r.known_from <= getvariable('as_of')
    QUALIFY row_number() OVER (
        PARTITION BY r.submission, r.sheet, r."column" ORDER BY r.act_id DESC
    ) = 1
    ORDER BY r.submission, r.sheet, length(r."column"), r."column"
"""
_DISCLOSURES: Final = """
    SELECT d.*, a.actor
    FROM own.disclosure AS d INNER JOIN own.act AS a ON a.act_id = d.act_id
    WHERE d.act_id <= getvariable('horizon') AND d.known_from <= getvariable('as_of')
    ORDER BY d.act_id DESC
"""
_COLUMNS: Final = """
    SELECT * FROM own.disclosure_column
    WHERE act_id <= getvariable('horizon') ORDER BY act_id, "position"
"""


def insert_requests(own: Cursor, act_id: int, requests: Sequence[SecrecyRequest]) -> None:
    """Store words on columns inside the caller's transaction."""
    append(own, "secrecy_request", [
        {"act_id": act_id, "known_from": r.day, "submission": r.submission, "sheet": r.sheet,
         "column": r.column, "header": r.header, "reason": r.reason, "asked_by": r.asked_by,
         "is_withdrawn": r.is_withdrawn}
        for r in requests
    ])  # fmt: skip


def requests(database: Database, as_of: date | None = None) -> tuple[SecrecyRequest, ...]:
    """Every request in force on ``as_of``, by report and column."""
    with cursor(database, as_of) as own:
        found = records(own.sql(_REQUESTS))
    return tuple(
        SecrecyRequest(day=row.pop("known_from"), **row)
        for row in found if not row["is_withdrawn"]
    )  # fmt: skip


def insert(own: Cursor, act_id: int, made: Disclosure) -> None:
    """Store a decision inside the caller's transaction."""
    append(own, "disclosure", [{
        "act_id": act_id, "known_from": made.day, "submission": made.submission,
        "original_sha256": made.original_sha256, "sha256": made.sha256,
        "asked_date": made.asked_date, "asked_by": made.asked_by,
        "diary_number": made.diary_number, "lang": made.lang,
    }])  # fmt: skip
    append(own, "disclosure_column", [
        {"act_id": act_id, "position": position, "sheet": c.sheet, "column": c.column,
         "header": c.header, "is_masked": c.is_masked, "was_requested": c.was_requested,
         "ground": c.ground, "reason": c.reason}
        for position, c in enumerate(made.columns)
    ])  # fmt: skip


def load(database: Database, as_of: date | None = None) -> tuple[Disclosure, ...]:
    """Every decision known on ``as_of``, the newest first."""
    with cursor(database, as_of) as own:
        columns: dict[int, list[Decided]] = defaultdict(list)
        for row in records(own.sql(_COLUMNS)):
            del row["position"]
            columns[row.pop("act_id")].append(Decided(**row))
        found = records(own.sql(_DISCLOSURES))
    return tuple(_disclosure(row, columns) for row in found)


def _disclosure(row: dict[str, Any], columns: dict[int, list[Decided]]) -> Disclosure:
    number = row.pop("act_id")
    return Disclosure(
        number=number, day=row.pop("known_from"), columns=tuple(columns[number]), **row
    )
