"""A file of contracts: the contracts that an Excel register or a contract system's list tells.

What a file does not speak of stays as it is: a column it lacks, and a table in which it has no
row for a contract. A plain list of contracts therefore takes no requirement away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from followup.domain.finding import SEVERITY
from followup.domain.parties import Contract
from followup.errors import UserError
from followup.ingest.draft import Draft
from followup.ingest.layout import REGISTER
from followup.ingest.register import ASKED_ONCE
from followup.reference.catalogue import Catalogue
from followup.services.contract.rows import Reading, contract_of, grouped
from followup.services.requirement.rows import where


@dataclass(frozen=True, slots=True)
class Register:
    """The contracts of a file as they would be stored, and the rows that cannot be used."""

    contracts: tuple[Contract, ...]
    problems: tuple[UserError, ...] = ()


def is_register(draft: Draft) -> bool:
    """True when a file holds contracts rather than a supplier's report."""
    return "contract" in draft.facts


def lacking(draft: Draft, known: Mapping[str, Contract]) -> tuple[str, ...]:
    """What some new contract of the file lacks and one answer can give for all of them."""
    new = [row for row in draft.facts["contract"].to_pylist() if row["number"] not in known]
    found = [name for name in sorted(ASKED_ONCE) if any(not row.get(name) for row in new)]
    # The reader fills in a country that no column tells.
    is_told = "country" in _columns(draft) or not new
    return tuple(found if is_told else [*found, "country"])


def from_register(
    catalogue: Catalogue,
    draft: Draft,
    lang: str,
    known: Mapping[str, Contract] | None = None,
    given: Mapping[str, str] | None = None,
) -> tuple[Contract, ...]:
    """The contracts that a register describes; the first row that cannot be used is raised.

    Raises UserError as the problems of ``read_register``.
    """
    found = read_register(catalogue, draft, lang, known, given)
    if found.problems:
        raise found.problems[0]
    return found.contracts


def read_register(
    catalogue: Catalogue,
    draft: Draft,
    lang: str,
    known: Mapping[str, Contract] | None = None,
    given: Mapping[str, str] | None = None,
) -> Register:
    """The contracts of a file and what is wrong with the rest, row by row.

    ``known`` are the contracts as they stand; ``given`` holds for every row that lacks it.
    Problems: UserError ``register_row`` and ``register_unreadable`` naming sheet and row,
    ``register_orphan`` for rows of a contract that is not in the file, and those of
    ``build_requirement`` and of codes.
    """
    tables = {k: draft.facts[k].to_pylist() if k in draft.facts else [] for k in REGISTER}
    numbers = {row["number"] for row in tables["contract"]}
    problems: list[UserError] = [
        UserError("register_orphan", **where(row), contract=row["contract"])
        for kind in REGISTER[1:]
        for row in tables[kind]
        if row["contract"] not in numbers
    ]
    read = Reading(
        catalogue, lang, known or {}, {**draft.answers, **(given or {})}, _columns(draft),
        {kind: grouped(tables[kind], "contract") for kind in REGISTER[1:]}, _unreadable(draft),
    )  # fmt: skip
    found = []
    for row in tables["contract"]:
        try:
            found.append(contract_of(read, row))
        except UserError as error:
            problems.append(error)
    return Register(tuple(found), tuple(problems))


def _columns(draft: Draft) -> frozenset[str]:
    """The columns that the tables of contracts have."""
    return frozenset(
        column.field
        for table in draft.tables
        if table.report_type == "contract"
        for column in table.mapping
        if column.field
    )


def _unreadable(draft: Draft) -> frozenset[tuple[str, int]]:
    return frozenset(
        (f.sheet or "", f.row)
        for f in draft.findings
        if f.row is not None and SEVERITY[f.code] == "error"
    )
