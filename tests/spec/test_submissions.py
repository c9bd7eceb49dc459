"""Rules 6 to 10: which reports count, nil reports, and what is only declared."""

from __future__ import annotations

from decimal import Decimal

import pytest

from followup.storage import submissions
from tests.support.world import NUMBER, SUPPLIER, World, clause, monthly

HVO = "fuel | quantity\n hvo100 | 10"  # 300 MJ
DIESEL = "fuel | quantity\n diesel_b0_offroad | 10"  # 400 MJ


def signed(world: World, *reporters: str) -> None:
    world.sign(clause(limit="0.5"), reporters=tuple(map(monthly, reporters or (SUPPLIER,))))


# Rule 6: replaces, adds, withdrawn


def test_a_corrected_report_replaces_the_first(world: World) -> None:
    signed(world)
    first = world.fuel("2025", DIESEL)
    world.fuel("2025", HVO, received="2026-02-01", replaces=(first,))
    seen = world.one("2025")
    assert (seen.measured.denominator, seen.verdict) == (300, "met")


def test_a_report_of_other_days_adds(world: World) -> None:
    signed(world)
    world.fuel("2025-H1", DIESEL)
    world.fuel("2025-H2", HVO)
    seen = world.one("2025")
    assert (seen.measured.numerator, seen.measured.denominator) == (300, 300 + 400)


def test_another_reporter_of_the_same_days_adds(world: World) -> None:
    signed(world, SUPPLIER, "Påhittad Underentreprenör AB")
    world.fuel("2025", DIESEL)
    world.fuel("2025", HVO, reporter="Påhittad Underentreprenör AB")
    seen = world.one("2025")
    assert (seen.measured.denominator, seen.measured.coverage) == (700, 1)


def test_a_withdrawn_report_counts_no_more(world: World) -> None:
    signed(world)
    sent = world.fuel("2025", HVO)
    world.withdraw(sent, "2026-02-01")
    assert world.one("2025", as_of="2026-01-31").verdict == "met"
    seen = world.one("2025", as_of="2026-02-01")
    assert (seen.verdict, seen.measured.rows_used) == ("not_assessable", 0)
    assert "missing_report" in seen.reasons


def test_withdrawing_a_correction_brings_the_first_report_back(world: World) -> None:
    signed(world)
    first = world.fuel("2025", HVO)
    correction = world.fuel("2025", DIESEL, received="2026-02-01", replaces=(first,))
    world.withdraw(correction, "2026-03-01")
    assert world.one("2025", as_of="2026-02-01").verdict == "not_met"
    assert world.one("2025", as_of="2026-03-01").verdict == "met"


def test_withdrawing_a_correction_that_was_itself_corrected_brings_nothing_back(
    world: World,
) -> None:
    signed(world)
    first = world.fuel("2025", HVO)
    second = world.fuel("2025", DIESEL, received="2026-02-01", replaces=(first,))
    world.fuel("2025", "fuel | quantity\n hvo100 | 20", received="2026-02-02", replaces=(second,))
    world.withdraw(second, "2026-03-01")
    assert world.one("2025", as_of="2026-03-01").measured.denominator == 20 * 30


def test_days_in_two_reports_are_covered_once(world: World) -> None:
    signed(world)
    world.fuel("2025-01-01..2025-11-30", HVO)
    world.fuel("2025-11-01..2025-12-10", HVO)  # 10 + 10 of December's days would make 20
    world.fuel("2025-12-01..2025-12-21", HVO)  # 10 + 21 would make 31
    measured = world.one("2025").measured
    assert (measured.covered, measured.expected) == (11, 12)


# Rule 7: facts carry the buyer


def test_a_report_carries_its_buyer(world: World) -> None:
    signed(world)
    world.fuel("2025", HVO, buyer="Påhittad kommun")
    assert [s.buyer for s in submissions.current(world.installation.database)] == [
        "Påhittad kommun"
    ]


# Rule 8: nil reports


def test_a_nil_report_meets_the_reporting_clause_and_exempts_the_share(world: World) -> None:
    world.sign(
        clause(limit="0.5", assessment_period="month"),
        clause("report_in_time", "1", assessment_period="month", short="K2"),
    )
    world.nil("2025-07", received="2025-08-05")
    share, report = (world.one("2025-07", short=s) for s in ("K1", "K2"))
    assert (share.verdict, share.reasons) == ("exempt", ("no_activity",))
    assert report.verdict == "met"


def test_a_late_nil_report_misses_the_reporting_clause(world: World) -> None:
    world.sign(clause("report_in_time", "1", assessment_period="month"))
    world.nil("2025-07", received="2025-08-20")
    assert world.one("2025-07").verdict == "not_met"


def test_a_nil_month_beside_reported_months_is_covered(world: World) -> None:
    signed(world)
    world.fuel("2025-H1", HVO)
    world.nil("2025-07")
    world.fuel("2025-08-01..2025-12-31", HVO)
    seen = world.one("2025")
    assert (seen.verdict, seen.measured.coverage, seen.measured.nil) == ("met", 1, 1)


def test_a_nil_report_does_not_hide_what_another_reporter_delivered(world: World) -> None:
    signed(world, SUPPLIER, "Påhittad Underentreprenör AB")
    world.nil("2025")
    world.fuel("2025", DIESEL, reporter="Påhittad Underentreprenör AB")
    assert world.one("2025").verdict == "not_met"


# Rule 9: declared only


@pytest.mark.parametrize("table", [
    "fuel | quantity | flags\n hvo100 | 100 | declared",
    "fuel | quantity | flags\n hvo100 | 100 | declared\n hvo100 | 10 |",
])  # fmt: skip
def test_declared_amounts_are_never_mixed_with_measured_ones(world: World, table: str) -> None:
    signed(world)
    world.fuel("2025", table)
    seen = world.one("2025")
    assert seen.verdict == "not_assessable"
    assert "declared_only" in seen.reasons
    assert seen.measured.rows_excluded == 1


def test_a_clause_may_accept_a_declaration(world: World) -> None:
    world.sign(clause(limit="0.5", accepts_declared=True))
    world.fuel("2025", "fuel | quantity | flags\n hvo100 | 100 | declared")
    assert world.one("2025").verdict == "met"


# Rule 14: every known sub-contractor is expected


def test_a_silent_subcontractor_leaves_the_share_without_verdict(world: World) -> None:
    signed(world, SUPPLIER, "Påhittad Underentreprenör AB")
    world.fuel("2025", HVO)
    seen = world.one("2025")
    assert (seen.verdict, seen.measured.coverage) == ("not_assessable", Decimal("0.5"))
    assert seen.contract == NUMBER


def test_a_month_in_which_no_report_ends_expects_none(world: World) -> None:
    # The quarter's report ends in March; until it is due, January waits for nothing.
    quarterly = monthly(frequency="quarter", due_days=45)
    world.sign(clause("report_in_time", "1", assessment_period="month"), reporters=(quarterly,))
    seen = world.one("2025-01", as_of="2025-04-10")
    assert (seen.verdict, seen.reasons) == ("not_assessable", ("no_report_expected",))
    assert seen.measured.expected == 0
