"""Rule 25: what a dispens takes away, and what stays visible."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from followup.domain.period import parse_period
from followup.services.proof import explain
from followup.storage import exemptions
from tests.support.world import NUMBER, World, clause, monthly

FLEET = """
    vehicle | fuel              | quantity
    ABC123  | hvo100            | 100
    DEF456  | diesel_b0_offroad | 500
    GHI789  | diesel_b0_offroad | 500
"""


def test_dispens_for_two_vehicles_removes_and_lists_them(world: World) -> None:
    world.sign(clause())
    world.fuel("2025", FLEET)
    assert world.one("2025").verdict == "not_met"
    world.dispens("2025", vehicles=("DEF456", "GHI789"))
    seen = world.one("2025")
    assert (seen.verdict, seen.measured.numerator, seen.measured.denominator) == ("met", 3000, 3000)
    assert (seen.measured.rows_used, seen.measured.rows_excluded) == (1, 2)


def test_dispens_for_a_fuel_holds_on_its_days_alone(world: World) -> None:
    world.sign(clause(assessment_period="month"))
    table = "fuel | quantity\n hvo100 | 10\n diesel_b0_offroad | 10"
    world.fuel("2025-05", table)
    world.fuel("2025-06", table)
    world.dispens("2025-05-10..2025-06-30", fuel="diesel_b0_offroad")
    may, june = world.one("2025-05"), world.one("2025-06")
    # 10 000 thousandths x 9 of May's 31 days, cut: 2.903 l x 40 MJ remain
    assert may.measured.denominator == 300 + 40 * Decimal("2.903")
    assert (may.verdict, june.verdict) == ("not_met", "met")


def test_dispens_from_another_clause_changes_nothing(world: World) -> None:
    world.sign(clause(), clause(short="K2"))
    world.fuel("2025", FLEET)
    world.dispens("2025", requirement=f"{NUMBER}/K2")
    assert (world.one("2025").verdict, world.one("2025", short="K2").verdict) == (
        "not_met",
        "exempt",
    )


def test_only_the_whole_requirement_over_the_whole_period_is_exempt(world: World) -> None:
    world.sign(clause(assessment_period="quarter"))
    world.dispens("2025-01-01..2025-02-10")
    world.dispens("2025-02-11..2025-06-29")
    seen = {str(a.period): a.verdict for a in world.assess()}
    assert (seen["2025-Q1"], seen["2025-Q2"]) == ("exempt", "not_assessable")


def test_whole_dispens_for_part_of_a_period_takes_those_days_away(world: World) -> None:
    world.sign(clause(assessment_period="quarter"))
    world.fuel("2025-01", "fuel | quantity\n diesel_b0_offroad | 100")
    world.fuel("2025-02", "fuel | quantity\n hvo100 | 100")
    world.fuel("2025-03", "fuel | quantity\n hvo100 | 100")
    world.dispens("2025-01")
    seen = world.one("2025-Q1")
    assert (seen.verdict, seen.measured.denominator) == ("met", 6000)
    assert (seen.measured.rows_used, seen.measured.rows_excluded) == (2, 1)


def test_no_report_is_missed_for_a_month_under_whole_dispens(world: World) -> None:
    world.sign(
        clause(limit="0.5", assessment_period="quarter"),
        clause("report_in_time", "1", assessment_period="quarter", short="K2"),
    )
    world.fuel("2025-02-01..2025-03-31", "fuel | quantity\n hvo100 | 100", received="2025-03-15")
    world.dispens("2025-01")
    share, reports = world.one("2025-Q1"), world.one("2025-Q1", short="K2")
    assert (share.verdict, share.measured.expected) == ("met", 2)
    assert (reports.verdict, reports.measured.denominator) == ("met", 2)
    assert reports.measured.rows_excluded == 1


def test_two_dispenses_that_meet_ask_for_no_report_together(world: World) -> None:
    world.sign(
        clause(limit="0.5", assessment_period="quarter"),
        clause("report_in_time", "1", assessment_period="quarter", short="K2"),
    )
    world.dispens("2025-02-01..2025-02-15")
    world.dispens("2025-02-16..2025-02-28")
    for month in ("2025-01", "2025-03"):
        world.fuel(month, "fuel | quantity\n hvo100 | 1")
    share, reports = world.one("2025-Q1"), world.one("2025-Q1", short="K2")
    assert (share.verdict, share.measured.covered, share.measured.expected) == ("met", 2, 2)
    assert (reports.verdict, reports.measured.denominator) == ("met", 2)


def test_of_a_report_under_dispens_for_some_days_only_the_other_days_are_asked_for(
    world: World,
) -> None:
    world.sign(
        clause(limit="0.5", assessment_period="quarter"),
        clause("report_in_time", "1", assessment_period="quarter", short="K2"),
        reporters=(monthly(frequency="quarter"),),
    )
    world.dispens("2025-01-01..2025-02-15")
    world.fuel("2025-02-16..2025-03-31", "fuel | quantity\n hvo100 | 1", received="2025-04-15")
    share, reports = world.one("2025-Q1"), world.one("2025-Q1", short="K2")
    # January is free; February and March are in.
    assert (share.verdict, share.measured.covered, share.measured.expected) == ("met", 2, 2)
    assert (reports.verdict, reports.measured.denominator) == ("met", 1)


def test_a_row_cut_by_a_dispens_is_estimated_and_must_hold_uncut_as_well(world: World) -> None:
    world.sign(clause(limit="0.5"))
    rows = "fuel | quantity | from | to\n hvo100 | 100 | 2025-07-01 | 2025-07-31"
    world.fuel("2025", f"{rows}\n diesel_b0_offroad | 120 | 2025-01-01 | 2025-12-31")
    # Uncut 3000 of 3000 + 120 x 40 = 7800 MJ misses half; cut by days, 120 x 184/365 l remain:
    # 3000 of 5420 MJ holds.
    world.dispens("2025-01-01..2025-06-30")
    seen = world.one("2025")
    assert (seen.verdict, seen.reasons) == (
        "not_assessable", ("estimated_split", "monthly_rows_needed", "dispens_part"),
    )  # fmt: skip


def test_an_exempt_report_is_not_one_that_is_still_to_come(world: World) -> None:
    world.sign(clause("report_in_time", "1", assessment_period="quarter"))
    for month in ("2025-02", "2025-03"):
        world.fuel(month, "fuel | quantity")
    world.dispens("2025-01")
    assert world.one("2025-Q1", as_of="2025-04-10").verdict == "met"


def test_a_dispens_counts_from_the_day_it_was_decided(world: World) -> None:
    world.sign(clause())
    world.fuel("2025", FLEET)
    world.dispens("2025", decided="2026-04-01")
    assert world.one("2025", as_of="2026-03-31").verdict == "not_met"
    assert world.one("2025", as_of="2026-04-01").verdict == "exempt"


@pytest.mark.parametrize(("decided", "afterwards"), [("2025-12-31", False), ("2026-01-01", True)])
def test_a_dispens_given_after_the_fact_stays_visible_as_such(
    world: World, decided: str, afterwards: bool
) -> None:
    world.sign(clause())
    world.dispens("2025", decided=decided)
    assert ("dispens_afterwards" in world.one("2025").reasons) is afterwards


def test_a_vehicle_under_dispens_is_not_counted_among_vehicles(world: World) -> None:
    world.sign(
        clause("zero_emission_vehicle_share", "1"), reporters=(monthly(report_type="vehicles"),)
    )
    world.vehicles("2025", "vehicle | drive\n ABC123 | electric\n DEF456 | diesel")
    world.dispens("2025", vehicles=("DEF456",))
    seen = world.one("2025")
    assert (seen.verdict, seen.measured.denominator, seen.measured.rows_excluded) == ("met", 1, 1)


def test_a_kind_of_vehicle_under_dispens_is_whatever_the_list_says_is_one(world: World) -> None:
    world.sign(clause(), reporters=(monthly(), monthly(report_type="vehicles")))
    world.fuel("2025", FLEET)
    world.vehicles(
        "2025",
        """
        vehicle | drive  | class
        ABC123  | diesel | Minibuss
        DEF456  | diesel | Rullstolsbuss
        GHI789  | diesel | rullstolsbuss
    """,
    )
    world.dispens("2025", categories=("Lastbil",))
    assert world.one("2025").measured.rows_excluded == 0
    world.dispens("2025", categories=("Rullstolsbuss",))
    seen = world.one("2025")
    assert (seen.measured.denominator, seen.measured.rows_excluded) == (3000, 2)


def test_a_dispens_for_a_place_reaches_only_what_is_said_to_be_there(world: World) -> None:
    world.sign(clause())
    world.fuel(
        "2025",
        """
        fuel              | quantity | place
        hvo100            | 100      | Depå Norr
        diesel_b0_offroad | 500      | Stora bygget
        diesel_b0_offroad | 7        |
    """,
    )
    world.dispens("2025", place="stora bygget")
    seen = world.one("2025")
    # A row that names no place is not said to be there, and stays counted.
    assert (seen.measured.rows_used, seen.measured.rows_excluded) == (2, 1)
    world.dispens("2025", place="Depå Norr", fuel="diesel_b0_offroad")
    assert world.one("2025").measured == seen.measured


def test_only_what_is_granted_takes_anything_away_and_all_of_it_stays_on_file(world: World) -> None:
    world.sign(clause(assessment_period="quarter"))
    world.fuel("2025", FLEET)
    given_ = {"contract": NUMBER, "identifier": "D1", "applied_date": date(2025, 1, 2)}
    before = {str(a.period): a.measured for a in world.assess()}

    def changed() -> list[str]:
        after = {str(a.period): a.measured for a in world.assess()}
        return sorted(p for p in after if after[p] != before[p] or p not in before)

    world.dispens("2025-Q2", vehicles=("DEF456",), state="pending", **given_)
    world.dispens("2025-Q3", vehicles=("DEF456",), state="refused", identifier="D2")
    assert changed() == []
    world.dispens("2025-Q2", vehicles=("DEF456",), decided="2025-02-01", **given_)
    assert changed() == ["2025-Q2"]
    # Shortened from the first of May, and who asks what was known before still sees it whole.
    world.dispens(
        "2025-04", vehicles=("DEF456",), decided="2025-02-01", known_from=date(2026, 2, 1), **given_
    )
    now = world.one("2025-Q2").measured.denominator
    then = world.one("2025-Q2", as_of="2026-01-31").measured.denominator
    assert then < now < before["2025-Q2"].denominator
    world.dispens("2025-04", vehicles=("DEF456",), state="revoked", known_from=date(2026, 3, 1),
                  **given_)  # fmt: skip
    assert changed() == []
    assert len(exemptions.words(world.installation.database, NUMBER)) == 5


def test_a_verdict_that_a_dispens_touches_says_so_and_its_rows_name_it(world: World) -> None:
    world.sign(clause(assessment_period="quarter"))
    world.fuel("2025", FLEET)
    world.dispens("2025-Q2", vehicles=("DEF456",), decided="2025-09-01", identifier="D7")
    seen = {str(a.period): a.reasons for a in world.assess()}
    assert "dispens_part" not in seen["2025-Q1"]
    assert {"dispens_part", "dispens_afterwards"} <= set(seen["2025-Q2"])
    proof = explain.explain(
        world.installation, NUMBER, f"{NUMBER}/K1", parse_period("2025-Q2"), date(2026, 6, 30)
    )
    told = {row.vehicle_id: row.exemptions for row in proof.excluded}
    assert told == {"DEF456": ("D7",)}
    assert [row.exemptions for row in proof.rows] == [(), ()]
