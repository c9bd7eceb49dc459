"""Whether a table speaks of fuel at all: amounts alone may be waste, water or vehicles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from followup.ingest.answers import Asked
from followup.ingest.grid import Sheet
from followup.ingest.headers import candidates, names_time
from followup.ingest.layout import shared, word_keys
from followup.ingest.profile import Profile
from followup.ingest.table_map import Labels, Mapped, fingerprint
from followup.ingest.vocabulary import look_up_fuel, look_up_unit, vocabulary
from followup.ingest.words import key, without_brackets

TITLE_ROWS = 20
# What drives, and what a filling has and a count of vehicles by fuel has not.
_DRIVING = frozenset({"vehicle_id", "fleet_number", "odometer", "distance_km", "hours"})
_FILLING = frozenset({"vehicle_id", "fleet_number", "date", "receipt", "odometer"})
# What only those have who have driven or paid themselves.
_OWN = frozenset({"vehicle_id", "fleet_number", "receipt", "odometer", "distance_km"})
# Amounts of a country are told in thousands of cubic metres, in terajoules and the like.
_OF_NATIONS = re.compile(
    r"(?<![\d.,])1[ .\u00a0]?000[ .\u00a0]?(?:m3|m³|kbm|ton(?:nes?)?)\b|"
    r"\b(?:tusen|tusind|thousand|miljoner|mio\.?|million)\s+"
    r"(?:m3|m³|kubikmeter|ton(?:nes?)?|liter|litres)\b|"
    r"\b(?:T[JW]h?|[PE]J|[Mk]?toe|kt|Mt)\b"
)


def says_fuel(
    columns: Sequence[Mapped],
    profiles: Mapping[int, Profile],
    is_named: bool,
    texts: Sequence[str],
) -> bool:
    """A quantity alone is no fuel report: a fuel, a unit or a unit in a header must say so.

    Kilograms and cubic metres of nothing named may be waste or water; a bare number ("antal")
    of fuels may be vehicles. ``texts`` are what stands above the rows.
    """
    fields = {column.field for column in columns}
    amounts = [column for column in columns if column.field == "quantity"]
    said = [unit for c in amounts if c.amount and (unit := c.amount.unit)]
    strong_fuel = any(c.field == "fuel" and profiles[c.index].fuels > 0 for c in columns)
    if strong_fuel and not said and "unit" not in fields and fields.isdisjoint(_FILLING):
        return not all(key(c.label.whole) == "antal" and profiles[c.index].bare for c in amounts)
    if strong_fuel or is_named or any(c.amount and c.amount.fuel for c in amounts):
        return True
    said += [t for c in columns if c.field == "unit" for _, t, _ in profiles[c.index].cells if t]
    if any(key(text) in vocabulary().pieces for text in said):
        return False  # oil and tyres of a workshop: with fuel there would be its name
    units = [look_up_unit(text) for text in said]
    is_sold = any(u.base in ("l", "kWh") and u.factor == 1 for u in units if u)
    return is_sold and (not fields.isdisjoint(_DRIVING) or _speaks(texts, shared().fuel_uses))


def is_none_of_suppliers(
    columns: Sequence[Mapped], profiles: Mapping[int, Profile], texts: Sequence[str],
    labels: Labels,
) -> bool:  # fmt: skip
    """True for amounts of fuel that no supplier's vehicle has used."""
    return _is_other_subject(columns, profiles, texts) or _is_statistics(
        columns, profiles, texts, labels
    )


def _is_other_subject(
    columns: Sequence[Mapped], profiles: Mapping[int, Profile], texts: Sequence[str]
) -> bool:
    """True for tables of fuels that no vehicle has used: prices, registers, buildings.

    Prices and counts name no unit of amount; buildings use electricity and heat.
    """
    if not {c.field for c in columns}.isdisjoint(_DRIVING):
        return False
    amounts = [column for column in columns if column.field == "quantity"]
    named = {fuel for c in amounts if c.amount and (fuel := c.amount.fuel)}
    for column in columns:
        if column.field == "fuel":
            named |= {text for _, text, _ in profiles[column.index].cells if text}
    codes = {code for name in named if (code := look_up_fuel(name).code)}
    if codes <= {"electricity", "electricity_green"} and _words(texts, shared().building_words):
        return True
    has_unit = any(c.field == "unit" for c in columns) or any(
        c.amount and c.amount.unit for c in amounts
    )
    return not has_unit and _words(texts, shared().other_subjects)


def _is_statistics(
    columns: Sequence[Mapped], profiles: Mapping[int, Profile], texts: Sequence[str],
    labels: Labels,
) -> bool:  # fmt: skip
    """True for what no supplier has used: a country's figures, production, stocks and tanks.

    Units or words of such tables say so, or a column of counties, countries or imports; none of
    it counts beside a vehicle, a receipt or a distance.
    """
    if not {c.field for c in columns}.isdisjoint(_OWN):
        return False
    units = (profiles[c.index].cells for c in columns if c.field == "unit")
    said = [*texts, *(text for cells in units for _, text, _ in cells if text)]
    if any(map(_OF_NATIONS.search, said)) or _words(texts, shared().statistics_words):
        return True
    heads = {key(without_brackets(label.shown)[0]) for label in labels.values()}
    is_by_day = any(c.field == "date" for c in columns)
    return not is_by_day and not heads.isdisjoint(word_keys("statistics_headers"))


def texts_about(sheet: Sheet, labels: Labels, start: int) -> list[str]:
    """What stands above the rows of a table or in the first: sheet name, titles and headers."""
    texts = [sheet.name or "", *(label.whole for label in labels.values())]
    for column in sheet.columns:
        texts += [
            text for text in column.text.slice(0, min(start + 1, TITLE_ROWS)).to_pylist() if text
        ]
    return texts


def _words(texts: Sequence[str], words: Sequence[str]) -> bool:
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)"
    return any(re.search(pattern, text.casefold()) for text in texts)


def _speaks(texts: Sequence[str], parts: Sequence[str]) -> bool:
    return any(part in text.casefold() for text in texts for part in parts)


def names_fuel(sheet: Sheet, labels: Labels, asked: Asked) -> bool:
    """True when a title or the sheet names the fuel, or somebody has answered it."""
    if "fuel" in asked.answers or asked.whole_fuel(fingerprint("fuel", labels)):
        return True
    texts = [sheet.name or ""]
    for column in sheet.columns:
        texts += [text for text in column.text.slice(0, TITLE_ROWS).to_pylist() if text]
    return any(look_up_fuel(text).code for text in texts if not look_up_unit(text))


def is_dated(labels: Labels) -> bool:
    """True for a table by days or months: fillings that name no amount, not a list of vehicles."""
    times = {"date", "month"}
    return any(
        names_time(label.shown)
        or any(name in times and sure for name, _, sure in candidates(label, "fuel"))
        for label in labels.values()
    )
