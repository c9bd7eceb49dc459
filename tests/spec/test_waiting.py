"""Which reports are late: what the contract asks for, and no false alarm beside it."""

from __future__ import annotations

from datetime import date

import pytest

from followup.services import compliance
from followup.services.queue.waiting import outstanding, waiting
from tests.support.world import World, clause, monthly

FUEL = "fuel | quantity\n hvo100 | 10"


def late(world: World, as_of: str) -> list[str]:
    """The periods of late reports on a day; the calendar and the queue must agree on them."""
    day = date.fromisoformat(as_of)
    own = world.installation
    known = compliance.contracts_on(own, day)
    owed = [due for w in waiting(own, known, day) for due in w.missing if due.day < day]
    told = [due for _, due in outstanding(own, known, day, day) if due.day < day]
    assert owed == told
    return [str(due.period) for due in owed]


def test_no_report_is_late_while_the_first_period_of_a_contract_runs(world: World) -> None:
    world.sign(clause(), days="2025-02-10..2025-12-31")
    assert late(world, "2025-02-28") == []
    assert late(world, "2025-03-15") == []  # the due day itself
    assert late(world, "2025-03-16") == ["2025-02-10..2025-02-28"]


def test_a_contract_that_has_ended_asks_for_its_own_days_and_no_more(world: World) -> None:
    world.sign(clause(), days="2025-01-01..2025-02-10")
    assert late(world, "2026-06-30") == ["2025-01", "2025-02-01..2025-02-10"]
    world.fuel("2025-01-01..2025-02-10", FUEL)
    assert late(world, "2026-06-30") == []


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([("2025-07-01", "0.8")], ["2025-Q3"]),  # nothing is asked of Q1 and Q2
        ([("2025-05-01", "0.8")], ["2025-Q2", "2025-Q3"]),  # asked of a part of Q2
        ([("2026-01-01", "0.8")], []),  # not yet anything at all
    ],
)
def test_no_report_is_late_for_days_before_the_first_step(
    world: World, steps: list[tuple[str, str]], expected: list[str]
) -> None:
    world.sign(clause(steps=steps), reporters=(monthly(frequency="quarter"),))
    assert late(world, "2025-12-31") == expected


def test_one_clause_in_force_is_enough_to_ask(world: World) -> None:
    coming = clause(steps=[("2026-01-01", "0.8")])
    on_time = clause("report_in_time", "1", short="K2")
    world.sign(coming, on_time, reporters=(monthly(frequency="half_year"),))
    assert late(world, "2025-12-31") == ["2025-H1"]


def test_a_nil_report_and_a_whole_dispens_take_the_alarm_away(world: World) -> None:
    world.sign(clause(), reporters=(monthly(frequency="quarter"),))
    world.nil("2025-Q1", received="2025-06-01")
    world.dispens("2025-Q2")
    world.dispens("2025-Q3", vehicles=("ABC123",))  # a part frees nobody from reporting
    assert late(world, "2025-05-30") == ["2025-Q1"]
    assert late(world, "2025-12-31") == ["2025-Q3"]
