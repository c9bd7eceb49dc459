"""A vehicle or machine as it was used in a contract: what lists say of it and what it was given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

# What two lists can say otherwise of one vehicle, and what its own record cannot hold at once.
Conflict = Literal["level", "drive", "year", "class", "fuel", "hvo"]
# Why a vehicle is looked at, what matters most first: ``unlisted`` is missing on the lists of a
# contract that has some, ``no_list`` is used in a contract that has none.
Sign = Literal["conflict", "short", "unlisted", "lacking", "no_list", "fine"]
SIGNS: Final[tuple[Sign, ...]] = ("conflict", "short", "unlisted", "lacking", "no_list", "fine")


@dataclass(frozen=True, slots=True)
class Fuelled:
    """A fuel that fuel rows say a vehicle was given; ``amount`` None where no row tells one.

    ``doubtful`` counts rows whose amount is missing or waits for an answer.
    """

    fuel: str | None
    unit: str | None
    amount: Decimal | None
    rows: int
    doubtful: int
    grades: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """A clause on class, stage or age as it meets one vehicle; None where nobody can tell."""

    requirement: str
    title: str
    level: str
    is_met: bool | None


@dataclass(frozen=True, slots=True)
class Listing:
    """What the newest list in force says of a vehicle; None wherever it says nothing.

    ``level_raw`` is the Euro class or stage in the list's own words, ``ranks`` its lowest and
    highest rank (domain.emission_level). ``drive`` is a code of the drivetrains.
    """

    submission: str
    sheet: str | None
    row: int
    category: str | None
    vehicle_class: str | None
    make_model: str | None
    model_year: int | None
    first_registered: date | None
    level_raw: str | None
    ranks: tuple[int, int] | None
    drive: str | None
    drive_raw: str | None
    eu_category: str | None
    total_weight_kg: Decimal | None
    co2_g_km: Decimal | None
    co2_cycle: str | None
    hvo_approved: bool | None
    is_questioned: bool


@dataclass(frozen=True, slots=True)
class Used:
    """One vehicle or machine in one contract, and the days its rows there span.

    ``vehicle`` is None for a listed row without registration, ``listing`` for one on no list;
    ``has_list``: whether the contract has a list at all.
    """

    contract: str
    vehicle: str | None
    is_vehicle: bool
    first_day: date
    last_day: date
    listing: Listing | None
    fuels: tuple[Fuelled, ...]
    distance_km: Decimal | None
    conflicts: tuple[Conflict, ...]
    demands: tuple[Demand, ...]
    has_list: bool

    @property
    def sign(self) -> Sign:
        """The first reason to look at it."""
        if self.conflicts:
            return "conflict"
        if any(demand.is_met is False for demand in self.demands):
            return "short"
        known = self.listing
        if known is None:
            return "unlisted" if self.has_list else "no_list"
        lacks = known.drive is None or (known.ranks is None and known.drive not in NO_EXHAUST)
        return "lacking" if lacks or known.model_year is None else "fine"

    def age(self, as_of: date) -> int | None:
        """Years between the calendar years, as clauses on age are counted."""
        year = self.listing.model_year if self.listing else None
        return None if year is None else as_of.year - year


# Drives without exhaust: they reach every Euro class and stage.
NO_EXHAUST: Final = ("electric", "hydrogen")
