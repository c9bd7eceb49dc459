"""Dated knowledge, loaded once: fuels, factors, sets, goals, official series, and their sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

import pyarrow as pa

from followup.errors import NoValueInForce
from followup.reference import files, ghg, shares, tables
from followup.reference.bitemporal import Cell, Reading
from followup.reference.circular import Circular
from followup.reference.clean_scope import CleanScope
from followup.reference.contract_class import ClassModel
from followup.reference.disclosure import Ground
from followup.reference.fuel_tags import FuelTag
from followup.reference.library import RequirementTemplate
from followup.reference.network import Answer, LawChange, Partner
from followup.reference.retention import RetentionLaw
from followup.reference.schema import (
    OPEN_END,
    Area,
    FactorSet,
    Figure,
    Fuel,
    FuelSet,
    GoalSeed,
    Source,
)


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One published value of an official series; ``series`` is area/indicator."""

    series: str
    data_year: int
    day: date
    value: Decimal
    unit: str
    known_from: date
    source: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the page on method and sources: a figure and the table it stands in."""

    table: str
    figure: Figure

    @property
    def is_used(self) -> bool:
        """Whether calculations use the figure; the others are shown beside."""
        shown = self.figure.part in {"shown", "check_per_mj", "displacement", "fee"}
        return self.figure.status != "unverified" and not shown


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything the data folder says. ``checksum`` changes with any byte of it."""

    data: files.Files

    @property
    def checksum(self) -> str:
        """sha256 over the data files."""
        return self.data.checksum

    @property
    def fuels(self) -> tuple[Fuel, ...]:
        """Fuels in the order they are shown."""
        return self.data.fuels

    @property
    def fuel_sets(self) -> tuple[FuelSet, ...]:
        """Named sets of what counts."""
        return self.data.fuel_sets

    @property
    def factor_sets(self) -> tuple[FactorSet, ...]:
        """Families of greenhouse-gas factors."""
        return self.data.factor_sets

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the figures were read."""
        return self.data.sources

    @property
    def areas(self) -> tuple[Area, ...]:
        """Every area a goal or series names."""
        return self.data.areas

    @property
    def class_model(self) -> ClassModel:
        """How contracts are classed."""
        return self.data.class_model

    @property
    def clean_scope(self) -> CleanScope:
        """What the rules on clean vehicles cover; their figures stand in the table of that name."""
        return self.data.clean_scope

    @property
    def fuel_tags(self) -> tuple[FuelTag, ...]:
        """What fuels are good for beside the climate."""
        return self.data.fuel_tags

    @property
    def circular(self) -> Circular:
        """Circular purchasing by sector, and the steps of work with furniture."""
        return self.data.circular

    @property
    def municipalities(self) -> tuple[Area, ...]:
        """The municipalities of the county and the region that shares its borders."""
        return tuple(a for a in self.areas if a.county)

    @property
    def goals(self) -> tuple[GoalSeed, ...]:
        """Goals to start from."""
        return self.data.goals

    @property
    def requirement_templates(self) -> tuple[RequirementTemplate, ...]:
        """Ready-made requirements."""
        return self.data.templates

    @property
    def law_changes(self) -> tuple[LawChange, ...]:
        """Changes of the law that are no figures."""
        return self.data.law_changes

    @property
    def retention(self) -> tuple[RetentionLaw, ...]:
        """What law asks to be kept, as far as is known."""
        return self.data.retention

    @property
    def partners(self) -> tuple[Partner, ...]:
        """Who is who around the networks."""
        return self.data.partners

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Common questions, by topic."""
        return self.data.answers

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """What a decision on a public document may rest on."""
        return self.data.grounds

    @property
    def series(self) -> tuple[SeriesPoint, ...]:
        """Points of the official series, each dated the last day of its year."""
        return tuple(
            SeriesPoint(
                f"{f.subject}/{f.part}",
                f.valid_to.year,
                f.valid_to,
                f.lowest,
                f.unit,
                f.known_from,
                f.source,
            )
            for f in self.data.figures["series"]
        )

    def tables(self) -> dict[str, pa.Table]:
        """The Arrow tables the measures read; built anew at each call."""
        return tables.build(self.data)

    def rows(self) -> Iterator[Row]:
        """Every figure of every table, also those that are only shown."""
        for table, figures in self.data.figures.items():
            yield from (Row(table, figure) for figure in figures)

    def fuel(self, code: str) -> Fuel:
        """The fuel with a code; KeyError for an unknown one."""
        return {f.code: f for f in self.fuels}[code]

    def renewable_share(
        self, fuel: str, country: str, day: date, as_of: date = OPEN_END
    ) -> Reading:
        """Renewable share of the fuel's energy on ``day``, as known on ``as_of``."""
        cells = shares.renewable(self.data, self.fuel(fuel), country)
        return _at(cells, f"renewable_share.{fuel}.{country}", day, as_of)

    def fuel_share(
        self, fuel_set: str, fuel: str, country: str, day: date, as_of: date = OPEN_END
    ) -> Reading:
        """The part of the fuel's energy that the set counts on ``day``, as known on ``as_of``."""
        chosen = {s.code: s for s in self.fuel_sets}[fuel_set]
        cells = shares.renewable(self.data, self.fuel(fuel), country)
        counted = shares.in_set(cells, self.fuel(fuel), chosen)
        return _at(counted, f"fuel_share.{fuel_set}.{fuel}.{country}", day, as_of)

    def energy_content(
        self, fuel: str, country: str, unit: str, day: date, as_of: date = OPEN_END
    ) -> Reading:
        """MJ per unit of the fuel on ``day``, as known on ``as_of``; low equals high."""
        cells = ghg.energy_content(self.data, self.fuel(fuel), country, unit)
        return _at(cells, f"energy_content.{fuel}.{country}.{unit}", day, as_of)

    def ghg_factor(
        self,
        fuel: str,
        country: str,
        unit: str,
        factor_set: str,
        day: date,
        as_of: date = OPEN_END,
    ) -> Reading:
        """Grams CO2e per unit on ``day``, as known on ``as_of``."""
        chosen = {s.code: s for s in self.factor_sets}[factor_set]
        cells = ghg.factors(self.data, self.fuel(fuel), country, unit, chosen)
        return _at(cells, f"ghg_factor.{factor_set}.{fuel}.{country}.{unit}", day, as_of)


@cache
def load() -> Catalogue:
    """The data files, read and checked once per process; pydantic.ValidationError if wrong."""
    return Catalogue(files.read())


def _at(cells: tuple[Cell, ...], name: str, day: date, as_of: date) -> Reading:
    """The reading for a day and a state of knowledge; NoValueInForce where there is none."""
    # The last day of the calendar is the open end, and exclusive.
    known = min(as_of.toordinal(), OPEN_END.toordinal() - 1)
    for c in cells:
        holds = c.start <= day.toordinal() < c.end and c.known <= known < c.until
        if holds and c.reading.status != "missing":
            return c.reading
    raise NoValueInForce(name, day)
