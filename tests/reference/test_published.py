"""Published calculations that nobody had in mind when the functions were written, to the digit.

Each has what its source prints; where a source prints another digit than its own figures give, it
is not here but in docs/calculations.md.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from followup.rules import energy
from followup.rules import lifecycle_cost as lcc
from followup.rules import price_index as px

D = Decimal
BY_MASS = [energy.energy_content("0.95", "0.832"), energy.energy_content("0.05", "0.890")]
BY_ENERGY = energy.energy_shares(["0.7", "0.3"], [9800, 9450]) or ()


@pytest.mark.parametrize(
    ("found", "digits", "printed"),
    [
        # SCB, "Att räkna med index": 90 % of the sum follows the index.
        (px.adjustment(10500, 170, 173, 0.9), 2, "166.76"),
        (px.indexed_price(10500, 170, 173, "0.90"), 2, "10666.76"),
        # Sveriges Åkeriföretag, "Använda index - Räkna rätt".
        (px.relative_change_percent("120.0", "121.2"), 1, "1.0"),
        (px.indexed_price(200, "120.0", "121.2"), 0, "202"),
        (px.relative_change_percent("141.2", "143.0"), 4, "1.2748"),
        # Vuokralaiset, rent by the consumer price index of February 2017 and 2020.
        (px.indexed_price(700, 1923, 1976), 2, "719.29"),
        # Mörkö, lease by SCB's index of 2007 and 2011: the factor, and the sum.
        (px.index_factor("293.85", "313.42", 7), 7, "1.0665986"),
        (px.indexed_price(40000, "293.85", "313.42"), 0, "42664"),
        # Midttrafik, diesel of May 2022: 156.4 is 22.5 % up, and only what passes 10 % counts.
        (px.threshold_change("22.5", 10, "excess"), 1, "12.5"),
        (px.indexed_price(px.in_prices_of("156.4", "122.5", 100), 100, "112.5"), 1, "143.6"),
        # The Open University, M140: an index chained by 1.192 and 1.059.
        (px.chained_series(["1.192", "1.059"])[-1], 1, "126.2"),
    ],
)
def test_prices_by_index(found: Decimal, digits: int, printed: str) -> None:
    assert px.half_up(found, digits) == D(printed)


@pytest.mark.parametrize(
    ("found", "digits", "printed"),
    [
        # emissieberekenen.nl, "Doel en doelgroep": a fleet's diesel, one lorry's, and that per km.
        (energy.emitted(570791, "3.135"), 0, "1789430"),
        (energy.emitted(35103, "3.135"), 0, "110048"),
        (energy.per_transport_work(110048, 123000), 3, "0.895"),
        # Annex D of the same: 1 MJ = 0.28 kWh.
        (energy.converted(1, "MJ", "kWh", factor_digits=2), 2, "0.28"),
        # SPBI, "Energiinnehåll, densitet och koldioxidemission": Mk1 with 5 vol-% FAME; E85.
        (energy.mixed(["0.05"], [9150], 9800), -1, "9770"),
        (energy.mixed(["0.05"], [884], 815), 0, "818"),
        (energy.mixed(["0.05"], [0], "2.54"), 2, "2.41"),
        (energy.mixed(["0.85"], [0], "2.36"), 2, "0.35"),
        (energy.mixed(["0.75"], [0], "2.36"), 2, "0.59"),
        # Energimyndigheten, "Växthusgasutsläpp" (2016): g/MJ x MJ/l is g/l, and back.
        (energy.emission_per_unit("95.1", "35.9"), 0, "3414"),
        (energy.emission_per_unit(14, "34.0"), 0, "476"),
        (energy.emission_per_energy(2853, "35.5"), 1, "80.4"),
        # Energigas Sverige, figures of 2015: biogas and vehicle gas against diesel, in tens
        (100 * energy.saving("9.2", "86.3"), -1, "90"),  # type: ignore[operator]
        (100 * energy.saving("26.4", "86.3"), -1, "70"),  # type: ignore[operator]
        # Älvsbyns Energi, January 2016: 4 MWh, a quarter of it hot water, energy index 1104 (967).
        (energy.degree_day_corrected(4, 967, 1104, dependent_share="0.75"), 2, "3.63"),
        # Finspångs Tekniska Verk: a year of 96 % of the normal is divided by 0.96.
        (energy.degree_day_corrected(96000, 100, 96), 0, "100000"),
        # EN 16258, diesel with 5 vol-% biodiesel, by mass: MJ and kg CO2e (tank to wheel) a kg.
        (energy.weighted_mean(["43.1", "36.8"], BY_MASS), 1, "42.8"),
        (energy.weighted_mean(["3.21", 0], BY_MASS), 2, "3.04"),
        # RP-01's fuels with 30 % HVO of the volume (SPBI's kWh/m3), worked by hand.
        (100 * energy.reduction_achieved("95.1", BY_ENERGY, ["95.1", 14]), 2, "24.94"),  # type: ignore[operator]
        # A petrol car of 12 km/l (calculatorlib.com), and 40 miles to the imperial gallon.
        (energy.converted(12, "km/l", "l/100 km"), 2, "8.33"),
        (energy.converted(40, "mile/gal_imp", "l/100 km"), 2, "7.06"),
    ],
)
def test_energy_and_emissions(found: Decimal, digits: int, printed: str) -> None:
    assert energy.half_up(found, digits) == D(printed)


@pytest.mark.parametrize(
    ("found", "digits", "printed"),
    [
        # A course in industrial economy (Linköping): the excavator again at 15 and 20 %, in Mkr.
        (lcc.net_present_value(6, ["1.5"] * 8, "0.15", residual_value=1), 2, "1.06"),
        (lcc.net_present_value(6, ["1.5"] * 8, "0.20", residual_value=1), 2, "-0.01"),
        # LCC of lighting (slidegur.com/doc/66225): 5 % net of a price rise of 3 %, 20 years.
        (lcc.present_value_sum_factor(lcc.real_rate(0.05, 0.03, exact=False), 20), 2, "16.35"),
        # Solar heat: 50 000 kr x 0.0802 (20 years, 5 %) for 4 500 kWh; 2 öre more to run it.
        (lcc.cost_per_unit(lcc.annual_cost(50000, "0.05", 20, digits=4), 4500), 2, "0.89"),
        # Energy Man., week 5: a heat pump's pay-back, and 5 000 EUR after five years at 10 %.
        (lcc.payback_years(10000, 2000), 0, "5"),
        (lcc.future_value(5000, "0.1", 5), 2, "8052.55"),
        # eltipsaren.se: 0.7 l/mil at 20 kr costs what 2 kWh/mil at 7 kr does.
        (lcc.break_even(lcc.energy_cost(1, "0.7", 20, 1), 0, 0, 2), 0, "7"),
    ],
)
def test_life_cycle_costs(found: Decimal, digits: int, printed: str) -> None:
    assert lcc.half_up(found, digits) == D(printed)


@pytest.mark.parametrize(
    ("amount", "unit", "into", "expected"),
    [
        (20, "km/l", "l/mil", "0.5"),
        (5, "kWh/100 km", "km/kWh", "20"),
        (85, "öre/kWh", "kr/MWh", "850"),
        (2, "EUR/l", "EUR/m3", "2000"),
        (1, "tonne CO2", "kg CO2", "1000"),
        (94, "g CO₂-ekv./MJ", "kg CO2e/MWh", "338.4"),
        (None, "km/l", "l/100 km", None),
    ],
)
def test_units_as_sources_write_them(
    amount: int | None, unit: str, into: str, expected: str | None
) -> None:
    found = energy.converted(amount, unit, into)
    assert found == (None if expected is None else D(expected))


def test_a_fuel_supplement_is_smaller_where_the_price_has_been_raised_for_other_things() -> None:
    # Sveriges Åkeriföretag: change x share / price level. The numbers are invented.
    assert px.fuel_surcharge_percent("0.25", 120, 150) == D("6.25")
    assert px.fuel_surcharge_percent("0.25", 120, 150, price_level="1.25") == 5
    assert px.fuel_surcharge_percent("0.25", 120, 150, price_level=None) is None
