"""An organisation's own decision on how long it keeps what follows up a contract."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from followup.domain.parties import buyer_key
from followup.domain.retention import RetentionRule
from followup.errors import UserError
from followup.services.installation import Actor, Installation
from followup.storage import acts, retention
from followup.storage.acts import Act

KIND: Final = "retention_rule"
# Whole years after a contract's last day that somebody can mean.
MOST_YEARS: Final = 100


def decide(
    installation: Installation, rule: RetentionRule, actor: Actor, today: date, now: datetime
) -> int:
    """Store a decision, or with ``is_removed`` that none holds any more; the act's number.

    Raises UserError ``retention_no_decision`` without organisation or document number, and
    ``retention_years`` for a number nobody can mean.
    """
    own = replace(
        rule, organisation=rule.organisation.strip(), decision=rule.decision.strip(),
        reason=rule.reason.strip(), known_from=today,
    )  # fmt: skip
    if not own.organisation or not own.decision:
        raise UserError("retention_no_decision")
    if not 0 <= own.years <= MOST_YEARS:
        raise UserError("retention_years", most=MOST_YEARS)
    act = Act(actor.stored, KIND, own.organisation, now, {
        "years": own.years, "decision": own.decision, "decided": own.decided_date.isoformat(),
        "valid_from": own.valid_from.isoformat(), "is_removed": own.is_removed,
        "known_from": today.isoformat(),
    })  # fmt: skip
    return acts.commit(
        installation.database, act, lambda cursor, n: retention.insert_rule(cursor, n, own)
    )


def every(installation: Installation, as_of: date) -> tuple[RetentionRule, ...]:
    """Every decision known on a day, in the order they were stored."""
    return retention.rules(installation.database, as_of)


def holding(rules: Iterable[RetentionRule], as_of: date) -> Mapping[str, RetentionRule]:
    """The decision that holds for each organisation (as ``buyer_key`` writes it) on a day."""
    newest = {buyer_key(r.organisation): r for r in rules if r.valid_from <= as_of}
    return {name: rule for name, rule in newest.items() if not rule.is_removed}
