"""Who has agreed what: contracts, their buyers, and who reports on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from followup.domain.period import Frequency, Period
from followup.domain.requirement import Requirement

Role = Literal["supplier", "subcontractor"]
Grade = Literal["A", "B", "C"]


def buyer_key(name: str) -> str:
    """An organisation's name as it is compared: without case and edges."""
    return name.strip().casefold()


@dataclass(frozen=True, slots=True)
class Buyer:
    """An organisation that buys on a contract, and its share where one is agreed."""

    name: str
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who sends which kind of report, how often, and how many days after the period's end.

    ``valid_from`` and ``valid_to`` are the first and last day reports are expected for, None for
    the contract's own: a sub-contractor that is exchanged leaves what was owed before as it was.
    """

    name: str
    report_type: str
    frequency: Frequency
    due_days: int
    role: Role = "supplier"
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """An agreed option to prolong a contract; decided, it moves the contract's last day.

    ``notice_date`` is the last day to decide.
    """

    from_date: date
    to_date: date
    notice_date: date | None = None
    decided_date: date | None = None


@dataclass(frozen=True, slots=True)
class Subcontractor:
    """A known sub-contractor and its days on the contract, None for the contract's own."""

    name: str
    org_number: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """Points that a person has given a contract by one criterion, and why."""

    criterion: str
    points: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Classification:
    """How much follow-up a contract is worth: its points, and a class decided against them.

    ``grade`` is None where the class follows from the points and the rest of the register;
    ``reason`` says why a person decided otherwise.
    """

    scores: tuple[Score, ...] = ()
    grade: Grade | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract as it stands, with its reporters and requirements.

    An own fleet is an internal contract without supplier. ``country`` chooses the factors.
    ``end_date`` is the last day as first agreed; ``days`` counts the extensions decided.
    ``cpv`` are codes without check digit, ``value`` the whole contract's in ``currency`` (ISO).
    ``award_date`` is when it was awarded, ``procedure_start`` when the procurement began, and
    ``is_above_threshold`` whether it reached the European threshold; None is not known.
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
    cpv: tuple[str, ...] = ()
    value: Decimal | None = None
    currency: str | None = None
    extensions: tuple[Extension, ...] = ()
    subcontractors: tuple[Subcontractor, ...] = ()
    classification: Classification | None = None
    award_date: date | None = None
    procedure_start: date | None = None
    is_above_threshold: bool | None = None

    @property
    def days(self) -> Period:
        """The contract's days, both ends included, with the extensions decided."""
        decided = (e.to_date for e in self.extensions if e.decided_date is not None)
        return Period(self.start_date, max((self.end_date, *decided)))

    @property
    def extension_days(self) -> tuple[date, ...]:
        """The first day of each agreed extension, decided or not: a clock for steps."""
        return tuple(sorted(e.from_date for e in self.extensions))

    def owed_by(self, reporter: Reporter) -> Period | None:
        """The days a reporter owes reports for; None when they lie outside the contract's."""
        days = self.days
        start = max(days.start, reporter.valid_from or days.start)
        end = min(days.end, reporter.valid_to or days.end)
        return Period(start, end) if start <= end else None


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

    ``place`` is the row that says so, None where a person entered it by hand; ``act_id`` the
    number of the act that stored it, None before that.
    """

    contract: str
    reporter: str
    report_type: str
    period: Period
    reason: str
    received_date: date
    place: Place | None = None
    act_id: int | None = None


ExemptionState = Literal["pending", "granted", "refused", "revoked"]


@dataclass(frozen=True, slots=True)
class Exemption:
    """A dispens: what is left out of a requirement, on which days, by whose decision (rule 25).

    With neither vehicles, vehicle categories, fuel nor place it is the whole requirement; without
    a requirement it holds for all of the contract's. Of vehicles and categories either is enough;
    fuel and place narrow them. Only a granted one takes anything away; one that is pending or
    refused stays on file. ``reason`` is the applicant's; ``note`` says why it was refused,
    shortened or revoked. ``known_from`` is the day of the newest word on it.
    """

    contract: str
    period: Period
    decided_date: date | None
    reason: str
    requirement: str | None = None
    vehicles: tuple[str, ...] = ()
    fuel: str | None = None
    categories: tuple[str, ...] = ()
    place: str | None = None
    identifier: str = ""
    state: ExemptionState = "granted"
    approved_by: str | None = None
    applied_date: date | None = None
    diary_number: str | None = None
    note: str | None = None
    known_from: date | None = None

    @property
    def is_whole(self) -> bool:
        """True when it takes away the whole requirement rather than a part of it."""
        return not (self.vehicles or self.categories or self.fuel or self.place)

    @property
    def is_afterwards(self) -> bool:
        """True when it was decided after some of its days had passed (rule 25)."""
        return self.decided_date is not None and self.decided_date > self.period.start
