"""The model that classes contracts: how many of each class, how often, and by which criteria."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic.dataclasses import dataclass

from followup.domain.parties import Grade
from followup.reference.schema import STRICT, Code

ModelStatus = Literal["published", "assumption"]


@dataclass(frozen=True, slots=True, config=STRICT)
class GradeRule:
    """A class: the most of the register it holds, and the months between two follow-ups."""

    grade: Grade
    share: Decimal
    months: int
    source: Code
    status: ModelStatus


@dataclass(frozen=True, slots=True, config=STRICT)
class Criterion:
    """Something a contract gets 0 to 3 points by; ``weight`` is how much it counts."""

    id: Code
    weight: int
    source: Code
    weight_source: Code
    status: ModelStatus


@dataclass(frozen=True, slots=True, config=STRICT)
class ValueBand:
    """The points of a contract worth at least ``least`` of a currency."""

    currency: Code
    least: Decimal
    points: int
    source: Code
    status: ModelStatus


@dataclass(frozen=True, slots=True, config=STRICT)
class CountBand:
    """The points of a contract with at least so many known sub-contractors."""

    least: int
    points: int
    source: Code
    status: ModelStatus


@dataclass(frozen=True, slots=True, config=STRICT)
class ClassModel:
    """The whole model; the classes in order, the highest first."""

    grades: tuple[GradeRule, ...]
    criteria: tuple[Criterion, ...]
    value_bands: tuple[ValueBand, ...]
    subcontractor_bands: tuple[CountBand, ...]
