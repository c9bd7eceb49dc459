"""Rule 23: what vehicles can run on and what they run on; integers compared, never rounded."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support.world import World, clause, monthly

BOTH = (monthly(), monthly(report_type="vehicles"))


def zero_emission(world: World, vehicles: str, limit: str, fuel: str | None = None) -> object:
    """The verdict on a year's vehicle list, with a fuel report beside it if given."""
    world.sign(clause("zero_emission_vehicle_share", limit), reporters=BOTH)
    world.vehicles("2025", vehicles)
    if fuel is not None:
        world.fuel("2025", fuel)
    return world.one("2025")


def fleet(electric: int, diesel: int) -> str:
    drives = ["electric"] * electric + ["diesel"] * diesel
    rows = (f"\n BUS{number:03} | {drive}" for number, drive in enumerate(drives))
    return "vehicle | drive" + "".join(rows)


@pytest.mark.parametrize(
    ("clean", "total", "verdict"),
    [
        (5, 13, "not_met"),  # CVD-01: 38.46 % prints as 38.5 and misses 38.5
        (77, 200, "met"),  # CVD-02: 77 x 1000 = 385 x 200, exactly 38.5 %
    ],
)
def test_vehicles_are_compared_as_integers_never_rounded(
    world: World, clean: int, total: int, verdict: str
) -> None:
    seen = zero_emission(world, fleet(clean, total - clean), "0.385")
    assert (seen.measured.numerator, seen.measured.denominator) == (clean, total)
    assert round(float(seen.measured.low) * 100, 1) == 38.5
    assert seen.verdict == verdict


def test_an_electric_vehicle_that_took_diesel_is_unknown(world: World) -> None:
    seen = zero_emission(
        world, "vehicle | drive\n ABC123 | electric\n DEF456 | electric", "0.5",
        "vehicle | fuel | quantity\n ABC123 | diesel_mk1 | 10\n DEF456 | electricity | 10",
    )  # fmt: skip
    measured = seen.measured
    assert (measured.numerator, measured.denominator, measured.unknown) == (1, 1, 1)
    assert seen.verdict == "met"  # one of two in the worst case


def test_a_plug_in_hybrid_is_never_zero_emission(world: World) -> None:
    seen = zero_emission(
        world, "vehicle | drive\n ABC123 | plugin_hybrid", "0.5",
        "vehicle | fuel | quantity\n ABC123 | electricity | 10",
    )  # fmt: skip
    assert (seen.verdict, seen.measured.denominator) == ("not_met", 1)


def test_a_vehicle_of_unknown_drive_that_only_charged_is_unknown(world: World) -> None:
    seen = zero_emission(
        world, "vehicle | drive\n ABC123 |", "0.5",
        "vehicle | fuel | quantity\n ABC123 | electricity | 10",
    )  # fmt: skip
    assert (seen.verdict, seen.measured.unknown) == ("not_assessable", 1)


def test_a_questioned_row_of_a_list_is_an_unknown_vehicle(world: World) -> None:
    seen = zero_emission(
        world, "vehicle | drive | flags\n ABC123 | electric | questioned\n DEF456 | electric |",
        "0.6",
    )  # fmt: skip
    assert (seen.verdict, seen.measured.unknown) == ("not_assessable", 1)


def test_a_listed_vehicle_without_registration_counts(world: World) -> None:
    seen = zero_emission(world, "vehicle | drive\n ABC123 | electric\n | diesel\n | diesel", "0.5")
    assert (seen.measured.numerator, seen.measured.denominator) == (1, 3)
    assert seen.verdict == "not_met"


def test_a_vehicle_listed_twice_counts_once_and_is_listed_as_excluded(world: World) -> None:
    seen = zero_emission(
        world, "vehicle | drive | flags\n ABC123 | electric |\n ABC123 | electric | duplicate\n"
        "DEF456 | diesel |", "0.5",
    )  # fmt: skip
    assert (seen.measured.numerator, seen.measured.denominator) == (1, 2)
    assert (seen.verdict, seen.measured.rows_excluded) == ("met", 1)


def test_a_fuelled_vehicle_that_no_list_names_counts_too(world: World) -> None:
    seen = zero_emission(
        world, "vehicle | drive\n ABC123 | electric", "0.6",
        "vehicle | fuel | quantity\n DEF456 | diesel_mk1 | 10",
    )  # fmt: skip
    assert (seen.measured.denominator, seen.verdict) == (2, "not_met")


@pytest.mark.parametrize(
    ("drives", "verdict"),
    [(("electric", "diesel"), "met"), (("electric", "electric"), "not_assessable")],
)
def test_fuel_from_a_common_tank_needs_a_listed_vehicle_that_burns_it(
    world: World, drives: tuple[str, str], verdict: str
) -> None:
    rows = "".join(f"\n ABC12{number} | {drive}" for number, drive in enumerate(drives))
    seen = zero_emission(
        world, f"vehicle | drive{rows}", "0.5", "vehicle | fuel | quantity\n | diesel_mk1 | 10"
    )
    assert seen.verdict == verdict


def test_the_latest_list_names_a_vehicles_drive(world: World) -> None:
    world.sign(clause("zero_emission_vehicle_share", "1"), reporters=BOTH)
    world.vehicles("2025-H1", "vehicle | drive\n ABC123 | diesel")
    world.vehicles("2025-H2", "vehicle | drive\n ABC123 | electric")
    seen = world.one("2025")
    assert (seen.measured.denominator, seen.verdict) == (1, "met")


# "Runs on": by fuel evidence at the clause's level


def test_a_diesel_vehicle_is_renewable_run_only_with_fuel_evidence(world: World) -> None:
    world.sign(clause("renewable_vehicle_share", "0.5"), reporters=BOTH)
    world.vehicles("2025", "vehicle | drive\n ABC123 | diesel\n DEF456 | diesel\n GHI789 | diesel")
    world.fuel("2025", """
        vehicle | fuel       | quantity
        ABC123  | hvo100     | 10
        DEF456  | diesel_mk1 | 10
    """)  # fmt: skip
    measured = world.one("2025").measured
    # ABC123 runs on it, DEF456 does not, GHI789 nobody knows
    assert (measured.numerator, measured.denominator, measured.unknown) == (1, 2, 1)


@pytest.mark.parametrize(("level", "verdict"), [("0.75", "met"), ("0.750001", "not_met")])
def test_the_clause_says_how_much_of_a_vehicles_fuel_must_be_renewable(
    world: World, level: str, verdict: str
) -> None:
    world.sign(clause("renewable_vehicle_share", "1", vehicle_level=Decimal(level)))
    # 100 x 30 of 100 x 30 + 25 x 40: exactly 75 % of the vehicle's energy
    world.fuel("2025", """
        vehicle | fuel              | quantity
        ABC123  | hvo100            | 100
        ABC123  | diesel_b0_offroad | 25
    """)  # fmt: skip
    assert world.one("2025").verdict == verdict


def test_a_fuelled_vehicle_without_name_bounds_no_count_of_vehicles(world: World) -> None:
    world.sign(clause("renewable_vehicle_share", "0.1"))
    world.fuel("2025", "vehicle | fuel | quantity\n ABC123 | hvo100 | 10\n | diesel_mk1 | 10")
    seen = world.one("2025")
    assert (seen.verdict, seen.measured.unknown) == ("not_assessable", None)
