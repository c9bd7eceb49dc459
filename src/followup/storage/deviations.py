"""Cases of deviations: their steps as they were taken, read with one query."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from followup.domain.deviation import Action, Attachment, Case, Detail, Frozen, Step, Subject
from followup.domain.period import Period
from followup.storage import penalties
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records
from followup.storage.sqltext import text

_AMOUNTS: Final = ("numerator", "denominator", "unknown", "limit")
_SUBJECT: Final = ("requirement", "reporter", "report_type")


def load(database: Database, as_of: date | None = None) -> tuple[Case, ...]:
    """Every case with the steps taken by ``as_of``, in the order they were opened."""
    with cursor(database, as_of) as own:
        found = records(own.sql(text("queries", "deviations")))
    grouped = groupby(found, key=lambda row: str(row["deviation"]))
    return tuple(_case(name, list(rows)) for name, rows in grouped)


def open_case(own: Cursor, act_id: int, case: Case) -> None:
    """Store what a new case is about inside the caller's transaction; its steps come apart."""
    subject = case.subject
    append(own, "deviation", [{
        "act_id": act_id, "deviation": case.identifier, "contract": subject.contract,
        "ground": subject.ground, "period_start": subject.period.start,
        "period_end": subject.period.end, "parts": json.dumps(subject.parts),
        **{name: getattr(subject, name) for name in _SUBJECT},
    }])  # fmt: skip


def insert_step(own: Cursor, act_id: int, deviation: str, step: Step) -> None:
    """Store a step inside the caller's transaction; who took it stands in the act."""
    append(own, "deviation_step", [{
        "act_id": act_id, "deviation": deviation, "step": step.number, "kind": step.kind,
        "day": step.day, "reason": step.reason, "detail": _written(step.detail),
    }])  # fmt: skip


def _case(name: str, rows: list[dict[str, Any]]) -> Case:
    first = rows[0]
    subject = Subject(
        first["contract"], first["ground"], Period(first["period_start"], first["period_end"]),
        parts=tuple(json.loads(first["parts"])), **{name: first[name] for name in _SUBJECT},
    )  # fmt: skip
    steps = (
        Step(
            r["step"], r["kind"], r["day"], r["done_at"], r["actor"], r["reason"],
            _detail(json.loads(r["detail"])),
        )
        for r in rows
    )  # fmt: skip
    return Case(name, subject, tuple(steps))


def _written(detail: Detail) -> str:
    """The fields of a step that say something; amounts and days as text, exactly."""
    empty = Detail()
    said = {f.name for f in fields(Detail) if getattr(detail, f.name) != getattr(empty, f.name)}
    kept = {name: value for name, value in asdict(detail).items() if name in said}
    if detail.evidence_period is not None:
        kept["evidence_period"] = [detail.evidence_period.start, detail.evidence_period.end]
    return json.dumps(kept, ensure_ascii=False, default=str, sort_keys=True)


def _detail(kept: Mapping[str, Any]) -> Detail:
    said = dict(kept)
    if "evidence_period" in said:
        said["evidence_period"] = Period(*map(date.fromisoformat, said["evidence_period"]))
    if "reply_date" in said:
        said["reply_date"] = date.fromisoformat(said["reply_date"])
    if "amount" in said:
        said["amount"] = Decimal(said["amount"])
    said["attendees"] = tuple(said.get("attendees", ()))
    said["attachments"] = tuple(Attachment(**one) for one in said.get("attachments", ()))
    said["actions"] = tuple(
        Action(one["what"], one["responsible"], date.fromisoformat(one["due_date"]))
        for one in said.get("actions", ())
    )
    said["frozen"] = frozen(said["frozen"]) if "frozen" in said else None
    if "basis" in said:
        said["basis"] = penalties.basis(said["basis"])
    if "given" in said:
        said["given"] = penalties.given(said["given"])
    return Detail(**said)


def frozen(kept: Mapping[str, Any]) -> Frozen:
    """The numbers of a verdict as they were kept: amounts and days out of their texts."""
    amounts = {name: None if kept[name] is None else Decimal(kept[name]) for name in _AMOUNTS}
    lines = {
        lang: tuple((label, words) for label, words in pairs)
        for lang, pairs in kept["lines"].items()
    }
    return Frozen(**{
        **kept, **amounts, "as_of": date.fromisoformat(kept["as_of"]),
        "reasons": tuple(kept["reasons"]), "lines": lines,
    })  # fmt: skip
