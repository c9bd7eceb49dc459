"""Goals on furniture and food waste: the one goal engine over reports, and its unknowns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from followup.services.goal import behind, contributions
from followup.services.goal import status as goal_status
from followup.services.installation import Actor
from tests.support.circular import send, yearly
from tests.support.goals import goal
from tests.support.world import NUMBER, World, lent_world, period, real_world

DAY = date(2026, 2, 16)
WHO, NOW = Actor("Kim Exempel"), datetime.fromisoformat("2026-02-16T09:00:00")
FURNITURE, FOOD = "KLIMAVIP_CIRCULAR", "KLIMAVIP_FOOD_WASTE"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with lent_world(tmp_path, real_world) as lent:
        yield lent


def test_a_projects_goal_is_followed_by_hand_until_somebody_reports_what_it_measures(
    world: World,
) -> None:
    own = world.installation
    # What is reported in another country would be in none of its figures.
    world.sign(reporters=(yearly("furniture"),), number="T-2025-009")
    assert goal_status.goal(own, FURNITURE, DAY, "sv").is_manual
    world.sign(reporters=(yearly("furniture"),), country="DK")
    found = goal_status.goal(own, FURNITURE, DAY, "sv")
    assert (found.indicator, found.scope) == ("measure:reused_furniture_share", "purchases")
    # Nobody reports food waste yet.
    assert goal_status.goal(own, FOOD, DAY, "sv").is_manual
    send(world, "furniture", """
        how    | pieces
        reused | 3
        ?      | 2
        new    | 5
    """)  # fmt: skip
    (going,) = goal_status.progress_of(own, [found], DAY)
    assert going.latest is not None
    assert going.latest.bounds == (Fraction(3, 10), Fraction(5, 10))
    assert going.latest.coverage == 1
    assert going.status == "not_assessable"
    assert going.reasons[0] == "no_target"


def test_a_mean_over_contracts_is_all_grams_by_all_portions_and_traced_to_its_rows(
    world: World,
) -> None:
    own = world.installation
    reporters = (yearly("food_waste"),)
    world.sign(reporters=reporters)
    world.sign(reporters=reporters, number="T-2025-002")
    rows = ["kitchen | scope | kg | portions\nNorr | total | 40 | 1000",
            "kitchen | scope | kg | portions\nSyd | total | 30 | 500"]  # fmt: skip
    for number, text in zip((NUMBER, "T-2025-002"), rows, strict=True):
        send(world, "food_waste", text, contract=number)
    asked = goal(indicator="measure:food_waste_per_portion", scope="purchases", direction="down",
                 unit="g/portion", target="45", target_year=2024)  # fmt: skip
    goal_status.save_goal(own, asked, WHO, NOW, DAY)
    (going,) = goal_status.progress_of(own, [asked], DAY)
    assert going.latest is not None
    # 70 000 g by 1 500 portions, not the mean of 40 and 60.
    assert going.latest.bounds == (Fraction(70000, 1500),) * 2
    assert (going.status, going.latest.day) == ("missed", date(2025, 12, 31))
    parts = contributions.contributions(own, asked, DAY)
    assert {(c.contract, c.numerator, c.denominator) for c in parts} == {
        (NUMBER, Decimal(40000), Decimal(1000)), ("T-2025-002", Decimal(30000), Decimal(500)),
    }  # fmt: skip
    assert abs(sum(c.pull for c in parts)) < Decimal("1e-20")
    opened = behind.behind(own, asked, NUMBER, period("2025"), DAY)
    assert opened is not None
    assert [(r.numerator, r.denominator) for r in opened.reports] == [(40000, 1000)]
    # A contract whose kitchens did not weigh everything leaves the mean unknown, not lower.
    world.sign(reporters=reporters, number="T-2025-003")
    send(world, "food_waste", "kitchen | scope | kg | portions\nÖst | plate | 1 | 100",
         contract="T-2025-003")  # fmt: skip
    (going,) = goal_status.progress_of(own, [asked], DAY)
    assert going.latest is None or going.latest.low is None
    assert going.status == "not_assessable"
