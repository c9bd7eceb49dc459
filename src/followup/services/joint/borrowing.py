"""Leaning on another contract's check of the same supplier: offered, or refused with the reason.

Nothing of the other contract's amounts is told: who checked, when, by which method, at which level
and with what outcome is what makes a check usable by others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from followup.domain.control import Borrowed, Control, ControlKind, Refusal, Wanted
from followup.domain.evidence import Evidence
from followup.domain.parties import Contract, buyer_key
from followup.domain.requirement import Requirement
from followup.domain.spot_check import SpotCheck
from followup.errors import NoValueInForce, UserError
from followup.rules.reuse import refusals
from followup.services import parameters
from followup.services.installation import Actor, Installation
from followup.storage import acts, borrowed, contracts, measures, requirements, spot_checks
from followup.storage.acts import Act

SUBJECT = "reuse_rule"
KIND = "borrowed_check"


@dataclass(frozen=True, slots=True)
class Offer:
    """A control, the clause it could stand in for, and what hinders it; ``taken`` once it does."""

    requirement: Requirement
    control: Control
    refusals: tuple[Refusal, ...]
    taken: Borrowed | None = None


def years(installation: Installation, as_of: date) -> int:
    """A check must be younger than so many years."""
    return int(parameters.value(installation.catalogue, SUBJECT, "years", as_of))


def supplier_of(contract: Contract) -> str:
    """Who a supplier is, by number where it is known; empty for an own fleet."""
    return contract.supplier_org_number or buyer_key(contract.supplier or "")


def offers(installation: Installation, contract: Contract, as_of: date) -> tuple[Offer, ...]:
    """For each clause the controls of its supplier on other contracts, usable ones first.

    Of one control and clause the other contract's clause that fits best is told.
    """
    every = contracts.load(installation.database, as_of)
    found = controls(installation, every, contract, as_of)
    if not found:
        return ()
    limit = years(installation, as_of)
    taken = {
        _key(b): b for b in borrowed.of_contract(installation.database, contract.number, as_of)
    }
    told: dict[tuple[object, ...], Offer] = {}
    for clause in contract.requirements:
        wanted = Wanted(
            supplier_of(contract), method_of(clause), clause.comparator, level_on(clause, as_of)
        )
        for control in found:
            if (control.kind == "evidence") != (clause.spec.sql == "evidence"):
                continue
            why = refusals(wanted, control, limit, as_of)
            word = taken.get(_key_of(clause, control))
            offer = Offer(clause, control, why, word if word and word.is_taken else None)
            name: tuple[object, ...] = (
                clause.identifier, control.kind, control.contract, control.spot_check,
            )  # fmt: skip
            if control.kind == "evidence":
                name = (*name, control.requirement, control.checked_date)
            if name not in told or _rank(offer) < _rank(told[name]):
                told[name] = offer
    return tuple(sorted(told.values(), key=lambda o: (bool(o.refusals), o.requirement.identifier)))


def _rank(offer: Offer) -> tuple[int, bool]:
    return len(offer.refusals), "other_method" in offer.refusals


def _key(word: Borrowed) -> tuple[object, ...]:
    return (word.requirement, word.kind, word.of_requirement, word.spot_check, word.checked_date)


def _key_of(clause: Requirement, control: Control) -> tuple[object, ...]:
    return (clause.identifier, control.kind, control.requirement, control.spot_check,
            control.checked_date)  # fmt: skip


def method_of(clause: Requirement) -> str:
    """What is measured; of a clause that people judge the library's entry, or its title."""
    if clause.spec.sql != "evidence":
        return clause.measure
    return f"{clause.measure}:{clause.source or buyer_key(clause.title)}"


def level_on(clause: Requirement, day: date) -> Decimal | None:
    """The limit in force, None where the clause has none on the day."""
    try:
        return clause.limits.on(day).value
    except NoValueInForce:
        return None


