"""The parameters of spot checks, from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from followup.domain.spot_check import Part
from followup.errors import NoValueInForce
from followup.reference.catalogue import Catalogue
from followup.reference.shares import cells_of
from followup.rules.oddity import OddityRule

SUBJECT = "spot_check_rule"


@dataclass(frozen=True, slots=True)
class SpotCheckRule:
    """How a list is usually drawn: the parts' proportions, how many rows, days to reply.

    ``most_rows`` is the longest list, ``oddity`` says when a row is unusual.
    """

    shares: Mapping[Part, Decimal]
    rows: int
    most_rows: int
    reply_days: int
    oddity: OddityRule


def rule_of(catalogue: Catalogue, as_of: date) -> SpotCheckRule:
    """The rule in force on ``as_of``; raises NoValueInForce."""

    def value(part: str) -> Decimal:
        return _value(catalogue, part, as_of)

    return SpotCheckRule(
        shares={
            "weight": value("part_weight"),
            "odd": value("part_odd"),
            "random": value("part_random"),
        },
        rows=int(value("rows")),
        most_rows=int(value("most_rows")),
        reply_days=int(value("reply_days")),
        oddity=OddityRule(
            value("round_step"), value("large_times"), int(value("large_rows")),
            value("common_share"),
        ),
    )  # fmt: skip


def _value(catalogue: Catalogue, part: str, as_of: date) -> Decimal:
    day = as_of.toordinal()
    for c in cells_of(catalogue.data, "parameters", SUBJECT, "EU", part):
        if c.start <= day < c.end and c.known <= day < c.until:
            return c.reading.ends[0]
    raise NoValueInForce(f"{SUBJECT}.{part}", as_of)
