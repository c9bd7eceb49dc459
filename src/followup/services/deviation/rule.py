"""The parameters of the rule for deviations, from the catalogue."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from followup.reference.catalogue import Catalogue
from followup.rules.deviations import DeviationRule
from followup.services import parameters

SUBJECT = "deviation_rule"


def rule_of(catalogue: Catalogue, as_of: date) -> DeviationRule:
    """The rule in force on ``as_of``; raises NoValueInForce."""
    return DeviationRule(
        small_count=int(_value(catalogue, "small_count", as_of)),
        small_months=int(_value(catalogue, "small_months", as_of)),
        small_days_late=int(_value(catalogue, "small_days_late", as_of)),
        small_gap=_value(catalogue, "small_gap", as_of),
        look_back_months=int(_value(catalogue, "look_back_months", as_of)),
        reply_days=int(_value(catalogue, "reply_days", as_of)),
        ending_months=int(_value(catalogue, "ending_months", as_of)),
    )


def _value(catalogue: Catalogue, part: str, as_of: date) -> Decimal:
    return parameters.value(catalogue, SUBJECT, part, as_of)
