"""Clean Vehicles (lag 2011:846, Directive 2009/33/EC): procured vehicles and what the law says.

Shares are fractions, weights kilograms, emissions grams per kilometre. None is unknown, never no.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from followup.domain.parties import Contract
from followup.domain.period import Period

VehicleClass = Literal["light", "bus", "truck"]
Makes = Literal["zero", "clean", "unblended", "no"]
State = Literal["in", "out", "unknown"]
CLASSES: Final[tuple[VehicleClass, ...]] = ("light", "bus", "truck")


@dataclass(frozen=True, slots=True)
class ProcuredVehicle:
    """A vehicle that a contract or call-off covers, as a person or a file registered it.

    ``vehicle_id`` is the registration number, or a mark of one's own until there is one.
    ``awarded`` is the call-off's day, None for the contract's own; ``buyer`` the authority, None
    where the contract has one buyer. The two RDE shares are of the emission limit (certificate of
    conformity, 48.2). ``fuel`` is what the contract binds the vehicle to, ``fuel_evidence`` what
    shows that it is unblended. ``place`` tells file, sheet and row, empty where it was entered by
    hand.
    """

    contract: str
    vehicle_id: str
    buyer: str | None = None
    awarded: date | None = None
    form: str | None = None
    eu_category: str | None = None
    bus_class: str | None = None
    total_weight_kg: int | None = None
    co2_g_km: Decimal | None = None
    rde_nox_share: Decimal | None = None
    rde_pn_share: Decimal | None = None
    drive: str | None = None
    fuel: str | None = None
    fuel_evidence: str | None = None
    exception: str | None = None
    is_double_decker: bool | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class ReferencePeriod:
    """The days in which an award belongs to a period, and its code."""

    code: str
    days: Period


@dataclass(frozen=True, slots=True)
class ReportDays:
    """A report to the authority that gathers them: its last day, and the awards it covers."""

    due: date
    days: Period
    is_verified: bool


@dataclass(frozen=True, slots=True)
class LawFigure:
    """A figure of the law in a period; ``is_verified`` False: shown, and no verdict rests on it."""

    value: Decimal
    is_verified: bool
    source: str
    where: str


@dataclass(frozen=True, slots=True)
class Law:
    """What holds in a country: periods, figures by (class, part, period) and the lists.

    ``drives`` and ``fuels`` say what each makes of a heavy vehicle.
    """

    country: str
    periods: tuple[ReferencePeriod, ...]
    figures: Mapping[tuple[VehicleClass, str, str], LawFigure]
    procedure_after: date
    service_cpv: tuple[str, ...]
    services: frozenset[str]
    exceptions: frozenset[str]
    bus_classes: frozenset[str]
    categories: Mapping[str, VehicleClass]
    drives: Mapping[str, Makes]
    fuels: Mapping[str, Makes]
    reports: tuple[ReportDays, ...] = ()

    def figure(self, vehicle_class: VehicleClass, part: str, period: str) -> LawFigure | None:
        """A figure of a class in a period; None where the law has none there."""
        return self.figures.get((vehicle_class, part, period))

    def period_of(self, day: date) -> ReferencePeriod | None:
        """The period an award of this day belongs to; None outside all of them."""
        return next((p for p in self.periods if p.days.start <= day <= p.days.end), None)


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes, no or None for unknown, with the code of the reason."""

    value: bool | None
    reason: str


@dataclass(frozen=True, slots=True)
class JudgedVehicle:
    """A vehicle with every answer about it.

    ``state`` says whether it belongs to the count; ``reasons`` why it is out, or what is not
    known. ``periods`` and ``classes`` are those it may belong to: one of each when it is in.
    ``clean`` and ``zero`` are keyed by period and class, since both decide.
    """

    vehicle: ProcuredVehicle
    contract: Contract
    state: State
    reasons: tuple[str, ...]
    buyers: tuple[str, ...]
    periods: tuple[str, ...]
    classes: tuple[VehicleClass, ...]
    clean: Mapping[tuple[str, VehicleClass], Answer] = field(default_factory=dict)
    zero: Mapping[tuple[str, VehicleClass], Answer] = field(default_factory=dict)

    @property
    def awarded(self) -> date | None:
        """The day of the call-off, else of the contract."""
        return self.vehicle.awarded or self.contract.award_date

    def may_count(self, buyer: str, period: str, vehicle_class: VehicleClass) -> bool:
        """Whether it belongs, or may belong, to an authority's count of a class in a period."""
        return (
            self.state != "out"
            and buyer in self.buyers
            and period in self.periods
            and vehicle_class in self.classes
        )
