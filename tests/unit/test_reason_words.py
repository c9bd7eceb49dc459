"""Every reason the engine can give has words; a new code without them fails here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from followup.i18n.text import has_text
from followup.services import compliance
from followup.services.proof.export import HINDRANCES
from tests.structure.code import PACKAGE

SQL = PACKAGE / "storage" / "sql"


def codes_of_sql() -> set[str]:
    """What stands as the outcome of a CASE for ``why`` or ``unbounded``."""
    files = [path for folder in ("measures", "parts") for path in (SQL / folder).iterdir()]
    cases = [
        case
        for path in files
        for case in re.findall(
            r"CASE(?:(?!CASE).)*?END\s+AS\s+(?:why|unbounded)\b", path.read_text("utf-8"), re.S
        )
    ]
    return {code for case in cases for code in re.findall(r"(?:THEN|ELSE) '([a-z_]+)'", case)}


# Where the codes of a module have their words, when not among the reasons of a verdict.
WORDS = {
    "clean_count": ("clean_vehicle.why", "reference.part"),
    "clean_vehicles": ("clean_vehicle.why", "reference.part"),
    "forecast": ("forecast.answer", "forecast.reason"),
    "fuel_mix": ("fuel_mix.dominance",),
    "oddity": ("spot_check.oddity",),
    "penalty": ("penalty.kind",),
    "reuse": ("borrowing.refusal",),
    "saved_energy": ("energy_saving.stage", "energy_saving.why.ex_post_"),
    "trial": ("tester.outcome",),
}


@pytest.mark.parametrize("module", sorted((PACKAGE / "rules").glob("*.py")), ids=lambda p: p.stem)
def test_every_code_of_the_rules_has_words(module: Path) -> None:
    codes = set(re.findall(r'"([a-z]+(?:_[a-z]+)+)"', module.read_text("utf-8")))
    codes -= {"not_assessable", "not_met", "not_due", "rolling_12_months"}
    places = ("reason", *WORDS.get(module.stem, ()))
    texts = [place if place.endswith("_") else f"{place}." for place in places]
    assert [c for c in codes if not any(has_text(place + c) for place in texts)] == []


@pytest.mark.parametrize("code", sorted(HINDRANCES | {"dispens", "no_activity"}))
def test_a_code_of_the_services_has_words(code: str) -> None:
    assert has_text(f"reason.{code}")


@pytest.mark.parametrize("code", sorted(codes_of_sql()))
def test_a_code_of_the_measures_has_words(code: str) -> None:
    assert has_text(f"reason.{code}")


def test_the_measures_give_reasons_at_all() -> None:
    assert {"missing_quantity", "declared", "report_not_due"} <= codes_of_sql()


def test_the_notes_of_shares_have_words() -> None:
    notes = {*compliance._NOTE_OF_STATUS.values(), *compliance._NOTE_OF_EXCLUSION.values()}
    assert [note for note in notes if not has_text(f"reason.{note}")] == []
