"""The work queue: one line for each cause, none without, and none left when its cause is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followup.domain.parties import Classification, Extension
from followup.domain.period import parse_period
from followup.errors import UserError
from followup.services import compliance
from followup.services.contract import contracts
from followup.services.installation import Actor
from followup.services.plan import export as calendar_export
from followup.services.plan import held as follow_up_held
from followup.services.queue import inbox, reminders_sent
from followup.services.queue import text as inbox_text
from followup.services.queue.item import NO_GRADE, Item, by_deadline, order
from followup.storage.follow_ups import Held
from tests.support.world import (
    NUMBER,
    SUPPLIER,
    World,
    agreement,
    clause,
    lent_world,
    monthly,
    real_world,
)

FUEL = "vehicle | fuel | quantity"
GOOD = f"{FUEL}\nABC123 | hvo100 | 900\nABC124 | diesel_b0_offroad | 100"
BAD = f"{FUEL}\nABC123 | hvo100 | 500\nABC124 | diesel_b0_offroad | 500"
ASKED = f"{FUEL} | flags\nABC123 | hvo100 | 900 | questioned"
TODAY = date(2026, 2, 16)
QUARTERS = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A world with the real catalogue, which holds the rule for deviations."""
    with lent_world(tmp_path, real_world) as lent:
        yield lent


def queue(world: World, today: date = TODAY) -> list[Item]:
    own = world.installation
    known = compliance.contracts_on(own, today)
    return list(inbox.build(own, known, compliance.assessments(own, today), today).items)


def kinds(world: World, today: date = TODAY) -> list[str]:
    return [item.kind for item in queue(world, today)]


def quarterly(world: World, *clauses: object, **changes: object) -> None:
    given_ = clauses or (clause(assessment_period="quarter"),)
    world.sign(*given_, reporters=(monthly(frequency="quarter", due_days=30),), **changes)  # type: ignore[arg-type]


def test_a_late_report_its_reporting_clause_and_what_it_hinders_are_one_line(world: World) -> None:
    quarterly(
        world,
        clause(assessment_period="quarter"),
        clause("report_in_time", "1", short="K2", assessment_period="quarter"),
    )
    for quarter in QUARTERS[:3]:
        world.fuel(quarter, GOOD)
    (line,) = queue(world)
    due = date(2026, 1, 30)
    assert (line.kind, line.since, line.deadline) == ("late_report", due, due)
    assert inbox_text.deadline(line, TODAY, "sv") == "2026-01-30 (17 dagar sen)"
    world.fuel("2025-Q4", GOOD, received="2026-02-10")
    # Now the report is in, and what is left is that it came late.
    assert kinds(world) == ["not_met"]


def test_rows_in_question_and_the_verdict_they_hinder_are_one_line(world: World) -> None:
    quarterly(world)
    for quarter in QUARTERS[:3]:
        world.fuel(quarter, GOOD)
    from tests.support.facts import fuel_facts

    world.submit("2025-Q4", "fuel", {"fuel_delivery": fuel_facts(ASKED)})
    (line,) = queue(world)
    assert line.kind == "questions"
    assert [a.requirement for a in line.blocked] == [f"{NUMBER}/K1"]
    assert inbox_text.size(line, TODAY, "sv").endswith("Hindrar bedömningen av K1.")


def test_a_breach_is_told_with_its_earlier_periods_in_one_line(world: World) -> None:
    quarterly(world)
    for quarter in QUARTERS:
        world.fuel(quarter, BAD)
    (line,) = queue(world)
    assert (line.kind, line.since) == ("not_met", date(2025, 12, 31))
    assert inbox_text.size(line, TODAY, "sv").replace("\N{NO-BREAK SPACE}", " ") == (
        "K1 Förnybart, 2025 Q4: 49,1 % mot minst 80 %. "
        "Också tidigare: 2025 Q1, 2025 Q2 och 2025 Q3."
    )


