"""The page on method and sources: every figure with its source, found by words and by link."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from followup.i18n.text import LANGUAGES
from followup.reference import catalogue
from followup.services.method import lines as method_lines
from tests.support.pages import page, words


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOLLOWUP_HOME", str(tmp_path))


def _cells(app: AppTest) -> list[list[str]]:
    return app.table[0].value.to_numpy().tolist()


def _find(wanted: str, lang: str = "sv", **chosen: str | None) -> tuple[method_lines.Line, ...]:
    return method_lines.search(method_lines.build(catalogue.load(), lang), wanted, **chosen)


def test_every_fact_of_the_catalogue_has_a_line_in_every_language() -> None:
    known = catalogue.load()
    facts = len(list(known.rows())) + len(known.fuel_sets) + len(known.goals)
    facts += len(known.factor_sets) + len(known.requirement_templates) + len(known.areas)
    named = [s for s in known.sources if s.title.strip("-")]
    for lang in LANGUAGES:
        lines = method_lines.build(known, lang)
        assert len(lines) == facts + len(named)
        assert not [part for line in lines for part in (line.subject, line.part, line.note)
                    if "_" in part]  # fmt: skip


def test_a_search_finds_by_fuel_number_source_year_and_status_in_the_readers_words() -> None:
    assert [line.value for line in _find("HVO100 energiinnehåll 34,02")] == ["34,02 MJ/l"]
    assert [line.value for line in _find("hvo100 energy 34.02", "en")] == ["34.02 MJ/l"]
    assert {line.source.partition(",")[0] for line in _find("SMHI")} == {
        "SMHI" for _ in range(1)
    }  # fmt: skip
    assert all("2016" in line.said for line in _find("2016"))
    assert _find("ikke kontrolleret", "da") == _find("", "da", status="unverified")


def test_a_search_in_the_address_shows_its_rows_and_says_how_many() -> None:
    app = page("method", find="34,02", fuel="hvo100", table="energy_content", country="SE")
    (row,) = _cells(app)
    assert "HVO100" in row[0]
    assert "34,02" in row[1]
    assert "1990\N{NON-BREAKING HYPHEN}01\N{NON-BREAKING HYPHEN}01" in row[2]
    assert "1 av " in words(app)
    app.text_input(key="address_find").set_value("finns inte").run()
    assert "Ingen uppgift passar" in words(app)


def test_what_nobody_has_checked_is_marked_and_counted_with_its_base() -> None:
    count, whole = method_lines.unverified(method_lines.build(catalogue.load(), "sv"))
    assert count > len([r for r in catalogue.load().rows() if r.figure.status == "unverified"])
    app = page("method", status="unverified")
    assert f"{count} av {whole} uppgifter med status är ej kontrollerade" in words(app)
    assert all(":orange-badge[" in row[3] and "Ej kontrollerat" in row[3] for row in _cells(app))


def test_more_lines_come_when_asked_for() -> None:
    app = page("method")
    first = len(_cells(app))
    app.button(key="method_more").click().run()
    assert len(_cells(app)) > first


def test_a_set_lists_what_counts_in_full_in_part_and_not_at_all() -> None:
    for lang in LANGUAGES:
        assert not page("method", lang, view="view_counted").exception
    said = words(page("method", view="view_counted"))
    assert "Räknas helt:** El (ursprung ej angivet), El (ursprungsmärkt förnybar)" in said
    assert "Diesel (låginblandad, MK1)" in said
    assert "≈ Antagande" in said
