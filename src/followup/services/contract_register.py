"""A file of contracts: the contracts that an Excel register or a list describes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from followup.domain.parties import Buyer, Contract, Reporter
from followup.errors import UserError
from followup.ingest.draft import Draft
from followup.reference.catalogue import Catalogue
from followup.services.contracts import DEFAULT_DUE_DAYS, DEFAULT_FREQUENCY
from followup.services.requirements import RequirementEntry, StepEntry, build_requirement

REGISTER_KINDS = ("contract", "reporter", "requirement")


def is_register(draft: Draft) -> bool:
    """True when a file holds contracts rather than a supplier's report."""
    return "contract" in draft.facts


def from_register(catalogue: Catalogue, draft: Draft, lang: str) -> tuple[Contract, ...]:
    """The contracts that a register workbook describes.

    Raises UserError ``register_row`` naming the sheet and row that cannot be used, and
    ``register_orphan`` for reporters or requirements of a contract that is not in the file.
    """
    tables = {
        kind: draft.facts[kind].to_pylist() if kind in draft.facts else []
        for kind in REGISTER_KINDS
    }
    numbers = {row["number"] for row in tables["contract"]}
    for row in (*tables["reporter"], *tables["requirement"]):
        if row["contract"] not in numbers:
            raise UserError("register_orphan", **_where(row), contract=row["contract"])
    reporters = _grouped(tables["reporter"], "contract")
    requirements = _grouped(tables["requirement"], "contract")
    return tuple(
        _from_rows(catalogue, row, reporters[row["number"]], requirements[row["number"]], lang)
        for row in tables["contract"]
    )


def _from_rows(
    catalogue: Catalogue,
    row: dict[str, Any],
    reporters: Sequence[dict[str, Any]],
    requirements: Sequence[dict[str, Any]],
    lang: str,
) -> Contract:
    for name in ("number", "title", "start_date", "end_date", "buyers"):
        if not row.get(name):
            raise UserError("register_row", **_where(row), field=name)
    contract = Contract(
        number=row["number"],
        title=row["title"],
        supplier=row.get("supplier"),
        buyers=tuple(Buyer(b.strip()) for b in row["buyers"].split(";") if b.strip()),
        start_date=row["start_date"],
        end_date=row["end_date"],
        country=row.get("country") or "SE",
        supplier_org_number=row.get("supplier_org_number"),
        category=row.get("category"),
        board=row.get("board"),
        responsible=row.get("responsible"),
        diary_number=row.get("diary_number"),
        is_internal=bool(row.get("is_internal")),
        reporters=tuple(
            Reporter(
                r["reporter"],
                r.get("report_type") or "fuel",
                r.get("frequency") or DEFAULT_FREQUENCY,
                DEFAULT_DUE_DAYS if r.get("due_days") is None else int(r["due_days"]),
                r.get("role") or "supplier",
            )
            for r in reporters
        ),
    )
    entries = (_entry(rows) for rows in _grouped(requirements, "requirement").values())
    built = (build_requirement(catalogue, contract, entry, lang) for entry in entries)
    return replace(contract, requirements=tuple(built))


def _entry(rows: Sequence[dict[str, Any]]) -> RequirementEntry:
    first = rows[0]
    for row in rows:
        if row.get("limit") is None:
            raise UserError("register_row", **_where(row), field="limit")
    return RequirementEntry(
        short_id=first["requirement"],
        template=first["template"],
        steps=tuple(
            StepEntry(r["limit"], r.get("clock") or "date", r.get("at") or "") for r in rows
        ),
        title=first.get("title") or "",
        clause=first.get("clause") or "",
        assessment_period=first.get("assessment_period"),
    )


def _grouped(rows: Iterable[dict[str, Any]], name: str) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row[name]].append(row)
    return groups


def _where(row: dict[str, Any]) -> dict[str, object]:
    return {"sheet": row.get("sheet") or "", "row": row.get("row") or ""}
