"""The sample world: what it was built to show is there, and can be opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from followup import settings
from followup.errors import UserError
from followup.i18n.text import LANGUAGES, has_text, t
from followup.services import sample

CODES = {
    "breach", "coming_step", "late_report", "corrected_report", "dispens", "nil_report",
    "missing_subcontractor", "better_than_required", "at_limit", "missing_factor",
}  # fmt: skip


def test_ten_stories_and_three_files_each_with_its_words() -> None:
    assert len(sample.stories()) == len(CODES)
    assert {s.code for s in sample.stories()} == CODES
    tries = {f"try_{one.code}" for one in sample.try_files()}
    assert len(tries) == 3
    for code in CODES | tries:
        for part in ("title", "text"):
            assert has_text(f"story.{code}.{part}")
            assert len({t(f"story.{code}.{part}", lang) for lang in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("inside", "answer"), [("exempel", "sample_missing"), ("drafts", "folder_not_empty")]
)
def test_a_folder_is_empty_with_a_sample_of_the_apps_in_it_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: str, answer: str
) -> None:
    # Without sample files, the build of an empty folder gets as far as missing them.
    monkeypatch.setattr(sample, "FOLDER", tmp_path / "nowhere")
    home = tmp_path / "home"
    (home / inside).mkdir(parents=True)
    with pytest.raises(UserError) as refused:
        sample.build(settings.from_environment({"FOLLOWUP_HOME": str(home)}), "sv", lambda *_: None)
    assert refused.value.code == answer
