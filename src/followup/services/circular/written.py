"""Notes on circular purchasing as a person writes them in a form, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import cast

from followup.domain.circular import AvoidedPurchase, TenderAssessment, Way
from followup.errors import UserError
from followup.services.goal import written as goal_written
from followup.services.written import day

UNIT = "piece"
ANSWERS: Mapping[str, bool | None] = {"yes": True, "no": False, "unknown": None}


def avoided(fields: Mapping[str, str], before: AvoidedPurchase | None) -> AvoidedPurchase:
    """The purchase that the fields mean; an empty amount is not known.

    Raises UserError ``circular_missing``, ``invalid_day`` or ``goal_number``; ``log.check``
    checks the whole.
    """
    said = {name: text.strip() for name, text in fields.items()}
    value = _amount(said["value"])
    factor = _amount(said["kg_co2e_per_piece"])
    found = AvoidedPurchase(
        what=said["what"], sector=said["sector"], organisation=said["organisation"],
        day=_day(said["day"]), need=said["need"], way=cast(Way, said["way"]),
        instead=said["instead"], decided_by=said["decided_by"], pieces=_amount(said["pieces"]),
        value=value, currency=said["currency"] or None if value is not None else None,
        value_source=said["value_source"] or None,
        kg_co2e_per_piece=factor, factor_source=said["factor_source"] or None,
    )  # fmt: skip
    return replace(found, identifier=before.identifier if before else "")


def tender(fields: Mapping[str, str], before: TenderAssessment | None) -> TenderAssessment:
    """The tender that the fields mean. Raises UserError as ``avoided`` does."""
    said = {name: text.strip() for name, text in fields.items()}
    is_relevant = said["is_relevant"] == "yes"
    is_assessed = ANSWERS[said["is_assessed"]] if is_relevant else None
    return TenderAssessment(
        title=said["title"], organisation=said["organisation"], day=_day(said["day"]),
        is_relevant=is_relevant, is_assessed=is_assessed,
        has_order=ANSWERS[said["has_order"]] if is_assessed else None,
        requirements=said["requirements"] or None, reference=said["reference"] or None,
        contract=said["contract"] or None, identifier=before.identifier if before else "",
    )  # fmt: skip


def _day(text: str) -> date:
    if not text:
        raise UserError("circular_missing", field="day")
    return day(text)


def _amount(text: str) -> Decimal | None:
    return goal_written.number(text, UNIT)
