"""Which deviations are small on a contract: its own rule, its organisation's, the program's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from followup.domain.parties import Contract
from followup.domain.small_rule import PARTS, SmallRule
from followup.errors import UserError
from followup.rules.deviations import DeviationRule
from followup.services.deviation.rule import rule_of
from followup.services.installation import Actor, Installation
from followup.storage import acts, small_rules
from followup.storage.acts import Act

KIND = "small_rule"
# What can be meant: one alone never adds up, and beyond five years nobody remembers.
RANGES: Final[Mapping[str, tuple[int, int]]] = {
    "small_count": (2, 100), "small_months": (1, 60), "small_days_late": (0, 366),
    "small_gap": (0, 1),
}  # fmt: skip


def save(
    installation: Installation, rule: SmallRule, actor: Actor, today: date, now: datetime
) -> None:
    """Set the rule of a contract or an organisation; what is None is the next wider rule's.

    Raises UserError ``reason_missing``, or ``small_rule_range`` for a number nobody can mean.
    """
    if not rule.reason.strip():
        raise UserError("reason_missing")
    for part in PARTS:
        least, most = RANGES[part]
        value = getattr(rule, part)
        if value is not None and not least <= Decimal(value) <= most:
            raise UserError("small_rule_range", value=str(value), least=least, most=most)
    kept = replace(rule, reason=rule.reason.strip(), known_from=today)
    detail = {part: getattr(rule, part) for part in PARTS}
    act = Act(actor.stored, KIND, rule.name, now, {
        "scope": rule.scope, "reason": kept.reason, **detail,
    })  # fmt: skip
    acts.commit(
        installation.database, act, lambda own, act_id: small_rules.insert(own, act_id, kept)
    )


def newest(installation: Installation, as_of: date) -> dict[tuple[str, str], SmallRule]:
    """The rule that holds for each contract and organisation that has set one."""
    return {(r.scope, r.name): r for r in small_rules.load(installation.database, as_of)}


def chain(contract: Contract, known: Mapping[tuple[str, str], SmallRule]) -> list[SmallRule]:
    """The rules that reach a contract, its own first; of several buyers each in their order."""
    names = [("contract", contract.number), *(("organisation", b.name) for b in contract.buyers)]
    return [known[name] for name in names if name in known]


def of_contracts(
    installation: Installation, contracts: Iterable[Contract], as_of: date
) -> dict[str, DeviationRule]:
    """The rule of each contract that has one other than the program's own."""
    known = newest(installation, as_of)
    if not known:
        return {}
    usual = rule_of(installation.catalogue, as_of)
    return {c.number: laid(usual, own) for c in contracts if (own := chain(c, known))}


def laid(usual: DeviationRule, rules: Iterable[SmallRule]) -> DeviationRule:
    """The usual rule with the numbers that narrower ones state laid over it."""
    found = usual
    for rule in reversed(list(rules)):
        said = {p: getattr(rule, p) for p in PARTS if getattr(rule, p) is not None}
        found = replace(found, **said)
    return found
