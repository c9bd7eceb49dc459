"""Organisations' choices of shared goals: every word is kept, and the newest holds."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Final

from followup.domain.pace import Adoption
from followup.domain.timeline import Step
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, read, records

_NAMES: Final = (
    "goal", "organisation", "choice", "target", "target_date", "decision", "decided_date", "note",
    "known_from",
)  # fmt: skip
_QUERY: Final = (
    "SELECT g.*, a.actor, a.done_at AS at FROM own.goal_adoption AS g "
    "INNER JOIN own.act AS a ON a.act_id = g.act_id "
    "WHERE g.known_from <= getvariable('as_of') AND g.act_id <= getvariable('horizon') "
    "ORDER BY g.act_id"
)


def insert(own: Cursor, act_id: int, adoption: Adoption) -> None:
    """Store a choice inside the caller's transaction."""
    key = {"act_id": act_id, "goal": adoption.goal, "organisation": adoption.organisation}
    row = {name: getattr(adoption, name) for name in _NAMES}
    append(own, "goal_adoption", [{"act_id": act_id, **row}])
    append(own, "goal_adoption_step", [
        {**key, "valid_from": s.valid_from, "target": s.value} for s in adoption.path
    ])  # fmt: skip


def load(database: Database, as_of: date | None = None) -> tuple[Adoption, ...]:
    """Every choice known on ``as_of``, in the order they were written down."""
    with cursor(database, as_of) as own:
        found = records(own.sql(_QUERY))
        steps = records(read(own, "goal_adoption_step").order("valid_from"))
    path: dict[int, list[Step]] = defaultdict(list)
    for step in steps:
        path[step["act_id"]].append(Step(step["valid_from"], step["target"]))
    return tuple(
        Adoption(
            **{n: r[n] for n in (*_NAMES, "actor", "at")}, path=tuple(path[r["act_id"]])
        )
        for r in found
    )  # fmt: skip
