"""What the data files may hold; an unknown key, a wrong word or half a number stops loading.

Status words:
    enacted     a law, ordinance or directive in force says so
    decided     a named body, or a definition written in this catalogue, says so
    published   a statistic, table or product declaration says so
    assumption  a stated bound where nothing is published; a verdict needs both ends to agree
    unverified  not read at a source, or contradicted: shown, never used in a calculation
Rows the catalogue adds itself carry ``missing``: nothing is known for those days.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

Status = Literal["enacted", "decided", "published", "assumption", "unverified"]
Unit = Literal["l", "kg", "Nm3", "kWh"]
Country = Literal["SE", "DK", "EU"]
Scope = Literal["WTW", "TTW"]
ShareKind = Literal["renewable", "complement", "fixed"]
# What a goal also serves: global, national and joint aims that have no figure of their own here.
GoalTag = Literal[
    "agenda_7", "agenda_12_7", "generationsmalet", "begransad_klimatpaverkan", "dk2020",
    "klima_vip", "spp_regions",
]  # fmt: skip

OPEN_END = date.max
STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)


def _day(text: object) -> object:
    return OPEN_END if text == "open" else text


def _blank(text: object) -> object:
    return None if text == "" else text


Day = Annotated[date, BeforeValidator(_day)]
Amount = Annotated[Decimal | None, BeforeValidator(_blank)]
Whole = Annotated[int | None, BeforeValidator(_blank)]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]+$")]


@dataclass(frozen=True, slots=True, config=STRICT)
class Figure:
    """One dated number, or an interval, with its source.

    ``subject`` is what it is about (a fuel, a product under the duty, an area), ``part`` which
    of the subject's numbers it is. ``valid_to`` is the last day; ``known_from`` the first day
    anybody could know it. ``note`` is a key under ``reference.note``, or empty. A later row with
    the same subject, country, part and unit corrects an earlier one where both hold.
    """

    subject: Code
    country: Country
    part: Code
    value: Amount
    low: Amount
    high: Amount
    unit: str
    data_year: Whole
    valid_from: Day
    valid_to: Day
    known_from: Day
    source: Code
    where: Annotated[str, Field(min_length=1)]
    status: Status
    note: str
    # Of an organisation's own figures: the day one was taken back.
    known_to: date = OPEN_END

    def __post_init__(self) -> None:
        if (self.value is None) is (self.low is None or self.high is None):
            raise ValueError(f"{self.subject}/{self.part}: give a value, or low and high")
        if self.lowest > self.highest or self.valid_from > self.valid_to:
            raise ValueError(f"{self.subject}/{self.part}: low above high, or days reversed")

    @property
    def lowest(self) -> Decimal:
        """The value, or the interval's lower end."""
        return _first(self.value, self.low)

    @property
    def highest(self) -> Decimal:
        """The value, or the interval's upper end."""
        return _first(self.value, self.high)


def _first(value: Decimal | None, other: Decimal | None) -> Decimal:
    found = other if value is None else value
    if found is None:
        raise ValueError("give a value, or low and high")
    return found


@dataclass(frozen=True, slots=True, config=STRICT)
class Source:
    """Where figures were read, and how sure the reading is."""

    id: Code
    publisher: str
    title: str
    year: str
    address: str
    confidence: Literal["high", "medium", "low", "unverified"]
    read_on: Day


@dataclass(frozen=True, slots=True, config=STRICT)
class Fuel:
    """A fuel as it is bought.

    ``duty`` names the product whose mandated blend it carries; that duty is met on average, so
    a fuel that ``may_lack_blend`` can hold less. ``fossil_part`` and ``bio_part`` say what it is
    mixed from, in the words of energy_content and ghg_factor.
    """

    code: Code
    base_unit: Unit
    units: tuple[Unit, ...]
    is_liquid: bool
    is_gas: bool
    colour_group: Code
    duty: Literal["petrol", "diesel"] | None = None
    fossil_part: Literal["fossil_petrol", "fossil_diesel"] | None = None
    bio_part: Literal["ethanol"] | None = None
    may_lack_blend: bool = False

    @property
    def label_key(self) -> str:
        """Key of the fuel's name in the language files."""
        return f"fuel.{self.code}"


@dataclass(frozen=True, slots=True, config=STRICT)
class FuelSet:
    """Which part of each fuel counts. ``fixed`` wins over ``others``, fuel by fuel.

    ``renewable`` counts the fuel's renewable share, ``complement`` the rest of it; with
    ``others: fixed`` a fuel that is not named counts nothing.
    """

    code: Code
    version: int
    others: ShareKind
    fixed: dict[str, Decimal | Literal["renewable"]]
    source: Code
    status: Status
    note: str

    @property
    def label_key(self) -> str:
        """Key of the set's name in the language files."""
        return f"fuel_set.{self.code}"


@dataclass(frozen=True, slots=True, config=STRICT)
class FuelSwap:
    """A fuel that a vehicle can be given instead of another, as it is.

    ``same_vehicle``: only where that vehicle is reported to have taken it.
    """

    fuel: Code
    by: Code
    needs: Literal["nothing", "same_vehicle"]
    source: Code
    status: Status


@dataclass(frozen=True, slots=True, config=STRICT)
class FactorSet:
    """A family of greenhouse-gas factors that may be used together; scopes never mix."""

    code: Code
    scope: Scope

    @property
    def label_key(self) -> str:
        """Key of the set's name in the language files."""
        return f"factor_set.{self.code}"


@dataclass(frozen=True, slots=True, config=STRICT)
class Area:
    """A country, county, municipality (SCB code) or region that can own a contract or a goal."""

    code: str
    name: str
    kind: Literal["country", "county", "municipality", "region"]
    country: Country | Literal["UN"]
    county: str


@dataclass(frozen=True, slots=True, config=STRICT)
class GoalSeed:
    """A goal to start from. ``target`` None: no numeric target was found or set.

    ``series`` names an official series (subject/part) that follows it; ``is_proxy`` marks an
    indicator chosen here because the owner's own could not be read.
    """

    id: Code
    owner: str
    geography: str
    indicator: Code
    scope: Literal["own_fleet", "bought_transport", "purchases", "territory", "organisation",
                   "project"]  # fmt: skip
    direction: Literal["up", "down"]
    base_date: Day | None
    base: Amount
    target_date: Day | None
    target: Amount
    unit: str
    source: Code
    status: Status
    is_proxy: bool = False
    is_seeded: bool = False
    series: str | None = None
    fuel_set: str | None = None
    tags: tuple[GoalTag, ...] = ()

    @property
    def title_key(self) -> str:
        """Key of the goal's title; the explanation stands beside it under ``note``."""
        return f"goal_seed.{self.id}.title"

    @property
    def note_key(self) -> str:
        """Key of what should be known about the goal."""
        return f"goal_seed.{self.id}.note"
