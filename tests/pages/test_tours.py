"""The sample's start page and its tours: each role is led to its places, and can come back."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from followup.cli import main
from followup.i18n import text
from followup.i18n.text import LANGUAGES, t
from followup.services.sample import sample
from followup.ui import navigation, stories, tours
from followup.ui.components import XLSX
from followup.ui.tour_steps import TOURS
from followup.ui.tours import Position
from tests.pages.conftest import texts
from tests.support.pages import arrived
from tests.support.sample import copied

HELD = dict.fromkeys(("reporter", "check", "effects", "save"), "")
STEPS = [Position(role, n) for role in TOURS for n in range(1, len(TOURS[role]) + 1)]


@pytest.fixture(scope="module")
def world(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample world for all tests here: they look and change nothing."""
    return copied(sample_home, tmp_path_factory.mktemp("tours") / "world")


@pytest.fixture
def shown(app: AppTest, world: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app in the sample world."""
    monkeypatch.setenv("FOLLOWUP_HOME", str(world))
    return app


def _keys(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}


def test_the_samples_start_tells_ten_stories_and_hands_out_three_files(shown: AppTest) -> None:
    shown.run()
    said = texts(shown)
    assert not shown.exception
    told = [s.code for s in sample.stories() if t(f"story.{s.code}.title", "sv") in said]
    assert len(told) == 10
    assert t("story.list_title", "sv") in said
    files = {one.key for one in shown.get("download_button")}
    assert {f"try_{one.code}" for one in sample.try_files()} <= files


def test_ones_own_folder_has_no_stories_and_its_tours_open_the_sample_first(app: AppTest) -> None:
    app.run()
    assert t("story.list_title", "sv") not in texts(app)
    assert {f"tour_start_{role}" for role in TOURS} <= _keys(app)
    app.query_params["tour"] = "board.2"
    app.run()
    assert "tour_sample" in _keys(app)
    assert "tour_next" not in _keys(app)


def test_a_tour_goes_on_is_closed_and_is_come_back_to(shown: AppTest) -> None:
    shown.run()
    shown.button(key="tour_start_manager").click().run()
    assert shown.query_params["tour"] == "manager.1"
    assert "tour_start_manager" not in _keys(shown)
    shown.button(key="tour_next").click().run()
    assert shown.query_params["tour"] == "manager.2"
    assert shown.query_params["period"] == "2025-Q3"
    assert t("proof.line.uncertainty", "sv") in texts(shown)
    shown.button(key="tour_close").click().run()
    assert "tour" not in shown.query_params
    shown.switch_page("pages/contracts.py").run()
    assert "tour_next" not in _keys(shown)
    assert shown.button(key="tour_resume").label == "Fortsätt rundturen (2 av 6)"
    shown.button(key="tour_resume").click().run()
    assert shown.query_params["tour"] == "manager.2"
    assert [title.value for title in shown.title] == ["Efterlevnad"]


def test_the_step_follows_to_a_page_from_the_menu_with_a_way_back(shown: AppTest) -> None:
    shown.query_params["tour"] = "board.3"
    shown.run()
    del shown.query_params["tour"]
    shown.switch_page("pages/contracts.py").run()
    assert shown.query_params["tour"] == "board.3"
    assert t("tour.board.pull.title", "sv") in texts(shown)


@pytest.mark.parametrize("wrong", ["mayor.1", "board.0", "board.99", "board.two", "board"])
def test_an_address_that_names_no_step_is_no_tour(wrong: str) -> None:
    assert tours.parse(wrong) is None


def test_every_step_opens_its_place_and_speaks_of_what_stands_there(shown: AppTest) -> None:
    lang = "sv"
    arrived(shown)
    for position in STEPS:
        page, query = tours.place(position.step)
        shown.query_params.clear()
        for name, value in {**query, "tour": str(position)}.items():
            shown.query_params[name] = value
        shown.switch_page(navigation.script(page)).run()
        assert not shown.exception, position
        assert not shown.error, position
        assert t(navigation.spec(page).title_key, lang) in [x.value for x in shown.title], position
        assert tours.text(position, lang) in "".join(m.value for m in shown.markdown), position


def test_an_address_that_says_whose_the_file_is_leaves_nothing_to_ask(shown: AppTest) -> None:
    one = stories.try_file("missing")
    shown.run()
    for name, value in stories.address(one).items():
        shown.query_params[name] = value
    shown.switch_page("pages/upload.py").run()
    shown.file_uploader[0].set_value(("rapport.xlsx", one.content, XLSX)).run()
    chosen = next(w for w in shown.selectbox if w.key.startswith("upload-reporter-"))
    assert chosen.value == one.reporter
    assert shown.button(key="upload_save_valid")


@pytest.mark.parametrize(("fuel", "verdict"), [("HVO 100", "met"), ("Diesel", "not_met")])
def test_the_file_that_the_strategist_changes_turns_the_verdict_as_told(
    fuel: str,
    verdict: str,
    sample_copy: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("FOLLOWUP_HOME", str(sample_copy))
    one = next(one for one in sample.try_files() if one.code == "missing")
    book = load_workbook(io.BytesIO(one.content))
    rows = [row for row in book.active.iter_rows() if row[1].value == "HVO 100"]
    assert rows
    for row in rows:
        row[1].value = fuel
    changed = sample_copy.parent / Path(one.file).name
    book.save(changed)
    sender = "Lövtorps Persontrafik"
    assert all(sender in t("tour.strategist.effects.text", lang, **HELD) for lang in LANGUAGES)
    assert main(["import", str(changed), "--contract", one.contract,
                 "--reporter", f"{sender} (påhittat)"]) == 0  # fmt: skip
    capsys.readouterr()
    place = next(s for s in sample.stories() if s.code == "missing_subcontractor").query
    named = [w for n in ("contract", "requirement", "period") for w in (f"--{n}", place[n])]
    assert main(["explain", *named]) == 0
    assert t(f"verdict.{verdict}", "sv") in capsys.readouterr().out.splitlines()[0]


def test_names_of_buttons_and_headings_are_never_written_by_hand() -> None:
    for lang in LANGUAGES:
        for key, words in text._texts(lang).items():
            if key.startswith("tour."):
                marked = re.findall(r"\*\*(.+?)\*\*", words)
                assert all(re.fullmatch(r"{\w+}", word) for word in marked), (lang, key)
                assert not set(words) & set('”“«»"'), (lang, key)
