"""Reports as public documents: requests for secrecy, decisions column by column, extracts."""

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


def test_a_report_is_given_out_column_by_column(home_copy: Path) -> None:
    app = _named(page("disclosure", report="r1"))
    assert not app.exception
    assert "Lämna ut en rapport" in words(app) or app.segmented_control
    _press(app, "Besluta och gör kopian")
    assert "Välj på vilken grund Regnr maskeras." in words(app)
    app.selectbox(key="disclosure_ground_r1_0").set_value("osl_21_7").run()
    assert "2 av 10 delar maskeras" in words(app)
    app.text_input(key="disclosure_diary_r1").set_value("KS 2026/7")
    app = _press(app, "Besluta och gör kopian")
    assert not app.exception
    said = words(app)
    assert "Beslutet är sparat" in said
    assert "21 kap. 7 § offentlighets- och sekretesslagen (2009:400), ej kontrollerat" in said
    assert "KS 2026/7" in said
    assert "Inte angivet" in said
    assert any(b.label == "Hämta kopian som lämnades ut" for b in app.get("download_button"))


def test_a_requested_column_waits_for_a_choice_and_a_reason(home_copy: Path) -> None:
    app = _named(page("reports", contract=NUMBER, reporter=SUPPLIER, kind="fuel", period="2025-01"))
    app.session_state["secrecy-r1"] = True
    app = app.run()
    app.multiselect(key="secrecy-columns-r1").set_value(["Avtal (Tankningar!F)"])
    app.text_area(key="secrecy-reason-r1").set_value("Affärshemlighet")
    _press(app, "Notera begäran")
    app = _named(page("disclosure", view="log"))
    assert "Rapporter med begärd sekretess" in words(app)
    app = page("disclosure", view="give", report="r1")
    app.selectbox(key="disclosure_ground_r1_0").set_value("osl_31_16").run()
    app = _press(_named(app), "Besluta och gör kopian")
    assert "Alla delar av filen måste få ett beslut." in words(app)
    app.segmented_control(key="disclosure_choice_r1_5").set_value("given").run()
    app = _press(app, "Besluta och gör kopian")
    assert "Sekretess är begärd för Avtal" in words(app)
    app.text_input(key="disclosure_reason_r1_5").set_value("Rabatten är offentlig.")
    app = _press(app, "Besluta och gör kopian")
    assert "Rabatten är offentlig." in words(app)


def test_all_that_is_held_on_a_vehicle_is_told_with_where_was_not_looked(home: Path) -> None:
    app = page("disclosure", view="extract")
    app.text_input(key="extract_asked_vehicle").set_value("abc 123")
    app = _press(app, "Gör utdraget")
    assert not app.exception
    said = words(app)
    assert "Registerutdrag om fordonet abc 123, 2026-02-16" in said
    assert "Inte genomsökt: säkerhetskopior" in said
    assert f"{NUMBER}: Beslut saknas." in said
    assert {"Hämta som Excel", "Hämta som JSON"} <= {b.label for b in app.get("download_button")}
    app.text_input(key="extract_asked_vehicle").set_value("-")
    assert "Skriv minst 3 tecken." in words(_press(app, "Gör utdraget"))


def test_the_page_speaks_the_readers_language(home: Path) -> None:
    for lang, title in (("da", "Aktindsigt"), ("en", "Disclosure")):
        for view in ("log", "give", "extract"):
            app = page("disclosure", lang, view=view)
            assert not app.exception
            assert title in words(app)
