"""What the rules on clean vehicles cover: periods, codes and lists, each with where it was read."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from followup.domain.clean_vehicle import Makes, VehicleClass
from followup.reference.schema import STRICT, Code, Country, Status

Cpv = Annotated[str, Field(pattern=r"^[0-9]{8}$")]
Where = Annotated[str, Field(min_length=1)]


@dataclass(frozen=True, slots=True, config=STRICT)
class PeriodRow:
    """A reference period."""

    code: Literal["first", "second"]
    start: date
    end: date
    source: Code
    where: Where
    status: Status


@dataclass(frozen=True, slots=True, config=STRICT)
class ReportRow:
    """A report that authorities owe, and the awards it covers."""

    country: Country
    due: date
    start: date
    end: date
    source: Code
    where: Where
    status: Status


@dataclass(frozen=True, slots=True, config=STRICT)
class DayRow:
    """A day that the rules turn on."""

    day: date
    source: Code
    where: Where
    status: Status


@dataclass(frozen=True, slots=True, config=STRICT)
class CodeRow:
    """A code on one of the lists."""

    code: str
    source: Code
    where: Where
    status: Status


@dataclass(frozen=True, slots=True, config=STRICT)
class CpvRow:
    """A service that is covered, by its code without check digit."""

    code: Cpv
    source: Code
    where: Where
    status: Status


@dataclass(frozen=True, slots=True, config=STRICT)
class FormRow:
    """A form of contract; services are covered by their code alone."""

    code: Code
    is_service: bool
    source: Code
    where: Where
    status: Status


@dataclass(frozen=True, slots=True, config=STRICT)
class CategoryRow:
    """A European vehicle category and the class it is counted in."""

    code: Code
    vehicle_class: VehicleClass
    source: Code
    where: Where
    status: Status


@dataclass(frozen=True, slots=True, config=STRICT)
class MakesRow:
    """A drive or fuel, and what it makes of a heavy vehicle."""

    code: Code
    makes: Makes
    source: Code
    where: Where
    status: Status


@dataclass(frozen=True, slots=True, config=STRICT)
class CleanScope:
    """The whole of it; no list may be empty."""

    periods: tuple[PeriodRow, ...]
    reports: tuple[ReportRow, ...]
    procedure_after: DayRow
    service_cpv: tuple[CpvRow, ...]
    forms: tuple[FormRow, ...]
    exceptions: tuple[CodeRow, ...]
    bus_classes: tuple[CodeRow, ...]
    categories: tuple[CategoryRow, ...]
    drives: tuple[MakesRow, ...]
    fuels: tuple[MakesRow, ...]
    notes: tuple[CodeRow, ...]

    @property
    def sources(self) -> frozenset[str]:
        """Every source that some row names."""
        lists = (
            self.periods, self.reports, (self.procedure_after,), self.service_cpv, self.forms,
            self.exceptions, self.bus_classes, self.categories, self.drives, self.fuels,
            self.notes,
        )  # fmt: skip
        return frozenset(row.source for rows in lists for row in rows)
