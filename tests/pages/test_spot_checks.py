"""A spot check as one person walks it: look, draw, ask, say what came, open a case."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from followup.domain.spot_check import SpotCheck
from followup.render.document_docx import write_docx
from followup.services import compliance, installation
from followup.services.spot_check import export, spot_checks
from followup.services.spot_check import letter as spot_check_letter
from tests.pages.conftest import NAME, close_all, through_the_door
from tests.support.pages import page, words
from tests.support.said import in_workbook
from tests.support.world import NUMBER, World, clause, monthly, settings

TABLE = """
    vehicle | fuel              | quantity | from       | to
    ABC123  | hvo100            | 800      | 2025-02-03 | 2025-02-03
    DEF456  | hvo100            | 61       | 2025-03-04 | 2025-03-04
    DEF456  | diesel_b0_offroad | 72       | 2025-04-05 | 2025-04-05
"""
LIST = "SP-2026-001"


def fill(world: World) -> None:
    world.sign(clause(limit="0.5"), reporters=(monthly(frequency="year"),))
    world.fuel("2025", TABLE)


@pytest.fixture(autouse=True)
def _door(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    through_the_door(monkeypatch)
    yield
    close_all()


def be(app: AppTest) -> AppTest:
    return app.text_input(key="name_in_header").set_value(NAME).run()


def stored(home: Path) -> tuple[SpotCheck, dict[str, object], date]:
    st.cache_resource.clear()
    as_of = date(2026, 2, 16)
    with installation.opened(settings(home)) as own:
        known = {c.number: c for c in compliance.contracts_on(own, as_of)}
        return spot_checks.every(own, as_of)[0], known, as_of


def test_from_the_preview_to_the_case(home_copy: Path) -> None:
    app = be(page("spot_checks", new="1", contract=NUMBER))
    assert "3 rader dras ur 3" in words(app)
    assert LIST not in words(app)
    app.text_input(key="check_seed").set_value("tärningar 4 2 6")
    app.button(key="check_draw").click().run()
    assert not app.exception
    seen = words(app)
    assert "tärningar 4 2 6" in seen
    assert "3 av 3 utan svar" in seen
    app.text_input(key=f"check_kept_{LIST}_0").set_value("Dnr 2026/17")
    lines = [e.value for e in app.markdown if "DEF456 · HVO" in e.value.replace("\\", "")]
    hvo = int(lines[0].split("**")[1])
    answers = {n: "differs" if n == hvo else "agrees" for n in (1, 2, 3)}
    for group in app.get("button_group"):
        if group.key and group.key.startswith("check_outcome_"):
            group.set_value(answers[int(group.key.rpartition("_")[2])])
    app.text_input(key=f"check_note_{LIST}_0_{hvo}").set_value("diesel, 61 l")
    app.button(key=f"check_save_{LIST}_0").click().run()
    seen = words(app)
    assert "2 stämmer, 1 visar något annat, 0 av 3 utan svar" in seen
    assert "Alla rader har svar." in seen
    app.button(key=f"check_case_{LIST}_{hvo}").click().run()
    assert not app.exception
    assert "AV-2026-001 är öppnat" in words(app)
    case = be(page("deviations", case="AV-2026-001"))
    assert "diesel, 61 l" in words(case)
    assert any("list=SP-2026-001" in e.proto.query_string for e in case.get("page_link"))
    contract = words(page("contracts", contract=NUMBER))
    assert "2 av 3 rader kontrollerade mot kvitto" in contract
    assert "Rader utan känd energi: 1" in contract
    made, known, as_of = stored(home_copy)
    book = [*in_workbook(export.workbook(made, known, as_of, "sv"))]  # type: ignore[arg-type]
    assert {"tärningar 4 2 6", "diesel, 61 l", "Dnr 2026/17", "AV-2026-001"} <= set(book)
    contracts = list(known.values())
    for lang, title in (("sv", "Begäran om kvitton"), ("da", "Anmodning om kvitteringer")):
        wanted = spot_check_letter.Wanted(lang, as_of, date(2026, 3, 9))
        letter = spot_check_letter.request(made, contracts, wanted)  # type: ignore[arg-type]
        content = write_docx(letter)
        text = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
        assert all(word in text for word in (title, "s00001.xlsx", "ABC123", "800", LIST))
