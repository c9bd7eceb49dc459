"""Every version of a requirement: what it said, who saved it, and from when it was known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from followup.domain.requirement import Requirement
from followup.storage import requirements
from followup.storage.database import Database, cursor


@dataclass(frozen=True, slots=True)
class Version:
    """A requirement as one act left it; ``known_from`` is its contract version's first day."""

    requirement: Requirement
    actor: str
    at: datetime
    known_from: date
    contract_start: date
    contract_end: date


def versions(database: Database, identifier: str) -> tuple[Version, ...]:
    """Every version that was saved, newest first; saved again unchanged it is one more."""
    with cursor(database) as own:
        acts = own.execute(
            "SELECT r.act_id, r.contract, a.actor, a.done_at, "
            "c.known_from, c.start_date, c.end_date "
            "FROM own.requirement r "
            "JOIN own.act a USING (act_id) "
            "JOIN own.contract c USING (act_id, contract) "
            "WHERE r.requirement = ? AND r.act_id <= getvariable('horizon') "
            "AND c.known_from <= getvariable('as_of') "
            "ORDER BY r.act_id DESC",
            [identifier],
        ).fetchall()
        known = requirements.load(own)
    found = []
    for act_id, contract, actor, at, known_from, start, end in acts:
        clause = next(r for r in known[act_id, contract] if r.identifier == identifier)
        dated = requirements.dated(clause, start)
        found.append(Version(dated, actor, at, known_from, start, end))
    return tuple(found)
