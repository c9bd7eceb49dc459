"""A basis as steps of a case: computed when it is proposed, and taken up by the decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from followup.domain.deviation import WITH_AMOUNT, Case, Detail
from followup.domain.penalty import PenaltyBasis
from followup.errors import UserError
from followup.rules import penalty as rules
from followup.services.deviation.matter import Matter
from followup.services.installation import Installation
from followup.services.penalty import basis as penalty
from followup.services.penalty import sums as penalty_sums
from followup.services.penalty.text import NoBasis
from followup.storage import deviations as store


def computed(
    installation: Installation, matter: Matter, today: date, clause: str | None, detail: Detail
) -> PenaltyBasis:
    """The basis that a step proposes, frozen with the case.

    ``clause`` is the requirement whose rule is used; without it the first that fits. Raises
    UserError ``penalty_<code>`` where nothing can be computed.
    """
    fitting = penalty.clauses_for(matter)
    chosen = next((r for r in fitting if clause in (None, r.identifier)), None)
    if chosen is None:
        raise UserError("penalty_no_rule")
    given = detail.given or penalty.NOTHING_GIVEN
    found = penalty.basis(installation, matter, today, chosen, given)
    if isinstance(found, NoBasis):
        raise UserError(f"penalty_{found.code}", **found.says)
    return found


def decided(installation: Installation, matter: Matter, case: Case, detail: Detail) -> Detail:
    """A decision with the approved basis it takes its amount from, or said to be by hand.

    A basis that leaves the amount open takes one within its ends. Raises UserError
    ``penalty_no_approved_basis``, ``penalty_outside_basis`` or that of ``check_cap``.
    """
    if detail.remedy not in WITH_AMOUNT:
        return replace(detail, amount=None, currency=None, amount_from=None, basis=None)
    if detail.amount_from in (None, "hand"):
        return replace(detail, amount_from="hand", basis=None)
    step = case.approved_basis
    basis = step.detail.basis if step else None
    if basis is None or basis.remedy != detail.remedy:
        raise UserError("penalty_no_approved_basis")
    amount = basis.low if basis.is_exact else detail.amount
    if amount is None or not amount.is_finite() or not basis.low <= amount <= basis.high:
        raise UserError("penalty_outside_basis")
    check_cap(installation, matter, basis, amount)
    return replace(
        detail, basis=basis, amount=amount, currency=basis.currency,
        amount_from="basis" if basis.is_exact else "within_basis",
    )  # fmt: skip


def check_cap(
    installation: Installation, matter: Matter, basis: PenaltyBasis, amount: Decimal
) -> None:
    """Refuse an amount that no longer fits under the cap: more was decided since the basis.

    Raises UserError ``penalty_cap_changed``.
    """
    cap = basis.rule.cap
    known = {r.identifier: r for r in matter.contract.requirements}
    if cap is None or basis.rule.cap_scope == "breach" or basis.requirement not in known:
        return
    done = penalty_sums.imposed(store.load(installation.database), known[basis.requirement])
    if amount > cap - rules.total(i.amount for i in done):
        raise UserError("penalty_cap_changed", requirement=basis.requirement)
