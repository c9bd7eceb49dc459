"""Publishing, copying and hearing of a newer version, walked through the door."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from tests.pages.conftest import tables
from tests.support.pages import page, words
from tests.support.world import NUMBER, World, clause


def fill(world: World) -> None:
    world.sign(
        clause(short="K1", steps=[("2025-01-01", "0.5"), ("2027-01-01", "0.8")]),
        days="2025-01-01..2028-12-31",
    )


def _field(app: AppTest, name: str) -> TextInput:
    return next(f for f in app.text_input if (f.key or "").endswith(f"_{name}"))


def test_a_clause_is_published_copied_and_put_into_a_contract(home_copy: Path) -> None:
    app = page("library", view="published", publish="new", **{"from": f"req:{NUMBER}/K1"})
    whose = next(s for s in app.selectbox if (s.key or "").endswith("_organisation"))
    whose.set_value("Påhittad kommun")
    _field(app, "title").set_value("Förnybart år för år")
    app.button(key="shared_save").click().run()
    assert not app.exception
    assert "Kravet är publicerat som PAKO-001, version 1." in words(app)
    assert "PAKO-001, version 1" in tables(app)
    app.selectbox(key="tester_use").set_value(NUMBER).run()
    app.button(key="tester_use_open").click().run()
    # AppTest stays on its page when a script leads elsewhere.
    app.query_params["contract"], app.query_params["clause"] = NUMBER, "new"
    app.switch_page("pages/contracts.py").run()
    app.button(key="requirement_save").click().run()
    assert not app.exception
    app.query_params["requirement"] = "K2"
    app.run()
    copied = "Kopierat från Påhittad kommun: Förnybart år för år (PAKO-001, version 1)."
    assert copied in words(app)


def test_what_will_be_required_is_told_with_its_level_of_the_year(home: Path) -> None:
    app = page("library", view="demand")
    assert "**2027 kräver 1 organisation 1 slags krav av sina leverantörer.**" in words(app)
    assert "Påhittad kommun|minst 80 %|2027-01-01|1 avtal" in tables(app)
