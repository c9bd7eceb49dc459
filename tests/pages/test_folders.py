"""One's own data and the sample: the way in and back, and never the other's numbers."""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from followup.i18n.text import LANGUAGES, day, t
from followup.services.sample import sample
from followup.settings import Settings
from followup.ui import resources
from tests.pages.conftest import ROOT
from tests.support.pages import filled, words
from tests.support.world import World, clause

OWN_CONTRACT, SAMPLE_CONTRACT = "Min egen skolskjuts", "Exempelskjuts (påhittad)"
SAMPLE_DAY = date(2026, 2, 16)
SHARE = "vehicle | fuel | quantity\nABC123 | hvo100 | {}\nABC124 | diesel_b0_offroad | {}"


def signed(title: str, renewable: int, fossil: int) -> Callable[[World], None]:
    """The same number of acts, contracts and rows in both folders; the figures alone differ."""

    def fill(world: World) -> None:
        world.sign(clause(), title=title)
        world.fuel("2025", SHARE.format(renewable, fossil), submission="samma")

    return fill


def built(settings: Settings, lang: str, progress: Callable[[int, int], None]) -> None:
    """A sample of one contract, in no time."""
    progress(1, 2)
    filled(settings.home, signed(SAMPLE_CONTRACT, 100, 900), today=SAMPLE_DAY.isoformat())
    progress(2, 2)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sample, "build", built)


