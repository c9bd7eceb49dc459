"""Whether the cells of a column can be what its header says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from followup.ingest.headers import Label, names_time
from followup.ingest.layout import FieldLayout
from followup.ingest.profile import Profile
from followup.ingest.words import key

# "Antal fordon" counts vehicles and names none.
_COUNT = re.compile(r"(?:antal|number of|no\.? of|count of)\b", re.IGNORECASE)
# Headers that do not say enough alone: what stands under them must agree.
_LOOSE_FUEL = frozenset(
    key(word)
    for word in [
        "produkt",
        "produktnamn",
        "artikel",
        "artikelbenämning",
        "benämning",
        "varutext",
        "sort",
        "vara",
        "varenavn",
        "varetekst",
        "vare",
        "product",
        "item",
        "description",
        "type",
        "typ",
    ]
)
_LOOSE_PLATE = frozenset(
    key(word) for word in ["fordon", "bil", "reg", "køretøj", "lastbil", "vehicle", "truck"]
)


def fit(field: FieldLayout, label: Label, seen: Profile) -> float | None:
    """A small bonus when the cells agree with the field; None when they cannot be it."""
    if seen.is_empty:
        return -0.05
    word = key(label.parts[-1])
    if field.type == "fuel":
        sure = 0.3 if word in _LOOSE_FUEL else 0.5
        is_text = word not in _LOOSE_FUEL and _is_text(seen)
        return 0.05 * seen.fuels if is_text or seen.fuels >= sure else None
    if field.type in ("registration", "vehicle_number") and _COUNT.match(label.shown):
        return None
    if field.type in ("period", "date", "month") and names_time(label.shown):
        return None
    if field.type == "registration":
        is_plate = word not in _LOOSE_PLATE or seen.plates >= 0.3
        return 0.05 * seen.plates if is_plate and not seen.days else None
    test = _TESTS.get(field.type)
    return 0.0 if test is None or test(seen) else None


def _is_text(seen: Profile) -> bool:
    return seen.figures < 0.5 and seen.times < 0.5


def _is_figure(seen: Profile) -> bool:
    return seen.figures >= 0.4 and not seen.days


# What the cells of a field of each type must look like; other types take anything.
_TESTS: Mapping[str, Callable[[Profile], bool]] = {
    "amount": _is_figure,
    "distance": _is_figure,
    "odometer": _is_figure,
    "hours": _is_figure,
    "share": _is_figure,
    "whole_number": _is_figure,
    "drivetrain": _is_text,
    "unit": lambda seen: seen.units >= 0.5,
    # Names of cards and sums of pages may stand between the days of a small file.
    "date": lambda seen: seen.times >= 0.2,
    "period": lambda seen: seen.times >= 0.4 or seen.months >= 0.8,
    "month": lambda seen: seen.months >= 0.6,
    "year": lambda seen: seen.years >= 0.5 or seen.times >= 0.5,
    "vehicle_number": lambda seen: seen.with_digit >= 0.5 and not seen.days,
}
