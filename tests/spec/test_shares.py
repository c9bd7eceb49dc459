"""Rules 11 to 16: intervals, nothing, coverage, questioned cells, and the basis."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pytest

from followup.domain.requirement import MEASURES
from tests.support.world import LEVELS, World, clause, monthly


def yearly(world: World, table: str, *args: str, **changes: object) -> object:
    """The verdict on a year's report under one clause."""
    world.sign(clause(*args, **changes))
    world.fuel("2025", table)
    return world.one("2025")


# Rules 11 and 12: the interval and the limit


def test_share_exactly_at_limit_is_met(world: World) -> None:
    # 80 x 30 = 2400 MJ of 2400 + 15 x 40 = 3000 MJ: exactly 80 %
    seen = yearly(world, "fuel | quantity\n hvo100 | 80\n diesel_b0_offroad | 15")
    assert (seen.measured.numerator, seen.measured.denominator) == (2400, 3000)
    assert seen.verdict == "met"


def test_share_a_thousandth_of_a_litre_below_the_limit_is_not_met(world: World) -> None:
    seen = yearly(world, "fuel | quantity\n hvo100 | 79.999\n diesel_b0_offroad | 15")
    assert seen.verdict == "not_met"


def test_tenths_add_up_exactly(world: World) -> None:
    # In binary 0.7 + 0.1 + 0.1 is less than 0.9.
    seen = yearly(world, """
        fuel              | quantity
        hvo100            | 0.7
        hvo100            | 0.1
        hvo100            | 0.1
        diesel_b0_offroad | 0.1
    """, "renewable_volume_share", "0.9")  # fmt: skip
    assert seen.verdict == "met"


def test_a_maximum_exactly_at_its_limit_is_met(world: World) -> None:
    table = "fuel | quantity\n hvo100 | 80\n diesel_b0_offroad | 15"
    assert yearly(world, table, "fossil_energy_share", "0.2").verdict == "met"


@pytest.mark.parametrize(
    ("limit", "verdict"),
    [("0.5", "met"), ("0.500001", "not_assessable"), ("1", "not_assessable")],
)
def test_unknown_fuel_may_be_any_fuel(world: World, limit: str, verdict: str) -> None:
    # 40 l HVO = 1200 MJ known; 30 l unknown, at most 40 MJ/l = 1200 MJ: between 50 and 100 %
    seen = yearly(world, "fuel | quantity\n hvo100 | 40\n | 30", "renewable_energy_share", limit)
    measured = seen.measured
    assert (measured.numerator, measured.denominator, measured.unknown) == (1200, 1200, 1200)
    assert (measured.low, measured.high) == (Decimal("0.5"), 1)
    assert seen.verdict == verdict


@pytest.mark.parametrize(
    ("limit", "verdict"),
    [("0.7", "met"), ("0.5", "not_assessable"), ("0.299999", "not_met")],
)
def test_a_maximum_is_judged_the_other_way_round(world: World, limit: str, verdict: str) -> None:
    # fossil 1200 of 4000 MJ is known, 1600 MJ is unknown: between 30 and 70 %
    table = "fuel | quantity\n hvo100 | 40\n diesel_b0_offroad | 30\n | 40"
    assert yearly(world, table, "fossil_energy_share", limit).verdict == verdict


@pytest.mark.parametrize("measure", [
    "renewable_energy_share", "renewable_volume_share", "renewable_distance_share",
])  # fmt: skip
def test_a_row_without_amount_bounds_nothing(world: World, measure: str) -> None:
    table = "fuel | quantity | km\n hvo100 | 100 | 100\n hvo100 | |"
    seen = yearly(world, table, measure, "0.01")
    assert (seen.verdict, seen.measured.unknown) == ("not_assessable", None)
    assert (seen.measured.low, seen.measured.high) == (0, 1)
    assert "amount_missing" in seen.reasons