@pytest.fixture
def own(app: AppTest, tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of one's own; today is the sample's day, so that no cache tells them apart."""
    monkeypatch.setattr(resources, "real_today", lambda: SAMPLE_DAY)
    home = tmp_path / "kronoberg"
    filled(home, signed(OWN_CONTRACT, 900, 100))
    (home / "clock.json").unlink()
    return home


def another_visitor() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


def keys(app: AppTest) -> set[str | None]:
    return {button.key for button in app.button}


@pytest.mark.parametrize(
    "lang",
    [pytest.param(x, marks=[pytest.mark.long] if x != "sv" else []) for x in LANGUAGES],
)
def test_an_empty_start_leads_into_the_sample_and_back(
    app: AppTest, quick: None, tmp_path: Path, lang: str
) -> None:
    app.query_params["lang"] = lang
    app.run()
    app.button(key="open_sample").click().run()
    assert not app.exception
    assert SAMPLE_CONTRACT in words(app)
    banner = t("app.sample_banner", lang, day=day(SAMPLE_DAY, lang))
    assert banner.replace("\N{NO-BREAK SPACE}", " ") in words(app)
    assert "exempel" in app.query_params["data"]
    app.button(key="leave_sample").click().run()
    assert SAMPLE_CONTRACT not in words(app)
    assert "open_sample" in keys(app)
    assert sorted(path.name for path in (tmp_path / "kronoberg").iterdir()) == [
        "exempel", "followup.duckdb", "followup.duckdb.wal", "originals",
    ]  # fmt: skip


def test_every_page_of_the_sample_says_so_and_keeps_to_it(app: AppTest, quick: None) -> None:
    app.query_params["data"] = "exempel"
    app.run()
    for page in ("compliance", "goals", "upload", "contracts", "method"):
        app.switch_page(f"pages/{page}.py").run()
        assert "leave_sample" in keys(app), page
        # What the menu drops from the address is written back, for a reload or a sent link.
        assert "exempel" in app.query_params["data"], page


def test_neither_folder_shows_the_others_numbers(app: AppTest, own: Path) -> None:
    address = {"contract": "T-2025-001", "requirement": "T-2025-001/K1", "period": "2025"}
    seen = {}
    # Twice, so that the second look meets whatever the first one left in a cache.
    for data in ("egen", "exempel", "egen", "exempel"):
        app.query_params["data"] = data
        app.run()
        for name, value in address.items():
            app.query_params[name] = value
        said = words(app.switch_page("pages/compliance.py").run())
        goals = words(app.switch_page("pages/goals.py").run())
        overview = words(app.switch_page("pages/contracts.py").run())
        assert seen.setdefault(data, (said, goals, overview)) == (said, goals, overview)
        mine, other = (OWN_CONTRACT, SAMPLE_CONTRACT)[:: 1 if data == "egen" else -1]
        assert mine in overview
        assert other not in said + goals + overview
        # The factors of the proof link to their source in a new tab, which is a new session.
        assert f"&data={data})" in said
    # 900 of 1000 l here, 100 of 1000 l there.
    assert "Uppfyllt" in seen["egen"][0]
    assert "Brist" in seen["exempel"][0]


def test_the_choice_moves_no_other_visitor(app: AppTest, own: Path) -> None:
    app.run()
    app.button(key="to_sample").click().run()
    assert SAMPLE_CONTRACT in words(app.switch_page("pages/contracts.py").run())
    other = another_visitor()
    assert "kronoberg" in other.caption[0].value
    assert OWN_CONTRACT in words(other.switch_page("pages/contracts.py").run())


def test_what_was_said_in_one_folder_is_forgotten_in_the_other(app: AppTest, own: Path) -> None:
    app.query_params["lang"] = "da"
    app.run()
    app.text_input(key="name_in_header").set_value("Kim Exempel").run()
    app.session_state["upload_address"] = ("utkast",)
    app.session_state["receipt-samma"] = object()
    app.button(key="to_sample").click().run()
    assert "upload_address" not in app.session_state
    assert "receipt-samma" not in app.session_state
    assert app.session_state["user_name"] == "Kim Exempel"
    assert app.session_state["language"] == "da"


def test_a_second_visit_opens_what_is_there(
    app: AppTest, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.query_params["data"] = "exempel"
    app.run()

    def never(*_: object) -> None:
        raise AssertionError("built twice")

    monkeypatch.setattr(sample, "build", never)
    other = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    other.query_params["data"] = "exempel"
    assert SAMPLE_CONTRACT in words(other.run().switch_page("pages/contracts.py").run())


def test_starting_over_shows_the_new_build_and_asks_first(app: AppTest, own: Path) -> None:
    app.query_params["data"] = "exempel"
    app.run()
    changed = own / "exempel" / "originals" / "sparad"
    changed.write_text("x")
    before = (own / "exempel" / "followup.duckdb").stat().st_ino
    app.button(key="sample_again_yes").click().run()
    assert not app.exception
    assert not changed.exists()
    assert (own / "exempel" / "followup.duckdb").stat().st_ino != before
    assert SAMPLE_CONTRACT in words(app.switch_page("pages/contracts.py").run())


def test_a_build_that_fails_says_why_leaves_nothing_and_can_be_tried_again(
    app: AppTest, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(settings: Settings, *_: object) -> None:
        (settings.home / "halvt").mkdir(parents=True)
        raise OSError(errno.ENOSPC, "No space left on device")

    room = shutil.disk_usage("/")._replace(free=0)
    with monkeypatch.context() as patched:
        patched.setattr(sample, "build", full)
        patched.setattr(shutil, "disk_usage", lambda _: room)
        app.query_params["data"] = "exempel"
        app.run()
    assert "full" in app.error[0].value
    assert str(own / "exempel") in words(app)
    assert not [path for path in own.iterdir() if path.name.startswith("exempel")]
    app.button(key="sample_retry").click().run()
    assert "leave_sample" in keys(app)


def test_a_folder_that_cannot_be_written_is_named(
    app: AppTest, own: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "fil").write_text("no folder")
    monkeypatch.setenv("FOLLOWUP_SAMPLE_HOME", str(tmp_path / "fil" / "exempel"))
    app.query_params["data"] = "exempel"
    app.run()
    assert "går inte att använda" in app.error[0].value
    assert "fil/exempel " in app.error[0].value.replace("\\", "")
    app.button(key="sample_stop").click().run()
    assert "to_sample" in keys(app)


def test_a_folder_that_holds_something_else_is_left_alone(app: AppTest, own: Path) -> None:
    theirs = own / "exempel" / "brev.txt"
    theirs.parent.mkdir()
    theirs.write_text("viktigt")
    app.query_params["data"] = "exempel"
    app.run()
    assert "är inte tom" in app.error[0].value
    assert theirs.read_text() == "viktigt"


def test_a_sample_made_by_the_command_line_opens_and_has_a_folder_of_ones_own(
    app: AppTest, quick: None, tmp_path: Path
) -> None:
    home = tmp_path / "kronoberg"
    filled(home, signed(SAMPLE_CONTRACT, 100, 900))
    app.run()
    app.button(key="leave_sample").click().run()
    assert "egen" in app.caption[0].value
    mine = home / "egen" / "originals" / "min"
    mine.write_text("min egen")
    app.button(key="to_sample").click().run()
    assert SAMPLE_CONTRACT in words(app.switch_page("pages/contracts.py").run())
    app.button(key="sample_again_yes").click().run()
    assert not app.exception
    assert mine.read_text() == "min egen"
    assert json.loads((home / "clock.json").read_text())["today"] == SAMPLE_DAY.isoformat()


def test_one_folder_for_both_is_refused(
    app: AppTest, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOLLOWUP_SAMPLE_HOME", str(own))
    app.run()
    assert "FOLLOWUP_SAMPLE_HOME" in app.error[0].value.replace("\\", "")
    st.cache_resource.clear()


def test_the_sample_asks_nobody_for_a_name_and_ones_own_folder_does(
    app: AppTest, own: Path
) -> None:
    app.run()
    app.button(key="to_sample").click().run()
    assert list(app.switch_page("pages/upload.py").run().file_uploader)
    app.query_params["data"] = "egen"
    assert "Skriv ditt namn först" in words(app.switch_page("pages/upload.py").run())
    assert not list(app.file_uploader)
    app.query_params["goal"] = "KRON_FBF_2030_CONTRACTS"
    app.switch_page("pages/goals.py").run()
    assert {"name_asked"} == {f.key for f in app.text_input} & {"name_asked", "goal_target"}
