"""A requirement, what was measured against it, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from followup.domain.measure import MEASURES as MEASURES
from followup.domain.measure import Comparator as Comparator
from followup.domain.measure import MeasureSpec as MeasureSpec
from followup.domain.measure import Scale
from followup.domain.penalty import PenaltyRule
from followup.domain.period import Frequency, Period
from followup.domain.timeline import StepRule, Timeline

Verdict = Literal["met", "not_met", "not_assessable", "not_due", "exempt"]
# Which electricity counts when its origin is not stated: the clause says, else it is unknown.
ElectricityRule = Literal["all", "origin_labelled", "unknown"]
# Which vehicles of a list are counted: all in service in the period, those in service on its
# last day, or each by the days it was in service.
VehicleCount = Literal["used", "on_day", "vehicle_days"]
LimitOrigin = Literal["clause", "bid"]
Consequence = Literal["none", "penalty", "bonus", "termination"]


@dataclass(frozen=True, slots=True)
class Requirement:
    """A clause of a contract in a form that can be followed up.

    ``steps`` are the limits as people wrote them, ``limits`` the days they give in this contract;
    both on the measure's scale. ``coverage_floor`` is the least reported part of the expected
    slices for a verdict (rules 14). ``identifier`` is ``<contract>/<short id>``.

    ``level`` is the Euro class, machine stage or age in years that is asked for. ``vehicle_set``
    names the vehicles that are counted, None for all. ``evidence`` is what proof the clause
    asks for. ``part_of`` is the identifier of the general requirement that this is an "of
    which" of. ``review_date`` is when something not yet on the market is looked for again.
    ``penalty`` is how a penalty or bonus is computed, where the clause says so.
    """

    contract: str
    identifier: str
    title: str
    clause: str
    measure: str
    comparator: Comparator
    limits: Timeline
    assessment_period: Frequency
    fuel_set: str | None = None
    factor_set: str = "statutory"
    electricity: ElectricityRule = "unknown"
    coverage_floor: Decimal = Decimal(1)
    vehicle_level: Decimal = Decimal(1)
    accepts_declared: bool = False
    source: str | None = None
    steps: tuple[StepRule, ...] = ()
    level: str | None = None
    vehicle_set: str | None = None
    vehicle_count: VehicleCount = "used"
    accepts_green_gas: bool = False
    accepts_mass_balance: bool = False
    limit_origin: LimitOrigin = "clause"
    evidence: tuple[str, ...] = ()
    consequence: Consequence = "none"
    consequence_text: str = ""
    part_of: str | None = None
    review_date: date | None = None
    penalty: PenaltyRule | None = None

    @property
    def spec(self) -> MeasureSpec:
        """The measure's basis, unit and SQL."""
        return MEASURES[self.measure]

    @property
    def counted_by(self) -> VehicleCount:
        """How vehicles are counted; a number of vehicles is never weighed by days."""
        is_number = self.spec.scale == "count"
        return "used" if is_number and self.vehicle_count == "vehicle_days" else self.vehicle_count

    @property
    def unit(self) -> str:
        """The unit of the measure's amounts: days where vehicles or machines are so weighed."""
        by_days = self.counted_by == "vehicle_days" and self.spec.unit in ("vehicle", "machine")
        return f"{self.spec.unit}_day" if by_days else self.spec.unit


@dataclass(frozen=True, slots=True)
class Measured:
    """Numerator and denominator hold known amounts only; ``unknown`` is in neither.

    ``unknown`` is None where an amount itself is missing: then nothing bounds the share.
    ``covered`` of ``expected`` slices (months x reporters) are reported; ``pending`` are not
    due yet, ``nil`` were reported as nothing. ``whole`` is the same measure over the rows
    uncut, present when rows cross the period's border and were split by days. A mean is
    ``times`` numerator by denominator, and its ``unknown`` belongs to the numerator alone.
    """

    numerator: Decimal
    denominator: Decimal
    unknown: Decimal | None
    rows_used: int = 0
    rows_excluded: int = 0
    expected: int = 0
    covered: int = 0
    nil: int = 0
    pending: int = 0
    whole: Measured | None = None
    limits_in_span: tuple[Decimal, ...] = ()
    notes: tuple[str, ...] = ()
    scale: Scale = "share"
    times: Decimal = Decimal(1)

    @property
    def coverage(self) -> Decimal | None:
        """Reported part of the expected slices; None when nothing is expected."""
        return Decimal(self.covered) / self.expected if self.expected else None

    @property
    def is_nothing(self) -> bool:
        """True when no amount at all was delivered, known or unknown."""
        if self.unknown is None:
            return False
        # What is unknown of a mean is in its numerator: it makes no kilometre more.
        return self.denominator + (0 if self.scale == "mean" else self.unknown) <= 0

    @property
    def is_impossible(self) -> bool:
        """True when more of a class was credited than delivered: such a share means nothing."""
        if self.unknown is None:
            return False
        is_over = self.scale == "share" and self.numerator > self.denominator
        return self.unknown < 0 or self.numerator < 0 or is_over

    @property
    def by(self) -> Decimal:
        """What the ends are divided by: all amounts of a share, 1 for a number of something."""
        if self.scale == "count":
            return Decimal(1)
        return self.denominator + (self.unknown or 0 if self.scale == "share" else 0)

    @property
    def low(self) -> Decimal | None:
        """The lower end on the measure's scale; for eyes, never compared.

        Where nothing bounds the unknown a share has the ends 0 and 1, all else has none.
        """
        if self.unknown is None:
            return Decimal(0) if self.scale == "share" else None
        if self.is_nothing or self.is_impossible:
            return None
        return self.numerator * self.times / self.by

    @property
    def high(self) -> Decimal | None:
        """The upper end on the measure's scale; for eyes, never compared."""
        if self.unknown is None:
            return Decimal(1) if self.scale == "share" else None
        if self.is_nothing or self.is_impossible:
            return None
        return (self.numerator + self.unknown) * self.times / self.by


@dataclass(frozen=True, slots=True)
class Assessment:
    """A verdict on one requirement in one period, with all it follows from."""

    contract: str
    requirement: str
    measure: str
    period: Period
    verdict: Verdict
    comparator: Comparator
    limit: Decimal
    limit_valid_from: date
    measured: Measured
    unit: str
    reasons: tuple[str, ...]

    @property
    def spec(self) -> MeasureSpec:
        """The measure's basis, unit and scale."""
        return MEASURES[self.measure]

    @property
    def outcome(self) -> str:
        """The verdict as it is told: a nil report exempts, but nobody gave a dispens."""
        return "no_activity" if "no_activity" in self.reasons else self.verdict