def test_a_row_without_unit_bounds_nothing(world: World) -> None:
    seen = yearly(world, "fuel | quantity | unit\n hvo100 | 100 | l\n hvo100 | 5 |")
    assert (seen.verdict, seen.measured.unknown) == ("not_assessable", None)


def test_a_vehicle_in_service_without_any_fuel_bounds_nothing(world: World) -> None:
    reporters = (monthly(), monthly(report_type="vehicles"))
    world.sign(clause(limit="0.1"), reporters=reporters)
    world.fuel("2025", "vehicle | fuel | quantity\n ABC123 | hvo100 | 100")
    world.vehicles("2025", "vehicle | drive\n ABC123 | diesel\n DEF456 | diesel")
    seen = world.one("2025")
    assert (seen.verdict, seen.measured.unknown) == ("not_assessable", None)
    assert "vehicle_without_fuel" in seen.reasons


def test_fuel_in_a_common_tank_may_belong_to_any_listed_vehicle(world: World) -> None:
    world.sign(clause(limit="0.1"), reporters=(monthly(), monthly(report_type="vehicles")))
    world.fuel("2025", "vehicle | fuel | quantity\n | hvo100 | 100")
    world.vehicles("2025", "vehicle | drive\n DEF456 | diesel")
    assert world.one("2025").verdict == "met"


# Rule 13: nothing is not something


KINDS = tuple(monthly(report_type=kind) for kind in ("fuel", "vehicles", "activity", "machines"))
# Measures of amounts or vehicles; the rest are of reports, or judged by people.
MEASURED = [m for m, spec in MEASURES.items() if spec.sql not in ("report_in_time", "evidence")]


def every_measure(world: World, measures: Iterable[str], **limits: str) -> None:
    """Sign a contract with one clause on each measure, named by it."""
    clauses = [
        clause(m, limits[MEASURES[m].comparator], short=m, level=LEVELS[MEASURES[m].level])
        for m in measures
    ]
    world.sign(*clauses, reporters=KINDS, days="2025-01-01..2025-12-30")


@pytest.mark.parametrize("table", ["fuel | quantity | km", "fuel | quantity | km\n hvo100 | 0 | 0"])
def test_nothing_delivered_is_never_met(world: World, table: str) -> None:
    every_measure(world, [*MEASURED, "evidence"], **{">=": "0", "<=": "1"})
    world.fuel("2025", table)
    world.vehicles("2025", "vehicle | drive")
    world.activity("2025", "vehicle | km | person_km | tonne_km | trips")
    world.machines("2025", "machine | stage")
    for seen in world.assess():
        assert seen.verdict == "not_assessable", seen.measure
        is_bare = seen.measured.rows_used == 0 or seen.measured.unknown is None
        assert is_bare or "no_deliveries" in seen.reasons, seen.measure


def test_no_share_is_shown_where_nothing_was_delivered(world: World) -> None:
    seen = yearly(world, "fuel | quantity")
    assert seen.reasons == ("no_deliveries",)
    assert (seen.measured.low, seen.measured.high) == (None, None)


def test_credits_net(world: World) -> None:
    # 100 - 20 = 80 l HVO x 30 MJ = 2400 MJ of 3000 MJ
    seen = yearly(world, "fuel | quantity\n hvo100|100\n hvo100|-20\n diesel_b0_offroad|15")
    assert (seen.measured.numerator, seen.measured.denominator) == (2400, 3000)


def test_more_credited_than_delivered_is_never_met(world: World) -> None:
    seen = yearly(world, "fuel | quantity\n hvo100 | -100\n diesel_b0_offroad | 10")
    assert (seen.verdict, seen.reasons) == ("not_assessable", ("net_negative",))


