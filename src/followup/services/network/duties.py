"""Who does what: the matrix of an organisation with its gaps, and whom to ask of a late report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from followup.domain.network import TASKS, Entry
from followup.domain.parties import Contract


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom to ask of a contract's late reports: its own contract manager, then by the matrix.

    ``responsible`` stands in the contract. ``duty`` is the buyer's own word on late reports, None
    where that is a gap.
    """

    contract: Contract
    responsible: str | None
    duty: Entry | None


def matrix(entries: Sequence[Entry], organisation: str) -> tuple[tuple[str, Entry | None], ...]:
    """Every task in order with who answers for it; None is a gap."""
    own = {e.of("task"): e for e in entries if e.kind == "duty" and e.organisation == organisation}
    return tuple((task, own.get(task)) for task in TASKS)


def gaps(entries: Sequence[Entry], organisation: str) -> tuple[str, ...]:
    """The tasks that nobody answers for."""
    return tuple(task for task, duty in matrix(entries, organisation) if duty is None)


def late_reports(entries: Sequence[Entry], late: Sequence[Contract]) -> tuple[Asked, ...]:
    """For each contract with late reports: whom to ask first, and who stands behind."""
    answers = {
        e.organisation: e for e in entries if e.kind == "duty" and e.of("task") == "late_report"
    }
    return tuple(
        Asked(contract, contract.responsible, next(
            (answers[b.name] for b in contract.buyers if b.name in answers), None
        ))
        for contract in sorted(late, key=lambda c: c.number)
    )  # fmt: skip
