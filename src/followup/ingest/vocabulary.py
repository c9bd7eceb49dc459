"""What fuel and unit names mean; a name that could mean two things is a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from followup.ingest.packaged import read_words
from followup.ingest.words import kept, key, tokens, without_brackets

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
    never_with_stated: tuple[str, ...]
    green: tuple[str, ...]
    charging: frozenset[str]
    not_vehicle: tuple[str, ...]
    names: Mapping[str, Mapping[str, str]]
    unit_names: tuple[str, ...]
    units: Mapping[str, Unit]
    pieces: frozenset[str]
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
        never_with_stated=tuple(data["never_with_stated"]),
        green=tuple(key(word) for word in data["green"]),
        charging=frozenset(key(word) for word in data["charging"]),
        not_vehicle=tuple(key(word) for word in data["not_vehicle"]),
        names=data["names"],
        unit_names=tuple(data["units"]),
        units={
            key(name): Unit(unit["base"], Decimal(unit["factor"]))
            for unit in data["units"].values()
            for name in unit["names"]
        },
        pieces=frozenset(key(word) for word in data["pieces"]),
        distances={
            key(name): Decimal(unit["factor"])
            for unit in data["distances"].values()
            for name in unit["names"]
        },
        sold_in={code: tuple(units) for code, units in data["sold_in"].items()},
    )


@kept(50_000)
def look_up_fuel(text: str) -> FuelWord:
    """The fuel a text names, or why that cannot be said.

    What stands in brackets may explain the name ("El (snabbladdning)"), but where it makes
    another fuel of it ("Diesel (HVO)", "Vätgas (grön)" unless listed) it is a question.
    """
    words = vocabulary()
    outside, inside = without_brackets(text)
    whole = key(text)
    if len(_codes(re.split(r"[/+]", outside), words)) > 1:
        return FuelWord(None, "ambiguous")
    if whole in words.fuels or whole in words.not_fuel:
        return _word(whole, words)
    if whole.startswith(words.not_fuel_starts):
        return FuelWord(None, "not_fuel")
    stated = {code for mark, code in words.stated.items() if mark in whole}
    if len(stated) == 1 and not any(other in whole for other in words.never_with_stated):
        mixed = _PART.search(text.casefold()) or _says_more(outside, words)
        return FuelWord(None, "ambiguous") if mixed else _found(stated.pop())
    names = [name for part in (outside, *inside) if (name := key(part))]
    found = [word for name in names if (word := _word(name, words)).why != "unknown"]
    if whole in words.ambiguous or any(name.startswith(words.green) for name in names[1:]):
        return FuelWord(None, "ambiguous")
    if any(place in whole for place in words.not_vehicle) and any(map(_is_electric, found)):
        return FuelWord(None, "ambiguous")
    if not found:
        is_charging = words.charging.issuperset(tokens(text)) and "el" in tokens(text)
        return _found("electricity") if is_charging else FuelWord(None, "unknown")
    return found[0] if len(set(found)) == 1 else FuelWord(None, "ambiguous")


# "Diesel + HVO100" and "HVO100/diesel" are two, "HVO100 50 %" is a part, "ej HVO100" is none.
_APART = re.compile(r"[/+&,;]| och | og | and | samt ")
_PART = re.compile(r"(?<!\d)(?!100)\d{1,2}(?:[.,]\d+)? ?%|\b(?:ej|icke|inte|ikke|not|utan|uden)\b")


def _says_more(text: str, words: Vocabulary) -> bool:
    """True when a name that states its fuel also names another one."""
    line = text.casefold()
    return len(_codes(_APART.split(line), words)) > 1


def _codes(parts: list[str], words: Vocabulary) -> set[str]:
    """The fuels that the parts of a name stand for."""
    return {code for part in parts if (code := _word(key(part), words).code)}


def _is_electric(word: FuelWord) -> bool:
    return word.code in ("electricity", "electricity_green")


def _found(code: str) -> FuelWord:
    return FuelWord(code, "known")


def _word(name: str, words: Vocabulary) -> FuelWord:
    if name in words.fuels:
        return FuelWord(words.fuels[name], "known")
    if name in words.not_fuel:
        return FuelWord(None, "not_fuel")
    return FuelWord(None, "ambiguous" if name in words.ambiguous else "unknown")


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
