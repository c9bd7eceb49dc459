"""Rules 1 to 5: assessment periods, steps, the contract's days, and what was known when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from followup.domain.period import Period, parse_period
from followup.domain.timeline import step_date
from tests.support.world import NUMBER, World, clause, monthly

RENEWABLE_75 = """
    fuel              | quantity
    hvo100            | 100
    diesel_b0_offroad | 25
"""  # 100 l x 30 MJ = 3000 MJ of 3000 + 25 l x 40 MJ = 4000 MJ: 75 %


# Rule 1: two calendars


def test_quarter_below_a_yearly_clause_is_no_breach(world: World) -> None:
    world.sign(clause(limit="0.8", assessment_period="year"))
    world.fuel("2025-Q1", RENEWABLE_75)
    seen = world.assess(as_of="2025-05-20")
    assert [(str(a.period), a.verdict) for a in seen] == [("2025", "not_due")]
    assert "period_not_finished" in seen[0].reasons
    # "hittills": the share so far is shown all the same
    assert (seen[0].measured.numerator, seen[0].measured.denominator) == (3000, 4000)


def test_the_last_day_of_a_period_still_belongs_to_it(world: World) -> None:
    world.sign(clause(limit="0.7"))
    world.fuel("2025", RENEWABLE_75, received="2025-12-31")
    assert world.one("2025", as_of="2025-12-31").verdict == "not_due"
    assert world.one("2025", as_of="2026-01-01").verdict == "met"


def test_reporting_may_be_rarer_or_denser_than_the_assessment_period(world: World) -> None:
    world.sign(
        clause(limit="0.7", assessment_period="half_year"),
        reporters=(monthly(frequency="quarter"),),
    )
    world.fuel("2025-Q1", RENEWABLE_75)
    world.fuel("2025-Q2", RENEWABLE_75)
    assert world.one("2025-H1", as_of="2025-08-01").verdict == "met"


@pytest.mark.parametrize(
    ("frequency", "seen"),
    [
        ("month", ["2025-02-15..2025-02-28", "2025-03", "2025-04", "2025-05", "2025-06"]),
        ("quarter", ["2025-02-15..2025-03-31", "2025-Q2", "2025-Q3"]),
        ("half_year", ["2025-02-15..2025-06-30", "2025-H2"]),
        ("year", ["2025-02-15..2025-12-31", "2026"]),
        ("contract_year", ["2025-02-15..2026-02-14", "2026-02-15..2027-02-14"]),
        ("contract", ["2025-02-15..2027-05-31"]),
    ],
)
def test_assessments_run_from_the_contracts_start_to_the_period_after_the_current_one(
    world: World, frequency: str, seen: list[str]
) -> None:
    world.sign(clause(assessment_period=frequency), days="2025-02-15..2027-05-31")
    assert [str(a.period) for a in world.assess(as_of="2025-05-20")] == seen


def test_rolling_twelve_months_end_with_each_month_and_with_the_one_after_the_current(
    world: World,
) -> None:
    world.sign(clause(assessment_period="rolling_12_months"), days="2025-01-01..2027-12-31")
    seen = [a.period for a in world.assess(as_of="2026-02-10")]
    ends = ["2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31"]
    assert [str(p.end) for p in seen] == ends
    assert seen[-1] == Period(date(2025, 4, 1), date(2026, 3, 31))


# Rule 2: steps


def test_the_three_clocks_of_a_step_name_the_same_day() -> None:
    start = date(2024, 8, 31)
    assert step_date("date", "2025-08-31", start) == date(2025, 8, 31)
    assert step_date("months_after_start", "12", start) == date(2025, 8, 31)
    assert step_date("contract_year", "2", start) == date(2025, 8, 31)
    assert step_date("months_after_start", "6", start) == date(2025, 2, 28)


STEPS = [("2025-01-01", "0.5"), ("2025-07-01", "0.9")]


@pytest.mark.parametrize("fuel_set", [None, "renewable"])
def test_a_period_is_cut_where_the_limit_changes(world: World, fuel_set: str | None) -> None:
    world.sign(clause(steps=STEPS, fuel_set=fuel_set))
    world.fuel("2025-H1", RENEWABLE_75)
    world.fuel("2025-H2", RENEWABLE_75)
    assert [(str(a.period), a.limit, a.verdict) for a in world.assess()] == [
        ("2025-H1", Decimal("0.5"), "met"),
        ("2025-H2", Decimal("0.9"), "not_met"),
    ]


def test_a_dated_purchase_counts_under_the_limit_of_its_own_day(world: World) -> None:
    world.sign(clause(steps=STEPS))
    world.fuel("2025", """
        fuel              | quantity | from
        hvo100            |      100 | 2025-06-30
        diesel_b0_offroad |       10 | 2025-07-01
    """)  # fmt: skip
    before, after = world.assess()
    assert (before.measured.numerator, before.measured.denominator) == (3000, 3000)
    assert (after.measured.numerator, after.measured.denominator) == (0, 400)
    assert (before.verdict, after.verdict) == ("met", "not_met")


@pytest.mark.parametrize(
    ("hvo_litres", "diesel_litres", "verdict"),
    [
        (1240, 30, "met"),  # 37200 / 38400 MJ = 97 %: also above the stricter 90 %
        (400, 100, "not_assessable"),  # 12000 / 16000 MJ = 75 %: between the two limits
        (40, 100, "not_met"),  # 1200 / 5200 MJ = 23 %: also below the milder 50 %
    ],
)
def test_aggregated_row_across_a_step_decides_only_if_every_limit_agrees(
    world: World, hvo_litres: int, diesel_litres: int, verdict: str
) -> None:
    world.sign(clause(steps=STEPS))
    world.fuel("2025", f"""
        fuel              | quantity
        hvo100            | {hvo_litres}
        diesel_b0_offroad | {diesel_litres}
    """)  # fmt: skip
    seen = world.assess()
    assert [a.verdict for a in seen] == [verdict, verdict]
    assert all("estimated_split" in a.reasons for a in seen)
    assert all(("monthly_rows_needed" in a.reasons) == (verdict == "not_assessable") for a in seen)


def test_the_parts_of_a_split_row_sum_to_the_row(world: World) -> None:
    # 0.010 l on seven days, cut after three and after five: no thousandth is lost or made.
    world.sign(clause(steps=[("2025-01-01", "0.5"), ("2025-03-04", "0.6"), ("2025-03-06", "0.7")]))
    world.fuel("2025", "fuel | quantity | from | to\n hvo100 | 0.010 | 2025-03-01 | 2025-03-07")
    litres = [a.measured.denominator / 30 for a in world.assess()]
    # 10 x 3 // 7 = 4; 10 x 5 // 7 - 4 = 3; 10 - 7 = 3 thousandths
    assert litres == [Decimal("0.004"), Decimal("0.003"), Decimal("0.003")]


def test_a_split_credit_sums_to_the_row_too(world: World) -> None:
    world.sign(clause(assessment_period="month"))
    world.fuel("2025-Q1", "fuel | quantity\n hvo100 | -0.100")
    litres = [a.measured.denominator / 30 for a in world.assess() if a.measured.rows_used]
    assert sum(litres) == Decimal("-0.1")
    assert len(litres) == 3


def test_row_across_the_contracts_start_is_estimated_and_its_outer_part_listed(
    world: World,
) -> None:
    world.sign(clause(limit="0.7"), days="2025-02-01..2025-12-31")
    world.fuel("2025-02-01..2025-12-31", """
        fuel   | quantity | from       | to
        hvo100 |       59 | 2025-01-01 | 2025-02-28
    """)  # fmt: skip
    seen = world.one("2025-02-01..2025-12-31")
    # 28 of the row's 59 days lie in the contract: 28 l x 30 MJ
    assert seen.measured.numerator == 28 * 30
    assert (seen.measured.rows_used, seen.measured.rows_excluded) == (1, 1)
    assert (seen.verdict, "estimated_split" in seen.reasons) == ("met", True)


def test_dated_rows_inside_the_period_are_not_estimated(world: World) -> None:
    world.sign(clause(limit="0.7"))
    world.fuel("2025", RENEWABLE_75)
    assert world.one("2025").reasons == ()


# Rule 3: rows outside the contract's days


@pytest.mark.parametrize("frequency", ["year", "quarter", "month", "contract_year", "contract"])
def test_rows_outside_the_contracts_days_are_excluded_and_listed(
    world: World, frequency: str
) -> None:
    world.sign(clause(assessment_period=frequency), days="2025-04-01..2025-09-30")
    world.fuel("2025", """
        fuel              | quantity | from
        diesel_b0_offroad |      500 | 2024-11-30
        diesel_b0_offroad |      500 | 2025-03-31
        hvo100            |       10 | 2025-04-01
        hvo100            |       10 | 2025-09-30
        diesel_b0_offroad |      500 | 2025-10-01
        diesel_b0_offroad |      500 | 2026-02-28
    """)  # fmt: skip
    seen = world.assess(as_of="2026-06-30")
    assert sum(a.measured.denominator for a in seen) == 2 * 10 * 30
    assert sum(a.measured.rows_excluded for a in seen) == 4


# Rule 4: received is not uploaded


def in_time(**changes: object) -> object:
    return clause("report_in_time", "1", assessment_period="quarter", short="K2", **changes)


def quarterly(world: World) -> None:
    """Quarterly reports are due on the fifteenth day after the quarter."""
    world.sign(in_time(), reporters=(monthly(frequency="quarter"),))


@pytest.mark.parametrize(
    ("received", "verdict"), [("2025-04-15", "met"), ("2025-04-16", "not_met")]
)
def test_the_day_received_decides_and_the_due_day_is_in_time(
    world: World, received: str, verdict: str
) -> None:
    quarterly(world)
    # stored in November 2026, long after
    world.fuel("2025-Q1", RENEWABLE_75, received=received)
    assert world.one("2025-Q1", short="K2").verdict == verdict


def test_a_report_is_late_only_after_its_due_day(world: World) -> None:
    quarterly(world)
    assert world.one("2025-Q1", as_of="2025-04-15", short="K2").verdict == "not_due"
    assert world.one("2025-Q1", as_of="2025-04-16", short="K2").verdict == "not_met"


def test_a_correction_does_not_make_a_timely_report_late(world: World) -> None:
    quarterly(world)
    first = world.fuel("2025-Q1", RENEWABLE_75, received="2025-04-10")
    world.fuel("2025-Q1", RENEWABLE_75, received="2025-09-01", replaces=(first,))
    assert world.one("2025-Q1", short="K2").verdict == "met"


def test_a_correction_of_other_days_does_not_make_timely_reports_late(world: World) -> None:
    world.sign(in_time())
    months = [world.fuel(f"2025-0{m}", RENEWABLE_75) for m in (1, 2, 3)]
    world.fuel("2025-Q1", RENEWABLE_75, received="2025-09-01", replaces=tuple(months))
    seen = world.one("2025-Q1", short="K2")
    assert (seen.verdict, seen.measured.numerator) == ("met", 3)


def test_a_report_in_pieces_is_in_time_when_its_last_piece_is(world: World) -> None:
    quarterly(world)
    world.fuel("2025-01-01..2025-02-10", RENEWABLE_75, received="2025-02-20")
    world.fuel("2025-02-11..2025-03-31", RENEWABLE_75, received="2025-04-16")
    assert world.one("2025-Q1", short="K2").verdict == "not_met"


def test_overlapping_pieces_with_a_gap_are_not_a_whole_report(world: World) -> None:
    quarterly(world)
    world.fuel("2025-01-01..2025-03-20", RENEWABLE_75, received="2025-04-01")
    world.fuel("2025-03-01..2025-03-25", RENEWABLE_75, received="2025-04-01")
    assert world.one("2025-Q1", short="K2").verdict == "not_met"  # 26 to 31 March are missing


def test_a_report_returned_as_unusable_does_not_count_as_delivered(world: World) -> None:
    quarterly(world)
    sent = world.fuel("2025-Q1", RENEWABLE_75, received="2025-04-10")
    world.withdraw(sent, "2025-04-20")
    assert world.one("2025-Q1", as_of="2025-04-19", short="K2").verdict == "met"
    assert world.one("2025-Q1", as_of="2025-04-20", short="K2").verdict == "not_met"


# Rule 5: as known on a day

E85 = "fuel | quantity\n e85 | 100"  # 2000 MJ; thought to be 80 % until it was found to be 70 %


def test_a_verdict_uses_the_reference_values_known_that_day(world: World) -> None:
    world.sign(clause(limit="0.75"))
    world.fuel("2025", E85)
    before, after = (world.one("2025", as_of=d) for d in ("2026-02-28", "2026-03-01"))
    assert (before.verdict, before.measured.numerator) == ("met", 1600)
    assert (after.verdict, after.measured.numerator) == ("not_met", 1400)


def test_a_verdict_uses_the_reports_received_that_day(world: World) -> None:
    world.sign(clause(limit="0.75"))
    first = world.fuel("2025", "fuel | quantity\n hvo100 | 10", received="2026-01-10")
    world.fuel(
        "2025", "fuel | quantity\n diesel_b0_offroad | 10",
        received="2026-02-10", replaces=(first,),
    )  # fmt: skip
    assert world.one("2025", as_of="2026-02-09").verdict == "met"
    assert world.one("2025", as_of="2026-02-10").verdict == "not_met"


def test_a_verdict_uses_the_contract_as_it_was_known_that_day(world: World) -> None:
    world.sign(clause(limit="0.7"))
    world.sign(clause(limit="0.9"), known_on="2026-02-01")
    world.fuel("2025", RENEWABLE_75)
    assert world.one("2025", as_of="2026-01-31").verdict == "met"
    assert world.one("2025", as_of="2026-02-01").verdict == "not_met"


def test_a_contract_registered_late_was_known_from_its_start(world: World) -> None:
    world.sign(clause(), known_on="2025-11-20")
    assert [a.contract for a in world.assess(as_of="2025-01-01")] == [NUMBER]
    assert world.assess(as_of="2024-12-31") == []


def test_one_period_can_be_asked_for(world: World) -> None:
    world.sign(clause(assessment_period="quarter"))
    seen = world.assess(period=parse_period("2025-H1"))
    assert [str(a.period) for a in seen] == ["2025-Q1", "2025-Q2"]
