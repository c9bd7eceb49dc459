"""Every figure is dated, sourced and explained, and a badly written one is refused."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from pydantic import ValidationError

from followup.i18n import text
from followup.reference.files import rows
from followup.reference.library import RequirementTemplate
from followup.reference.schema import Figure, Source
from tests.reference.world import LOADED

GOOD = {
    "subject": "hvo100",
    "country": "SE",
    "part": "use",
    "value": "34.02",
    "low": "",
    "high": "",
    "unit": "MJ/l",
    "data_year": "",
    "valid_from": "1990-01-01",
    "valid_to": "open",
    "known_from": "2019-12-31",
    "source": "S08",
    "where": "-",
    "status": "published",
    "note": "",
}


def test_every_source_named_is_registered_and_every_registered_one_is_named() -> None:
    seeds = (*LOADED.goals, *LOADED.fuel_sets, *LOADED.requirement_templates)
    named = {row.figure.source for row in LOADED.rows()} | {seed.source for seed in seeds}
    named |= {more for made in LOADED.requirement_templates for more in made.more_sources}
    model = LOADED.class_model
    parts = (model.grades, model.criteria, model.value_bands, model.subcontractor_bands)
    named |= {rule.source for part in parts for rule in part}
    named |= {criterion.weight_source for criterion in model.criteria}
    named |= LOADED.clean_scope.sources | LOADED.circular.sources
    named |= {tag.source for tag in LOADED.fuel_tags}
    named |= {told.source for told in (*LOADED.law_changes, *LOADED.partners, *LOADED.retention)}
    named |= {source for answer in LOADED.answers for source in answer.sources}
    named |= {ground.source for ground in LOADED.grounds}
    assert named == {source.id for source in LOADED.sources}


def test_a_figure_from_a_weak_source_is_never_used() -> None:
    weak = {s.id for s in LOADED.sources if s.confidence in {"low", "unverified"}}
    assert [row for row in LOADED.rows() if row.figure.source in weak and row.is_used] == []


def test_an_unverified_figure_reaches_no_table() -> None:
    unverified = [r for r in LOADED.rows() if r.figure.status == "unverified"]
    statuses = {
        status
        for name, arrow in LOADED.tables().items()
        if "status" in arrow.schema.names
        for status in arrow.column("status").to_pylist()
    }
    assert len(unverified) > 5
    assert statuses == {"enacted", "decided", "published", "assumption", "missing"}


def _text_keys() -> Iterator[str]:
    for row in LOADED.rows():
        yield f"reference.table.{row.table}"
        yield f"reference.part.{row.figure.part}"
        yield f"source_status.{row.figure.status}"
        if row.figure.note:
            yield f"reference.note.{row.figure.note}"
    for name, arrow in LOADED.tables().items():
        if "note" in arrow.schema.names:
            notes = {note for note in arrow.column("note").to_pylist() if note}
            yield from (f"reference.note.{note}" for note in notes)
        assert name
    yield from (f"law_change.{law.id}" for law in LOADED.law_changes)
    yield from (f"disclosure_ground.{ground.id}" for ground in LOADED.grounds)
    yield from (f"partner.{partner.id}" for partner in LOADED.partners)
    for answer in LOADED.answers:
        yield from (f"answer.{answer.id}.question", f"answer.{answer.id}.answer")
        yield f"network.topic.{answer.topic}"
    scope = LOADED.clean_scope
    yield from (f"reference.clean_note.{note.code}" for note in scope.notes)
    for name, rows_of in (("form", scope.forms), ("exception", scope.exceptions)):
        yield from (f"clean_vehicle.{name}.{row.code}" for row in rows_of)
    for thing in (*LOADED.fuels, *LOADED.fuel_sets, *LOADED.factor_sets):
        yield thing.label_key
    for goal in LOADED.goals:
        yield from (goal.title_key, goal.note_key, f"reference.indicator.{goal.indicator}")
    for template in LOADED.requirement_templates:
        yield from (template.title_key, template.title_key.replace(".title", ".help"))


def test_whatever_a_page_shows_of_the_catalogue_has_words() -> None:
    assert sorted({key for key in _text_keys() if not text.has_text(key)}) == []


def test_a_subject_is_a_fuel_an_area_or_has_words() -> None:
    codes = {f.code for f in LOADED.fuels} | {a.code for a in LOADED.areas}
    subjects = {row.figure.subject for row in LOADED.rows()} - codes
    assert [s for s in sorted(subjects) if not text.has_text(f"reference.subject.{s}")] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"colour": "blue"},
        {"value": ""},
        {"low": "1", "high": "2"},
        {"value": "", "low": "2", "high": "1"},
        {"valid_to": "1989-12-31"},
        {"status": "probably"},
        {"source": ""},
        {"where": ""},
    ],
)
def test_a_half_written_figure_is_refused(wrong: dict[str, str]) -> None:
    rows([GOOD], Figure)
    with pytest.raises(ValidationError):
        rows([{**GOOD, **wrong}], Figure)


def test_the_checksum_covers_every_data_file() -> None:
    assert len(LOADED.checksum) == 64
    assert LOADED.checksum == LOADED.data.checksum
    assert isinstance(LOADED.sources[0], Source)


def test_kronoberg_has_eight_municipalities_and_a_region() -> None:
    kinds = [area.kind for area in LOADED.municipalities]
    assert (kinds.count("municipality"), kinds.count("region")) == (8, 1)


def test_the_county_series_rose_by_23_5_percent_in_2024() -> None:
    county = {p.data_year: p.value for p in LOADED.series if p.series == "07/transport_ghg"}
    assert round((county[2024] / county[2023] - 1) * 100, 1) == 23.5
    proxy = next(g for g in LOADED.goals if g.id == "KRON_FBF_2030_TRANSPORT")
    assert (proxy.base, proxy.target, proxy.is_proxy) == (county[2010], None, True)


def test_goals_follow_series_and_sets_that_exist() -> None:
    series = {point.series for point in LOADED.series}
    sets = {s.code for s in LOADED.fuel_sets}
    areas = {a.code for a in LOADED.areas}
    for goal in LOADED.goals:
        assert goal.series is None or goal.series in series
        assert goal.fuel_set is None or goal.fuel_set in sets
        assert goal.geography in areas
    for template in LOADED.requirement_templates:
        assert template.fuel_set is None or template.fuel_set in sets


def test_a_requirement_of_an_unknown_measure_is_refused() -> None:
    good = {
        "id": "x",
        "measure": "renewable_energy_share",
        "fuel_set": None,
        "comparator": ">=",
        "limit": None,
        "assessment_period": "year",
        "source": "OWN",
        "status": "decided",
        "category": "any",
    }
    rows([good], RequirementTemplate)
    with pytest.raises(ValidationError):
        rows([{**good, "measure": "share_of_something"}], RequirementTemplate)


def test_a_level_is_given_only_where_a_source_was_read() -> None:
    sure = {s.id for s in LOADED.sources if s.confidence in {"high", "medium"}} - {"OWN"}
    given = {t.id: t for t in LOADED.requirement_templates if t.levels}
    own = given.pop("report_in_time")
    assert own.levels == (("date", "", Decimal(1)),)
    assert {t.source for t in given.values()} <= sure
    assert {t.status for t in given.values()} <= {"enacted", "published", "old"}
    assert given["ostergotland_specific"].levels == (("date", "2024-01-01", Decimal("0.40")),)
