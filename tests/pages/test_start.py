"""The queue on the start page: each cause gives one line with its way out, and no cause none."""

from __future__ import annotations

from pathlib import Path

import pytest

from followup.domain.requirement import Requirement
from tests.support.pages import filled, page, words
from tests.support.world import NUMBER, SUPPLIER, World, clause, monthly

FUEL = "vehicle | fuel | quantity"
GOOD = f"{FUEL}\nABC123 | hvo100 | 900\nABC124 | diesel_b0_offroad | 100"
BAD = f"{FUEL}\nABC123 | hvo100 | 500\nABC124 | diesel_b0_offroad | 500"


def _sign(world: World, *clauses: Requirement, **changes: object) -> None:
    quarterly = clauses or (clause(assessment_period="quarter"),)
    given = {"reporters": (monthly(frequency="quarter", due_days=30),), "days": "2025", **changes}
    world.sign(*quarterly, **given)


def _all_quarters(world: World, last: str = GOOD) -> None:
    for number in (1, 2, 3):
        world.fuel(f"2025-Q{number}", GOOD)
    world.fuel("2025-Q4", last)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOLLOWUP_HOME", str(tmp_path))
    return tmp_path


def test_with_all_in_order_there_is_nothing_to_do_and_the_next_day_is_told(home: Path) -> None:
    def fill(world: World) -> None:
        _sign(world, days="2025-01-01..2026-12-31")
        _all_quarters(world)

    filled(home, fill)
    said = words(page("start"))
    assert "Inget att göra. Nästa rapporter väntas 2026-04-30." in said
    assert "1 av 1 rapporter inne" in said


def test_a_late_report_is_told_once_with_its_days_and_its_sender(home: Path) -> None:
    def fill(world: World) -> None:
        _sign(world)
        world.fuel("2025-Q1", GOOD)

    filled(home, fill)
    app = page("start")
    said = words(app)
    # Due 30 July; the 16th of February is 201 days later.
    assert f"{SUPPLIER}: drivmedelsrapport för 2025 Q2, 2025 Q3 och 2025 Q4 saknas" in said
    assert "201 dagar försenad" in said
    # What the missing report keeps from being judged is not told a second time.
    assert "1 sak att göra" in said
    assert "0 av 1 rapporter inne" in said


def test_a_breach_says_how_far_and_opens_its_proof(home: Path) -> None:
    def fill(world: World) -> None:
        _sign(world)
        _all_quarters(world, BAD)

    filled(home, fill)
    assert "2025 Q4: 49,1 % mot minst 80 %" in words(page("start"))


def test_a_breach_that_was_mended_since_is_no_breach_but_waits_for_a_word(home: Path) -> None:
    def fill(world: World) -> None:
        _sign(world)
        _all_quarters(world)
        world.fuel("2025-Q1", BAD)

    filled(home, fill)
    said = words(page("start"))
    assert "Förseningar och brister" not in said
    assert "kravet K1 nåddes inte i en tidigare period" in said


def test_a_breach_stands_while_a_later_period_cannot_be_assessed(home: Path) -> None:
    def fill(world: World) -> None:
        _sign(world)
        for number, facts in ((1, GOOD), (2, GOOD), (3, BAD)):
            world.fuel(f"2025-Q{number}", facts)
        table = f"{FUEL} | flags\nABC123 | hvo100 | 900 | questioned"
        world.submit("2025-Q4", "fuel", _facts(table), file_name="fråga.xlsx")

    filled(home, fill)
    said = words(page("start"))
    assert "2025 Q3: 49,1 % mot minst 80 %" in said
    assert "Kan inte bedömas" in said


def test_a_nil_report_is_counted_as_no_activity_and_never_as_dispens(home: Path) -> None:
    def fill(world: World) -> None:
        _sign(world)
        for number in (1, 2, 3):
            world.fuel(f"2025-Q{number}", GOOD)
        world.nil("2025-Q4")

    filled(home, fill)
    said = words(page("start"))
    assert "Senaste bedömning av varje krav: ○ Ingen verksamhet 1" in said
    assert "Dispens" not in said


def test_rows_in_question_are_told_with_their_file(home: Path) -> None:
    table = f"{FUEL} | flags\nABC123 | hvo100 | 900 |\nABC123 | hvo100 | 9 | questioned"

    def fill(world: World) -> None:
        _sign(world)
        _all_quarters(world)
        world.submit("2025-Q4", "fuel", _facts(table), replaces=(), file_name="fråga.xlsx")

    filled(home, fill)
    assert "fråga.xlsx, mottagen 2026-01-01: rader med frågor: 1." in words(page("start"))


def _facts(table: str) -> dict[str, object]:
    from tests.support.facts import fuel_facts

    return {"fuel_delivery": fuel_facts(table)}


def test_a_coming_step_is_told_only_where_todays_share_would_miss_it(home: Path) -> None:
    high = [("1900-01-01", "0.8"), ("2026-04-01", "0.95")]
    low = [("1900-01-01", "0.8"), ("2026-04-01", "0.85")]

    def fill(world: World) -> None:
        _sign(
            world,
            clause(assessment_period="quarter", steps=high, short="K1"),
            clause(assessment_period="quarter", steps=low, short="K2"),
            days="2025-01-01..2026-12-31",
        )
        _all_quarters(world)

    filled(home, fill)
    said = words(page("start"))
    assert "Från 2026-04-01 är gränsen 95 %" in said
    assert "85 %" not in said


def test_a_report_that_is_not_late_yet_is_told_as_coming(home: Path) -> None:
    def fill(world: World) -> None:
        _sign(world, reporters=(monthly(frequency="quarter", due_days=60),))
        for number in (1, 2, 3):
            world.fuel(f"2025-Q{number}", GOOD)

    filled(home, fill)
    said = words(page("start"))
    assert "ska ha kommit senast 2026-03-01" in said
    assert "Inget att göra." in said


def test_a_letter_is_opened_by_its_address_and_marked_as_sent(home: Path) -> None:
    def fill(world: World) -> None:
        _sign(world, clause(assessment_period="quarter"), title="A *b*", responsible="Eva")
        world.fuel("2025-Q1", GOOD)

    filled(home, fill)
    opened = f"late_report {NUMBER} {SUPPLIER}"
    app = page("start", role="manager", kind="late_report", only=NUMBER, open=opened)
    said = words(app)
    assert "Att göra (1)" in said
    assert "Senast 2025-07-30 (201 dagar sen) · Nästa steg: skicka påminnelse" in said
    assert "Ansvarig: Eva" in said
    assert app.code[0].value.startswith(f"Ämne: Påminnelse om rapport, avtal {NUMBER}\n")
    app.button(key="letter_mark_queue_todo_0").click().run()
    said = words(app)
    assert "Nästa steg: skicka andra påminnelsen" in said
    assert "Påminnelse 1 skickad 2026-02-16 av Demo" in said
    assert app.code[0].value.startswith("Ämne: Andra påminnelsen")
    # Another filter leaves nothing, and says so; a politician is shown the goals alone.
    app.query_params["kind"] = "not_met"
    assert "Inget i arbetslistan passar." in words(app.run())
    app.query_params["role"] = "politician"
    said = words(app.run())
    assert "Så står det till med målen" in said
    assert NUMBER not in said
    # What nobody has confirmed is no shortfall outside the desk (rule 27).
    assert "Senaste bedömning av varje krav" not in said
    assert "under granskning" in said
