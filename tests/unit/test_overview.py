"""What stands beside a share: energy, tonnes, kilometres and vehicles, unknown as unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from followup.domain.period import Period, parse_period
from followup.services.contract.overview import contract_overview, dues
from tests.support.world import NUMBER, World, clause

AS_OF = date(2026, 6, 30)
HVO = "fuel | quantity\n hvo100 | 1"


def test_energy_is_summed_over_fuels_in_megawatt_hours(world: World) -> None:
    world.sign(clause())
    # 120 l x 30 MJ = 3600 MJ = 1 MWh; 90 l x 40 MJ = 3600 MJ = 1 MWh
    world.fuel("2025", "fuel | quantity\n hvo100 | 120\n diesel_b0_offroad | 90")
    window = contract_overview(world.installation, NUMBER, AS_OF).requirements[0].windows[0]
    assert {f.fuel: f.energy_mwh for f in window.amounts.fuels} == {
        "hvo100": Decimal(1),
        "diesel_b0_offroad": Decimal(1),
    }
    assert window.amounts.energy_mwh == Decimal(2)
    assert window.assessment.measured.numerator == 3600


def test_a_fuel_nobody_has_named_has_no_energy_yet(world: World) -> None:
    world.sign(clause())
    world.fuel("2025", "fuel | quantity\n hvo100 | 120\n | 90")
    window = contract_overview(world.installation, NUMBER, AS_OF).requirements[0].windows[0]
    assert {f.fuel: f.energy_mwh for f in window.amounts.fuels} == {
        "hvo100": Decimal(1),
        "unknown": None,
    }
    assert (window.amounts.energy_mwh, window.amounts.rows_without_energy) == (1, 1)


def test_a_vehicle_on_two_fuels_is_one_vehicle(world: World) -> None:
    world.sign(clause())
    world.fuel(
        "2025",
        """
        vehicle | fuel   | quantity | km
        AAA111  | hvo100 | 10       | 100
        AAA111  | diesel_b0_offroad | 10 |
        BBB222  | hvo100 | 10       | 50
                | hvo100 | 10       |
        """,
    )
    amounts = (
        contract_overview(world.installation, NUMBER, AS_OF).requirements[0].windows[0].amounts
    )
    assert (amounts.vehicles, amounts.rows_without_vehicle) == (2, 1)
    assert (amounts.distance_km, amounts.rows_without_distance) == (Decimal(150), 2)


def test_what_no_row_tells_is_none_and_not_zero(world: World) -> None:
    world.sign(clause())
    world.fuel("2025", "fuel | quantity\n hvo100 | 120")
    amounts = (
        contract_overview(world.installation, NUMBER, AS_OF).requirements[0].windows[0].amounts
    )
    assert amounts.distance_km is None
    assert amounts.vehicles is None


def test_the_next_report_is_the_first_that_has_not_come(world: World) -> None:
    contract = world.sign(clause())
    world.fuel("2025-01", "fuel | quantity\n hvo100 | 1")
    world.nil("2025-02")
    due = dues(world.installation, [contract], AS_OF)[NUMBER]
    assert due.period == parse_period("2025-03")
    assert due.day == date(2025, 4, 15)


def test_a_dispens_until_further_notice_waits_for_no_report(world: World) -> None:
    contract = world.sign(clause())
    world.dispens("2025-01-01..9999-12-31")
    assert dues(world.installation, [contract], AS_OF) == {}


def test_with_every_report_in_the_coming_one_is_next(world: World) -> None:
    contract = world.sign(clause(), days="2025-01-01..2026-12-31")
    world.fuel("2025-01-01..2026-06-30", HVO, received="2026-06-30")
    due = dues(world.installation, [contract], AS_OF)[NUMBER]
    assert due.period == parse_period("2026-07")


def test_a_month_under_dispens_from_everything_waits_for_no_report(world: World) -> None:
    contract = world.sign(clause())
    world.dispens("2025-01")
    due = dues(world.installation, [contract], AS_OF)[NUMBER]
    assert due.period == Period(date(2025, 2, 1), date(2025, 2, 28))
