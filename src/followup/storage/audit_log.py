"""The acts as an auditor reads them: who, what, to which thing, when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from followup.storage.database import Database, cursor
from followup.storage.frames import records

_DEEDS = """
    SELECT a.act_id, a.done_at, a.actor, a.kind, a.subject, min(s.contract) AS contract
    FROM own.act AS a LEFT JOIN own.submission AS s ON s.act_id = a.act_id
    WHERE a.act_id <= getvariable('horizon')
    GROUP BY ALL ORDER BY a.act_id DESC
"""


@dataclass(frozen=True, slots=True)
class Deed:
    """One act: its number, moment (UTC), name as stored, kind and subject.

    ``contract`` is that of the report it stored, where it stored one.
    """

    act_id: int
    done_at: datetime
    actor: str
    kind: str
    subject: str
    contract: str | None


def load(database: Database) -> tuple[Deed, ...]:
    """Every act that the scope sees, the newest first."""
    with cursor(database) as own:
        return tuple(Deed(**row) for row in records(own.sql(_DEEDS)))
