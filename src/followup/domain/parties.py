"""Who has agreed what: contracts, their buyers, and who reports on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from followup.domain.period import Frequency, Period
from followup.domain.requirement import Requirement

Role = Literal["supplier", "subcontractor"]


@dataclass(frozen=True, slots=True)
class Buyer:
    """An organisation that buys on a contract, and its share where one is agreed."""

    name: str
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who sends which kind of report, how often, and how many days after the period's end."""

    name: str
    report_type: str
    frequency: Frequency
    due_days: int
    role: Role = "supplier"


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract as it stands, with its reporters and requirements.

    An own fleet is an internal contract without supplier. ``country`` chooses the factors.
    """

    number: str
    title: str
    supplier: str | None
    buyers: tuple[Buyer, ...]
    start_date: date
    end_date: date
    country: str = "SE"
    supplier_org_number: str | None = None
    category: str | None = None
    board: str | None = None
    responsible: str | None = None
    diary_number: str | None = None
    is_internal: bool = False
    reporters: tuple[Reporter, ...] = ()
    requirements: tuple[Requirement, ...] = ()

    @property
    def days(self) -> Period:
        """The contract's days, both ends included."""
        return Period(self.start_date, self.end_date)


@dataclass(frozen=True, slots=True)
class Place:
    """The row of a received file in which something was said."""

    file_name: str
    sha256: str
    sheet: str | None
    row: int
    column: str


@dataclass(frozen=True, slots=True)
class NilReport:
    """A reporter's word that nothing was driven or delivered in some days, and why.

    ``place`` is the row that says so, None where a person entered it by hand.
    """

    contract: str
    reporter: str
    report_type: str
    period: Period
    reason: str
    received_date: date
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Exemption:
    """A dispens: what is left out of a requirement, on which days, decided when.

    With neither vehicle nor fuel it is the whole requirement; without a requirement it holds
    for all of the contract's.
    """

    contract: str
    period: Period
    decided_date: date
    reason: str
    requirement: str | None = None
    vehicle_id: str | None = None
    fuel: str | None = None

    @property
    def is_whole(self) -> bool:
        """True when it takes away the whole requirement rather than a part of it."""
        return self.vehicle_id is None and self.fuel is None
