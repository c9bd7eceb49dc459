"""Requirements as they were agreed, with their steps as people wrote them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from followup.domain.evidence import Evidence
from followup.domain.requirement import Requirement
from followup.domain.timeline import Step, StepRule, Timeline, timeline_of
from followup.storage import penalties
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, read, records

_COLUMNS = (
    "contract", "title", "clause", "measure", "comparator", "assessment_period", "fuel_set",
    "factor_set", "electricity", "coverage_floor", "accepts_declared", "vehicle_level", "source",
)  # fmt: skip
# Came with migration 007: null in what was stored before, which means the default.
_LATER = (
    "level", "vehicle_set", "vehicle_count", "accepts_green_gas", "accepts_mass_balance",
    "limit_origin", "evidence", "consequence", "consequence_text", "part_of", "review_date",
)  # fmt: skip


def insert(own: Cursor, act_id: int, requirements: Sequence[Requirement]) -> None:
    """Store requirements inside the caller's transaction."""
    append(own, "requirement", [
        {"act_id": act_id, "requirement": r.identifier,
         "penalty": penalties.written(r.penalty),
         **{name: getattr(r, name) for name in (*_COLUMNS, *_LATER)}}
        for r in requirements
    ])  # fmt: skip
    append(own, "requirement_rule", [
        {"act_id": act_id, "requirement": r.identifier, "position": position,
         "clock": s.clock, "begins": s.at, "limit_value": s.limit}
        for r in requirements for position, s in enumerate(r.steps)
    ])  # fmt: skip
    append(own, "requirement_step", [
        {"act_id": act_id, "requirement": r.identifier, "valid_from": s.valid_from,
         "limit_value": s.value}
        for r in requirements if not r.steps for s in r.limits.steps
    ])  # fmt: skip


def load(own: Cursor) -> Mapping[tuple[int, str], list[Requirement]]:
    """Every requirement by act and contract; written steps still wait for ``dated``."""
    rules: dict[tuple[int, str], list[StepRule]] = defaultdict(list)
    for row in records(read(own, "requirement_rule").order("act_id, position")):
        key = (row["act_id"], row["requirement"])
        rules[key].append(StepRule(row["limit_value"], row["clock"], row["begins"]))
    steps: dict[tuple[int, str], list[Step]] = defaultdict(list)
    for row in records(read(own, "requirement_step")):
        key = (row["act_id"], row["requirement"])
        steps[key].append(Step(row["valid_from"], row["limit_value"]))
    found: dict[tuple[int, str], list[Requirement]] = defaultdict(list)
    for row in records(read(own, "requirement").order("act_id, contract, requirement")):
        key = (row["act_id"], row["requirement"])
        found[row["act_id"], row["contract"]].append(_requirement(row, rules[key], steps[key]))
    return found


def _requirement(row: dict[str, Any], rules: list[StepRule], steps: list[Step]) -> Requirement:
    later = {name: row[name] for name in _LATER if row[name] is not None}
    if "evidence" in later:
        later["evidence"] = tuple(later["evidence"])
    if row["penalty"] is not None:
        later["penalty"] = penalties.rule(row["penalty"])
    return Requirement(
        identifier=row["requirement"],
        limits=Timeline.of(steps),
        steps=tuple(rules),
        **{name: row[name] for name in _COLUMNS},
        **later,
    )


def dated(
    requirement: Requirement, contract_start: date, extensions: Sequence[date] = ()
) -> Requirement:
    """The requirement with the days that its written steps give in its contract."""
    if not requirement.steps:
        return requirement
    limits = timeline_of(requirement.steps, contract_start, extensions)
    return replace(requirement, limits=limits)


def insert_evidence(own: Cursor, act_id: int, evidence: Evidence, known_on: date) -> None:
    """Store a person's word on a clause inside the caller's transaction."""
    append(own, "evidence_given", [
        {"act_id": act_id, "known_from": known_on,
         **{name: getattr(evidence, name) for name in Evidence.__slots__}}
    ])  # fmt: skip


def evidence(database: Database, as_of: date | None = None) -> tuple[Evidence, ...]:
    """Everything people have said of clauses by ``as_of``, the latest last."""
    query = (
        "SELECT * FROM own.evidence_given WHERE known_from <= getvariable('as_of') "
        "AND act_id <= getvariable('horizon') ORDER BY seen_date, act_id"
    )
    with cursor(database, as_of) as own:
        found = records(own.sql(query))
    return tuple(Evidence(**{name: row[name] for name in Evidence.__slots__}) for row in found)
