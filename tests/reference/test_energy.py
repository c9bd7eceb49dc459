"""The calculations of followup.rules.energy: published examples to the digit, and what is refused.

Examples of the field stand beside each function and are run here as they stand.
"""

from __future__ import annotations

import doctest
from collections.abc import Callable
from decimal import Decimal

import pytest

from followup.domain import exact
from followup.rules import energy, fuel_mix
from followup.rules.energy import climate, mixes, savings, units

D = Decimal


@pytest.mark.parametrize("module", [exact, units, mixes, climate, savings, fuel_mix])
def test_the_examples_beside_the_functions_hold(module: object) -> None:
    found = doctest.testmod(module)  # type: ignore[arg-type]
    assert found.attempted > 0
    assert found.failed == 0


def test_em_02_mj_to_litres() -> None:
    # emissieberekenen.nl, Annex D: 300 MJ of diesel at 0.028 l/MJ
    assert energy.half_up(energy.by_factor(300, 0.028), 1) == D("8.4")


@pytest.mark.parametrize(
    ("share", "part", "rest", "expected"),
    [
        # SPBI, Energiinnehåll, densitet och koldioxidemission: kWh/m3, kg/m3, kg CO2/l.
        # MIX-01, petrol with 5 vol-% ethanol; MIX-03, diesel Mk3 with 5 vol-% FAME.
        ("0.05", (5900, 790, 0), (9100, 750, "2.36"), ("8940", "752", "2.24")),
        ("0.05", (9150, 884, 0), (9950, 840, "2.66"), ("9910", "842", "2.53")),
    ],
)
def test_a_mix_is_the_mean_by_volume(
    share: str, part: tuple[str | int, ...], rest: tuple[str | int, ...], expected: tuple[str, ...]
) -> None:
    for one, other, digits, answer in zip(part, rest, (0, 0, 2), expected, strict=True):
        found = energy.mixed([share], [one], other)
        assert energy.half_up(found, digits) == D(answer)
        both = energy.mixed([D(1) - D(share), share], [other, one])
        assert both == found


def test_em_08_rp_01_sh_03_savings_against_a_comparator() -> None:
    assert energy.half_up(100 * known(energy.saving_of_fuel(0.35, 34.2, 83.8))) == 88
    assert energy.half_up(100 * known(energy.saving_of_fuel("1.63", 35, "83.8"))) == 44
    reduced = known(energy.reduction_achieved("95.1", ["0.7", "0.3"], ["95.1", 14]))
    assert energy.half_up(100 * reduced, 2) == D("25.58")
    assert energy.emission_ceiling("83.8", "0.8", digits=2) == D("16.76")
    # SH-03's note: averages of 2016, HVO passes and FAME does not
    assert energy.saves_enough(14, "83.8", "0.8") is True
    assert energy.saves_enough("32.3", "83.8", "0.8") is False


def test_sh_01_a_share_differs_by_energy_and_by_volume() -> None:
    litres, content, counts = (10000, 5000), (9450, 9800), (1, 0)
    by_energy = known(energy.counted_share(litres, counts, content))
    by_volume = known(energy.counted_share(litres, counts))
    assert energy.half_up(100 * by_energy, 2) == D("65.85")
    assert energy.half_up(100 * by_volume, 2) == D("66.67")
    shares = energy.energy_shares(litres, content)
    assert shares is not None
    back = energy.volume_shares(shares, content)
    assert back is not None
    assert energy.half_up(back[0], 12) == energy.half_up(by_volume, 12)


@pytest.mark.parametrize(
    ("amount", "unit", "into", "expected"),
    [
        # UN-01
        (125, "mil", "km", "1250"),
        (10, "gal_imp", "l", "45.46"),
        (100, "mile", "km", "160.93"),
        ("9.45", "kWh/l", "MJ/l", "34.02"),
        (9450, "kWh/m3", "MJ/l", "34.02"),
        # definitions
        (1, "toe", "MWh", "11.63"),
        (54, "GWh/year", "MWh/year", "54000"),
        (94, "g CO2e/MJ", "g CO2e/kWh", "338.40"),
        (2, "kWh/mil", "kWh/100 km", "20"),
        (None, "kWh", "MJ", None),
    ],
)
def test_un_01_units(amount: object, unit: str, into: str, expected: str | None) -> None:
    found = energy.half_up(energy.converted(amount, unit, into), 2)  # type: ignore[arg-type]
    assert found == (None if expected is None else D(expected))


def test_what_is_not_known_is_never_nought() -> None:
    assert energy.mixed(["0.5", "0.5"], [1, None]) is None
    assert energy.mixed([1, 0], [1, None]) == 1
    assert energy.energy_shares([10, None], [9450, 9800]) is None
    assert energy.counted_share([10, 5], [1, None]) is None
    assert energy.saved_share(None, 5) is None
    assert energy.primary_energy([5, 3], [1, None]) is None
    assert energy.total_known([None, None]) == (None, 2)


@pytest.mark.parametrize(
    "call",
    [
        lambda: energy.converted(1, "l", "MJ"),
        lambda: energy.converted(1, "m3", "Nm3"),
        lambda: energy.converted(1, "furlong", "km"),
        lambda: energy.mixed(["0.6", "0.5"], [1, 2]),
        lambda: energy.mixed(["0.6"], [1]),
        lambda: energy.mixed(["-0.1", "1.1"], [1, 2]),
        lambda: energy.shares_of([0, 0]),
        lambda: energy.counted_share([1, 1], [1, 2]),
        lambda: energy.saving(10, 0),
        lambda: energy.share_for_reduction("0.2", 95, 95),
        lambda: energy.saved_share(0, 5),
        lambda: energy.degree_day_corrected(1, 2, 0),
        lambda: energy.exact("about five"),
        lambda: energy.exact("NaN"),
    ],
)
def test_the_impossible_is_refused_with_a_sentence(call: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+ \w+"):
        call()


def test_a_factor_can_be_rounded_before_it_is_used() -> None:
    assert energy.converted(1000, "MJ", "kWh", factor_digits=2) == 280
    assert energy.emission_per_unit("93.3", "32.2", digits=0) == 3004  # Energimyndigheten, alkylate
    found = energy.degree_day_corrected(1000, 4000, 3500, ratio_digits=2)
    assert found == 1140


def known(value: Decimal | None) -> Decimal:
    assert value is not None
    return value