def test_a_class_credited_below_nothing_gives_no_verdict(world: World) -> None:
    # 100 l HVO x 30 MJ of 3000 - 10 x 40 = 2600 MJ would be a share of 115 per cent.
    seen = yearly(world, "fuel | quantity\n hvo100 | 100\n diesel_b0_offroad | -10")
    assert (seen.verdict, seen.reasons) == ("not_assessable", ("net_negative",))


def test_a_share_below_nothing_or_above_all_is_shown_as_no_share(world: World) -> None:
    # 100 l HVO x 30 MJ of 3000 - 10 x 40 = 2600 MJ.
    above = yearly(world, "fuel | quantity\n hvo100 | 100\n diesel_b0_offroad | -10")
    assert (above.measured.low, above.measured.high) == (None, None)


def test_a_credit_of_an_unknown_fuel_does_not_cancel_another_unknown_fuel(world: World) -> None:
    # The 100 l delivered may be diesel and the 100 l credited HVO: nothing is certain.
    seen = yearly(world, "fuel | quantity\n hvo100 | 100\n | 100\n | -100", limit="0.5")
    assert seen.verdict == "not_assessable"


# Rule 14: coverage


def test_half_reported_is_shown_so_far_never_a_verdict(world: World) -> None:
    world.sign(clause(limit="0.5"))
    world.fuel("2025-H1", "fuel | quantity\n hvo100 | 100")
    seen = world.one("2025")
    assert (seen.verdict, seen.reasons) == ("not_assessable", ("missing_report",))
    assert (seen.measured.coverage, seen.measured.numerator) == (Decimal("0.5"), 3000)


def test_a_share_missed_so_far_is_not_judged_either(world: World) -> None:
    world.sign(clause(limit="0.5"))
    world.fuel("2025-H1", "fuel | quantity\n diesel_b0_offroad | 100")
    assert world.one("2025").verdict == "not_assessable"


def test_a_share_waits_for_reports_that_are_not_due(world: World) -> None:
    world.sign(clause(limit="0.5"))
    world.fuel("2025-01-01..2025-11-30", "fuel | quantity\n hvo100 | 100")
    waiting, late = (world.one("2025", as_of=d) for d in ("2026-01-15", "2026-01-16"))
    assert (waiting.verdict, waiting.reasons) == ("not_due", ("report_not_due",))
    assert (late.verdict, late.reasons) == ("not_assessable", ("missing_report",))


def test_a_clause_may_state_another_coverage_floor(world: World) -> None:
    world.sign(clause(limit="0.5", coverage_floor=Decimal("0.5")))
    world.fuel("2025-H1", "fuel | quantity\n hvo100 | 100")
    assert world.one("2025").verdict == "met"


def test_a_missing_report_misses_the_reporting_clause_only(world: World) -> None:
    world.sign(
        clause(limit="0.5", assessment_period="month"),
        clause("report_in_time", "1", assessment_period="month", short="K2"),
    )
    verdicts = {a.requirement[-2:]: a.verdict for a in world.assess() if str(a.period) == "2025-03"}
    assert verdicts == {"K1": "not_assessable", "K2": "not_met"}


# Rule 15: questioned cells, and rows that stand twice


def test_a_questioned_cell_counts_as_unknown(world: World) -> None:
    # 15 l x at most 40 MJ = 600 MJ unknown beside 2400 MJ
    seen = yearly(world, """
        fuel   | quantity | flags
        hvo100 | 80       |
        hvo100 | 15       | questioned
    """, limit="0.9")  # fmt: skip
    measured = seen.measured
    assert (measured.numerator, measured.denominator, measured.unknown) == (2400, 2400, 600)
    assert seen.verdict == "not_assessable"


def test_a_duplicate_row_counts_once_and_is_listed(world: World) -> None:
    seen = yearly(world, """
        fuel              | quantity | flags
        hvo100            | 80       |
        diesel_b0_offroad | 15       |
        diesel_b0_offroad | 15       | duplicate
    """)  # fmt: skip
    assert (seen.verdict, seen.measured.rows_used, seen.measured.rows_excluded) == ("met", 2, 1)


