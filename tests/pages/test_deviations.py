"""A deviation's whole life, from the red cell to the closed case, as two people walk it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from followup.services import installation
from followup.storage import deviations as store
from followup.storage import originals
from tests.pages.conftest import through_the_door
from tests.support.pages import filled, page, words
from tests.support.world import NUMBER, World, clause, monthly, settings

TABLE = """
    vehicle | fuel       | quantity | unit
    ABC123  | hvo100     | 700      | l
    ABC123  | diesel_b0_offroad | 300      | l
"""
KEY = f"{NUMBER}/K1 2025-H1"
CASE = "AV-2026-001"
# A name that would be a picture from elsewhere in Markdown, a path, and a program in disguise.
HOSTILE, RECEIPT = "../![x](http://x.y/z.png)\u202egnp.exe", b"\x89PNG no picture"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    through_the_door(monkeypatch)
    folder = tmp_path / "kronoberg"
    monkeypatch.setenv("FOLLOWUP_HOME", str(folder))

    def fill(world: World) -> None:
        halves = clause(assessment_period="half_year")
        world.sign(halves, reporters=(monthly(frequency="half_year"),), responsible="Kim Avtal")
        world.fuel("2025-H1", TABLE)
        world.fuel("2025-H2", TABLE.replace("700", "950").replace("300", "50"))

    filled(folder, fill)
    yield folder
    st.cache_resource.clear()
    st.cache_data.clear()


def be(app: AppTest, name: str) -> None:
    app.text_input(key="name_in_header").set_value(name).run()


def take(app: AppTest, number: int, kind: str, reason: str, /, **said: str) -> str:
    """Take a step as it stands in the form, and give back what the page then says."""

    def key(name: str) -> str:
        return f"deviation_{name}_{KEY if number == 0 else CASE}_{number}"

    app.radio(key=key("kind")).set_value(kind).run()
    for name, value in said.items():
        kinds = (app.text_input, app.text_area, app.radio, app.selectbox)
        field = next(f for group in kinds for f in group if f.key == key(name))
        field.set_value(value)
    name = f"reason_{kind}" + ("_sv" if kind == "notify" else "")
    app.text_area(key=key(name)).set_value(reason)
    app.button(key=key("save")).click().run()
    assert not app.exception
    return words(app)


def test_the_whole_life_from_the_red_cell_to_the_closed_case(home: Path) -> None:
    cell = {"contract": NUMBER, "requirement": f"{NUMBER}/K1", "period": "2025-H1"}
    red = page("compliance", **cell)
    be(red, "Kim Avtal")
    links = {e.proto.page: e.proto.query_string for e in red.get("page_link")}
    assert any("case=T-2025-001" in query for query in links.values())
    app = page("deviations", case=KEY)
    be(app, "Kim Avtal")
    assert "Ingen har avgjort om det är en avvikelse" in words(app)
    assert "Skäl saknas" in take(app, 0, "confirm", " ") or app.error
    assert "Bekräftad" in take(app, 0, "confirm", "Underlaget är kontrollerat.")
    assert app.query_params["case"] == CASE
    said = take(app, 1, "notify", "Förklara underskottet.", sent_to="Avtalspost, e-post")
    assert "Tidsgräns 2026-03-02" in said
    app.radio(key=f"deviation_kind_{CASE}_2").set_value("meeting").run()
    uploader = next(u for u in app.file_uploader if u.key == f"deviation_files_{CASE}_2")
    uploader.set_value((HOSTILE, RECEIPT, "image/png"))
    take(app, 2, "meeting", "Vi gick igenom tankningarna.", attendees="Avtalsansvarig\nLeverantör")
    plan = {"what_1": "Bara HVO100", "responsible_1": "Trafikledaren", "due_1": "2026-03-31"}
    said = take(app, 3, "action_plan", "Åtta av tio liter ska vara förnybara.", **plan)
    assert "Bara HVO100. Ansvarig: Trafikledaren. Klar senast 2026-03-31." in said
    seen = {"outcome": "not_cured", "evidence_period": "2025-H2"}
    said = take(app, 4, "follow_up", "Nästa halvår är bättre, men H1 består.", **seen)
    assert "2025 halvår 2: 94,8 % mot minst 80 %" in said
    vite = {"remedy": "penalty", "amount": "12 500,50", "legal_note": "Punkt 9.2"}
    said = take(app, 5, "decide", "Enligt avtalet.", **vite)
    assert "12 500,50 kr" in said
    take(app, 6, "approve", "Granskat.")
    assert "En annan person" in app.error[0].value
    be(app, "Robin Jurist")
    assert "Påföljd beslutad" in take(app, 6, "approve", "Granskat.")
    said = take(app, 7, "close", "Betalt.", lesson="Kräv HVO100 per fordon.")
    assert "Ärendet är avslutat" in said
    # A mistaken step is taken back by another that stays in sight.
    said = take(app, 8, "take_back", "Fakturan är inte betald.")
    assert "Togs tillbaka i steg 9." in said
    take(app, 9, "close", "Nu är den betald.", lesson="Kräv HVO100 per fordon.")
    st.cache_resource.clear()  # the app holds the folder
    _check_what_is_kept(home)


def _check_what_is_kept(home: Path) -> None:
    """Nothing was lost, and the letter is the very file that the page gave."""
    with installation.opened(settings(home)) as own:
        (case,) = store.load(own.database)
        assert [s.kind for s in case.steps] == [
            "confirm", "notify", "meeting", "action_plan", "follow_up", "decide", "approve",
            "close", "take_back", "close",
        ]  # fmt: skip
        assert {s.actor for s in case.steps[6:]} == {"Robin Jurist (ej verifierad)"}
        (receipt,) = case.steps[2].detail.attachments
        assert receipt.file_name == "z.png)gnp.exe"
        assert originals.read(own.settings.originals, receipt.sha256) == RECEIPT
        letter = originals.read(own.settings.originals, case.steps[1].detail.attachments[0].sha256)
    with zipfile.ZipFile(io.BytesIO(letter)) as package:
        text = package.read("word/document.xml").decode()
    for line in ("Minst 80 %", "Förklara underskottet.", "senast 2026-03-02", "UTKAST"):
        assert (line.replace(" %", "\N{NO-BREAK SPACE}%") in text) is (line != "UTKAST"), line
