"""When sums of fuel rows are kept, made anew, and left unread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from followup.cli.told import in_words
from followup.services import doctor
from followup.storage import seals, submissions, summaries
from followup.storage.questions import open_questions
from tests.support import reference
from tests.support.world import World, clause, close_world, open_world

AS_OF = date(2026, 6, 30)
QUARTER = """
    vehicle | fuel              | quantity | from       | to         | flags
    ABC123  | hvo100            | 80       | 2025-01-07 | 2025-01-07 |
    ABC123  | hvo100            | 20       | 2025-01-21 | 2025-01-21 |
    DEF456  | hvo100            | 10       | 2025-01-21 | 2025-01-21 |
    DEF456  | diesel_b0_offroad | 30       | 2025-02-01 | 2025-02-28 |
    DEF456  | diesel_b0_offroad | 5        | 2025-03-31 | 2025-03-31 | questioned
"""


def keeping(world: World, least: int) -> World:
    own = world.installation
    chosen = replace(own.settings, summaries_from=least)
    database = replace(own.database, settings=chosen)
    return replace(world, installation=replace(own, settings=chosen, database=database))


def kept(world: World, table: str) -> list[tuple[object, ...]]:
    own = world.installation.database.connection.cursor()
    found = own.execute(f"FROM store.main.{table}").fetchall()
    own.close()
    return found


def test_sums_are_kept_from_the_act_that_passes_the_size(world: World) -> None:
    world = keeping(world, 8)
    world.sign(clause(assessment_period="quarter"))
    world.fuel("2025-Q1", QUARTER)
    assert kept(world, "fuel_month") == []
    world.fuel("2026-Q1", QUARTER.replace("2025-0", "2026-0"))
    # Both reports: January's HVO, February's diesel and March's question, of all vehicles together.
    assert len(kept(world, "fuel_month")) == 2 * 3
    assert len(kept(world, "fuel_vehicle_month")) == 2 * 4
    before = kept(world, "fuel_month")
    world.fuel("2026-Q2", "fuel | quantity\n hvo100 | 1")
    assert len(kept(world, "fuel_month")) == len(before) + 1


def test_a_store_that_was_filled_before_gets_its_sums_when_it_is_opened(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    world = open_world(tmp_path, reference.fixed_tables())
    world.sign(clause(assessment_period="quarter"))
    world.fuel("2025-Q1", QUARTER)
    assert kept(world, "fuel_month") == []
    connection = world.installation.database.connection
    caplog.set_level("INFO", "followup.events")
    with in_words("sv"):
        summaries.begin(connection, 5)
        # The next time there is nothing to make, and nothing to say.
        summaries.begin(connection, 5)
    assert len(kept(world, "fuel_month")) == 3
    assert [r.msg for r in caplog.records] == ["sums", "sums"]
    begun, done = capsys.readouterr().err.splitlines()
    assert begun.startswith("Summorna av bränsleraderna räknas fram")
    assert done == "Summorna är klara."
    close_world(world)


@pytest.fixture
def small(world: World) -> Iterator[World]:
    """A store that keeps sums from its first row."""
    made = keeping(world, 1)
    made.sign(clause(assessment_period="quarter"), clause(assessment_period="month", short="K2"))
    return made


def test_a_wrong_sum_is_read_and_mended_and_rows_are_read_where_asked(small: World) -> None:
    small.fuel("2025-Q1", QUARTER)
    right = small.one("2025-Q1")
    small.installation.database.connection.execute(
        "UPDATE store.main.fuel_month SET quantity = 2 * quantity WHERE fuel = 'hvo100'"
    )
    # The sum answers, not the rows.
    assert small.one("2025-Q1").measured.numerator == 2 * right.measured.numerator
    own = small.installation
    plain = replace(own, database=replace(own.database, reads_facts=True, kept={}))
    assert replace(small, installation=plain).one("2025-Q1") == right
    (told,) = [c for c in doctor._of_store(own) if c["name"] == "sums"]
    assert (told["code"], told["tables"]) == ("sums_differed", ["fuel_month"])
    assert small.one("2025-Q1") == right
    (told,) = [c for c in doctor._of_store(own) if c["name"] == "sums"]
    assert told["status"] == "ok"


def test_a_row_across_the_border_of_a_month_is_read_by_itself(small: World) -> None:
    # 31 of 59 days are January's: of 100.001 l 52 542 ml, rounded down.
    small.fuel("2025-Q1", """
        fuel   | quantity | from       | to
        hvo100 | 100.001  | 2025-01-01 | 2025-02-28
        hvo100 | 100.001  | 2025-01-01 | 2025-02-28
    """)  # fmt: skip
    january = small.one("2025-01", short="K2").measured
    assert january.rows_used == 2
    quarter = small.one("2025-Q1").measured
    litre = quarter.numerator / 2 / 100_001
    assert january.numerator == 2 * 52_542 * litre


def test_what_was_erased_from_a_report_is_erased_from_its_sums(small: World) -> None:
    name = small.fuel("2025-Q1", QUARTER)
    other = small.fuel("2025-Q2", "vehicle | fuel | quantity\n ABC123 | hvo100 | 1")

    def erase(own: submissions.Cursor, act_id: int) -> None:
        own.execute(
            "UPDATE store.main.fuel_delivery SET vehicle_id = '#1' WHERE submission = ? "
            "AND vehicle_id = 'ABC123'", [name],
        )  # fmt: skip
        of_act = own.execute(
            "SELECT act_id FROM store.main.submission WHERE submission = ?", [name]
        ).fetchall()
        seals.set_anew(own, act_id, [(of_act[0][0], "fuel_delivery")])

    small.act(erase)
    of_vehicles = kept(small, "fuel_vehicle_month")
    assert {row[1] for row in of_vehicles if row[0] == name} == {"#1", "DEF456"}
    assert {row[1] for row in of_vehicles if row[0] == other} == {"ABC123"}
    assert summaries.mend(small.installation.database) == ()


def test_questions_are_counted_alike_by_sums_and_by_rows(small: World) -> None:
    small.fuel("2025-Q1", QUARTER)
    database = small.installation.database
    (found,) = open_questions(database, AS_OF)
    assert found.row_count == 1
    database.connection.execute("DELETE FROM store.main.fuel_month")
    assert open_questions(database, AS_OF) == (found,)


def test_what_was_driven_is_counted_beside_sums(small: World) -> None:
    small.sign(clause("renewable_assignment_km_share", assessment_period="quarter", short="K3"))
    small.fuel("2025-Q1", QUARTER)
    small.activity("2025-Q1", "vehicle | km\n ABC123 | 70\n GHI789 | 30")
    found = small.one("2025-Q1", short="K3").measured
    assert (found.numerator, found.denominator, found.unknown) == (70, 70, 30)
    assert found.rows_used == 2
