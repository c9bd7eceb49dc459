"""A clause that people judge, beside means and numbers, on the contract's page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages.conftest import NAME, close_all, opened, tables, texts
from tests.support.pages import filled
from tests.support.world import NUMBER, World, clause, monthly


def fill(world: World) -> None:
    world.sign(
        clause("evidence", "1", title="Miljöplan finns"),
        clause("ghg_per_km", "900", short="K2", title="Klimatutsläpp per km"),
        clause("euro_class_share", "1", short="K3", level="Euro VI", title="Euroklass"),
        reporters=(monthly(), monthly(report_type="vehicles")),
        responsible="Kim Exempel",
        board="Kommunstyrelsen",
    )
    world.fuel("2025", "vehicle | fuel | quantity | km\n ABC123 | diesel_mk1 | 10 | 100")
    world.vehicles("2025", "vehicle | drive | euro\n ABC123 | diesel | Euro VI")


def test_a_person_judges_a_clause_by_evidence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path, fill)
    app = opened(tmp_path, monkeypatch)
    app.query_params["contract"] = NUMBER
    app.session_state["user_name"] = NAME
    app.run()
    app.switch_page("pages/contracts.py").run()
    assert not app.exception
    assert "högst 900 g/km" in tables(app)
    app.text_input(key="evidence_seen").set_value("Miljöplanen")
    app.text_input(key="evidence_document").set_value("KS 2025/1 (påhittat)")
    app.text_input(key="evidence_day").set_value("2025-12-01")
    app.button(key="evidence_save").click().run()
    assert "Svara ja eller nej" in app.error[0].value
    app.radio(key="evidence_answer").set_value("shown")
    app.button(key="evidence_save").click().run()
    assert not app.error
    assert not app.exception
    assert "Bedömningen är sparad" in texts(app)
    close_all()
