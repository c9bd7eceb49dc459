"""The page on method and sources: every figure with its source, found by words and by link."""

from __future__ import annotations

from pathlib import Path

import pytest

from followup.i18n.text import LANGUAGES
from followup.reference import catalogue
from tests.support.pages import page, words


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOLLOWUP_HOME", str(tmp_path))


def test_every_figure_set_and_goal_stands_there_in_every_language() -> None:
    known = catalogue.load()
    whole = len(list(known.rows())) + len(known.fuel_sets) + len(known.goals)
    for lang in LANGUAGES:
        app = page("method", lang)
        assert not app.exception
        assert len(app.dataframe[0].value) == whole


def test_a_search_finds_by_all_its_words_and_says_how_many() -> None:
    app = page("method")
    app.text_input(key="method_search").set_value("hvo100 energiinnehåll 34,02").run()
    frame = app.dataframe[0].value
    assert set(frame["Gäller"]) == {"HVO100"}
    assert set(frame["Värde"]) == {"34,02"}
    app.text_input(key="method_search").set_value("finns inte").run()
    assert not app.dataframe
    assert "0 av " in words(app)


def test_a_link_shows_what_nobody_has_checked_marked_as_such() -> None:
    frame = page("method", status="unverified").dataframe[0].value
    assert set(frame["Status"]) == {"? Ej kontrollerat"}
    unread = [r for r in catalogue.load().rows() if r.figure.status == "unverified"]
    assert len(frame) >= len(unread) > 0


def test_no_code_word_is_left_where_words_should_be() -> None:
    frame = page("method").dataframe[0].value
    for name in ("Gäller", "Del", "Källa", "Att veta"):
        assert not [text for text in frame[name] if "_" in text], name
