"""A contract of several buyers on its page: its parts, what others claim too, checks of others."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from followup.domain.parties import Buyer
from followup.services import installation
from followup.services.joint import division_text, sums
from followup.storage import contracts
from tests.pages.conftest import NAME, close_all, tables, texts, through_the_door
from tests.support.pages import TODAY, page
from tests.support.world import NUMBER, World, clause, monthly, settings

OTHER = "T-2025-002"
OURS, SECOND, THIRD = (f"{name} (påhittat)" for name in ("Alfaköping", "Betastad", "Gammaby"))
PLAN = clause("evidence", "1", short="K2", source="environmental_plan")


def fill(world: World) -> None:
    yearly = (monthly(frequency="year"),)
    world.sign(clause(limit="0.5"), PLAN, reporters=yearly, buyers=(Buyer(OURS), Buyer(SECOND)))
    theirs = replace(PLAN, contract=OTHER, identifier=f"{OTHER}/K2")
    world.sign(theirs, number=OTHER, title="Hemlig titel", reporters=yearly, buyers=(Buyer(THIRD),))
    world.fuel(
        "2025",
        f"""
        vehicle | fuel   | quantity | receipt | buyer
        ABC123  | hvo100 | 800      | F-20251 | {OURS}
        DEF456  | hvo100 | 61       |         |
    """,
    )
    world.fuel("2025", "vehicle|fuel|quantity|receipt\nGHI789|hvo100|5|f20251", contract=OTHER,
               file_name="hemlig.xlsx")  # fmt: skip
    world.judge("2025-03-01", is_met=True, contract=OTHER, requirement=f"{OTHER}/K2")


@pytest.fixture(autouse=True)
def _door(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    through_the_door(monkeypatch)
    yield
    close_all()


def test_a_joint_contract_tells_that_nothing_divides_it_and_what_others_claim_and_checked(
    home: Path,
) -> None:
    app = page("contracts", contract=NUMBER)
    said, shown = texts(app), tables(app)
    assert "Ingen fördelning är överenskommen" in said
    assert "Redovisas även på andra avtal: Faktura eller kvitto F-20251" in said
    # Without a word of the other buyer's contract but who checked the supplier.
    assert all(w in shown for w in ("861", "ett avtal hos en annan köpare", THIRD))
    assert not [w for w in ("Hemlig titel", "hemlig.xlsx", OTHER) if w in said + shown]


@pytest.mark.long
def test_a_joint_contract_is_divided_its_question_answered_and_a_check_taken_over(
    home_copy: Path,
) -> None:
    app: AppTest = page("contracts", contract=NUMBER)
    assert "Ingen fördelning är överenskommen" in texts(app)
    app.text_input(key="name_in_header").set_value(NAME).run()
    app.radio(key="division_rule").set_value("column")
    app.text_input(key="division_note").set_value("Avtalets punkt 7 (påhittat)")
    app.button(key="division_save").click().run()
    assert not app.error
    said, shown = texts(app), tables(app)
    assert "Varje rad i rapporten nämner sin köpare" in said
    assert "Rader utan en köpare som finns i avtalet: 1" in said
    assert all(amount in shown for amount in ("861", "800", "61"))
    # The question, without a word of the other buyer's contract but who checked the supplier.
    assert "Redovisas även på andra avtal: Faktura eller kvitto F-20251" in said
    assert "Faktura eller kvitto F-20251" in shown
    assert "ett avtal hos en annan köpare" in shown
    assert not [w for w in ("Hemlig titel", "hemlig.xlsx", OTHER) if w in said + shown]
    app.text_input(key="double_claim_reason").set_value("Två leveranser på en faktura")
    app.button(key="double_claim_save").click().run()
    assert "Alla frågor är besvarade" in texts(app)
    assert "Redovisas även på andra avtal:" not in texts(app)
    assert THIRD in tables(app)
    app.text_input(key="borrowing_reason").set_value("Samma plan, samma leverantör")
    app.button(key="borrowing_save").click().run()
    assert not app.error
    assert "Kontrollen är övertagen" in texts(app)
    close_all()
    with installation.opened(settings(home_copy)) as own:
        today = date.fromisoformat(TODAY)
        made = next(c for c in contracts.load(own.database, today) if c.number == NUMBER)
        found = sums.of_contract(own, made, made.days, today)
        book = load_workbook(io.BytesIO(division_text.workbook(made, found, "sv")))
        cells = [v for row in book.active.iter_rows(values_only=True) for v in row]  # type: ignore[union-attr]
        assert {861, 800, 61, OURS, SECOND} <= set(cells)
