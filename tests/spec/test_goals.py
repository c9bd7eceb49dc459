"""Rules 28 to 30 and the published rule for goals: reached, missed, pace, and what is not known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from followup.domain.goal import Progress
from followup.goals.pathway import level_on, years_between
from followup.goals.progress import GoalRule
from tests.support.goals import RULE, amounts, figure, goal, judge, year_end


def told(progress: Progress) -> tuple[str, tuple[str, ...]]:
    return progress.status, progress.reasons


# Pace without a path: the latest year against what is needed


def test_gap_pace_and_latest_change_are_plain_sums() -> None:
    seen = judge(goal(), figure(2024, "0.59"), figure(2025, "0.63"))
    assert seen.gap == Decimal("1") - Decimal("0.63")
    assert seen.needed_per_year == Decimal("0.37") / 5  # from the end of 2025 to the end of 2030
    assert seen.latest_per_year == Decimal("0.63") - Decimal("0.59")
    assert told(seen) == ("too_slow", ())


def test_exactly_the_needed_pace_is_enough() -> None:
    # 2025 to 2030 needs 0.4 / 5 = 0.08 a year, and 2025 gave 0.08.
    assert judge(goal(), figure(2024, "0.52"), figure(2025, "0.60")).status == "on_pace"
    assert judge(goal(), figure(2024, "0.520001"), figure(2025, "0.60")).status == "too_slow"


def test_a_leap_year_is_one_year() -> None:
    # 2023 to 2024 is 366 days and still one year: 0.1 gained, 0.6 / 6 = 0.1 needed.
    seen = judge(goal(), figure(2023, "0.3"), figure(2024, "0.4"), as_of=date(2025, 6, 1))
    assert (seen.needed_per_year, seen.latest_per_year) == (Decimal("0.1"), Decimal("0.1"))
    assert seen.status == "on_pace"


def test_years_between_other_days_are_days_over_365_and_a_quarter() -> None:
    assert years_between(date(2025, 12, 31), date(2026, 3, 31)) == 90 / Fraction("365.25")
    assert years_between(date(2020, 12, 31), date(2025, 12, 31)) == 5


def test_a_step_back_is_the_wrong_way_and_standing_still_is_too_slow() -> None:
    assert judge(goal(), figure(2024, "0.64"), figure(2025, "0.63")).status == "wrong_way"
    assert judge(goal(), figure(2024, "0.63"), figure(2025, "0.63")).status == "too_slow"


def test_a_change_over_several_years_is_told_per_year() -> None:
    seen = judge(goal(), figure(2020, "0.30"), figure(2025, "0.50"))
    assert seen.latest_per_year == Decimal("0.20") / 5


def test_fewer_points_than_the_minimum_give_no_trend() -> None:
    alone = judge(goal(), figure(2025, "0.63"))
    assert (told(alone), alone.latest_per_year) == (("not_assessable", ("too_few_points",)), None)
    assert alone.needed_per_year == Decimal("0.37") / 5
    strict = GoalRule(minimum_points=3, coverage_floor=RULE.coverage_floor)
    two = judge(goal(), figure(2024, "0.2"), figure(2025, "0.9"), by=strict)
    assert (told(two), two.latest_per_year) == (("not_assessable", ("too_few_points",)), None)


# Against a path


def test_the_straight_line_runs_from_base_to_target() -> None:
    line = goal("0.9", base=(2020, "0.4"))
    # Five of ten years: 0.4 + 0.5 x 1826 / 3652 days.
    assert level_on(line, year_end(2025)) == Decimal("0.4") + Decimal("0.5") / 2
    assert judge(line, figure(2025, "0.65")).status == "on_pace"
    assert judge(line, figure(2025, "0.649999")).status == "too_slow"


def test_behind_the_line_and_going_back_is_the_wrong_way() -> None:
    line = goal("0.9", base=(2020, "0.4"))
    assert judge(line, figure(2024, "0.5"), figure(2025, "0.45")).status == "wrong_way"
    assert judge(line, figure(2024, "0.45"), figure(2025, "0.5")).status == "too_slow"


def test_ahead_of_the_line_a_step_back_is_still_on_pace() -> None:
    line = goal("0.9", base=(2020, "0.4"))
    assert judge(line, figure(2024, "0.8"), figure(2025, "0.7")).status == "on_pace"


def test_decided_interim_steps_go_before_the_straight_line() -> None:
    steps = goal("1", base=(2020, "0"), path=[(2024, "0.3"), (2027, "0.7")])
    assert level_on(steps, year_end(2025)) == Decimal("0.3")  # 0.5 on the line
    assert judge(steps, figure(2025, "0.3")).status == "on_pace"
    assert judge(steps, figure(2025, "0.29")).status == "too_slow"
    assert [s.value for s in judge(steps).path] == [0, Decimal("0.3"), Decimal("0.7"), 1]


def test_before_the_first_interim_step_the_pace_decides() -> None:
    steps = goal("1", path=[(2027, "0.7")])
    assert judge(steps, figure(2024, "0.4"), figure(2025, "0.6")).status == "on_pace"


def test_at_the_base_nothing_has_been_done_yet() -> None:
    line = goal("0.9", base=(2025, "0.4"))
    assert told(judge(line, figure(2025, "0.4"))) == ("not_assessable", ("no_point_after_base",))


def test_a_goal_to_keep_what_it_has_needs_no_pace() -> None:
    keep = goal("0.9", base=(2020, "0.9"))
    assert told(judge(keep, figure(2025, "0.9"))) == ("reached", ())
    assert judge(keep, figure(2025, "0.85")).status == "too_slow"


def test_without_base_there_is_no_path() -> None:
    assert judge(goal(), figure(2025, "0.5")).path == ()


# Downwards


def test_downwards_is_the_same_rule_turned_round() -> None:
    # From 100 in 2020 to 30 in 2030 the line asks for 65 in 2025.
    index = goal("30", base=(2020, "100"), direction="down", unit="index")
    assert judge(index, figure(2025, "65")).status == "on_pace"
    assert judge(index, figure(2024, "70"), figure(2025, "66")).status == "too_slow"
    worse = judge(index, figure(2024, "66"), figure(2025, "70"))
    assert (worse.status, worse.gap, worse.needed_per_year) == ("wrong_way", 30 - 70, -8)
    assert judge(index, figure(2025, "30")).status == "reached"
    assert judge(index, figure(2025, "-5")).status == "reached"


# Rule 29: no target, no date, a date that has passed


def test_without_a_target_nothing_is_judged_but_the_movement_shows() -> None:
    seen = judge(goal(None), figure(2023, "359304.51"), figure(2024, "443634.23"))
    assert told(seen) == ("not_assessable", ("no_target",))
    assert (seen.gap, seen.needed_per_year) == (None, None)
    assert seen.latest_per_year == Decimal("443634.23") - Decimal("359304.51")


def test_an_unverified_target_is_shown_and_never_used() -> None:
    seen = judge(goal("0.5", status="unverified"), figure(2025, "0.9"))
    assert (told(seen), seen.gap) == (("not_assessable", ("unverified_target",)), None)


def test_without_a_target_date_a_goal_can_only_be_reached() -> None:
    open_ended = goal("0.9", target_year=None)
    assert told(judge(open_ended, figure(2025, "0.8"))) == ("not_assessable", ("no_target_date",))
    assert judge(open_ended, figure(2025, "0.9")).status == "reached"


def test_a_target_date_passed_and_unmet_is_missed_without_pace() -> None:
    past = goal("1", target_year=2023)
    seen = judge(past, figure(2022, "0.6"), figure(2023, "0.8"))
    assert (told(seen), seen.needed_per_year) == (("missed", ()), None)
    assert seen.gap == Decimal("0.2")


def test_on_the_target_date_itself_it_has_not_passed() -> None:
    due = goal("1", target_year=2025)
    points = figure(2023, "0.2"), figure(2024, "0.6")
    assert judge(due, *points, as_of=date(2025, 12, 31)).status == "on_pace"
    assert judge(due, *points, as_of=date(2025, 12, 31)).needed_per_year is None  # no time left


def test_a_target_year_whose_figures_are_not_in_is_neither_reached_nor_missed() -> None:
    due = goal("1", target_year=2025)
    seen = judge(due, figure(2024, "0.9"), as_of=date(2026, 1, 15))
    assert told(seen) == ("not_assessable", ("target_year_not_in",))


def test_reached_late_and_fallen_back_are_said() -> None:
    past = goal("0.9", target_year=2023)
    late = judge(past, figure(2023, "0.8"), figure(2025, "0.9"))
    assert told(late) == ("reached", ("reached_late",))
    back = judge(past, figure(2023, "0.9"), figure(2025, "0.8"))
    assert told(back) == ("missed", ("fallen_back",))


# Rule 30: low and high


def test_reached_only_if_the_unfavourable_end_reaches() -> None:
    assert judge(goal("0.8"), figure(2025, "0.8", "0.9")).status == "reached"
    line = goal("0.8", base=(2020, "0.2"))
    assert judge(line, figure(2025, "0.79", "0.9")).status == "on_pace"


def test_an_interval_with_the_path_inside_is_not_assessable() -> None:
    line = goal("1", base=(2020, "0"))  # asks for 0.5 in 2025
    assert judge(line, figure(2025, "0.5", "0.6")).status == "on_pace"
    assert judge(line, figure(2025, "0.4", "0.49")).status == "too_slow"
    spans = judge(line, figure(2025, "0.4", "0.5"))
    assert told(spans) == ("not_assessable", ("interval_spans_path",))


def test_an_interval_with_the_pace_inside_is_not_assessable() -> None:
    # From 0.5, the year gave between 0.05 and 0.15; needed is between 0.09 and 0.07.
    seen = judge(goal(), figure(2024, "0.5"), figure(2025, "0.55", "0.65"))
    assert told(seen) == ("not_assessable", ("interval_spans_pace",))


def test_wrong_way_needs_both_ends_of_both_years() -> None:
    line = goal("1", base=(2020, "0"))
    assert judge(line, figure(2024, "0.3", "0.4"), figure(2025, "0.2", "0.29")).status == (
        "wrong_way"
    )
    assert judge(line, figure(2024, "0.3", "0.4"), figure(2025, "0.2", "0.35")).status == (
        "too_slow"
    )


def test_after_the_target_date_an_interval_with_the_target_inside_decides_nothing() -> None:
    past = goal("0.8", target_year=2024)
    seen = judge(past, figure(2025, "0.7", "0.9"))
    assert told(seen) == ("not_assessable", ("interval_spans_target",))


def test_amounts_decide_undivided() -> None:
    # A third of the way from 2 in three years: 1/3 is no decimal number, and still on the line.
    line = goal("1", base=(2023, "0"), target_year=2026)
    days = (year_end(2024) - year_end(2023)).days, (year_end(2026) - year_end(2023)).days
    exactly = amounts(2024, str(days[0]), str(days[1]))
    assert judge(line, exactly, as_of=date(2025, 6, 1)).status == "on_pace"
    below = amounts(2024, f"{days[0] - 1}.{'9' * 12}", str(days[1]))
    assert judge(line, below, as_of=date(2025, 6, 1)).status == "too_slow"


# Coverage, unfinished years, and years without a figure


@pytest.mark.parametrize(
    ("coverage", "expected"),
    [
        ("0.79", ("not_assessable", ("low_coverage",))),
        ("0.80", ("too_slow", ("reports_missing",))),
        ("1", ("too_slow", ())),
    ],
)
def test_below_the_coverage_floor_the_figure_shows_and_decides_nothing(
    coverage: str, expected: tuple[str, tuple[str, ...]]
) -> None:
    line = goal("1", base=(2020, "0"))
    seen = judge(line, amounts(2025, "40", "100", coverage=coverage))
    assert told(seen) == expected
    assert seen.latest is not None
    assert seen.latest.value == Decimal("0.4")


def test_a_goal_is_not_reached_while_reports_are_missing() -> None:
    level = amounts(2025, "100", "100", coverage="0.9")
    assert told(judge(goal("1", base=(2020, "0")), level)) == ("on_pace", ("reports_missing",))
    past = judge(goal("1", target_year=2024), level)
    assert told(past) == ("not_assessable", ("reports_missing",))


def test_a_year_of_low_coverage_makes_no_trend() -> None:
    weak = amounts(2024, "10", "100", coverage="0.5")
    seen = judge(goal(), weak, amounts(2025, "90", "100"))
    assert (told(seen), seen.latest_per_year) == (("not_assessable", ("too_few_points",)), None)


def test_an_unfinished_year_is_shown_and_never_decides() -> None:
    running = figure(2026, "1", is_complete=False)
    seen = judge(goal(), figure(2024, "0.59"), figure(2025, "0.63"), running)
    assert seen.latest is not None
    assert (seen.status, seen.latest.day.year, len(seen.series)) == ("too_slow", 2025, 3)
    alone = judge(goal(), running)
    assert told(alone) == ("not_assessable", ("no_complete_year",))
    assert alone.latest == running


def test_a_latest_year_without_figure_is_not_replaced_by_the_one_before() -> None:
    seen = judge(goal("0.5"), amounts(2024, "9", "10"), figure(2025, None))
    assert told(seen) == ("not_assessable", ("latest_year_missing",))
    assert seen.latest is not None
    assert seen.latest.day == year_end(2024)


def test_nothing_that_feeds_a_goal_is_no_data() -> None:
    assert told(judge(goal())) == ("not_assessable", ("no_data",))
    assert told(judge(goal(), figure(2025, None))) == ("not_assessable", ("no_data",))


def test_an_amount_that_nothing_bounds_decides_nothing() -> None:
    seen = judge(goal("0.1", base=(2020, "0")), amounts(2025, "90", "100", unknown=None))
    assert told(seen) == ("not_assessable", ("amount_missing",))


def test_a_share_nobody_was_to_report_is_not_judged() -> None:
    seen = judge(goal("0.1"), amounts(2025, "90", "100", coverage=None))
    assert told(seen) == ("not_assessable", ("no_report_expected",))