# Rule 16: the basis


def test_energy_and_volume_give_different_shares_of_the_same_fuel(world: World) -> None:
    world.sign(clause(), clause("renewable_volume_share", "0.8", short="K2"))
    world.fuel("2025", "fuel | quantity\n hvo100 | 80\n diesel_b0_offroad | 20")
    energy, volume = (world.one("2025", short=s) for s in ("K1", "K2"))
    # 2400 / (2400 + 800) = 75 % of the energy, 80 % of the litres
    assert (energy.measured.low, energy.verdict) == (Decimal("0.75"), "not_met")
    assert (volume.measured.low, volume.verdict) == (Decimal("0.8"), "met")


def test_litres_and_kilograms_never_share_a_sum(world: World) -> None:
    seen = yearly(
        world, "fuel | quantity\n hvo100 | 8\n diesel_b0_offroad | 2\n biogas_100 | 90",
        "renewable_volume_share",
    )  # fmt: skip
    assert (seen.measured.numerator, seen.measured.denominator) == (8, 10)
    assert (seen.measured.rows_excluded, seen.reasons) == (1, ("rows_outside_basis",))


def test_distance_follows_the_fuel_of_the_row(world: World) -> None:
    seen = yearly(world, """
        fuel              | quantity | km
        hvo100            | 1        | 800
        diesel_b0_offroad | 900      | 200
    """, "renewable_distance_share")  # fmt: skip
    assert (seen.measured.numerator, seen.measured.denominator) == (800, 1000)


HUGE = """
    vehicle | fuel              | quantity   | km
    ABC123  | hvo100            | 1000000000 | 1000000000
    DEF456  | diesel_b0_offroad | 1000000000 | 1000000000
    GHI789  |                   | 1000000000 | 1000000000
"""
CARRIED = """
    vehicle | fuel   | km         | person_km  | tonne_km   | trips
    ABC123  | hvo100 | 1000000000 | 1000000000 | 1000000000 | 1000000000
    DEF456  |        | 1000000000 | 1000000000 | 1000000000 | 1000000000
"""


def test_a_thousand_million_units_overflow_nothing(world: World) -> None:
    # the days make the row cross the contract's end, so that it is split as well
    every_measure(world, MEASURES, **{">=": "0.5", "<=": "0.5"})
    world.fuel("2025", HUGE)
    world.activity("2025", CARRIED)
    world.vehicles("2025", "vehicle | drive | euro\n ABC123 | diesel | 5\n DEF456 | diesel | VI")
    one = 364 * 1_000_000_000 // 365
    expected = {"energy": one * (30 + 40), "volume": one * 2, "distance": one * 2}
    expected |= dict.fromkeys(("assignment_km", "person_km", "tonne_km", "trips"), one * 2)
    for seen in world.assess():
        basis = MEASURES[seen.measure].basis
        if basis in expected:
            assert abs(seen.measured.denominator - expected[basis]) < 100, seen.measure
            assert seen.measured.rows_used == (2 if "_km" in basis or basis == "trips" else 3)


def test_a_mean_of_a_thousand_million_units_is_exact(world: World) -> None:
    every_measure(world, ["ghg_per_km", "ghg_per_kwh"], **{"<=": "3000"})
    world.fuel("2025", "\n".join(HUGE.strip().splitlines()[:3]))
    per_km, per_kwh = world.assess()
    # 300 to 500 g and 3000 g in a litre that takes a vehicle a kilometre
    assert (per_km.measured.low, per_km.measured.high) == (Decimal(1650), Decimal(1750))
    # 3.3 to 3.5 kg over 30 + 40 MJ, in a kilowatt-hour of 3.6 MJ
    assert per_kwh.measured.low == Decimal(3300) * Decimal("3.6") / 70
    assert {per_km.verdict, per_kwh.verdict} == {"met"}