def test_the_last_day_to_prolong_is_told_half_a_year_ahead(world: World) -> None:
    option = Extension(date(2026, 9, 1), date(2027, 8, 31), notice_date=date(2026, 6, 1))
    classed = Classification(grade="B", reason="stort")
    quarterly(
        world, days="2025-01-01..2026-08-31", extensions=(option,), classification=classed
    )  # fmt: skip
    for quarter in QUARTERS:
        world.fuel(quarter, GOOD)
    (line,) = queue(world)
    assert (line.kind, line.deadline, line.grade) == ("contract_ends", date(2026, 6, 1), "B")
    assert kinds(world, date(2025, 11, 30)) == []


def test_an_application_for_a_dispens_is_a_line_until_somebody_decides_on_it(world: World) -> None:
    quarterly(world)
    for quarter in QUARTERS:
        world.fuel(quarter, GOOD)
    applied = date(2026, 2, 2)
    asked = {"decided_date": None, "state": "pending", "applied_date": applied, "identifier": "D1"}
    world.dispens("2026-Q1", **asked, vehicles=("ABC124",))
    (line,) = queue(world)
    assert (line.kind, line.since, line.is_coming) == ("dispens", applied, False)
    assert "ABC124" in inbox_text.size(line, TODAY, "sv")
    assert kinds(world, date(2026, 2, 1)) == []
    world.dispens("2026-Q1", "2026-02-10", state="refused", identifier="D1")
    assert kinds(world) == []


def test_a_follow_up_is_asked_for_until_somebody_has_held_it(world: World) -> None:
    own, kim, now = world.installation, Actor("Kim"), datetime.fromisoformat("2026-01-07T09:00:00")
    grade = Classification(grade="A", reason="stort")
    classed = agreement(clause(), days="2024-01-01..2026-12-31", classification=grade)
    # Entered here in the middle of the contract: what was planned before is nobody's omission.
    contracts.save(own, [classed], kim, date(2025, 6, 1), now)

    def asked(today: str) -> list[tuple[str, date | None]]:
        lines = queue(world, date.fromisoformat(today))
        return [(i.kind, i.deadline) for i in lines if i.kind.startswith("follow_up")]

    def in_calendar(today: str) -> list[str]:
        content = calendar_export.calendar(own, date.fromisoformat(today), "sv", now).decode()
        lines = content.replace("\r\n ", "").replace("\\", "").splitlines()
        return [line.rpartition(", ")[2] for line in lines
                if line.startswith("SUMMARY") and "Uppföljning" in line]  # fmt: skip

    first, second = date(2025, 9, 1), date(2026, 1, 1)
    assert asked("2025-07-31") == []
    assert asked("2025-08-15") == [("follow_up_coming", first)]
    assert asked("2025-10-01") == [("follow_up", first)]
    assert in_calendar("2025-10-01")[0] == "inte inskriven som hållen"
    word = Held(NUMBER, first, date(2025, 10, 1), "Leverantören byter två bilar", True, second)
    for wrong, code in (
        (replace(word, found=" "), "follow_up_found_missing"),
        (replace(word, held_date=date(2025, 10, 3)), "follow_up_day_ahead"),
        (replace(word, is_held=False), "follow_up_not_held"),
    ):
        with pytest.raises(UserError, match=code):
            follow_up_held.hold(own, wrong, kim, date(2025, 10, 2), now)
    follow_up_held.hold(own, word, kim, date(2025, 10, 2), now)
    assert asked("2025-10-02") == []
    assert in_calendar("2025-10-02")[0] == "hållen 2025-10-01"
    # Who asks what was known the day before still sees it asked for.
    assert asked("2025-10-01") == [("follow_up", first)]
    assert asked("2026-01-06") == [("follow_up", second)]
    back = replace(word, is_held=False, found="fel avtal")
    follow_up_held.hold(own, back, kim, date(2025, 10, 5), now)
    assert asked("2025-10-05") == [("follow_up", first)]
    said = [(w.is_held, w.found, w.actor) for w in follow_up_held.words(own, NUMBER)]
    assert said == [
        (True, "Leverantören byter två bilar", "Kim (ej verifierad)"),
        (False, "fel avtal", "Kim (ej verifierad)"),
    ]


