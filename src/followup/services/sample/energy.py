"""Energy savings of the sample world's tenders, and the years that were measured."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from followup.domain.energy_saving import EnergyMeasured, EnergySaving
from followup.services.energy import savings
from followup.services.installation import Actor, Installation, now_utc

ACTOR: Final = Actor("Exempel")


def enter(opened: Installation, step: Mapping[str, Any]) -> None:
    """A tender with its baseline and bid on the day it was written down, then what was measured."""
    kind, text, kwh, year, source = step.get("baseline", [None] * 5)
    expected_kwh, expected_year, expected_source = step["expected"]
    grams, factor = step.get("factor", [None] * 2)
    saving = EnergySaving(
        "", step["energy_saving"], step["category"], step["organisation"], step.get("contract"),
        unit=step.get("unit"), baseline_kind=kind, baseline_text=text, baseline_kwh=_number(kwh),
        baseline_units=_number(step.get("baseline_units")), baseline_year=year,
        baseline_source=source, expected_kwh=_number(expected_kwh),
        expected_units=_number(step.get("expected_units")), expected_year=expected_year,
        expected_source=expected_source, grams_per_kwh=_number(grams), factor_source=factor,
    )  # fmt: skip
    day: date = step["decided"]
    act = savings.save(opened, saving, ACTOR, now_utc(), day)
    for on, used, read in step.get("measured", ()):
        measured = EnergyMeasured(savings.name_of(act), on, Decimal(used), None, read)
        savings.measure(opened, measured, ACTOR, now_utc(), step["measured_on"])


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
