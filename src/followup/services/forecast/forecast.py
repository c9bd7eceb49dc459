"""What lies ahead of each requirement if nothing changes, from the verdicts already given.

Nothing is measured here: a forecast is what ``rules.forecast`` makes of verdicts and limits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from followup.domain.parties import Contract
from followup.domain.requirement import Assessment, Requirement
from followup.reference.catalogue import Catalogue
from followup.rules.forecast import Answer, ForecastRule, Outlook, decisive, outlook, targets
from followup.services import parameters

SUBJECT = "forecast_rule"
ANSWERS: tuple[Answer, ...] = ("breaks", "cannot_tell", "holds")


@dataclass(frozen=True, slots=True)
class Ahead:
    """A requirement with what lies ahead of it; ``told`` is the outlook to tell of them."""

    contract: Contract
    requirement: Requirement
    outlooks: tuple[Outlook, ...]
    told: Outlook


def rule_of(catalogue: Catalogue, as_of: date) -> ForecastRule:
    """The method's parameters in force on ``as_of``; raises NoValueInForce."""

    def value(part: str) -> Decimal:
        return parameters.value(catalogue, SUBJECT, part, as_of)

    return ForecastRule(
        fewest_periods=int(value("fewest_periods")),
        trend_periods=int(value("trend_periods")),
        history_months=int(value("history_months")),
        usual_change_part=value("usual_change_part"),
        assumed_change=value("assumed_change"),
        season_part=value("season_part"),
        season_comparisons=int(value("season_comparisons")),
    )


def build(
    contracts: Iterable[Contract], found: Iterable[Assessment], as_of: date, rule: ForecastRule
) -> tuple[Ahead, ...]:
    """What lies ahead of every requirement that something lies ahead of, by contract and number.

    ``found`` are the verdicts of ``as_of``, as ``compliance.assessments`` gives them.
    """
    by_clause: dict[str, list[Assessment]] = defaultdict(list)
    for assessment in found:
        by_clause[assessment.requirement].append(assessment)
    made = (
        _ahead(contract, clause, by_clause[clause.identifier], as_of, rule)
        for contract in contracts
        for clause in contract.requirements
    )
    return tuple(one for one in made if one is not None)


def _ahead(
    contract: Contract,
    requirement: Requirement,
    found: Sequence[Assessment],
    as_of: date,
    rule: ForecastRule,
) -> Ahead | None:
    outlooks = tuple(
        outlook(target, found, rule) for target in targets(contract, requirement, found, as_of)
    )
    told = decisive(outlooks)
    return None if told is None else Ahead(contract, requirement, outlooks, told)


def order(one: Ahead) -> tuple[int, date, str]:
    """What breaks first stands first, then what cannot be told, then what holds."""
    return ANSWERS.index(one.told.answer), one.told.target.day, one.requirement.identifier
