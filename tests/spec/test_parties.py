"""Reporters with days of their own, extensions that move the end, and steps that follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from followup.domain.cpv import cpv_code, shown_cpv
from followup.domain.parties import Extension
from followup.domain.timeline import StepRule
from tests.support.world import World, clause, monthly


def test_a_subcontractor_exchanged_mid_contract_leaves_what_was_expected_before(
    world: World,
) -> None:
    own = monthly()
    before = monthly("Påhittad U1", valid_to=date(2025, 6, 30))
    after = monthly("Påhittad U2", valid_from=date(2025, 7, 1))
    world.sign(clause(assessment_period="half_year"), reporters=(own, before, after))
    found = {str(a.period): a.measured.expected for a in world.assess()}
    # Six months of the supplier and six of the one sub-contractor of the half-year.
    assert (found["2025-H1"], found["2025-H2"]) == (12, 12)


def test_a_decided_extension_carries_verdicts_and_the_step_tied_to_it(world: World) -> None:
    option = Extension(date(2026, 1, 1), date(2026, 12, 31), None, date(2025, 10, 1))
    steps = (StepRule(Decimal("0.5")), StepRule(Decimal("0.9"), "extension", "1"))
    world.sign(replace(clause(), steps=steps), extensions=(option,))
    found = {str(a.period): a.limit for a in world.assess()}
    assert found["2025"] == Decimal("0.5")
    assert found["2026"] == Decimal("0.9")


@pytest.mark.parametrize("text", ["60130000-8", "60130000", " 90511000 - 2", "09134100-8"])
def test_a_cpv_code_is_eight_digits_with_or_without_its_own_check_digit(text: str) -> None:
    assert cpv_code(text) == "".join(c for c in text if c.isdigit())[:8]


@pytest.mark.parametrize(
    ("text", "code"),
    [("6013000", "invalid_cpv"), ("60130000-7", "cpv_check_digit"), ("Taxi", "invalid_cpv")],
)
def test_a_wrong_cpv_code_is_refused(text: str, code: str) -> None:
    with pytest.raises(ValueError, match=code):
        cpv_code(text)


def test_a_code_is_shown_as_in_notices_where_its_digit_follows_the_rule() -> None:
    assert (shown_cpv("90620000"), shown_cpv("09134100")) == ("90620000-9", "09134100")
