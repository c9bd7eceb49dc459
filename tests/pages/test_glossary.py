"""The glossary: every word has a meaning, a page that exists and sources that are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from followup.i18n import glossary, text
from followup.i18n.text import LANGUAGES
from followup.reference import catalogue
from followup.ui import navigation
from tests.support.pages import page, words


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOLLOWUP_HOME", str(tmp_path))


def test_words_and_places_are_about_the_same_terms() -> None:
    written = {key.split(".")[1] for key in text.keys("sv") if key.startswith("glossary.")}
    assert {entry.code for entry in glossary.entries()} == written


def test_every_source_and_page_named_is_there() -> None:
    sources = {source.id for source in catalogue.load().sources}
    pages = {spec.script for spec in navigation.PAGES}
    for entry in glossary.entries():
        assert set(entry.sources) <= sources, entry.code
        assert entry.page in pages, entry.code


def test_a_word_stands_with_its_meaning_and_the_neighbours_words_in_every_language() -> None:
    for lang in LANGUAGES:
        said = words(page("glossary", lang))
        for entry in glossary.entries():
            assert _bare(glossary.explanation(entry.code, lang)) in said, entry.code
            for word in glossary.other_words(entry.code, lang).values():
                assert word in said, entry.code


def test_a_neighbours_word_finds_the_term() -> None:
    app = page("glossary", "sv")
    app.text_input(key="glossary_search").set_value("fortrængningskrav").run()
    said = words(app)
    assert glossary.explanation("displacement", "sv") in said
    assert _bare(glossary.explanation("coverage", "sv")) not in said


def test_a_link_opens_one_term() -> None:
    said = words(page("glossary", "da", term="coverage"))
    assert _bare(glossary.explanation("coverage", "da")) in said
    assert glossary.explanation("mk1", "da") not in said


def _bare(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")
