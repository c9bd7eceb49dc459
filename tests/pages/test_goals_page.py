"""The goal page: one sentence per goal, an own target in three fields, and nobody accused."""

from __future__ import annotations

from pathlib import Path

import pytest

from followup.i18n.text import LANGUAGES
from tests.support.pages import filled, page, words
from tests.support.world import World, clause, monthly

FUEL = "vehicle | fuel | quantity"
GOAL = "KRON_FBF_2030_CONTRACTS"
TRANSPORT = "KRON_FBF_2030_TRANSPORT"


def fill(world: World) -> None:
    world.sign(
        clause(limit="0.99"),
        board="Trafiknämnden",
        reporters=(monthly(frequency="quarter"),),
        days="2024-01-01..2026-12-31",
    )
    for year, litres in ((2024, 500), (2025, 900)):
        for quarter in range(1, 5):
            rows = f"A | hvo100 | {litres}\nB | diesel_b0_offroad | {1000 - litres}"
            world.fuel(f"{year}-Q{quarter}", f"{FUEL}\n{rows}")


def test_each_goal_stands_with_word_and_coverage_in_every_language(home: Path) -> None:
    for lang in LANGUAGES:
        app = page("goals", lang)
        assert not app.exception
        assert len(app.header) >= 3
    said = words(page("goals"))
    assert "Gäller 100 % av de väntade rapporterna." in said
    assert "Officiell statistik" in said


def test_a_goal_without_target_is_not_judged(home: Path) -> None:
    said = words(page("goals", goal=TRANSPORT))
    assert "Kan inte bedömas" in said
    assert "Inget siffersatt mål" in said
    assert "samtidigt sänktes reduktionsplikten" in said


def test_the_contracts_behind_a_figure_are_named_without_a_verdict(home: Path) -> None:
    app = page("goals", goal=GOAL)
    said = words(app)
    assert "Trafiknämnden" in said
    assert "Brist" not in said
    assert "T-2025-001" not in said


def test_an_own_target_is_saved_with_a_name_and_changes_the_verdict(home_copy: Path) -> None:
    app = page("goals", goal=TRANSPORT, user="Kim Exempel")
    app.text_input(key="goal_target").set_value("200 000")
    app.text_area(key="goal_path").set_value("2025-12-31: 400000")
    app.button(key="FormSubmitter:goal_form-Spara").click().run()
    assert not app.error
    said = words(app)
    assert "Mål 200 000 ton CO₂e senast 2030-12-31" in said
    assert "Eget mål" in said


@pytest.mark.parametrize(
    ("field", "text"),
    [("goal_target", "åttio"), ("goal_target", "120"), ("goal_base_date", "i år")],
)
def test_what_cannot_be_read_is_said_and_nothing_is_saved(
    home: Path, field: str, text: str
) -> None:
    app = page("goals", goal=GOAL, user="Kim Exempel")
    app.text_input(key=field).set_value(text)
    app.button(key="FormSubmitter:goal_form-Spara").click().run()
    assert len(app.error) == 1
    assert "Eget mål" not in words(page("goals", goal=GOAL))


def test_a_target_nobody_has_checked_is_marked_wherever_the_goal_stands(home: Path) -> None:
    for address in ({}, {"goal": "KLIMAVIP_3"}):
        assert ":orange-badge[:material/question_mark: Ej kontrollerat]" in words(
            page("goals", **address)
        )


def test_the_help_of_a_goal_explains_what_it_shows_and_nothing_else(home: Path) -> None:
    said = words(page("goals", goal=TRANSPORT))
    assert "Ersättningsmått." in said
    assert "Ett mål bedöms när minst 80 % av de väntade rapporterna har kommit" in said
    assert "Drar siffran." not in said


def _two_contracts(world: World) -> None:
    fuels = (("A", "Trafiknämnden", "hvo100"), ("B", "Tekniska nämnden", "diesel_b0_offroad"))
    for contract, board, fuel in fuels:
        world.sign(
            clause(limit="0.5"), number=contract, title=f"Avtal {contract}", board=board,
            reporters=(monthly(frequency="year"),), days="2024-01-01..2025-12-31",
        )  # fmt: skip
        for year in ("2024", "2025"):
            world.fuel(year, f"fuel | quantity\n{fuel} | 100", contract=contract)


def test_the_goal_leads_with_its_figure_and_the_contracts_that_pull_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOLLOWUP_HOME", str(tmp_path))
    filled(tmp_path, _two_contracts)
    app = page("goals", goal=GOAL)
    assert app.metric[0].label.startswith("Förnybar andel av energin")
    # 3,402 of 6,932 MJ are renewable, 49.1 %; A alone lifts by (3402 - 49.1 % x 3402) / 6932.
    links = [str(link.proto.label).replace("\\", "") for link in app.get("page_link")]
    assert any("Upp 25,0: Avtal A" in said and "Trafiknämnden" in said for said in links)
    assert any("Ner 25,0: Avtal B" in said and "Tekniska nämnden" in said for said in links)


def test_a_goal_is_taken_up_followed_by_hand_and_put_away_again(home_copy: Path) -> None:
    app = page("goals", goal="KLIMAVIP_FOOD_WASTE", user="Kim Exempel")
    assert "Målet hör inte till dem som följs nu." in words(app)
    app.button(key="take_up_opened").click().run()
    assert "Målet hör inte till dem som följs nu." not in words(app)
    for name, value in (("day", "2025"), ("value", "41"), ("source", "Kostenheten (påhittat)")):
        app.text_input(key=f"goal_point_{name}").set_value(value)
    app.button(key="FormSubmitter:goal_point-Spara siffran").click().run()
    said = words(app).replace("\N{NO-BREAK SPACE}", " ")
    assert "41 gram per portion" in said
    assert "Inmatat för hand" in said
    app.button(key="FormSubmitter:goal_away-Lägg undan målet").click().run()
    assert [error.value for error in app.error] == [
        "Skriv varför målet läggs undan. Skälet sparas i historiken."
    ]
    app.text_input(key="goal_away_why").set_value("Följs inte längre (påhittat)")
    app.button(key="FormSubmitter:goal_away-Lägg undan målet").click().run()
    assert "Följs inte längre (påhittat)" in words(app)
    listed = page("goals")
    assert "#### Klima-VIP: matsvinn" not in [m.value for m in listed.markdown]
    assert any("Fler mål att ta upp" in e.label for e in listed.expander)
