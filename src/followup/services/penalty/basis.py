"""A penalty or bonus as a basis: what is counted, at what price, under which cap.

Nothing is decided and nothing is sent; people propose a basis, approve it and decide (rule 26).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from followup.domain.deviation import Case
from followup.domain.penalty import Given, Item, PenaltyBasis, PenaltyRule
from followup.domain.requirement import Requirement
from followup.rules import penalty as rules
from followup.services.deviation.matter import Matter
from followup.services.installation import Installation
from followup.services.penalty import items as penalty_items
from followup.services.penalty import sums as penalty_sums
from followup.services.penalty.items import Counted
from followup.services.penalty.sums import Imposed
from followup.services.penalty.text import Money, NoBasis, Note, spoken
from followup.storage import deviations as store

NOTHING_GIVEN = Given()


def clauses_for(matter: Matter) -> tuple[Requirement, ...]:
    """The clauses whose rule may give a basis in a case, its own first.

    A late report falls under every clause on late reports; whatever a case is about, the
    clauses on follow-up hold for how it is handled.
    """
    found = []
    for r in matter.contract.requirements:
        if r.penalty is None:
            continue
        trigger = r.penalty.applies_to
        is_own = r.identifier == matter.requirement
        is_bonus = matter.subject.ground == "bonus"
        fits = {
            "shortfall": is_own and not is_bonus,
            "bonus": is_own and is_bonus,
            "late_report": is_own or matter.subject.ground == "report",
            "follow_up": not is_bonus,
        }
        if fits[trigger]:
            found.append(r)
    return tuple(sorted(found, key=lambda r: r.identifier != matter.requirement))


def basis(
    installation: Installation,
    matter: Matter,
    as_of: date,
    requirement: Requirement,
    given: Given = NOTHING_GIVEN,
) -> PenaltyBasis | NoBasis:
    """The basis of one clause in a case, by what is known on ``as_of``; else why there is none.

    Where a verdict's interval leaves the amount open the basis is from and to. Raises UserError
    as ``explain`` does.
    """
    rule = requirement.penalty
    if rule is None:
        return NoBasis("no_rule")
    counted = penalty_items.count(installation, matter, as_of, requirement, rule, given)
    if isinstance(counted, NoBasis):
        return counted
    cases = store.load(installation.database, as_of)
    done = penalty_sums.imposed(cases, requirement)
    if any(i.currency != rule.currency for i in done):
        return NoBasis("other_currency", {"case": done[0].case})
    return _priced(requirement, rule, counted, done, matter.case, as_of,
                   installation.catalogue.checksum if installation.catalogue else "")  # fmt: skip


def _priced(
    requirement: Requirement, rule: PenaltyRule, counted: Counted, done: Sequence[Imposed],
    case: Case | None, as_of: date, reference: str,
) -> PenaltyBasis | NoBasis:  # fmt: skip
    notes = [*counted.notes]
    items = tuple(_item(one, rule, done, notes) for one in counted.items)
    low = rules.total(i.amount_low for i in items)
    high = rules.total(i.amount_high for i in items)
    by_hand = [i for i in done if i.basis is None and case and i.case == case.identifier]
    for one in by_hand:
        low, high = max(rules.ZERO, low - one.amount), max(rules.ZERO, high - one.amount)
        notes.append(Note("before", "by_hand_before", _imposed(one)))
    low, high, left = _capped(rule, done, low, high, notes)
    if high <= 0:
        code = "cap_used" if left == 0 else "decided_before" if done else counted.empty
        return NoBasis(code, {"requirement": requirement.identifier})
    notes.append(_amount(low, high, rule))
    return PenaltyBasis(
        requirement.identifier, rule, as_of, items, low, high, counted.rows_sha256, reference,
        spoken(notes),
    )  # fmt: skip


def _item(one: Item, rule: PenaltyRule, done: Sequence[Imposed], notes: list[Note]) -> Item:
    """An item at its price, less a cap for each breach and what was decided on it before."""
    cap = rule.cap if rule.cap_scope == "breach" else None
    amounts = [one.amount_low, one.amount_high]
    if cap is not None and amounts[1] > cap:
        notes.append(Note("cap", "cap_of_breach", {"cap": Money(cap, rule.currency)}))
        amounts = [rules.left_of(a, cap, rules.ZERO) for a in amounts]
    for before in done:
        earlier = _on_item(before, one.key)
        if earlier > 0:
            amounts = [max(rules.ZERO, a - earlier) for a in amounts]
            notes.append(Note("before", "decided_before", {
                **_imposed(before), "amount": Money(earlier, rule.currency),
            }))  # fmt: skip
    return Item(one.key, one.low, one.high, amounts[0], amounts[1])


def _on_item(before: Imposed, key: str) -> Decimal:
    """How much of a decided amount was for one thing; all of it where it was for that alone."""
    if before.basis is None:
        return rules.ZERO
    own = [i for i in before.basis.items if i.key == key]
    if not own:
        return rules.ZERO
    return before.amount if len(before.basis.items) == 1 else min(before.amount, own[0].amount_low)


def _capped(
    rule: PenaltyRule, done: Sequence[Imposed], low: Decimal, high: Decimal, notes: list[Note]
) -> tuple[Decimal, Decimal, Decimal | None]:
    """The amounts under what is left of a cap for the whole contract, and what is left."""
    if rule.cap is None:
        notes.append(Note("cap", "no_cap"))
        return low, high, None
    if rule.cap_scope == "breach":
        return low, high, None
    used = rules.total(i.amount for i in done)
    left = max(rules.ZERO, rule.cap - used)
    notes.extend(Note("imposed", "imposed", _imposed(one)) for one in done)
    notes.append(Note("cap", "cap_left", {
        "cap": Money(rule.cap, rule.currency), "used": Money(used, rule.currency),
        "left": Money(left, rule.currency),
    }))  # fmt: skip
    if high > left:
        notes.append(Note("cap", "cap_reached", {"before": Money(high, rule.currency)}))
    return rules.left_of(low, left, rules.ZERO), rules.left_of(high, left, rules.ZERO), left


def _imposed(one: Imposed) -> dict[str, object]:
    return {"case": one.case, "day": one.step.day, "amount": Money(one.amount, one.currency)}


def _amount(low: Decimal, high: Decimal, rule: PenaltyRule) -> Note:
    ends = {"low": Money(low, rule.currency), "high": Money(high, rule.currency)}
    return Note("amount", "amount" if low == high else "amount_range", ends)
