"""A tender's saving and a measured year as a person writes them in a form, and what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from followup.domain.energy_saving import EnergyMeasured, EnergySaving
from followup.errors import UserError
from followup.rules import energy
from followup.services.goal import written as goal_written

_YEAR: Final = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class WrittenSaving:
    """The fields of the form as they stand; energy in MWh a year, choices as codes or empty."""

    title: str
    category: str
    organisation: str
    contract: str = ""
    energy_kind: str = "final"
    unit: str = ""
    baseline_kind: str = ""
    baseline_text: str = ""
    baseline_mwh: str = ""
    baseline_units: str = ""
    baseline_year: str = ""
    baseline_source: str = ""
    expected_mwh: str = ""
    expected_units: str = ""
    expected_year: str = ""
    expected_source: str = ""
    grams_per_kwh: str = ""
    factor_source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class WrittenMeasured:
    """A measured year as it stands in the form; energy in MWh."""

    year: str
    mwh: str
    units: str
    source: str
    note: str = ""


def saving(identifier: str, written: WrittenSaving) -> EnergySaving:
    """The saving as the form says. Raises UserError ``goal_number`` or ``saving_year``."""
    return EnergySaving(
        identifier=identifier,
        title=written.title.strip(),
        category=written.category,
        organisation=written.organisation.strip(),
        contract=_text(written.contract),
        energy_kind=written.energy_kind,
        unit=_text(written.unit),
        baseline_kind=_text(written.baseline_kind),
        baseline_text=_text(written.baseline_text),
        baseline_kwh=_kwh(written.baseline_mwh),
        baseline_units=_number(written.baseline_units),
        baseline_year=_year(written.baseline_year),
        baseline_source=_text(written.baseline_source),
        expected_kwh=_kwh(written.expected_mwh),
        expected_units=_number(written.expected_units),
        expected_year=_year(written.expected_year),
        expected_source=_text(written.expected_source),
        grams_per_kwh=_number(written.grams_per_kwh),
        factor_source=_text(written.factor_source),
        note=_text(written.note),
    )


def measured(identifier: str, written: WrittenMeasured) -> EnergyMeasured:
    """The measured year as the form says.

    Raises UserError ``goal_number``, ``saving_year`` or ``saving_amount``.
    """
    year, kwh = _year(written.year), _kwh(written.mwh)
    if year is None:
        raise UserError("saving_year", year=written.year)
    if kwh is None:
        raise UserError("saving_amount")
    return EnergyMeasured(
        identifier, year, kwh, _number(written.units), written.source.strip(), _text(written.note)
    )


def shown(value: Decimal | None) -> str:
    """A number as a field shows it, read back as the same in every language.

    With a comma: a point before three digits parts thousands in Danish, and nobody guesses.
    """
    return "" if value is None else format(value.normalize(), "f").replace(".", ",")


def _text(words: str) -> str | None:
    return words.strip() or None


def _number(words: str) -> Decimal | None:
    return goal_written.number(words, "")


def _kwh(words: str) -> Decimal | None:
    return energy.converted(_number(words), "MWh", "kWh")


def _year(words: str) -> int | None:
    if not words.strip():
        return None
    if not _YEAR.fullmatch(words.strip()):
        raise UserError("saving_year", year=words.strip())
    return int(words)
