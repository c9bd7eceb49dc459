"""Reports as public documents: a request for secrecy on the report's own page."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.law.conftest import FILE
from tests.support.pages import keep_original, page, words
from tests.support.world import NUMBER, SUPPLIER, World, clause

ROWS = "vehicle | fuel | quantity\n ABC123 | hvo100 | 120.5\n def 45g | diesel_mk1 | 80"


def fill(world: World) -> None:
    world.sign(clause())
    sha = keep_original(world, FILE)
    world.fuel("2025-01", ROWS, submission="r1", sha256=sha, file_name="ABC123 januari.xlsx")


def _named(app: AppTest) -> AppTest:
    return app.text_input(key="name_in_header").set_value("Kim Exempel").run()


def _press(app: AppTest, label: str) -> AppTest:
    return next(b for b in app.button if b.label == label).click().run()


def test_a_request_is_made_seen_and_taken_back_where_the_report_stands(home_copy: Path) -> None:
    app = _named(page("reports", contract=NUMBER, reporter=SUPPLIER, kind="fuel", period="2025-01"))
    assert not app.multiselect
    app.session_state["secrecy-r1"] = True
    app = app.run()
    app.multiselect(key="secrecy-columns-r1").set_value(["Pris per liter (Tankningar!E)"])
    app.text_area(key="secrecy-reason-r1").set_value("Affärshemlighet")
    app = _press(app, "Notera begäran")
    assert not app.exception
    said = words(app)
    assert "Sekretess begärd" in said
    assert f"{SUPPLIER}, 2026-02-16: ”Affärshemlighet”" in said
    app.multiselect(key="secrecy-gone-r1").set_value(["Pris per liter (Tankningar!E)"]).run()
    app = _press(app, "Ta tillbaka begäran")
    assert "Sekretess begärd" not in words(app)
