"""Every file that an organisation can take away holds nothing of another's.

Each button is asked for its file when it is drawn, so that no kind is forgotten: a new one is met
here by being on a page.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
import streamlit as st
from pypdf import PdfReader
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from followup.domain import access
from followup.domain.access import Scope
from followup.services import installation
from followup.services.cost import comparisons
from followup.services.energy import savings
from followup.services.goal import status as goal_status
from followup.services.spot_check import spot_checks
from followup.settings import from_environment
from followup.storage import deviations
from followup.ui import identity
from followup.ui.navigation import PAGES
from tests.pages.conftest import close_all, opened
from tests.support import figures, two_owners
from tests.support.two_owners import BOTH, OURS, Owner
from tests.support.world import World

Place = tuple[str, dict[str, str]]
TODAY: Final = "2026-02-16"
DRAWN: Final = 6
# So many kinds there are at least, or the pages were not those with something on them.
LEAST: Final = 25


def fill(world: World) -> None:
    two_owners.fill(world)


@dataclass(slots=True)
class Taken:
    """Every file that was offered, by the page and the name of the file."""

    files: dict[tuple[str, str], bytes] = field(default_factory=dict)
    page: str = ""

    def button(self, *told: Any, **more: Any) -> bool:
        """What stands for Streamlit's button, on the page and in a column alike."""
        content = more.get("data", told[-1])
        content = content() if callable(content) else content
        assert isinstance(content, bytes | str), more.get("key")
        held = content.encode() if isinstance(content, str) else content
        self.files[self.page, str(more.get("file_name"))] = held
        return False


@pytest.fixture
def taken(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Taken]:
    made = Taken()
    monkeypatch.setattr(st, "download_button", made.button)
    monkeypatch.setattr(
        DeltaGenerator, "download_button", lambda _own, *told, **more: made.button(*told, **more)
    )
    yield made
    close_all()


def test_of_some_pages_no_file_has_anything_of_the_other(
    taken: Taken, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The store is looked into before the app opens it.
    places = Random(3).sample(_places(home, OURS), DRAWN)
    _take(_opened(OURS, home, monkeypatch), OURS, places, taken)
    assert taken.files


@pytest.mark.long
def test_of_every_page_no_file_has_anything_of_the_other(
    taken: Taken, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for owner in BOTH:
        places = _places(home, owner)
        _take(_opened(owner, home, monkeypatch), owner, places, taken)
        close_all()
    offered = len(taken.files)
    assert offered > LEAST * len(BOTH)
    figures.keep("files taken away", files=offered, of_the_other=0)


def _opened(owner: Owner, home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr(identity, "current", lambda: _scope(owner))
    return opened(home, monkeypatch).run()


def _scope(owner: Owner) -> Scope:
    return Scope("strategist", frozenset({owner.name}))


def _take(app: AppTest, owner: Owner, places: list[Place], taken: Taken) -> None:
    (other,) = [one for one in BOTH if one is not owner]
    for page, query in places:
        taken.page = f"{page} {query} of {owner.mark}"
        app.query_params.clear()
        for name, value in query.items():
            app.query_params[name] = value
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception, taken.page
    said = {at: _plain(content) for at, content in taken.files.items() if owner.mark in at[0]}
    wrong = {at: two_owners.found(other, content) for at, content in said.items()}
    assert {at: found for at, found in wrong.items() if found} == {}
    # Their own is there, or nothing would be found anywhere.
    assert any(two_owners.found(owner, content) for content in said.values())


def _places(home: Path, owner: Owner) -> list[Place]:
    """Every page that a strategist opens, and one of each thing that has a page of its own."""
    places: list[Place] = [
        (page.script, {}) for page in PAGES if access.opens("strategist", page.script)
    ]
    number, day = owner.contract, date.fromisoformat(TODAY)
    with installation.opened(from_environment({"FOLLOWUP_HOME": str(home)})) as whole:
        own = installation.seen_by(whole, _scope(owner))
        places += [
            ("contracts", {"contract": number}),
            ("compliance", {"contract": number, "requirement": f"{number}/K1", "period": "2025"}),
            ("library", {"view": "demand"}), ("library", {"view": "published"}),
            ("circular", {"part": "avoided"}), ("circular", {"part": "tenders"}),
            ("fuel_mix", {"level": "contract"}), ("price_index", {"contract": number}),
            ("vehicles", {"view": "time"}), ("plan", {"view": "routine"}),
            ("network", {"view": "duties"}), ("network", {"view": "documents"}),
            ("tester", {"from": f"{number}/K1"}), ("clean_vehicles", {"period": "second"}),
            *(("reports", {"contract": number, "reporter": owner.supplier, "kind": kind,
                           "period": "2025"}) for kind in ("vehicles", "certificates")),
            *(("goals", {"goal": g.identifier}) for g in goal_status.goals(own, day, "sv")[:3]),
            *(("deviations", {"case": c.identifier}) for c in deviations.load(own.database)),
            *(("spot_checks", {"list": m.identifier}) for m in spot_checks.every(own, day)),
            *(("energy", {"saving": s.identifier}) for s in savings.overview(own, day).savings),
            *(("costs", {"comparison": told.comparison.identifier})
              for told in comparisons.in_force(comparisons.every(own, day))),
        ]  # fmt: skip
    return places


def _plain(content: bytes) -> bytes:
    """What a reader of the file sees: the parts of what is packed, the words of a paper."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return b"\n".join(_plain(packed.read(name)) for name in packed.namelist())
    if content.startswith(b"%PDF"):
        paper = PdfReader(io.BytesIO(content))
        return "\n".join(page.extract_text() for page in paper.pages).encode()
    return content
