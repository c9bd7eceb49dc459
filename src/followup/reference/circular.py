"""Circular purchasing by sector: what is measured, noted by hand or not measured, with sources."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from followup.reference.schema import STRICT, Code, Status

Where = Annotated[str, Field(min_length=1)]
# Where on the page an indicator is told.
Part = Literal["packaging", "furniture", "food", "avoided"]


@dataclass(frozen=True, slots=True, config=STRICT)
class CircularIndicator:
    """What a sector can be followed by, and how it is followed here."""

    code: Code
    how: Literal["measured", "by_hand", "not_measured"]
    part: Part | None = None


@dataclass(frozen=True, slots=True, config=STRICT)
class CircularSector:
    """A sector of purchasing, its group for politicians, and its indicators."""

    code: Code
    group: Literal["beef", "car", "home", "none"]
    source: Code
    where: Where
    status: Status
    indicators: tuple[CircularIndicator, ...]


@dataclass(frozen=True, slots=True, config=STRICT)
class FurnitureLevel:
    """A step of an organisation's work with furniture; each builds on those before."""

    level: int
    code: Literal["repair", "take_back", "internal_reuse"]
    source: Code
    where: Where
    status: Status


@dataclass(frozen=True, slots=True, config=STRICT)
class TenderRule:
    """Where it is read that every relevant tender is to be assessed."""

    source: Code
    where: Where
    status: Status


@dataclass(frozen=True, slots=True, config=STRICT)
class Circular:
    """Everything the file says."""

    sectors: tuple[CircularSector, ...]
    furniture_levels: tuple[FurnitureLevel, ...]
    tender_assessment: TenderRule

    @property
    def sources(self) -> set[str]:
        """The sources that are named."""
        found = {sector.source for sector in self.sectors}
        found |= {level.source for level in self.furniture_levels}
        return found | {self.tender_assessment.source}
