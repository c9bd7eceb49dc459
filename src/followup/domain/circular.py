"""What people note themselves of circular purchasing: purchases avoided, and tenders assessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal

# What was done in the place of buying.
Way = Literal["no_need", "internal_reuse", "repaired", "shared", "hired", "used_longer"]
WAYS: Final[tuple[Way, ...]] = (
    "no_need", "internal_reuse", "repaired", "shared", "hired", "used_longer",
)  # fmt: skip
CURRENCIES: Final = ("SEK", "DKK")


@dataclass(frozen=True, slots=True)
class AvoidedPurchase:
    """A purchase that was not made, with the needs analysis that led there.

    ``sector`` is a code of the sector table, ``decided_by`` a role or a board, never a person.
    ``pieces`` counts what was not bought; ``value`` is what it would have cost, declared and not
    booked, in ``currency``. Each amount is None where nobody knows it. ``kg_co2e_per_piece`` has
    its ``factor_source``. ``actor`` as the audit keeps it, ``at`` UTC; both empty before it is
    saved, as is ``identifier``.
    """

    what: str
    sector: str
    organisation: str
    day: date
    need: str
    way: Way
    instead: str
    decided_by: str
    pieces: Decimal | None = None
    value: Decimal | None = None
    currency: str | None = None
    value_source: str | None = None
    kg_co2e_per_piece: Decimal | None = None
    factor_source: str | None = None
    identifier: str = ""
    actor: str = ""
    at: datetime | None = None

    @property
    def kg_co2e(self) -> Decimal | None:
        """Kilograms of CO2e that were avoided: pieces by the factor; None unless both are known."""
        if self.pieces is None or self.kg_co2e_per_piece is None:
            return None
        return self.pieces * self.kg_co2e_per_piece


@dataclass(frozen=True, slots=True)
class TenderAssessment:
    """Whether a tender was assessed for requirements on packaging, and what came of it.

    ``is_relevant`` False: nothing in it comes in packaging, so it counts nowhere.
    ``is_assessed`` None: nobody knows. ``has_order``: the requirement prefers reuse to recycled to
    biobased; None where nobody knows, and always for a tender that was not assessed. ``contract``
    is the number of the contract it led to, if it is registered here.
    """

    title: str
    organisation: str
    day: date
    is_relevant: bool
    is_assessed: bool | None
    has_order: bool | None
    requirements: str | None = None
    reference: str | None = None
    contract: str | None = None
    identifier: str = ""
    actor: str = ""
    at: datetime | None = None
