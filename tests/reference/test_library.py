"""The library says every requirement found in practice, or names what it cannot say."""

from __future__ import annotations

import importlib.util
from typing import Any

from followup.domain.emission_level import level_rank
from followup.domain.measure import MEASURES, VEHICLE_SETS
from followup.i18n import text
from tests.reference.world import LOADED
from tests.structure.code import ROOT

TEMPLATES = {made.id: made for made in LOADED.requirement_templates}


def _writer() -> Any:
    spec = importlib.util.spec_from_file_location("w", ROOT / "docs" / "make_requirements.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_each_of_the_47_is_an_entry_of_the_library() -> None:
    said = {row for made in TEMPLATES.values() for row in made.rows}
    assert said == set(_writer().ROWS)


def test_the_document_says_what_the_library_says() -> None:
    writer = _writer()
    assert writer.FILE.read_text(encoding="utf-8") == writer.text(LOADED)


def test_what_a_person_has_to_judge_says_why() -> None:
    rows = {row for made in TEMPLATES.values() if MEASURES[made.measure].sql == "evidence"
            for row in made.rows}  # fmt: skip
    # A plan that is there, and proof on demand, are yes or no by nature; R38 is only declared.
    by_nature = {"R16", "R18", "R38"}
    assert [r for r in sorted(rows - by_nature) if not text.has_text(f"reference.gap.{r}")] == []


def test_an_entry_can_be_measured_as_it_stands() -> None:
    for made in TEMPLATES.values():
        spec = MEASURES[made.measure]
        general = TEMPLATES.get(made.part_of or made.id)
        assert general is not None, made.id
        assert made.vehicle_set in (None, *VEHICLE_SETS), made.id
        assert not made.level or level_rank(spec.level or "age", made.level), made.id
        # An age is the one level that a source leaves open.
        assert made.level or spec.level in (None, "age"), made.id
        assert bool(made.fuel_set) == bool(spec.fuel_set), made.id
        ends = [limit for _, _, limit in made.levels if spec.scale == "share"]
        assert all(0 <= limit <= 1 for limit in ends), made.id


def test_the_step_models_own_levels_are_as_published() -> None:
    assert TEMPLATES["lund_steps"].levels[-1][:2] == ("extension", "1")
    assert [str(limit) for _, _, limit in TEMPLATES["helsingborg_steps"].levels] == ["0.50", "0.70"]
    assert TEMPLATES["two_curves_specific"].levels == ()
    assert TEMPLATES["klima_vip_packaging"].levels == ()
