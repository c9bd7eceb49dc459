"""What became of each report: every status word, its borders, and counts that sum to the rows."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from followup.domain.parties import Contract
from followup.domain.period import Period, parse_period
from followup.services.installation import Actor
from followup.services.proof import explain
from followup.services.queue.reminder import reminders
from followup.services.queue.waiting import Due, waiting
from followup.services.report import overview as report_list
from followup.services.report import reports, undo, version_verdicts
from followup.services.report import text as report_text
from followup.services.report.overview import Report
from followup.services.report.standing import IN, Held, Source, standing
from followup.services.upload.destination import Destination
from tests.support.world import _NOW, NUMBER, SUPPLIER, World, clause, monthly

FUEL = "fuel | quantity\n hvo100 | 10"
MARCH = parse_period("2025-03")
DUE = Due(SUPPLIER, "fuel", MARCH, date(2025, 4, 15))
AS_OF = date(2025, 6, 30)


def came(day: str, days: str = "2025-03", source: Source = "in_force") -> Held:
    return Held(source, parse_period(days), date.fromisoformat(day))


def word(*held: Held, as_of: str = "2025-06-30") -> tuple[str, int | None]:
    found = standing(DUE, held, date.fromisoformat(as_of))
    return found.status, found.days_late


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2025-03-15", ("waited", 0)),
        ("2025-04-15", ("waited", 0)),  # the due day itself is in time
        ("2025-04-16", ("late", 1)),
        ("2025-05-15", ("late", 30)),
    ],
)
def test_a_report_that_has_not_come_is_waited_for_until_its_day_has_passed(
    as_of: str, expected: tuple[str, int]
) -> None:
    assert word(as_of=as_of) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2025-04-15", ("in_time", 0)), ("2025-04-16", ("received_late", 1))],
)
def test_the_due_day_is_in_time_and_the_day_after_is_late(
    day: str, expected: tuple[str, int]
) -> None:
    assert word(came(day)) == expected


def test_a_correction_makes_no_timely_report_late() -> None:
    first, correction = came("2025-04-10", source="replaced"), came("2025-06-01")
    assert word(first, correction) == ("in_time", 0)


def test_a_replaced_report_alone_is_no_report() -> None:
    assert word(came("2025-04-10", source="replaced")) == ("late", 76)


def test_part_of_the_days_is_not_in_and_says_how_much() -> None:
    found = standing(DUE, [came("2025-04-10", "2025-03-01..2025-03-20")], AS_OF)
    assert (found.status, found.days_in, found.days_asked) == ("late", 20, 31)


def test_the_last_part_to_come_decides_the_day() -> None:
    halves = (
        came("2025-04-01", "2025-03-01..2025-03-15"),
        came("2025-04-20", "2025-03-16..2025-04-30"),
    )
    assert word(*halves) == ("received_late", 5)


def test_a_nil_report_is_in_and_counts_its_days_late() -> None:
    assert word(came("2025-04-15", source="nil")) == ("nil", 0)
    assert word(came("2025-04-18", source="nil")) == ("nil", 3)


def test_a_report_for_some_days_and_a_nil_report_for_the_rest_is_a_report() -> None:
    held = came("2025-04-10", "2025-03-01..2025-03-20"), came("2025-04-10", source="nil")
    assert word(*held) == ("in_time", 0)


def test_days_under_dispens_are_not_asked_for() -> None:
    assert word(Held("exempt", parse_period("2025-01-01..9999-12-31"))) == ("exempt", None)
    part = Held("exempt", parse_period("2025-03-01..2025-03-20"))
    assert word(part) == ("late", 76)
    assert word(part, came("2025-04-10", "2025-03-21..2025-03-31")) == ("in_time", 0)


def listed(world: World, contract: Contract, as_of: date = AS_OF) -> dict[str, Report]:
    found = report_list.build(world.installation, [contract], as_of)
    assert sum(report_list.counts(found).values()) == len(found)
    return {f"{r.reporter[:3]} {r.period}": r for r in found}


def test_the_workbook_has_every_row_with_days_as_days(world: World) -> None:
    contract = world.sign(clause(), title="=1+1")
    world.fuel("2025-01", FUEL, received="2025-02-20")
    found = report_list.build(world.installation, [contract], AS_OF)
    book = load_workbook(BytesIO(report_text.workbook(found, AS_OF, "sv")))
    rows = list(book.active.iter_rows(min_row=3, values_only=True))
    assert len(rows) == 1 + len(found)
    january = next(row for row in rows if row[4] == "jan. 2025")
    assert january[0] == "Kom 5 dagar för sent"
    assert january[1] == f"=1+1 ({NUMBER})"
    assert [value.date() for value in january[5:7]] == [date(2025, 2, 15), date(2025, 2, 20)]
    assert january[7:] == (5, 1, 1)


def test_a_letter_is_in_the_contracts_language_and_names_every_late_report(world: World) -> None:
    contract = world.sign(clause(), title="Skolekørsel (opdigtet)", country="DK",
                          responsible="Kontraktteamet")  # fmt: skip
    for month in (1, 3):
        world.fuel(f"2025-{month:02}", FUEL)
    found = report_list.build(world.installation, [contract], date(2025, 5, 16))
    late = [r for r in found if r.status == "late"]
    [(own, letter)] = reminders(late, date(2025, 5, 16))
    assert list(own) == late
    assert letter.startswith(f"Emne: Rykker for rapport, kontrakt {NUMBER}\n")
    assert "drivmiddelrapport for feb. 2025. Fristen var 15.03.2025, for 62 dage siden." in letter
    assert "drivmiddelrapport for apr. 2025. Fristen var 15.05.2025, i går." in letter
    assert letter.endswith("Venlig hilsen\nKontraktteamet\nPåhittad nämnd\nPåhittad kommun")


def words(found: dict[str, Report]) -> dict[str, str]:
    return {name: r.status for name, r in found.items()}


def test_every_word_in_one_contract(world: World) -> None:
    contract = world.sign(clause(), days="2025-01-01..2025-12-31")
    world.fuel("2025-01", FUEL, received="2025-02-15")
    world.fuel("2025-02", FUEL, received="2025-03-16")
    world.nil("2025-03")
    world.dispens("2025-04")
    world.fuel("2024-12", FUEL, received="2025-01-03")
    assert words(listed(world, contract)) == {
        "Påh 2025-05": "late", "Påh 2025-06": "waited", "Påh 2025-04": "exempt",
        "Påh 2025-03": "nil", "Påh 2025-02": "received_late", "Påh 2025-01": "in_time",
        "Påh 2024-12": "unexpected",
    }  # fmt: skip
    found = report_list.build(world.installation, [contract], AS_OF)
    # January, February and March of the four that should have come; April is not asked for.
    assert report_list.tally(found, AS_OF) == report_list.Tally(3, 4)


def test_the_list_waits_for_what_start_waits_for(world: World) -> None:
    contract = world.sign(clause())
    world.fuel("2025-01", FUEL)
    world.fuel("2025-02-01..2025-02-10", FUEL)
    world.nil("2025-03")
    [owed] = waiting(world.installation, [contract], AS_OF)
    late = {d.period for d in owed.missing if d.day < AS_OF}
    found = listed(world, contract)
    assert {r.period for r in found.values() if r.status == "late"} == late


def test_the_list_and_the_proof_of_timeliness_count_alike(world: World) -> None:
    contract = world.sign(clause("report_in_time", "1"))
    world.fuel("2025-01", FUEL, received="2025-02-15")
    first = world.fuel("2025-02", FUEL, received="2025-03-10")
    world.fuel("2025-02", FUEL, received="2025-05-01", replaces=(first,))
    world.fuel("2025-03", FUEL, received="2025-04-16")
    world.nil("2025-04")
    world.dispens("2025-05")
    found = list(listed(world, contract, date(2025, 12, 31)).values())
    proof = explain.explain(
        world.installation, NUMBER, "K1", parse_period("2025"), date(2025, 12, 31)
    )
    on_time = [r for r in found if r.status in IN and not r.standing.days_late]
    assert proof.assessment.measured.numerator == len(on_time) == 3
    days = {(r.period.start, r.standing.days_late) for r in found if r.status in IN}
    early = {(r.part_start, max(0, int(r.amount))) for r in proof.rows if r.amount is not None}
    assert days == early


def test_a_withdrawn_report_is_missing_again_and_its_story_is_kept(world: World) -> None:
    contract = world.sign(clause())
    only = world.fuel("2025-01", FUEL)
    undo.undo(world.installation, only, Actor("Kim"), "fel fil", date(2025, 3, 1), _NOW)
    january = listed(world, contract)["Påh 2025-01"]
    assert january.status == "late"
    assert january.is_changed
    ending = january.versions[0].withdrawn
    assert ending is not None
    assert (ending.actor, ending.reason) == ("Kim (ej verifierad)", "fel fil")
    # The day before it was withdrawn it counted.
    assert listed(world, contract, date(2025, 2, 28))["Påh 2025-01"].status == "in_time"


def test_rows_of_a_file_for_more_days_are_not_counted_as_each_reports_own(world: World) -> None:
    contract = world.sign(clause())
    world.fuel("2025-Q1", FUEL)
    world.fuel("2025-04", FUEL)
    found = listed(world, contract)
    assert [found[f"Påh 2025-0{n}"].row_count for n in (1, 2, 4)] == [None, None, 1]
    assert report_text.files(found["Påh 2025-01"], "sv") == "1 version, en fil för 2025 Q1"
    assert report_text.files(found["Påh 2025-04"], "sv") == "1 version, 1 rad"


def test_a_reporter_who_was_removed_leaves_what_came_and_owes_nothing(world: World) -> None:
    world.sign(clause(), reporters=(monthly(), monthly("Underleverantör")))
    world.fuel("2025-01", FUEL, reporter="Underleverantör")
    gone = world.fuel("2025-02", FUEL, reporter="Underleverantör")
    world.withdraw(gone, "2025-03-15")
    contract = world.sign(clause(), known_on="2025-04-01")
    found = words(listed(world, contract))
    assert {k: v for k, v in found.items() if k.startswith("Und")} == {
        "Und 2025-01": "unexpected", "Und 2025-02": "withdrawn",
    }  # fmt: skip


def test_a_replaced_version_names_the_one_that_took_its_place(world: World) -> None:
    world.sign(clause())
    first = world.fuel("2025-01", FUEL)
    second = world.fuel("2025-01", FUEL, replaces=(first,))
    third = world.fuel("2025-01", FUEL, replaces=(second,))
    told = {v.submission.submission: v for v in reports.history(world.installation)}
    assert [told[n].status for n in (first, second, third)] == ["superseded"] * 2 + ["in_force"]
    assert [told[n].replaced_by.number for n in (first, second)] == [2, 3]  # type: ignore[union-attr]
    world.withdraw(third, "2025-03-01")
    told = {v.submission.submission: v for v in reports.history(world.installation)}
    assert [told[n].status for n in (first, second, third)] == [
        "superseded", "in_force", "withdrawn",
    ]  # fmt: skip
    assert told[first].replaced_by.number == 2  # type: ignore[union-attr]


def test_two_versions_are_judged_each_as_if_the_other_had_not_come(world: World) -> None:
    world.sign(clause(assessment_period="quarter"))
    first = world.fuel("2025-Q1", "fuel | quantity\n diesel_b0_offroad | 10")
    second = world.fuel("2025-Q1", FUEL, replaces=(first,))
    world.fuel("2025-Q1", "fuel | quantity\n hvo100 | 7\n petrol_95 | 3", replaces=(second,))
    every = reports.history(world.installation)
    known = {v.submission.submission: v for v in every}

    def words(old: str, new: str) -> list[tuple[str | None, str]]:
        found = version_verdicts.between(
            world.installation, known[old], known[new], every, date(2026, 6, 30)
        )
        return [(c.before and c.before.verdict, c.after.verdict) for c in found]

    before = world.assess()
    assert words(first, second) == [("not_met", "met")]
    assert words(second, first) == [("met", "not_met")]
    assert world.assess() == before


def test_a_file_that_was_replaced_is_known_when_it_comes_again(world: World) -> None:
    world.sign(clause())
    first = world.fuel("2025-01", FUEL)
    second = world.fuel("2025-01", FUEL, replaces=(first,))
    known = {v.submission.submission: v.submission for v in reports.history(world.installation)}

    def told(submission: str, days: str) -> list[str | None]:
        where = Destination(NUMBER, "fuel", SUPPLIER, parse_period(days), AS_OF)
        sha256 = known[submission].sha256
        found = reports.replaced_before(world.installation, sha256, [where])
        return [v.replaced_by and v.replaced_by.submission.submission for v in found]

    assert told(first, "2025-01") == [second]
    assert told(second, "2025-01") == []
    assert told(first, "2025-02") == []


def test_a_report_holds_totals_without_duplicates_and_unknown_amounts_apart(world: World) -> None:
    world.sign(clause())
    name = world.fuel(
        "2025-01",
        """
        fuel   | quantity | flags
        hvo100 | 10       |
        hvo100 | 10       | duplicate
        hvo100 |          |
               | 5        | questioned
        """,
    )
    stored = reports.version(world.installation, name)
    assert stored is not None
    held = reports.content(world.installation, stored.submission)
    assert [(t.fuel, str(t.amount), t.rows_without) for t in held.totals] == [
        ("hvo100", "10.000", 1), (None, "5.000", 0),
    ]  # fmt: skip
    assert held.questioned_rows == 1


def test_a_listed_vehicle_without_registration_is_one_of_the_vehicles(world: World) -> None:
    world.sign(clause())
    table = "vehicle | drivetrain\nABC123 | diesel\nABC123 | diesel\n | electric\n | electric"
    stored = reports.version(world.installation, world.vehicles("2025-01", table))
    assert stored is not None
    assert reports.content(world.installation, stored.submission).vehicles == 3


SPANS = st.builds(
    lambda source, start, length, delay: Held(
        source,
        Period(date(2025, 2, 20) + timedelta(start), date(2025, 2, 20) + timedelta(start + length)),
        None if source == "exempt" else date(2025, 4, 1) + timedelta(delay),
    ),
    st.sampled_from(["in_force", "replaced", "nil", "exempt"]),
    st.integers(0, 45), st.integers(0, 40), st.integers(0, 40),
)  # fmt: skip


@given(st.lists(SPANS, max_size=5), st.integers(0, 60))
def test_the_word_is_what_counting_day_by_day_gives(held: list[Held], after: int) -> None:
    as_of = date(2025, 4, 1) + timedelta(after)
    found = standing(DUE, held, as_of)
    days = [MARCH.start + timedelta(n) for n in range(MARCH.days)]
    over = {d: [h for h in held if h.period.start <= d <= h.period.end] for d in days}
    asked = [d for d in days if all(h.source != "exempt" for h in over[d])]
    came_in = [d for d in asked if any(h.source in ("in_force", "nil") for h in over[d])]
    assert (found.days_in, found.days_asked) == (len(came_in), len(asked))
    if not asked:
        assert found.status == "exempt"
    elif len(came_in) < len(asked):
        assert found.status == ("late" if as_of > DUE.day else "waited")
    else:
        last = max(min(h.received_date for h in over[d] if h.received_date) for d in asked)
        assert found.received_date == last
        is_nil = all(h.source != "in_force" for d in asked for h in over[d])
        assert found.status == (
            "nil" if is_nil else "in_time" if last <= DUE.day else "received_late"
        )
