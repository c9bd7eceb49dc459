"""The sample world: what it was built to show is there, and can be opened."""

from __future__ import annotations

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
