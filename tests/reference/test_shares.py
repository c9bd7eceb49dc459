"""Rule 17: a blended fuel's share, from what is published, else from the duty's level."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from followup.errors import NoValueInForce
from followup.reference.formulas import energy_share, share_for_reduction
from tests.reference.world import LOADED

D = Decimal
LATER = date(2026, 11, 21)


def ends(fuel: str, day: date, as_of: date = LATER, country: str = "SE") -> tuple[Decimal, Decimal]:
    return LOADED.renewable_share(fuel, country, day, as_of).ends


def test_ten_percent_reduction_takes_10_8_to_15_5_percent_of_energy() -> None:
    # 0.10 x 94 / (94 - 7) = 0.108046 and 0.10 x 94 / (94 - 33.2) = 0.154605. The upper end is
    # the published 33.2 g/MJ of FAME sold pure in 2023; rounded to 33 it gives 15.4 %.
    assert round(share_for_reduction(D("0.10"), D(94), D(7)), 6) == D("0.108046")
    assert round(share_for_reduction(D("0.10"), D(94), D("33.2")), 6) == D("0.154605")
    assert round(share_for_reduction(D("0.10"), D(94), D(33)), 3) == D("0.154")


def test_diesel_may_hold_nothing_from_july_2025_since_charging_can_meet_the_duty() -> None:
    assert ends("diesel_mk1", date(2025, 7, 1)) == (0, D("0.154606"))


def test_petrol_must_hold_its_six_points_less_a_tenth_carried_over() -> None:
    # 0.06 x 0.9 x 94 / (94 - 7) = 0.058344
    assert ends("petrol_95", date(2025, 7, 1)) == (D("0.058344"), D("0.154606"))


@pytest.mark.parametrize("fuel", ["diesel_mk1", "petrol_95"])
def test_six_percent_held_from_2024_to_june_2025(fuel: str) -> None:
    # 0.06 x 94 / (94 - 7) and 0.06 x 94 / (94 - 33.2)
    assert ends(fuel, date(2025, 6, 30)) == (D("0.064827"), D("0.092764"))


def test_before_the_act_was_passed_the_old_level_was_what_one_knew() -> None:
    day = date(2025, 9, 1)
    assert ends("diesel_mk1", day, as_of=date(2025, 5, 27)) == (D("0.064827"), D("0.092764"))
    assert ends("diesel_mk1", day, as_of=date(2025, 5, 28)) == (0, D("0.154606"))


def test_a_published_year_goes_before_the_bounds_once_it_is_known() -> None:
    day = date(2022, 5, 1)
    before = LOADED.renewable_share("diesel_mk1", "SE", day, date(2022, 12, 31))
    after = LOADED.renewable_share("diesel_mk1", "SE", day, LATER)
    assert (before.status, after.status) == ("assumption", "published")
    low, high = after.ends
    # 4.8 vol-% FAME and 28.8 vol-% HVO in diesel, 9150, 9450 and 9800 kWh/m3
    exact = energy_share([D("0.048"), D("0.288")], [D(9150), D(9450)], D(9800))
    assert low < exact < high
    assert high - low < D("0.002")


def test_a_second_hand_share_does_not_decide() -> None:
    assert LOADED.renewable_share("diesel_mk1", "SE", date(2024, 6, 1)).source != "S06"


def test_a_fuel_that_may_lack_the_blend_has_no_lower_bound() -> None:
    assert ends("petrol_98", date(2024, 6, 1))[0] == 0
    assert ends("diesel_mk3", date(2024, 6, 1))[0] == 0


@pytest.mark.parametrize("fuel", ["vehicle_gas", "electricity", "hydrogen", "ed95"])
def test_what_is_not_stated_is_unknown_between_bounds(fuel: str) -> None:
    assert ends(fuel, date(2025, 1, 1)) == (0, 1)


def test_only_the_ethanol_of_e85_counts() -> None:
    low, high = ends("e85", date(2025, 1, 1))
    assert D("0.66") < low < high < D("0.79")


@pytest.mark.parametrize("fuel", ["petrol_95", "petrol_98", "diesel_mk1", "diesel_mk3"])
def test_blended_fuels_are_exactly_nothing_outside_the_mandate(fuel: str) -> None:
    for day in (date(2016, 1, 1), date(2025, 1, 1), date(2035, 1, 1)):
        found = LOADED.fuel_share("renewable_outside_mandate", fuel, "SE", day)
        assert found.ends == (0, 0)


@pytest.mark.parametrize("fuel", ["hvo100", "fame_b100", "biogas_100", "lbg", "electricity_green"])
def test_pure_renewables_count_wholly_inside_and_outside_the_mandate(fuel: str) -> None:
    for chosen in ("renewable", "renewable_outside_mandate"):
        assert LOADED.fuel_share(chosen, fuel, "SE", date(2025, 1, 1)).ends == (1, 1)


def test_gas_without_a_stated_share_counts_between_bounds_as_biogas() -> None:
    day = date(2025, 1, 1)
    assert LOADED.fuel_share("el_biogas_hydrogen", "vehicle_gas", "SE", day).ends == (0, 1)
    assert LOADED.fuel_share("el_biogas_hydrogen", "hvo100", "SE", day).ends == (0, 0)
    assert LOADED.fuel_share("zero_emission", "biogas_100", "SE", day).ends == (0, 0)


@pytest.mark.parametrize(
    ("fuel", "day"),
    [
        ("diesel_mk1", date(1995, 1, 1)),
        ("diesel_mk1", date(2031, 1, 1)),
        ("hvo100", date(1950, 1, 1)),
    ],
)
def test_asking_outside_every_interval_is_an_error_never_the_last_value(
    fuel: str, day: date
) -> None:
    with pytest.raises(NoValueInForce):
        LOADED.renewable_share(fuel, "SE", day)


def test_a_danish_product_can_hold_less_than_the_national_duty() -> None:
    assert ends("diesel_mk1", date(2025, 1, 1), country="DK") == (0, D("0.092764"))
    # 7 vol-% FAME of 33 MJ/l in diesel of 35.9 MJ/l: 2.31 / 35.697 = 0.0647
    low, high = ends("diesel_mk1", date(2022, 7, 1), country="DK")
    assert low < D("0.0647") < high