def controls(
    installation: Installation, every: Sequence[Contract], contract: Contract, as_of: date
) -> tuple[Control, ...]:
    """The checks of the contract's supplier on other contracts, as known on ``as_of``."""
    supplier = supplier_of(contract)
    others = {
        c.number: c
        for c in every
        if supplier and c.number != contract.number and supplier_of(c) == supplier
    }
    if not others:
        return ()
    made = spot_checks.load(installation.database, as_of)
    words = requirements.evidence(installation.database, as_of)
    return (*_spot_checked(others, made), *_seen(others, words))


def _spot_checked(others: dict[str, Contract], made: Sequence[SpotCheck]) -> Iterator[Control]:
    """A list speaks for the clauses on fuel or driving of each contract it was drawn from."""
    for check in made:
        words = check.holding.values()
        day = max((w.seen_date for w in words), default=check.drawn_date)
        is_right = None if check.open_rows else all(w.outcome == "agrees" for w in words)
        for number in check.contracts:
            for clause in others[number].requirements if number in others else ():
                if clause.spec.sql in measures.OF_ROWS:
                    yield _control("spot_check", others[number], clause, day, is_right,
                                   spot_check=check.identifier)  # fmt: skip


def _seen(others: dict[str, Contract], words: Sequence[Evidence]) -> Iterator[Control]:
    for word in words:
        clauses = others[word.contract].requirements if word.contract in others else ()
        for clause in clauses:
            if clause.identifier == word.requirement:
                yield _control("evidence", others[word.contract], clause, word.seen_date,
                               word.is_met, seen=word.seen, document=word.document)  # fmt: skip


def _control(
    kind: ControlKind, contract: Contract, clause: Requirement, day: date, is_accepted: bool | None,
    **more: str,
) -> Control:  # fmt: skip
    return Control(
        kind=kind,
        contract=contract.number, requirement=clause.identifier,
        body=", ".join(b.name for b in contract.buyers), supplier=supplier_of(contract),
        method=method_of(clause), comparator=clause.comparator, level=level_on(clause, day),
        checked_date=day, is_accepted=is_accepted, **more,
    )  # fmt: skip


def take(
    installation: Installation, offer: Offer, reason: str, actor: Actor, today: date,
    now: datetime,
) -> None:  # fmt: skip
    """Let a control stand in for the clause's own; of evidence the clause is judged by it.

    Raises UserError ``reuse_refused`` where something hinders it, and ``reason_missing``.
    """
    if offer.refusals:
        raise UserError("reuse_refused")
    _say(installation, offer, is_taken=True, reason=reason, actor=actor, today=today, now=now)


def give_back(
    installation: Installation, offer: Offer, reason: str, actor: Actor, today: date,
    now: datetime,
) -> None:  # fmt: skip
    """Lean on a control no longer; what was seen stays on file. Raises ``reason_missing``."""
    _say(installation, offer, is_taken=False, reason=reason, actor=actor, today=today, now=now)


def _say(
    installation: Installation, offer: Offer, *, is_taken: bool, reason: str, actor: Actor,
    today: date, now: datetime,
) -> None:  # fmt: skip
    if not reason.strip():
        raise UserError("reason_missing")
    clause, control = offer.requirement, offer.control
    word = Borrowed(
        clause.contract, clause.identifier, control.kind, control.contract, control.requirement,
        control.spot_check, control.checked_date, is_taken, reason.strip(), today,
    )  # fmt: skip
    act = Act(actor.stored, KIND, clause.contract, now, {
        "requirement": clause.identifier, "of_contract": control.contract,
        "is_taken": is_taken, "reason": word.reason,
    })  # fmt: skip

    def write(own: acts.Cursor, act_id: int) -> None:
        borrowed.insert(own, act_id, word)
        if is_taken and control.kind == "evidence":
            seen = Evidence(
                clause.contract, clause.identifier, True, control.checked_date,
                f"{control.body}: {control.seen}", control.document, actor.stored,
            )  # fmt: skip
            requirements.insert_evidence(own, act_id, seen, today)

    acts.commit(installation.database, act, write)
