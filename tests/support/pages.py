"""A data folder with a day of its own, filled act by act, and the app opened on it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest

from followup.services import installation
from followup.storage import originals
from tests.support.world import World, close_world, prepared, settings

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-02-16"


def filled(home: Path, fill: Callable[[World], None], today: str = TODAY) -> None:
    """Fill a folder with the real catalogue, and stop its clock on a day."""
    opened = installation.open_installation(settings(prepared(home)))
    world = World(opened)
    fill(world)
    close_world(world)
    (home / installation.CLOCK_FILE).write_text(json.dumps({"today": today}), encoding="utf-8")


def keep_original(world: World, content: bytes) -> str:
    """Store a file's bytes; returns the sha256 to submit under."""
    return originals.keep(world.installation.settings.originals, content)


# The pages of the app, as its navigation named them to the first visitor.
_PAGES: dict[str, Any] = {}


def arrived(app: AppTest) -> AppTest:
    """A visitor about to follow an address straight to a page, as one may without the start page.

    Where nobody was here before, they look at the start page first: AppTest learns the others
    there.
    """
    if not _PAGES:
        app.run()
        _PAGES.update(app._registered_pages)
    app._registered_pages = dict(_PAGES)
    return app


def page(script: str, lang: str = "sv", *, user: str | None = None, **address: str) -> AppTest:
    """A page opened through the door by somebody of a name, with its filters in the address."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    if user:
        app.session_state["user_name"] = user
    app.query_params["lang"] = lang
    arrived(app)
    for name, value in address.items():
        app.query_params[name] = value
    return app.switch_page(f"pages/{script}.py").run()


def words(app: AppTest) -> str:
    """Every word a page shows, tables included, in one text."""
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.info,
             app.warning, app.error, app.success, app.text)  # fmt: skip
    said = [str(element.value) for kind in kinds for element in kind]
    shown = (*app.table, *app.dataframe)
    cells = [str(cell) for table in shown for row in rows(table.value) for cell in row]
    text = "\n".join([*said, *cells]).replace("\\", "").replace("\N{NO-BREAK SPACE}", " ")
    return text.replace("\N{NON-BREAKING HYPHEN}", "-")


def rows(frame: pd.DataFrame) -> list[list[object]]:
    """The cells of a table row by row, the names of its rows first where it has any."""
    named = frame if frame.index.name is None else frame.reset_index()
    return named.to_numpy().tolist()
