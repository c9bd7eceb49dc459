"""Contracts with their buyers, reporters and requirements; a change stores a new version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from followup.domain.parties import Buyer, Contract, Reporter
from followup.storage import requirements
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import STORE, append, records

_CONTRACT = (
    "contract", "title", "supplier", "supplier_org_number", "country", "start_date", "end_date",
    "category", "board", "responsible", "diary_number", "is_internal",
)  # fmt: skip


def insert(own: Cursor, act_id: int, contracts: Iterable[Contract], known_on: date) -> None:
    """Store a version of each contract inside the caller's transaction.

    A contract's first version is known from its own first day if it is registered later: the
    parties knew it then. Later versions are known from ``known_on``.
    """
    stored = list(contracts)
    known = {
        row[0]
        for row in own.execute("SELECT DISTINCT contract FROM store.main.contract").fetchall()
    }
    frame = [
        {
            "act_id": act_id,
            "known_from": known_on if c.number in known else min(known_on, c.start_date),
            "contract": c.number,
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
        {"act_id": act_id, "contract": c.number, "reporter": r.name, "role": r.role,
         "report_type": r.report_type, "frequency": r.frequency, "due_days": r.due_days}
        for c in stored for r in c.reporters
    ])  # fmt: skip
    requirements.insert(own, act_id, [r for c in stored for r in c.requirements])


def load(database: Database, as_of: date | None = None) -> tuple[Contract, ...]:
    """Every contract as it was known on ``as_of``, in order of number."""
    with cursor(database, as_of) as own:
        contracts = records(own.sql("SELECT * FROM app.current_contract ORDER BY contract"))
        buyers = _by_contract(own, "contract_buyer")
        reporters = _by_contract(own, "reporter")
        clauses = requirements.load(own)
    return tuple(
        Contract(
            number=row["contract"],
            buyers=tuple(Buyer(b["buyer"], b["share"]) for b in buyers[_key(row)]),
            reporters=tuple(
                Reporter(r["reporter"], r["report_type"], r["frequency"], r["due_days"], r["role"])
                for r in reporters[_key(row)]
            ),
            requirements=tuple(
                requirements.dated(clause, row["start_date"]) for clause in clauses[_key(row)]
            ),
            **{name: row[name] for name in _CONTRACT[1:]},
        )
        for row in contracts
    )


def _key(row: dict[str, Any]) -> tuple[int, str]:
    return row["act_id"], row["contract"]


def _by_contract(own: Cursor, table: str) -> dict[tuple[int, str], list[dict[str, Any]]]:
    found: dict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
    for row in records(own.table(STORE + table).order("ALL")):
        found[_key(row)].append(row)
    return found
