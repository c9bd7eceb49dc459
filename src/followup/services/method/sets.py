"""What each fuel set counts on a day: every fuel's part, with its status and source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from followup.errors import NoValueInForce
from followup.i18n.text import percent_range, t
from followup.reference.bitemporal import Reading
from followup.reference.catalogue import Catalogue
from followup.reference.schema import FuelSet
from followup.services.proof import text as proof_text

Group = Literal["all_of", "in_part", "none_of"]
GROUPS: tuple[Group, ...] = ("all_of", "in_part", "none_of")


@dataclass(frozen=True, slots=True)
class Counted:
    """How much of one fuel a set counts, in words; status and source of that part."""

    fuel: str
    group: Group
    share: str
    status: str
    status_text: str
    source: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """One set: its name, version, definition, where that comes from, and the fuels."""

    code: str
    name: str
    note: str
    line: str
    status: str
    fuels: tuple[Counted, ...]


def meanings(catalogue: Catalogue, country: str, day: date, lang: str) -> tuple[Meaning, ...]:
    """Every set as it counts in ``country`` on ``day``, known on that day."""
    return tuple(_meaning(catalogue, chosen, country, day, lang) for chosen in catalogue.fuel_sets)


def _meaning(catalogue: Catalogue, chosen: FuelSet, country: str, day: date, lang: str) -> Meaning:
    version = t("page_method.version", lang, number=chosen.version)
    source = proof_text.source_title(catalogue, chosen.source, lang)
    return Meaning(
        code=chosen.code,
        name=t(chosen.label_key, lang),
        note=t(f"reference.note.{chosen.note}", lang),
        line=t("page_method.counted_line", lang, version=version.capitalize(), source=source),
        status=chosen.status,
        fuels=tuple(
            _counted(catalogue, chosen.code, fuel.code, country, day, lang)
            for fuel in catalogue.fuels
        ),
    )


def _counted(
    catalogue: Catalogue, chosen: str, fuel: str, country: str, day: date, lang: str
) -> Counted:
    try:
        reading = catalogue.fuel_share(chosen, fuel, country, day, day)
    except NoValueInForce:
        nothing = t("page_method.nothing_known", lang)
        missing = t("source_status.missing", lang)
        return Counted(t(f"fuel.{fuel}", lang), "in_part", nothing, "missing", missing, "")
    low, high = reading.ends
    return Counted(
        fuel=t(f"fuel.{fuel}", lang),
        group=_group(reading),
        share=percent_range(low, high, lang, 1),
        status=reading.status,
        status_text=t(f"source_status.{reading.status}", lang),
        source=proof_text.source_title(catalogue, reading.source, lang),
    )


def _group(reading: Reading) -> Group:
    if reading.ends == (Decimal(1), Decimal(1)):
        return "all_of"
    return "none_of" if reading.ends == (Decimal(0), Decimal(0)) else "in_part"
