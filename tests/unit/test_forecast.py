"""What comes if nothing changes: the published method by sums, and on held-back periods."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from benchmarks import forecast as held_back
from followup.domain.parties import Contract, Extension
from followup.domain.requirement import Assessment, Measured
from followup.rules.assess import assess
from followup.rules.forecast import ForecastRule, Outlook, decisive, outlook, targets
from followup.rules.windows import windows
from tests.support.world import agreement, clause

RULE = ForecastRule(1, 5, 36, Decimal("0.5"), Decimal("0.1"), Decimal("0.5"), 2)
# Four quarters are over, or eight, and nothing of the running one is due.
AS_OF = date(2026, 2, 16)
FOUR, EIGHT = "2025-01-01..2026-12-31", "2024-01-01..2026-12-31"
EARLY = "2024-01-01"


def amounts(
    numerator: str, denominator: str = "100", unknown: str = "0", covered: int = 3, pending: int = 0
) -> Measured:
    return Measured(
        Decimal(numerator), Decimal(denominator), Decimal(unknown), expected=3, covered=covered,
        pending=pending,
    )  # fmt: skip


def quarterly(days: str, *steps: tuple[str, str], **changes: object) -> Contract:
    return agreement(clause(steps=steps, assessment_period="quarter"), days=days, **changes)


def judged(contract: Contract, shares: Sequence[str | Measured]) -> list[Assessment]:
    """Every verdict: the first quarters with these shares in per cent, then nothing due."""
    (requirement,) = contract.requirements
    found = [*windows(contract, requirement, AS_OF)]
    given = [m if isinstance(m, Measured) else amounts(m) for m in shares]
    given += [amounts("0", "0", covered=0, pending=3)] * (len(found) - len(given))
    return [
        assess(requirement, w.period, w.limit, m, AS_OF) for w, m in zip(found, given, strict=True)
    ]


def ahead(contract: Contract, shares: Sequence[str | Measured]) -> list[Outlook]:
    found = judged(contract, shares)
    asked = targets(contract, contract.requirements[0], found, AS_OF)
    return [outlook(target, found, RULE) for target in asked]


def said(one: Outlook) -> tuple[str, str | None, str, str]:
    return one.answer, one.reason, f"{one.low:.3f}", f"{one.high:.3f}"


def test_the_newest_value_stands_half_a_usual_change_wider_and_is_held_against_each_limit() -> None:
    # Changes 2, 2 and 4: two is usual, so 76 % is 75 to 77 %.
    contract = quarterly(FOUR, (EARLY, "0.7"), ("2026-07-01", "0.8"))
    running, step = ahead(contract, ["72", "70", "72", "76"])
    assert said(running) == ("holds", None, "0.750", "0.770")
    assert said(step) == ("breaks", None, "0.750", "0.770")
    assert (step.target.day, step.method, step.points) == (date(2026, 7, 1), "carried", 4)
    assert decisive([running, step]) is step
    assert decisive([running]) is running


def test_one_period_is_widened_by_the_change_assumed() -> None:
    # Half of a tenth of 80 %.
    (running,) = ahead(quarterly("2025-10-01..2026-12-31", (EARLY, "0.75")), ["80"])
    assert said(running) == ("holds", None, "0.760", "0.840")


def test_a_steady_climb_goes_on_but_not_when_the_newest_period_leaves_it() -> None:
    # Two points a quarter from 50 to 64 %: 66 % next, half a usual change to each side.
    contract = quarterly(EIGHT, (EARLY, "0.4"))
    climb = [str(50 + 2 * n) for n in range(8)]
    (running,) = ahead(contract, climb)
    assert running.method == "trend"
    assert (round(running.low or 0, 2), round(running.high or 0, 2)) == (
        Decimal("0.65"),
        Decimal("0.67"),
    )
    (running,) = ahead(contract, [*climb[:7], "45"])
    assert (running.method, *said(running)[2:]) == ("carried", "0.440", "0.460")


def test_a_season_expects_what_the_same_days_came_to_a_year_ago() -> None:
    (running,) = ahead(quarterly(EIGHT, (EARLY, "0.7")), ["80", "60", "40", "60"] * 2)
    assert (running.method, *said(running)) == ("season", "holds", None, "0.800", "0.800")


def test_what_the_running_quarter_has_so_far_counts_by_its_part() -> None:
    # A third at 60 % and two thirds at 76 %; half a usual change is left of two thirds alone.
    so_far = amounts("30", "50", covered=1, pending=2)
    (running,) = ahead(quarterly(FOUR, (EARLY, "0.75")), ["72", "70", "72", "76", so_far])
    assert said(running) == ("breaks", None, "0.700", "0.713")


@pytest.mark.parametrize(
    ("newest", "running", "reason"),
    [
        (amounts("70", "90", "10"), None, "interval_spans_limit"),
        (amounts("74.5"), None, "within_usual_change"),
        (amounts("70", covered=2), None, "missing_report"),
        (Measured(Decimal(70), Decimal(90), None, expected=3, covered=3), None, "amount_missing"),
        (amounts("90"), amounts("30", "50", covered=1, pending=1), "missing_report"),
        (amounts("90"), Measured(Decimal(0), Decimal(9), None, expected=3, covered=1, pending=2),
         "amount_missing"),
    ],
)  # fmt: skip
def test_what_is_not_known_gives_no_answer_and_says_why(
    newest: Measured, running: Measured | None, reason: str
) -> None:
    shares = ["72", "70", "72", newest, *([running] if running else [])]
    (found,) = ahead(quarterly(FOUR, (EARLY, "0.75")), shares)
    assert (found.answer, found.reason) == ("cannot_tell", reason)


def test_without_a_finished_period_nothing_is_said() -> None:
    (found,) = ahead(quarterly("2026-01-01..2026-12-31", (EARLY, "0.75")), [])
    assert (found.answer, found.reason, found.low, found.newest) == (
        "cannot_tell", "too_few_points", None, None,
    )  # fmt: skip


def test_a_limit_from_after_the_last_day_is_no_step_until_the_extension_is_decided() -> None:
    steps = ((EARLY, "0.7"), ("2027-01-01", "0.9"))
    shares = ["76"] * 4
    assert [o.target.is_step for o in ahead(quarterly(FOUR, *steps), shares)] == [False]
    option = Extension(date(2027, 1, 1), date(2027, 12, 31))
    offered = quarterly(FOUR, *steps, extensions=(option,))
    assert [o.target.is_step for o in ahead(offered, shares)] == [False]
    decided = Extension(date(2027, 1, 1), date(2027, 12, 31), decided_date=date(2026, 2, 1))
    (_, step) = ahead(quarterly(FOUR, *steps, extensions=(decided,)), shares)
    assert (step.answer, str(step.target.period)) == ("breaks", "2027-Q1")


def test_what_is_done_or_not_done_is_not_foreseen() -> None:
    contract = agreement(clause("report_in_time", "1", assessment_period="quarter"), days=FOUR)
    assert ahead(contract, ["100"] * 4) == []


def test_on_held_back_periods_the_method_is_no_worse_than_the_same_as_last_period() -> None:
    for seed in (3, 4):
        scores = held_back.on_histories(2, seed, RULE)
        whole = held_back.total(scores.values())
        print("\n".join(held_back.table([*scores.items(), (f"seed {seed}", whole)])))  # noqa: T201
        assert whole.method.asked > 200
        assert whole.method.right_part >= whole.plain.right_part
        assert whole.method.false_alarms <= whole.plain.false_alarms
        assert whole.method.missed <= whole.plain.missed
