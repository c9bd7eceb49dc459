"""What a goal's figure would be if the contracts keep their steps, with the sums spelled out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from followup.domain.goal import Progress
from followup.domain.parties import Contract
from followup.domain.period import calendar_period, parse_period
from followup.domain.requirement import Requirement
from followup.reference import catalogue
from followup.services.goal import outlook
from followup.services.goal.contributions import Contribution
from followup.services.goal.scenario import limit_of, with_scenario
from tests.support.goals import amounts, goal, judge, year_end
from tests.support.world import agreement, clause

CATALOGUE = catalogue.load()
DAYS = "2025-01-01..2027-12-31"


def of(number: str, n: str, d: str, unknown: str | None = "0") -> Contribution:
    """A contract's amounts of 2025."""
    return Contribution(
        number, f"Avtal {number}", None, 2025, Decimal(n), Decimal(d),
        None if unknown is None else Decimal(unknown), None, Decimal(0),
    )  # fmt: skip


def signed(number: str, *clauses: Requirement, days: str = DAYS) -> Contract:
    return agreement(*clauses, number=number, days=days)


def kept(
    *pairs: tuple[Contribution, Contract], coverage: str = "1", **changes: Any
) -> Progress:  # fmt: skip
    """The goal's progress with the scenario of these contracts."""
    parts = [c for c, _ in pairs]
    unknown = sum(c.unknown or 0 for c in parts)
    latest = amounts(
        2025, str(sum(c.numerator for c in parts)), str(sum(c.denominator for c in parts)),
        str(unknown), coverage,
    )  # fmt: skip
    chosen = goal("0.9", base=(2020, "0.2"), **changes)
    return with_scenario(judge(chosen, latest), parts, [c for _, c in pairs], CATALOGUE)


def test_each_contract_is_at_least_at_its_limit_on_its_latest_amounts() -> None:
    steps = [("2025-01-01", "0.5"), ("2026-01-01", "0.6"), ("2027-01-01", "0.8")]
    found = kept(
        (of("A", "40", "100"), signed("A", clause(contract="A", steps=steps))),
        # Above its limit already: it stays where it is.
        (of("B", "90", "100"), signed("B", clause(contract="B", steps=steps))),
        # No clause at all: it stays as it was, with what is unknown of it.
        (of("C", "10", "90", "10"), signed("C")),
    )
    # 2026: (60 + 90 + 10) / 300 to (60 + 90 + 20) / 300; 2027: 80 instead of 60.
    assert [(p.day, round(p.low, 4), round(p.high, 4)) for p in found.scenario] == [
        (year_end(2026), Decimal("0.5333"), Decimal("0.5667")),
        (year_end(2027), Decimal("0.6000"), Decimal("0.6333")),
    ]
    assert [(p.bound, p.unbound, p.ended) for p in found.scenario] == [(2, 1, 0)] * 2
    said = outlook.scenario(found, "sv").replace("\N{NO-BREAK SPACE}", " ")
    assert "minst 60 % 2027" in said
    assert "2 av 3 avtal" in said
    assert "räcker inte till målet 90 %" in said


def test_a_limit_that_steps_within_the_year_counts_by_days() -> None:
    steps = [("2025-01-01", "0.5"), ("2026-07-02", "0.7")]
    asked = limit_of(
        [clause(steps=steps)], parse_period(DAYS), calendar_period(date(2026, 1, 1), "year")
    )
    # 181 + 1 days at 50 % and 183 at 70 %.
    assert asked == Fraction(182 * 5 + 183 * 7, 10 * 365)


def test_a_contract_that_ends_counts_at_its_last_limit_and_is_said() -> None:
    steps = [("2025-01-01", "0.5"), ("2027-01-01", "0.9")]
    found = kept(
        (of("A", "40", "100"),
         signed("A", clause(contract="A", steps=steps), days="2025-01-01..2026-06-30")),
        (of("B", "40", "100"), signed("B", clause(contract="B", steps=steps))),
    )  # fmt: skip
    assert [(p.low, p.ended) for p in found.scenario] == [
        (Decimal("0.5"), 0), (Decimal("0.7"), 1),
    ]  # fmt: skip
    assert "sista krav: 1." in outlook.scenario(found, "sv")


@pytest.mark.parametrize(
    "changes",
    [
        {"measure": "renewable_volume_share"},
        {"vehicle_set": "bus"},
        {"electricity": "all"},
        {"accepts_declared": True},
        {"accepts_green_gas": True},
        {"accepts_mass_balance": True},
        {"fuel_set": "el_biogas_hydrogen"},
    ],
)
def test_a_clause_that_counts_otherwise_than_the_goal_promises_nothing(
    changes: dict[str, Any],
) -> None:
    other = clause(contract="A", limit="0.9", **changes)
    plain = clause(contract="B", limit="0.5")
    found = kept((of("A", "40", "100"), signed("A", other)),
                 (of("B", "50", "100"), signed("B", plain)))  # fmt: skip
    assert [(p.low, p.bound) for p in found.scenario] == [(Decimal("0.45"), 1)] * 2


def test_a_narrower_set_of_fuels_promises_as_much_of_the_goal_s() -> None:
    strict = clause(contract="A", limit="0.9", fuel_set="renewable_outside_mandate",
                    electricity="origin_labelled")  # fmt: skip
    found = kept((of("A", "40", "100"), signed("A", strict)))
    assert [p.low for p in found.scenario] == [Decimal("0.9")] * 2
    assert "räcker till målet" in outlook.scenario(found, "sv")


@pytest.mark.parametrize(
    ("unknown", "coverage"), [(None, "1"), ("0", "0.7")], ids=["unbounded", "thin"]
)
def test_nothing_is_promised_on_amounts_that_are_not_known(
    unknown: str | None, coverage: str
) -> None:
    pair = (of("A", "40", "100", unknown), signed("A", clause(contract="A")))
    assert kept(pair, coverage=coverage).scenario == ()


def test_a_goal_without_clauses_or_contracts_has_no_scenario() -> None:
    assert kept((of("A", "40", "100"), signed("A"))).scenario == ()
    bare = judge(goal("0.9"), amounts(2025, "1", "2"))
    assert with_scenario(bare, (), (), CATALOGUE) == bare
    assert outlook.scenario(bare, "sv") == ""
