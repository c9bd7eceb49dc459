"""The parameters of the rule for deviations, from the catalogue."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from followup.errors import NoValueInForce
from followup.reference.catalogue import Catalogue
from followup.reference.shares import cells_of
from followup.rules.deviations import DeviationRule

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
    day = as_of.toordinal()
    for c in cells_of(catalogue.data, "parameters", SUBJECT, "EU", part):
        if c.start <= day < c.end and c.known <= day < c.until:
            return c.reading.ends[0]
    raise NoValueInForce(f"{SUBJECT}.{part}", as_of)
