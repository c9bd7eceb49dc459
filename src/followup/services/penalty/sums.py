"""What has been decided under each clause, and what is left of its cap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from followup.domain.deviation import Case, Step
from followup.domain.parties import Contract
from followup.domain.penalty import PenaltyBasis
from followup.domain.requirement import Requirement
from followup.rules import penalty as rules


@dataclass(frozen=True, slots=True)
class Imposed:
    """A decided and approved amount under a clause; ``basis`` is None where it is by hand."""

    case: str
    step: Step
    amount: Decimal
    currency: str
    basis: PenaltyBasis | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One clause with a rule: bases that wait or are approved, what is decided, and the rest.

    Amounts are from and to; ``left`` is None without a cap for the whole contract.
    """

    requirement: Requirement
    proposed: rules.Span
    approved: rules.Span
    decided: Decimal
    left: Decimal | None
    bases: tuple[tuple[str, PenaltyBasis, bool], ...]
    imposed: tuple[Imposed, ...]


def decided(case: Case) -> Iterator[tuple[Step, Step]]:
    """Each decision of a case that another person has approved, with that word."""
    open_one: Step | None = None
    for step in case.holding:
        if step.kind == "decide":
            open_one = step
        elif step.kind == "approve" and open_one is not None:
            yield open_one, step
            open_one = None
        elif step.kind == "reject":
            open_one = None


def imposed(cases: Iterable[Case], requirement: Requirement) -> tuple[Imposed, ...]:
    """What is decided under a clause, of penalty or of bonus as its rule is.

    An amount by hand counts under the clause its case is about; one on a report under the
    clause on late reports.
    """
    rule = requirement.penalty
    found = []
    for case in cases:
        if rule is None or case.subject.contract != requirement.contract:
            continue
        for decision, _ in decided(case):
            detail = decision.detail
            if detail.amount is None or not _is_under(case, decision, requirement):
                continue
            currency = detail.currency or rule.currency
            found.append(Imposed(case.identifier, decision, detail.amount, currency, detail.basis))
    return tuple(found)


def _is_under(case: Case, decision: Step, requirement: Requirement) -> bool:
    rule, detail = requirement.penalty, decision.detail
    if detail.basis is not None:
        return detail.basis.requirement == requirement.identifier
    is_bonus = rule is not None and rule.applies_to == "bonus"
    if (detail.remedy == "bonus") is not is_bonus:
        return False
    if case.subject.requirement is not None:
        return case.subject.requirement == requirement.identifier
    return rule is not None and rule.applies_to == "late_report"


def of_contract(contract: Contract, cases: Iterable[Case]) -> tuple[Standing, ...]:
    """Every clause of a contract that has a rule, with where it stands."""
    known = [c for c in cases if c.subject.contract == contract.number]
    return tuple(_standing(r, known) for r in contract.requirements if r.penalty is not None)


def _standing(requirement: Requirement, cases: list[Case]) -> Standing:
    rule = requirement.penalty
    waiting: list[tuple[str, PenaltyBasis, bool]] = []
    for case in cases:
        step = case.basis
        basis = step.detail.basis if step else None
        if basis is not None and basis.requirement == requirement.identifier:
            waiting.append((case.identifier, basis, case.approved_basis is not None))
    done = imposed(cases, requirement)
    own = [i for i in done if rule is not None and i.currency == rule.currency]
    used = rules.total(i.amount for i in own)
    has_cap = rule is not None and rule.cap is not None and rule.cap_scope == "contract"
    return Standing(
        requirement,
        proposed=_sum(b for _, b, is_approved in waiting if not is_approved),
        approved=_sum(b for _, b, is_approved in waiting if is_approved),
        decided=used,
        left=max(rules.ZERO, rule.cap - used) if has_cap and rule and rule.cap else None,
        bases=tuple(waiting),
        imposed=done,
    )


def _sum(bases: Iterable[PenaltyBasis]) -> rules.Span:
    found = list(bases)
    return rules.total(b.low for b in found), rules.total(b.high for b in found)
