"""Who is let in: memberships, who asked for one, whose sign-ins have ended, who is shut out.

What holds is what holds now: who looks back at an earlier day has no more rights than today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from followup.domain.access import Role
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records
from followup.storage.memo import once


@dataclass(frozen=True, slots=True)
class Membership:
    """What somebody may see and do, and for which organisation.

    ``organisation`` None is everything here (an administrator's); ``contract`` None is all of the
    organisation's. ``valid_to`` is the last day, None while nothing is said of it.
    """

    identifier: str
    issuer: str
    subject: str
    name: str
    role: Role
    organisation: str | None
    contract: str | None
    valid_from: date
    valid_to: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody who has signed in and asks for a role."""

    issuer: str
    subject: str
    name: str
    email: str | None
    organisation: str | None
    asked_date: date


_MEMBERSHIPS = (
    "SELECT * FROM own.membership WHERE act_id <= getvariable('horizon') "
    "QUALIFY row_number() OVER (PARTITION BY membership ORDER BY act_id DESC) = 1 "
    "ORDER BY name, act_id"
)
_REQUESTS = (
    "SELECT * FROM own.access_request WHERE act_id <= getvariable('horizon') "
    "QUALIFY row_number() OVER (PARTITION BY issuer, subject ORDER BY act_id DESC) = 1 "
    "ORDER BY act_id"
)
_ENDS = (
    "SELECT identity, max(not_before) AS not_before FROM own.session_end "
    "WHERE act_id <= getvariable('horizon') GROUP BY ALL"
)
_BLOCKS = (
    "SELECT identity, is_blocked FROM own.person_block "
    "WHERE act_id <= getvariable('horizon') "
    "QUALIFY row_number() OVER (PARTITION BY identity ORDER BY act_id DESC) = 1"
)


def insert_membership(
    own: Cursor, act_id: int, said: Membership, day: date, *, is_ended: bool = False
) -> None:
    """Store a word on a membership inside the caller's transaction."""
    append(own, "membership", [{
        "act_id": act_id, "membership": said.identifier, "issuer": said.issuer,
        "subject": said.subject, "name": said.name, "role": said.role,
        "organisation": said.organisation, "contract": said.contract,
        "valid_from": said.valid_from, "valid_to": said.valid_to, "is_ended": is_ended,
        "known_from": day,
    }])  # fmt: skip


def insert_request(own: Cursor, act_id: int, asked: Request) -> None:
    """Store that somebody asks for a role inside the caller's transaction."""
    append(own, "access_request", [{
        "act_id": act_id, "issuer": asked.issuer, "subject": asked.subject, "name": asked.name,
        "email": asked.email, "organisation": asked.organisation,
        "known_from": asked.asked_date,
    }])  # fmt: skip


def insert_session_end(own: Cursor, act_id: int, identity: str, not_before: datetime) -> None:
    """End what a person signed in by until a moment (UTC), inside the caller's transaction."""
    append(own, "session_end", [
        {"act_id": act_id, "identity": identity, "not_before": not_before}
    ])  # fmt: skip


def insert_block(
    own: Cursor, act_id: int, identity: str, reason: str, day: date, *, is_blocked: bool
) -> None:
    """Shut a person out, or let them in again, inside the caller's transaction."""
    append(own, "person_block", [{
        "act_id": act_id, "identity": identity, "is_blocked": is_blocked, "reason": reason,
        "known_from": day,
    }])  # fmt: skip


def memberships(database: Database) -> tuple[Membership, ...]:
    """Every membership that nobody has ended, by name."""
    return once(database, "memberships", lambda: _memberships(database), of="membership")


def _memberships(database: Database) -> tuple[Membership, ...]:
    return tuple(
        Membership(
            r["membership"], r["issuer"], r["subject"], r["name"], r["role"], r["organisation"],
            r["contract"], r["valid_from"], r["valid_to"],
        )
        for r in _read(database, _MEMBERSHIPS)
        if not r["is_ended"]
    )  # fmt: skip


def requests(database: Database) -> tuple[Request, ...]:
    """The newest request of each person, the oldest first."""
    return tuple(
        Request(
            r["issuer"], r["subject"], r["name"], r["email"], r["organisation"], r["known_from"]
        )
        for r in _read(database, _REQUESTS)
    )


def ended(database: Database) -> dict[str, datetime]:
    """By a person's mark: until when (UTC) what they signed in by has ended."""
    return once(
        database,
        "session_ends",
        lambda: {r["identity"]: r["not_before"] for r in _read(database, _ENDS)},
        of="session_end",
    )


def blocked(database: Database) -> frozenset[str]:
    """The marks of who is shut out."""
    return once(
        database,
        "blocked",
        lambda: frozenset(r["identity"] for r in _read(database, _BLOCKS) if r["is_blocked"]),
        of="person_block",
    )


def _read(database: Database, query: str) -> list[dict[str, Any]]:
    with cursor(database) as own:
        return records(own.sql(query))