def test_deadline_comes_first_and_class_a_on_the_same_day() -> None:
    def line(day: str | None, grade: str | None) -> Item:
        contract = agreement(clause(), number=f"T-{grade}")
        deadline = date.fromisoformat(day) if day else None
        return Item("late_report", contract, date(2020, 1, 1), deadline, grade=grade or NO_GRADE)

    ordered = [line("2026-01-30", "A"), line("2026-01-30", "B"), line("2026-01-30", None),
               line("2026-01-31", "A")]  # fmt: skip
    shuffled = [ordered[n] for n in (3, 1, 2, 0)]
    assert sorted(shuffled, key=order) == ordered
    assert sorted([line(None, "A"), *ordered], key=by_deadline)[:-1] == ordered


def test_a_reminder_is_logged_with_who_and_when_and_changes_the_next_step(world: World) -> None:
    from followup.services.queue import reminder as report_reminder
    from followup.services.report import overview as report_list

    quarterly(world)
    own = world.installation
    known = compliance.contracts_on(own, TODAY)
    late = [r for r in report_list.build(own, known, TODAY) if r.status == "late"]
    now = datetime.fromisoformat("2026-02-16T10:00:00")
    steps = []
    for turn in (1, 2):
        earlier = reminders_sent.about(reminders_sent.log(own, TODAY), late)
        steps.append(inbox_text.next_step(queue(world)[0], earlier, "sv"))
        letter = report_reminder.reminder(late, TODAY, earlier)
        assert ("Andra påminnelsen" in letter) == (turn == 2)
        assert "varje kvartal, senast 30 dagar efter periodens slut" in letter
        assert reminders_sent.record(own, late, TODAY, Actor("Kim"), now) == turn
    sent = reminders_sent.log(own, TODAY)[NUMBER, SUPPLIER]
    assert {(r.turn, r.actor, r.sent_date) for r in sent} == {
        (turn, "Kim (ej verifierad)", TODAY) for turn in (1, 2)
    }
    assert steps == ["skicka påminnelse", "skicka andra påminnelsen"]
    assert inbox_text.next_step(queue(world)[0], sent, "sv") == "ta upp som avvikelse"
    assert reminders_sent.log(own, date(2026, 2, 15)) == {}


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(["good", "bad", "asked", "none", "nil", "dispens"]),
             min_size=4, max_size=4)
)  # fmt: skip
def test_every_line_goes_when_its_cause_does(
    tmp_path_factory: pytest.TempPathFactory, told: list[str]
) -> None:
    from tests.support.facts import fuel_facts

    with lent_world(tmp_path_factory.mktemp("queue"), real_world) as opened:
        quarterly(opened)
        stored = {}
        for quarter, what in zip(QUARTERS, told, strict=True):
            table = {"good": GOOD, "bad": BAD, "asked": ASKED}.get(what)
            if table:
                stored[quarter] = opened.submit(
                    quarter, "fuel", {"fuel_delivery": fuel_facts(table)}
                )
            elif what == "nil":
                opened.nil(quarter)
            elif what == "dispens":
                opened.dispens(quarter)
        for item in queue(opened):
            assert item.kind in {"late_report", "not_met", "not_assessable", "questions",
                                 "to_decide"}  # fmt: skip
        assert len({(i.kind, i.contract.number) for i in queue(opened)}) == len(queue(opened))
        # Put right what was wrong, in time: no line is left.
        for quarter, what in zip(QUARTERS, told, strict=True):
            if what in ("bad", "asked", "none"):
                facts = {"fuel_delivery": fuel_facts(GOOD)}
                replaced = (stored[quarter],) if quarter in stored else ()
                opened.submit(quarter, "fuel", facts, replaced)
        assert parse_period("2025-Q4").end < TODAY
        assert queue(opened) == []
