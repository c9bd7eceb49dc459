"""What lies ahead, walked through the door: the view on Efterlevnad, and the contract's line."""

from __future__ import annotations

from pathlib import Path

from tests.pages.conftest import tables
from tests.support.pages import page, words
from tests.support.world import NUMBER, World, clause, monthly

FUEL = "vehicle | fuel | quantity"


def fill(world: World) -> None:
    steps = [("2025-01-01", "0.5"), ("2026-04-01", "0.8")]
    world.sign(
        clause(short="K1", steps=steps, assessment_period="quarter"),
        clause(short="K2", limit="0.3", assessment_period="quarter"),
        clause("report_in_time", "1", short="K3", assessment_period="quarter"),
        days="2025-01-01..2026-12-31",
        reporters=(monthly(frequency="quarter"),),
    )
    for quarter, hvo in (("2025-Q1", 600), ("2025-Q2", 610), ("2025-Q3", 600), ("2025-Q4", 610)):
        rows = f"{FUEL}\nABC123 | hvo100 | {hvo}\nABC124 | diesel_b0_offroad | 400"
        world.fuel(quarter, rows)


def test_the_view_ahead_tells_each_requirement_once_and_a_click_opens_its_proof(home: Path) -> None:
    app = page("compliance", view="ahead")
    frame = app.dataframe[0].value
    breaks, holds = frame["Om inget ändras"]
    assert breaks == "⚑ Bryts vid steget 2026-04-01"
    assert holds == "→ Håller till periodens slut 2026-03-31"
    assert frame.iloc[0, 0].startswith(f"{NUMBER} K1")
    assert frame.loc[0, "Gräns då"] == "minst 80\N{NO-BREAK SPACE}%"
    assert "⚑ Bryts vid steget 2026-04-01" in tables(app)
    key = app.session_state["ahead_seen"][0]
    app.session_state[key] = {
        "selection": {"rows": [], "columns": [], "cells": [(0, "Väntas bli")]}
    }
    app.run()
    assert not app.exception
    assert app.query_params["period"] in ("2025-Q4", ["2025-Q4"])
    assert app.button(key="proof_close")
    only = page("compliance", view="ahead", answer="holds").dataframe[0].value
    assert [cell.split()[1] for cell in only.iloc[:, 0]] == ["K2"]


def test_the_contract_tells_it_in_a_sentence_beside_the_chart_and_in_its_table(home: Path) -> None:
    app = page("contracts", contract=NUMBER, requirement="K1")
    assert "mot minst 80 %. Bryts vid steget 2026-04-01." in words(app)
    assert "Bryts vid steget 2026-04-01" in tables(app)
    assert "om inget ändras" not in words(page("start", role="politician")).casefold()
