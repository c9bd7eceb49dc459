"""Comparisons of life-cycle costs: every version is kept with all its inputs."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any, Final

from followup.domain.cost_comparison import Alternative, Comparison, CostInput, Version
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records

_VERSIONS: Final = (
    "SELECT c.*, a.actor, a.done_at FROM own.cost_comparison AS c "
    "INNER JOIN own.act AS a ON a.act_id = c.act_id "
    "WHERE c.known_from <= getvariable('as_of') AND c.act_id <= getvariable('horizon') "
    "ORDER BY c.act_id"
)
_ALTERNATIVES: Final = (
    "SELECT * FROM own.cost_alternative "
    "WHERE act_id <= getvariable('horizon') ORDER BY act_id, place"
)
_INPUTS: Final = (
    "SELECT * FROM own.cost_input "
    "WHERE act_id <= getvariable('horizon') ORDER BY act_id, place, line"
)


def insert(
    own: Cursor, act_id: int, told: Comparison, known_from: date, reason: str, *,
    is_removed: bool = False,
) -> None:  # fmt: skip
    """Store a version inside the caller's transaction."""
    append(own, "cost_comparison", [{
        "act_id": act_id, "comparison": told.identifier, "known_from": known_from,
        "title": told.title, "kind": told.kind, "organisation": told.organisation,
        "currency": told.currency, "timing": told.timing, "note": told.note, "reason": reason,
        "is_removed": is_removed,
    }])  # fmt: skip
    append(own, "cost_alternative", [
        {"act_id": act_id, "place": place, "name": one.name, "form": one.form, "fuel": one.fuel}
        for place, one in enumerate(told.alternatives, 1)
    ])  # fmt: skip
    groups = [told.inputs, *(one.inputs for one in told.alternatives)]
    append(own, "cost_input", [
        {"act_id": act_id, "place": place, "line": line, "input": one.name, "source": one.source,
         "value": None if one.value is None else str(one.value)}
        for place, inputs in enumerate(groups) for line, one in enumerate(inputs)
    ])  # fmt: skip


def versions(database: Database, as_of: date | None = None) -> tuple[Version, ...]:
    """Every version of every comparison known on ``as_of``, the oldest first."""
    with cursor(database, as_of) as own:
        heads = records(own.sql(_VERSIONS))
        alternatives = records(own.sql(_ALTERNATIVES)) if heads else []
        inputs = records(own.sql(_INPUTS)) if heads else []
    by_act: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in alternatives:
        by_act[row["act_id"]].append(row)
    stated: dict[tuple[int, int], list[CostInput]] = defaultdict(list)
    for row in inputs:
        value = None if row["value"] is None else Decimal(row["value"])
        stated[row["act_id"], row["place"]].append(CostInput(row["input"], value, row["source"]))
    count: dict[str, int] = defaultdict(int)
    found = []
    for head in heads:
        act_id, name = head["act_id"], head["comparison"]
        count[name] += 1
        own_rows = tuple(
            Alternative(r["name"], r["form"], r["fuel"], tuple(stated[act_id, r["place"]]))
            for r in by_act[act_id]
        )
        told = Comparison(
            name, head["title"], head["kind"], head["organisation"], head["currency"],
            head["timing"], tuple(stated[act_id, 0]), own_rows, head["note"],
        )  # fmt: skip
        found.append(Version(
            told, count[name], act_id, head["known_from"], head["actor"], head["done_at"],
            head["reason"], head["is_removed"],
        ))  # fmt: skip
    return tuple(found)
