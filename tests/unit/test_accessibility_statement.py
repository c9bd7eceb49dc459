"""The accessibility statement says what the law asks for, and nothing in anybody's name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from followup.i18n.text import LANGUAGES, day
from followup.reference import accessibility as known
from followup.services import accessibility
from followup.settings import from_environment

UNSAID = from_environment({"FOLLOWUP_HOME": "/nowhere"})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_part_is_said_in_every_language(lang: str) -> None:
    parts = accessibility.parts(UNSAID, lang)
    assert len({part.title for part in parts}) == len(parts) == 8
    statement = known.statement()
    assert len(parts[2].points) == len(statement.shortcomings)
    for shortcoming, (words, link) in zip(statement.shortcomings, parts[2].points, strict=True):
        assert all(criterion in words for criterion in shortcoming.criteria)
        assert (link and link[0]) == shortcoming.address
    assert [link[0] for _, link in parts[5].points if link] == [
        law.address for law in statement.laws
    ]
    assert day(statement.reviewed, lang) in parts[6].text
    assert day(statement.updated, lang) in accessibility.updated(lang)


def test_who_answers_is_what_the_settings_say() -> None:
    said = from_environment(
        {"FOLLOWUP_ORGANISATION": "Påhittad kommun", "FOLLOWUP_CONTACT": "hjalp@example.se"}
    )
    assert "Påhittad kommun" in accessibility.responsible(said, "sv")
    assert "hjalp@example.se" in accessibility.parts(said, "sv")[4].text
    silent = replace(said, organisation=None, contact=None, home=Path("/nowhere"))
    assert "Påhittad" not in accessibility.responsible(silent, "sv")
    assert "inte inlagt" in accessibility.responsible(silent, "sv")
