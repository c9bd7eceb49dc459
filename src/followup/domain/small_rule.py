"""What a contract or an organisation calls a small deviation, where it says so itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

Scope = Literal["contract", "organisation"]


@dataclass(frozen=True, slots=True)
class SmallRule:
    """Numbers of the rule for small deviations; None where the next wider rule holds.

    ``name`` is the contract's number or the organisation's name. ``small_gap`` is a part of the
    limit; the others are those of ``rules.deviations.DeviationRule``. ``actor`` as the audit
    keeps it, ``at`` UTC.
    """

    scope: Scope
    name: str
    small_count: int | None = None
    small_months: int | None = None
    small_days_late: int | None = None
    small_gap: Decimal | None = None
    reason: str = ""
    known_from: date | None = None
    actor: str = ""
    at: datetime | None = None


PARTS = ("small_count", "small_months", "small_days_late", "small_gap")
