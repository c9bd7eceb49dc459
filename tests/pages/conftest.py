"""The app through its door, in a data folder of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from openpyxl import Workbook
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest, local_script_runner

from tests.support.pages import TODAY, arrived, filled, rows
from tests.support.sample import copied

ROOT = Path(__file__).resolve().parents[2]
NAME = "Kim Exempel"
# Every AppTest reads what is said of each installed package, which takes longer than most pages
# and does not change while the tests run.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
_look = local_script_runner.require_widgets_deltas


def _wait(runner: local_script_runner.LocalScriptRunner, timeout: float = 3) -> None:
    """Wait for a run to end without looking at all that it has said a thousand times a second."""
    assert runner._script_thread
    runner._script_thread.join(timeout)
    _look(runner, timeout if runner.script_stopped() else 0)


local_script_runner.require_widgets_deltas = _wait


def through_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every run of AppTest go through app.py, as it does for users.

    Because there is a folder named pages, AppTest would start each run as an app of single
    scripts; a server has heard st.navigation by then.
    """
    made = PagesManager.__init__

    def init(self: PagesManager, *args: Any, **kwargs: Any) -> None:
        made(self, *args, **kwargs)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", init)


def opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app in a data folder."""
    through_the_door(monkeypatch)
    monkeypatch.setenv("FOLLOWUP_HOME", str(folder))
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def close_all() -> None:
    """Let go of every data folder, and forget what was read in them."""
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The app in an empty data folder."""
    yield opened(tmp_path / "kronoberg", monkeypatch)
    close_all()


@pytest.fixture(scope="module")
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the module's ``fill`` filled once: tests look at it, and change a copy."""
    folder = tmp_path_factory.mktemp("kept") / "home"
    filled(folder, request.module.fill, getattr(request.module, "TODAY", TODAY))
    return folder


@pytest.fixture
def home(kept: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That folder as the app's own."""
    monkeypatch.setenv("FOLLOWUP_HOME", str(kept))
    return kept


@pytest.fixture
def home_copy(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it that a test may change."""
    monkeypatch.setenv("FOLLOWUP_HOME", str(tmp_path / "home"))
    return copied(kept, tmp_path / "home")


@pytest.fixture
def named(app: AppTest) -> AppTest:
    """The app with a user who has given a name."""
    app.session_state["user_name"] = NAME
    return arrived(app)


@pytest.fixture(scope="session")
def entered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which somebody gave a name and entered a contract, to copy."""
    from tests.pages.test_contracts import enter

    folder = tmp_path_factory.mktemp("entered") / "kronoberg"
    with pytest.MonkeyPatch.context() as patch:
        app = opened(folder, patch)
        app.run()
        app.text_input(key="name_in_header").set_value(NAME).run()
        enter(app)
    close_all()
    return folder


@pytest.fixture
def entry(entered: Path, app: AppTest, tmp_path: Path) -> AppTest:
    """The app of a user with a name, in a copy of that folder."""
    copied(entered, tmp_path / "kronoberg")
    app.session_state["user_name"] = NAME
    return arrived(app)


def workbook(*rows: tuple[object, ...]) -> bytes:
    """An Excel file with these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def texts(app: AppTest) -> str:
    """Everything written on the page, in one string."""
    groups = (app.markdown, app.caption, app.info, app.error, app.success, app.warning, app.title,
              app.header, app.subheader)  # fmt: skip
    return _bare("\n".join(str(element.value) for group in groups for element in group))


def tables(app: AppTest) -> str:
    """Every plain table of the page as text, one cell apart from the next by a bar."""
    return _bare(
        "\n".join("|".join(map(str, row)) for table in app.table for row in rows(table.value))
    )


def _bare(text: str) -> str:
    """Without what only keeps Markdown and lines in place."""
    bare = text.replace("\\", "").replace("\N{NO-BREAK SPACE}", " ")
    return bare.replace("\N{NON-BREAKING HYPHEN}", "-")
