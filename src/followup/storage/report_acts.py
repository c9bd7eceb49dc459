"""Who stored each report, and who or what ended it: the acts behind a report's versions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from followup.storage.database import Database, cursor
from followup.storage.frames import records

SEND_BACK = "send_back"  # the kind of act, whose subject is the sha256 of the file


@dataclass(frozen=True, slots=True)
class Ending:
    """A report that gave way to ``superseded_by``, or was withdrawn where that is None.

    ``done_at`` is UTC. ``reason`` is None where none was given.
    """

    submission: str
    superseded_by: str | None
    actor: str
    done_at: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class Storing:
    """The act that stored a report, with any other of the same file: its number and by whom.

    ``reason`` says why a correction changed rows; None where it did not, or none was given.
    """

    act_id: int
    actor: str
    reason: str | None


def storings(database: Database) -> dict[str, Storing]:
    """The act that stored each report, by the report's number."""
    query = (
        "SELECT s.submission, a.act_id, a.actor, a.detail FROM own.submission AS s "
        "INNER JOIN own.act AS a ON a.act_id = s.act_id "
        "WHERE s.act_id <= getvariable('horizon')"
    )
    with cursor(database) as own:
        return {
            row["submission"]: Storing(
                row["act_id"], row["actor"], json.loads(row["detail"]).get("reason")
            )
            for row in records(own.sql(query))
        }


def endings(database: Database, as_of: date | None = None) -> tuple[Ending, ...]:
    """Every supersession and withdrawal known on ``as_of``, in the order they were made."""
    query = (
        "SELECT x.submission, x.superseded_by, a.actor, a.done_at, a.detail "
        "FROM own.supersession AS x "
        "INNER JOIN own.act AS a ON a.act_id = x.act_id "
        "WHERE x.known_from <= getvariable('as_of') "
        "AND x.act_id <= getvariable('horizon') ORDER BY x.act_id, x.submission"
    )
    with cursor(database, as_of) as own:
        found = records(own.sql(query))
    return tuple(
        Ending(
            row["submission"], row["superseded_by"], row["actor"], row["done_at"],
            json.loads(row["detail"]).get("reason"),
        )
        for row in found
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Return:
    """A file that was sent back to who sent it. ``done_at`` is UTC."""

    actor: str
    done_at: datetime
    reason: str


def returns(database: Database, sha256: str) -> tuple[Return, ...]:
    """Every time a file was sent back, by its sha256, the latest first."""
    query = (
        "SELECT a.actor, a.done_at, a.detail FROM own.act AS a "
        "WHERE a.kind = ? AND a.subject = ? "
        "AND a.act_id <= getvariable('horizon') ORDER BY a.act_id DESC"
    )
    with cursor(database) as own:
        found = records(own.sql(query, params=[SEND_BACK, sha256]))
    return tuple(
        Return(row["actor"], row["done_at"], json.loads(row["detail"])["reason"]) for row in found
    )
