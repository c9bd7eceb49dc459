"""The page Gallring: what may be erased and why not, what would go, and the receipt."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from followup.domain.retention import RetentionRule
from followup.i18n.text import has_text
from followup.reference import catalogue
from followup.services import installation
from followup.services.installation import Actor, now_utc
from followup.services.law import decisions
from followup.settings import from_environment
from followup.storage.erasable import CHANGED, REMOVED
from tests.pages.conftest import NAME, close_all, opened, tables, texts
from tests.support.pages import arrived
from tests.support.world import NUMBER, World, clause

PLATE = "KLM417"


def fill(world: World) -> None:
    world.sign(clause(), days="2021", known_on="2021-01-01", responsible="Evert Ansvarsson")
    world.fuel("2021-05", f"fuel | quantity | vehicle\n hvo100 | 10 | {PLATE}")


def test_everything_that_goes_and_every_law_has_words() -> None:
    named = [*CHANGED, *REMOVED, "act"]
    assert [n for n in named if not has_text(f"retention.table.{n}")] == []
    known = catalogue.load().retention
    assert [law.id for law in known if not has_text(f"retention_law.{law.id}")] == []
    # Written from memory: none of them may decide anything.
    assert {law.status for law in known} == {"unverified"}


def test_undecided_then_due_tried_and_erased_with_a_receipt(
    home_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _page(home_copy, monkeypatch)
    assert "Beslut saknas Påhittad kommun" in tables(page)
    assert "Därför gallras ingenting" in texts(page)
    close_all()
    with installation.opened(from_environment()) as held:
        rule = RetentionRule(
            "Påhittad kommun", 3, "KS 2026/12", date(2026, 1, 15), date(2026, 2, 1)
        )
        decisions.decide(held, rule, Actor(NAME), date(2026, 2, 1), now_utc())
    page = _page(home_copy, monkeypatch)
    assert f"{NUMBER}|Skolskjuts|2021-12-31|Får gallras|2025-01-01|KS 2026/12" in tables(page)
    page.button(key="retention_try").click().run()
    assert "Rader om drivmedel|1" in tables(page)
    assert "Ingen bedömning och inget mål ändras" in texts(page)
    page.text_input(key="name_in_header").set_value(NAME).run()
    page.text_input(key="retention_reason").set_value("Tiden har gått")
    _submit(page)
    assert "Kryssa i" in texts(page)
    page.checkbox(key="retention_sure").check()
    _submit(page)
    assert not page.exception
    assert f"Underlaget för {NUMBER} är gallrat" in texts(page)
    assert f"{NUMBER}|2026" in tables(page)
    assert f"{NAME}|KS 2026/12|Tiden har gått" in tables(page)
    close_all()
    assert PLATE.encode() not in (home_copy / "followup.duckdb").read_bytes()


def _page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    page = arrived(opened(folder, monkeypatch)).switch_page("pages/retention.py").run()
    assert not page.exception
    return page


def _submit(page: AppTest) -> None:
    next(b for b in page.button if b.label == "Gallra").click().run()
