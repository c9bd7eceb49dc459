"""Contracts with their buyers, reporters and requirements; a change stores a new version."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from followup.domain.parties import (
    Buyer,
    Classification,
    Contract,
    Extension,
    Reporter,
    Score,
    Subcontractor,
    buyer_key,
)
from followup.domain.requirement import Requirement
from followup.storage import memo, requirements
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, read, records

_CONTRACT = (
    "contract", "title", "supplier", "supplier_org_number", "country", "start_date", "end_date",
    "category", "board", "responsible", "diary_number", "is_internal", "value", "currency",
    "award_date", "procedure_start", "is_above_threshold",
)  # fmt: skip
_REPORTER = ("report_type", "frequency", "due_days", "role", "valid_from", "valid_to")
_TABLES = {
    "contract_extension": ("from_date", "to_date", "notice_date", "decided_date"),
    "contract_subcontractor": ("name", "org_number", "valid_from", "valid_to"),
    "contract_score": ("criterion", "points", "reason"),
}
_PARTS = ("contract_buyer", "reporter", *_TABLES)


def insert(own: Cursor, act_id: int, contracts: Iterable[Contract], known_on: date) -> None:
    """Store a version of each contract inside the caller's transaction.

    A contract's first version is known from its own first day if it is registered later: the
    parties knew it then. Later versions are known from ``known_on``.
    """
    stored = list(contracts)
    known = {row[0] for row in own.execute("SELECT DISTINCT contract FROM own.contract").fetchall()}
    frame = [
        {
            "act_id": act_id,
            "known_from": known_on if c.number in known else min(known_on, c.start_date),
            "contract": c.number,
            "cpv": list(c.cpv),
            "grade": c.classification.grade if c.classification else None,
            "grade_reason": c.classification.reason if c.classification else None,
            **{name: getattr(c, name) for name in _CONTRACT[1:]},
        }
        for c in stored
    ]
    append(own, "contract", frame)
    append(own, "contract_buyer", [
        {"act_id": act_id, "contract": c.number, "buyer": b.name, "share": b.share}
        for c in stored for b in c.buyers
    ])  # fmt: skip
    append(own, "reporter", [
        {"act_id": act_id, "contract": c.number, "reporter": r.name, **_fields(r, _REPORTER)}
        for c in stored for r in c.reporters
    ])  # fmt: skip
    for table, names in _TABLES.items():
        append(own, table, [
            {"act_id": act_id, "contract": c.number, **_fields(part, names)}
            for c in stored for part in _parts(c)[table]
        ])  # fmt: skip
    requirements.insert(own, act_id, [r for c in stored for r in c.requirements])


def _parts(contract: Contract) -> dict[str, tuple[object, ...]]:
    classed = contract.classification
    return {
        "contract_extension": contract.extensions,
        "contract_subcontractor": contract.subcontractors,
        "contract_score": classed.scores if classed else (),
    }


def _fields(part: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(part, name) for name in names}


def load(database: Database, as_of: date | None = None) -> tuple[Contract, ...]:
    """Every contract as it was known on ``as_of``, in order of number."""
    return memo.once(database, ("contracts", as_of), lambda: _load(database, as_of), of="contract")


def buyers(database: Database) -> Mapping[str, frozenset[str]]:
    """The buyers of each contract as it stands, by its number and as ``buyer_key`` writes them."""
    return memo.once(database, "buyers", lambda: _buyers(database), of="contract")


def _buyers(database: Database) -> dict[str, frozenset[str]]:
    with cursor(database) as own:
        rows = own.sql(
            "SELECT c.contract, list(b.buyer) FROM app.current_contract AS c "
            "LEFT JOIN own.contract_buyer AS b "
            "ON b.act_id = c.act_id AND b.contract = c.contract GROUP BY c.contract"
        ).fetchall()
    return {number: frozenset(buyer_key(b) for b in held if b) for number, held in rows}


def _load(database: Database, as_of: date | None) -> tuple[Contract, ...]:
    with cursor(database, as_of) as own:
        contracts = records(own.sql("SELECT * FROM app.current_contract ORDER BY contract"))
        parts = {table: _by_contract(own, table) for table in _PARTS}
        clauses = requirements.load(own)
    return tuple(_contract(row, parts, clauses) for row in contracts)


@dataclass(frozen=True, slots=True)
class ContractVersion:
    """A contract as it was stored by one act: who, when (UTC), as what kind of act, and why."""

    contract: Contract
    known_from: date
    actor: str
    done_at: datetime
    kind: str
    detail: Mapping[str, Any]


def versions(database: Database, number: str) -> tuple[ContractVersion, ...]:
    """Every version of a contract, the newest first; empty for a number nobody has used."""
    with cursor(database) as own:
        rows = records(own.sql(_VERSIONS, params={"number": number}))
        parts = {table: _by_contract(own, table) for table in _PARTS}
        clauses = requirements.load(own)
    return tuple(
        ContractVersion(
            _contract(row, parts, clauses), row["known_from"], row["actor"], row["done_at"],
            row["kind"], json.loads(row["detail"]),
        )
        for row in rows
    )  # fmt: skip


_VERSIONS = """
    SELECT c.*, c.end_date AS agreed_end_date, a.actor, a.done_at, a.kind, a.detail
    FROM own.contract AS c
    INNER JOIN own.act AS a ON a.act_id = c.act_id
    WHERE c.contract = $number AND c.act_id <= getvariable('horizon')
        AND c.known_from <= getvariable('as_of')
    ORDER BY c.act_id DESC
"""


def _contract(
    row: dict[str, Any],
    parts: dict[str, dict[tuple[int, str], list[dict[str, Any]]]],
    clauses: Mapping[tuple[int, str], list[Requirement]],
) -> Contract:
    own = {table: of[_key(row)] for table, of in parts.items()}
    scores = tuple(Score(**_chosen(s, _TABLES["contract_score"])) for s in own["contract_score"])
    is_classed = scores or row["grade"]
    contract = Contract(
        number=row["contract"],
        buyers=tuple(Buyer(b["buyer"], b["share"]) for b in own["contract_buyer"]),
        reporters=tuple(Reporter(r["reporter"], **_chosen(r, _REPORTER)) for r in own["reporter"]),
        cpv=tuple(row["cpv"] or ()),
        extensions=tuple(
            Extension(**_chosen(e, _TABLES["contract_extension"]))
            for e in own["contract_extension"]
        ),
        subcontractors=tuple(
            Subcontractor(**_chosen(s, _TABLES["contract_subcontractor"]))
            for s in own["contract_subcontractor"]
        ),
        classification=Classification(scores, row["grade"], row["grade_reason"] or "")
        if is_classed
        else None,
        **(_chosen(row, _CONTRACT[1:]) | {"end_date": row["agreed_end_date"]}),
    )
    start, extensions = contract.start_date, contract.extension_days
    dated = (requirements.dated(clause, start, extensions) for clause in clauses[_key(row)])
    return replace(contract, requirements=tuple(dated))


def _chosen(row: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _key(row: dict[str, Any]) -> tuple[int, str]:
    return row["act_id"], row["contract"]


def _by_contract(own: Cursor, table: str) -> dict[tuple[int, str], list[dict[str, Any]]]:
    found: dict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
    for row in records(read(own, table).order("ALL")):
        found[_key(row)].append(row)
    return found
