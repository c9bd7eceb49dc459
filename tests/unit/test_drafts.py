"""Uploads nobody has saved: theirs alone, for a day, and nowhere but in their folder."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from followup.errors import UserError
from followup.services.upload import drafts
from followup.settings import Settings
from tests.support.world import settings

NOW = datetime.fromisoformat("2026-11-22T12:00:00")


def kept(home: Path) -> tuple[Settings, drafts.StoredDraft]:
    here = settings(home)
    draft = drafts.begin("a.xlsx", "Kim Exempel", NOW)
    drafts.keep(here, draft, b"abc")
    return here, draft


def test_what_was_said_is_there_again(tmp_path: Path) -> None:
    here, draft = kept(tmp_path)
    drafts.update(here, draft, answers={"fuel": "hvo100", "column:F": ""}, choices={"mode": "add"})
    found = drafts.load(here, draft.token, "Kim Exempel", NOW)
    assert found.answers == {"fuel": "hvo100", "column:F": ""}
    assert drafts.update(here, found, answers={"fuel": None}).answers == {"column:F": ""}
    assert drafts.content(here, found) == b"abc"


def test_a_day_later_it_is_gone_from_the_disk(tmp_path: Path) -> None:
    here, draft = kept(tmp_path)
    later = NOW + drafts.LIFE + timedelta(seconds=1)
    with pytest.raises(UserError, match="draft_gone"):
        drafts.load(here, draft.token, "Kim Exempel", later)
    assert not list((tmp_path / drafts.FOLDER).iterdir())


def test_the_next_upload_sweeps_out_what_others_left(tmp_path: Path) -> None:
    here, old = kept(tmp_path)
    new = drafts.begin("b.xlsx", "Någon Annan", NOW + timedelta(hours=25))
    drafts.keep(here, new, b"def")
    assert [p.name for p in (tmp_path / drafts.FOLDER).iterdir()] == [new.token]
    assert old.token != new.token


def test_another_name_is_turned_away(tmp_path: Path) -> None:
    here, draft = kept(tmp_path)
    with pytest.raises(UserError, match="draft_of_other"):
        drafts.load(here, draft.token, "Någon Annan", NOW)


@pytest.mark.parametrize("token", ["..", "../../etc", "a" * 32 + "/..", "", "a" * 31])
def test_nothing_but_a_token_becomes_a_path(tmp_path: Path, token: str) -> None:
    here, _ = kept(tmp_path)
    (tmp_path / "draft.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UserError, match="draft_gone"):
        drafts.load(here, token, "Kim Exempel", NOW)
    with pytest.raises(UserError, match="draft_gone"):
        drafts.remove(here, token)
