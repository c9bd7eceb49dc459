"""What is usual for reports where a contract says nothing: parameters of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from followup.domain.period import MONTHS, Frequency
from followup.reference.catalogue import Catalogue
from followup.services import parameters

SUBJECT = "report_default"


@dataclass(frozen=True, slots=True)
class ReportDefaults:
    """How often reports come, and how many days after the period's end at the latest."""

    frequency: Frequency
    due_days: int


def defaults_of(catalogue: Catalogue, as_of: date | None = None) -> ReportDefaults:
    """What holds on ``as_of`` (default: the newest); raises NoValueInForce."""
    months = _value(catalogue, "months", as_of or date.max)
    frequency = next(name for name, n in MONTHS.items() if n == months)
    return ReportDefaults(
        cast(Frequency, frequency), _value(catalogue, "due_days", as_of or date.max)
    )


def _value(catalogue: Catalogue, part: str, as_of: date) -> int:
    return int(parameters.value(catalogue, SUBJECT, part, as_of))
