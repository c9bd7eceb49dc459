"""Penalty and bonus by the contract's own words: the sums spelled out (rule 26)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from followup.domain.penalty import PenaltyRule
from followup.rules import penalty
from followup.rules.penalty import Sums

D = Decimal


def rule(kind: str = "per_week", amount: str = "5000", **more: Any) -> PenaltyRule:
    trigger = more.pop("applies_to", "late_report")
    return PenaltyRule(kind, trigger, D(amount), **more)  # type: ignore[arg-type]


def sums(part: str, whole: str, limit: str, unknown: str = "0", **more: Any) -> Sums:
    comparator = more.pop("comparator", ">=")
    return Sums(D(part), D(whole), D(unknown), D(limit), comparator, **more)


@pytest.mark.parametrize(
    ("days", "started", "whole"),
    [
        (0, 0, 0),
        (1, 1, 0),
        (7, 1, 1),
        (8, 2, 1),  # one day into the second week starts it
        (14, 2, 2),
        (15, 3, 2),
        (-3, 0, 0),  # before the last day nothing is late
    ],
)
def test_a_started_week_counts_whole_where_the_clause_says_so(
    days: int, started: int, whole: int
) -> None:
    assert penalty.weeks(days, rule()) == started
    assert penalty.weeks(days, rule(is_started=False)) == whole


@pytest.mark.parametrize(
    ("after", "until", "started", "whole"),
    [
        ("2025-12-31", "2026-01-31", 1, 1),  # all of January
        ("2025-12-31", "2026-02-01", 2, 1),
        ("2026-01-30", "2026-02-28", 1, 1),  # February has no thirtieth
        ("2026-01-30", "2026-01-31", 1, 0),
        ("2026-01-30", "2026-01-30", 0, 0),
    ],
)
def test_months_are_counted_from_the_last_day(
    after: str, until: str, started: int, whole: int
) -> None:
    days = (date.fromisoformat(after), date.fromisoformat(until))
    assert penalty.months(*days, rule("per_month")) == started
    assert penalty.months(*days, rule("per_month", is_started=False)) == whole


def test_days_the_supplier_was_kept_from_it_are_taken_away() -> None:
    # Due 30 January, received 14 February: 15 days are three started weeks.
    due, received = date(2026, 1, 30), date(2026, 2, 14)
    assert penalty.timed(due, received, 0, rule()) == 3
    # Kept from it from 28 January to 6 February: seven of those days are within the delay.
    excused = penalty.excused_days(due, received, date(2026, 1, 28), date(2026, 2, 6))
    assert excused == 7
    assert penalty.timed(due, received, excused, rule()) == 2  # 15 - 7 = 8 days
    assert penalty.timed(due, received, 15, rule("lump_sum")) == 0


@pytest.mark.parametrize(
    ("found", "started", "exact"),
    [
        # 71.4 of 80: 80 - 71.4 = 8.6 points, nine started.
        (sums("71400", "100000", "0.8"), ("9", "9"), ("8.6", "8.6")),
        # 79 of 80 exactly: one point, and no second one started.
        (sums("79", "100", "0.8"), ("1", "1"), ("1", "1")),
        # Unknown 10 of 100: between 60/100 and 70/100, so 10 to 20 points.
        (sums("60", "90", "0.8", "10"), ("10", "20"), ("10", "20")),
        # One third of all: 80 - 33.33... = 46.66...; the started points are not of rounding.
        (sums("1", "3", "0.8"), ("47", "47"), None),
        # At most 10 % fossil, 12.5 found: 2.5 too many.
        (sums("125", "1000", "0.1", comparator="<="), ("3", "3"), ("2.5", "2.5")),
    ],
)
def test_points_are_counted_from_the_sums_and_stay_open_where_they_are(
    found: Sums, started: tuple[str, str], exact: tuple[str, str] | None
) -> None:
    assert penalty.points(found, rule("per_point")) == tuple(map(D, started))
    if exact is not None:
        by_part = rule("per_point", is_started=False)
        assert penalty.points(found, by_part) == tuple(map(D, exact))


def test_points_above_the_limit_are_for_a_bonus() -> None:
    # 95.5 of 90: 5.5 points better, five and a half or six started; a breach earns nothing.
    better = sums("955", "1000", "0.9")
    assert penalty.points(better, rule("per_point", is_started=False), better=True)[0] == D("5.5")
    assert penalty.points(better, rule("per_point"), better=True) == (6, 6)
    assert penalty.points(sums("8", "10", "0.9"), rule("per_point"), better=True) == (0, 0)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        # 5 of 13 misses 38.5 %: 13 * 0.385 = 5.005, so six were needed and one is missing.
        (sums("5", "13", "0.385"), (1, 1)),
        # 6 of 11 of 80 %: 11 * 0.8 = 8.8, nine needed, three missing.
        (sums("6", "11", "0.8"), (3, 3)),
        # Two of the 11 unknown: 9 needed of all, 4 or 6 count, so three to five are missing.
        (sums("4", "9", "0.8", "2"), (3, 5)),
        # A number: at least one vehicle, none found.
        (sums("0", "4", "1", is_number=True), (1, 1)),
        # At most 20 % of 11 fossil: 2.2, so two may be; four are.
        (sums("4", "11", "0.2", comparator="<="), (2, 2)),
    ],
)
def test_the_least_number_of_vehicles_that_would_have_met_it(
    found: Sums, expected: tuple[int, int]
) -> None:
    assert penalty.vehicles(found) == expected


@pytest.mark.parametrize(
    ("units", "more", "amount"),
    [
        ("3", {}, "15000.00"),  # 3 * 5 000
        ("8.6", {"amount": "1000"}, "8600.00"),
        ("0.333333", {"amount": "100"}, "33.33"),
        ("0.00005", {"amount": "100"}, "0.01"),  # half a hundredth goes up
    ],
)
def test_a_price_is_rounded_once_and_last(units: str, more: dict[str, str], amount: str) -> None:
    assert penalty.price(D(units), rule(**more)) == D(amount)


def test_a_supplement_is_a_part_of_the_price() -> None:
    # 5 % of 312 450.50 = 15 622.525
    paid = rule("price_supplement", "5", applies_to="bonus")
    assert penalty.supplement(D("312450.50"), paid) == D("15622.53")


def test_what_was_asked_before_is_taken_from_the_cap() -> None:
    # Ten weeks of 5 000 are 50 000; 40 000 are used, so of 15 000 only 10 000 may be asked.
    capped = rule(cap_units=D(10))
    assert capped.cap == 50000
    assert penalty.left_of(D(15000), capped.cap, D(40000)) == 10000
    assert penalty.left_of(D(15000), capped.cap, D(60000)) == 0
    assert penalty.left_of(D(15000), None, D(60000)) == 15000
    # The lower of two caps holds.
    assert rule(cap_units=D(10), cap_amount=D(20000)).cap == 20000
