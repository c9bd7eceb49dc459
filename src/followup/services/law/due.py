"""Which contracts may be erased: ended, kept as long as decided, and with no case still open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from followup.domain.deviation import Case
from followup.domain.parties import Contract, buyer_key
from followup.domain.retention import Due, DueState, RetentionRule, Tombstone
from followup.errors import UserError
from followup.services.deviation.matter import OVER
from followup.services.installation import Installation
from followup.services.law import decisions
from followup.storage import contracts, deviations, retention


def due(installation: Installation, as_of: date) -> tuple[Due, ...]:
    """Every contract that has ended, what may be erased first, then by the day it may be."""
    held = installation.database
    rules = decisions.holding(decisions.every(installation, as_of), as_of)
    erased = {left.contract: left for left in retention.erasures(held)}
    cases = deviations.load(held, as_of)
    known = contracts.load(held, as_of)
    found = [
        judged(contract, rules, cases, erased.get(contract.number), as_of)
        for contract in known if contract.days.end < as_of
    ]  # fmt: skip
    order = ("due", "open_case", "later", "undecided", "erased")
    return tuple(
        sorted(found, key=lambda d: (order.index(d.state), d.due_date or d.ended, d.contract))
    )


def of_contract(installation: Installation, number: str, as_of: date) -> Due:
    """What can be said of one contract; raises UserError ``unknown_contract``."""
    for found in due(installation, as_of):
        if found.contract == number:
            return found
    for contract in contracts.load(installation.database, as_of):
        if contract.number == number:
            return Due(number, contract.title, contract.days.end, "running")
    raise UserError("unknown_contract", contract=number)


def judged(
    contract: Contract, rules: Mapping[str, RetentionRule], cases: Iterable[Case],
    erased: Tombstone | None, as_of: date,
) -> Due:  # fmt: skip
    """One contract that has ended, by the decisions that hold for its buyers."""
    named = Due(contract.number, contract.title, contract.days.end, "undecided")
    if erased is not None:
        return replace(named, state="erased", years=erased.years, decision=erased.decision)
    buyers = [buyer.name for buyer in contract.buyers]
    undecided = tuple(name for name in buyers if buyer_key(name) not in rules)
    if undecided or not buyers:
        return replace(named, undecided=undecided)
    longest = max((rules[buyer_key(name)] for name in buyers), key=lambda rule: rule.years)
    first = later(named.ended, longest.years) + timedelta(days=1)
    opened = tuple(
        case.identifier for case in cases
        if case.subject.contract == contract.number and is_open(case)
    )  # fmt: skip
    state: DueState = "later" if as_of < first else "open_case" if opened else "due"
    return replace(
        named, state=state, years=longest.years, decision=longest.decision, due_date=first,
        cases=opened,
    )  # fmt: skip


def is_open(case: Case) -> bool:
    """Whether somebody still has to do something with a case, or a penalty is not settled."""
    return case.state not in OVER and not case.is_small


def later(day: date, years: int) -> date:
    """The same day so many years later; the last of February for a leap day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
