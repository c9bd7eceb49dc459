"""What fuel and unit names mean; a name that could mean two things is a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from followup.ingest.packaged import read_words
from followup.ingest.words import key, without_brackets

GASES = ("vehicle_gas", "biogas_100", "lbg", "lng", "hydrogen", "hydrogen_green")


@dataclass(frozen=True, slots=True)
class FuelWord:
    """A fuel name looked up: a ``code``, or why there is none."""

    code: str | None
    why: Literal["known", "not_fuel", "ambiguous", "unknown"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of amount: its base unit and how many of those it is."""

    base: str
    factor: Decimal


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of fuel_words.yaml, by key."""

    fuels: Mapping[str, str]
    ambiguous: frozenset[str]
    not_fuel: frozenset[str]
    not_fuel_starts: tuple[str, ...]
    stated: Mapping[str, str]
    units: Mapping[str, Unit]
    distances: Mapping[str, Decimal]
    sold_in: Mapping[str, tuple[str, ...]]


@cache
def vocabulary() -> Vocabulary:
    """The packaged vocabulary."""
    data = read_words("fuel_words.yaml")
    return Vocabulary(
        fuels={key(name): code for code, names in data["fuels"].items() for name in names},
        ambiguous=frozenset(key(name) for name in data["ambiguous"]),
        not_fuel=frozenset(key(name) for name in data["not_fuel"]),
        not_fuel_starts=tuple(key(name) for name in data["not_fuel_starts"]),
        stated=data["stated"],
        units={
            key(name): Unit(unit["base"], Decimal(unit["factor"]))
            for unit in data["units"].values()
            for name in unit["names"]
        },
        distances={
            key(name): Decimal(unit["factor"])
            for unit in data["distances"].values()
            for name in unit["names"]
        },
        sold_in={code: tuple(units) for code, units in data["sold_in"].items()},
    )


@cache
def look_up_fuel(text: str) -> FuelWord:
    """The fuel a text names, or why that cannot be said."""
    words = vocabulary()
    outside, inside = without_brackets(text)
    whole = key(text)
    for name in (whole, key(outside), *(key(part) for part in inside)):
        if name in words.fuels:
            return FuelWord(words.fuels[name], "known")
        if name in words.not_fuel:
            return FuelWord(None, "not_fuel")
        if name in words.ambiguous and not any(mark in whole for mark in words.stated):
            return FuelWord(None, "ambiguous")
    if whole.startswith(words.not_fuel_starts):
        return FuelWord(None, "not_fuel")
    stated = {code for mark, code in words.stated.items() if mark in whole}
    if len(stated) == 1 and not any(other in whole for other in ("bensin", "benzin", "adblue")):
        return FuelWord(stated.pop(), "known")
    return FuelWord(None, "unknown")


def names_fuel(text: str) -> bool:
    """True when the text is a fuel name, a brand or a product on a fuel card."""
    return look_up_fuel(text).why != "unknown"


def look_up_unit(text: str) -> Unit | None:
    """The unit of amount a text names."""
    return vocabulary().units.get(key(text.replace("³", "3")))


def look_up_distance(text: str) -> Decimal | None:
    """Kilometres in one of the named distance unit."""
    return vocabulary().distances.get(key(text))


def fuel_codes() -> tuple[str, ...]:
    """Every fuel code the reader knows."""
    return tuple(vocabulary().sold_in)


def settle_unit(unit: Unit, fuel: str | None) -> Unit:
    """Cubic metres of a gas are normal cubic metres; of a liquid, thousands of litres."""
    if fuel in GASES and unit.base == "l" and unit.factor == 1000:
        return Unit("Nm3", Decimal(1))
    return unit
