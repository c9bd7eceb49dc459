"""Rules 19 and 20: certificates raise the numerator at most to what was fuelled, and once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from followup.services.proof import explain
from tests.support.facts import certificate_facts
from tests.support.world import NUMBER, World, clause, period

# 100 kg of gas that says no share of biogas, 5,000 MJ of it known to be anything from 0 to 1.
GAS = "fuel | quantity\n vehicle_gas | 100"
MIXED = GAS + "\n diesel_b0_offroad | 125"  # 5,000 MJ that is fossil


def send(world: World, table: str, days: str = "2025", **changes: Any) -> None:
    world.submit(days, "certificates", {"certificate": certificate_facts(table)}, **changes)


def sums(world: World, days: str = "2025") -> tuple[Decimal, Decimal, Decimal | None]:
    """Numerator, denominator and unknown, which the rows of the proof sum to."""
    seen = world.one(days).measured
    proof = explain.explain(world.installation, NUMBER, "K1", period(days), date(2026, 6, 30))
    columns = zip(*((r.numerator, r.denominator, r.unknown) for r in proof.rows), strict=True)
    assert [sum(column) for column in columns] == [seen.numerator, seen.denominator, seen.unknown]
    return seen.numerator, seen.denominator, seen.unknown


def test_a_certificate_makes_gas_known_up_to_its_own_energy(world: World) -> None:
    world.sign(clause(limit="0.4", accepts_green_gas=True))
    world.fuel("2025", GAS)
    send(world, "kind | number | quantity | unit\n green_gas | G-1 | 50 | kg")
    # 50 kg biogas of 48 MJ/kg: 2,400 MJ are sure, 2,600 MJ are still anything.
    assert sums(world) == (2400, 2400, 2600)
    seen = world.one("2025")
    assert (seen.verdict, seen.measured.low, seen.measured.high) == ("met", Decimal("0.48"), 1)
    assert "certificates_counted" in seen.reasons


def test_no_certificate_counts_for_more_than_was_fuelled_in_its_days(world: World) -> None:
    world.sign(clause(limit="0.5", accepts_green_gas=True))
    world.fuel("2025", MIXED)
    send(world, "kind | number | quantity | unit\n green_gas | G-1 | 9000 | kg")
    assert sums(world) == (5000, 10000, 0)
    assert world.one("2025").verdict == "met"


def test_gas_of_other_days_is_not_reached(world: World) -> None:
    world.sign(clause(limit="0.5", accepts_green_gas=True))
    world.fuel("2025", "fuel | quantity | from | to\n vehicle_gas | 100 | 2025-05-01 | 2025-05-31")
    send(world, "kind | number | quantity | unit | from | to\n"
                "green_gas | G-1 | 9000 | kg | 2025-01-01 | 2025-03-31")  # fmt: skip
    assert sums(world) == (0, 0, 5000)


@pytest.mark.parametrize(
    ("accepts", "kind"),
    [({}, "green_gas"), ({"accepts_mass_balance": True}, "green_gas"),
     ({"accepts_green_gas": True}, "mass_balance")],
)  # fmt: skip
def test_only_what_the_clause_accepts_counts(
    world: World, accepts: dict[str, bool], kind: str
) -> None:
    world.sign(clause(limit="0.4", **accepts))
    world.fuel("2025", GAS)
    send(world, f"kind | number | quantity | unit\n {kind} | G-1 | 50 | kg")
    assert sums(world) == (0, 0, 5000)


def test_kilowatt_hours_of_no_stated_heating_value_have_two_ends(world: World) -> None:
    world.sign(clause(limit="0.3", accepts_mass_balance=True))
    world.fuel("2025", MIXED)
    send(world, "kind | number | quantity | unit\n mass_balance | M-1 | 500 | kWh")
    # 500 kWh are 1,500 to 2,000 MJ of the 5,000 MJ of gas that may be anything.
    assert sums(world) == (1500, 6500, 3500)


def test_a_number_is_used_once_and_one_in_doubt_makes_nothing_sure(world: World) -> None:
    world.sign(clause(limit="0.4", accepts_green_gas=True))
    world.fuel("2025", GAS)
    send(world, "kind | number | quantity | unit\n green_gas | G-1 | 25 | kg\n"
                "green_gas | g 1 | 25 | kg")  # fmt: skip
    assert sums(world) == (1200, 1200, 3800)
    proof = explain.explain(world.installation, NUMBER, "K1", period("2025"), date(2026, 6, 30))
    assert [(r.why, r.row) for r in proof.excluded] == [("certificate_used_before", 3)]
    assert [(r.fuel_raw, r.amount) for r in proof.rows if r.fuel == "biogas_100"] == [("G-1", 25)]
    send(world, "kind | number | quantity | unit | flags\n green_gas | G-2 | 25 | kg | questioned",
         )  # fmt: skip
    assert sums(world) == (1200, 1200, 3800)


def test_a_year_of_certificates_is_shared_over_its_quarters_by_days(world: World) -> None:
    world.sign(clause(limit="0.4", accepts_green_gas=True, assessment_period="quarter"))
    world.fuel("2025-Q1", GAS)
    send(world, "kind | number | quantity | unit\n green_gas | G-1 | 36.5 | kg")
    # 90 of 365 days: 9 kg of 48 MJ; over the whole year 36.5 kg could speak of these 5,000 MJ.
    assert sums(world, "2025-Q1") == (432, 432, 4568)


@pytest.mark.parametrize(
    ("rule", "known"),
    [("origin_labelled", (36, 360, 0)), ("unknown", (36, 36, 324)), ("all", (360, 360, 0))],
)
def test_a_guarantee_of_origin_follows_the_word_of_the_clause_on_electricity(
    world: World, rule: str, known: tuple[int, int, int]
) -> None:
    world.sign(clause(limit="0.1", electricity=rule))
    world.fuel("2025", "fuel | quantity\n electricity | 100")
    send(world, "kind | number | quantity | unit\n electricity_origin | E-1 | 10 | kWh")
    assert sums(world) == known


def test_a_certificate_lowers_a_fossil_share(world: World) -> None:
    world.sign(clause(limit="0.8", comparator="<=", fuel_set="fossil", accepts_green_gas=True))
    world.fuel("2025", MIXED)
    send(world, "kind | number | quantity | unit\n green_gas | G-1 | 50 | kg")
    # 5,000 MJ diesel are fossil, 2,400 MJ gas are not, 2,600 MJ may be: 0.5 to 0.76.
    assert sums(world) == (5000, 7400, 2600)
    assert world.one("2025").verdict == "met"
