"""Rules 17 to 22: what is renewable, energy content, gas and electricity."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from followup.reference import catalogue
from followup.services.asks import ask_table, inquiries
from followup.storage import contracts, measures
from tests.support.world import NUMBER, World, clause, close_world, open_world

# Rule 17: shares between bounds, with a date


@pytest.mark.parametrize(
    ("limit", "verdict"), [("0.1", "met"), ("0.12", "not_assessable"), ("0.150001", "not_met")]
)
def test_a_verdict_on_blended_diesel_stands_only_if_both_bounds_give_it(
    world: World, limit: str, verdict: str
) -> None:
    world.sign(clause(limit=limit), days="2025-07-01..2025-12-31")
    world.fuel("2025-H2", "fuel | quantity\n diesel_mk1 | 100")  # 10 to 15 % from July
    seen = world.one("2025-H2")
    measured = seen.measured
    assert (measured.numerator, measured.denominator, measured.unknown) == (400, 3800, 200)
    assert seen.verdict == verdict
    assert "assumed_share" in seen.reasons


def test_a_row_on_both_sides_of_a_change_of_share_is_cut_there(world: World) -> None:
    world.sign(clause())
    world.fuel("2025", "fuel | quantity | from | to\n diesel_mk1 | 2 | 2025-06-30 | 2025-07-01")
    measured = world.one("2025").measured
    # one litre at 5 to 10 %, one at 10 to 15 %, 40 MJ each
    assert measured.numerator == 40 * Decimal("0.05") + 40 * Decimal("0.1")
    assert measured.unknown == 40 * Decimal("0.05") + 40 * Decimal("0.05")


def test_outside_the_mandate_blended_diesel_counts_as_nothing(world: World) -> None:
    world.sign(clause(fuel_set="renewable_outside_mandate"))
    world.fuel("2025", "fuel | quantity\n hvo100 | 80\n diesel_mk1 | 15")
    seen = world.one("2025")
    assert (seen.measured.numerator, seen.measured.denominator) == (2400, 3000)
    assert (seen.measured.unknown, seen.verdict) == (0, "met")


# Rule 18: energy and emissions


def test_a_row_across_a_new_energy_content_takes_each_on_its_days(world: World) -> None:
    world.sign(clause())
    world.fuel("2025", "fuel | quantity | from | to\n biogas_100 | 2 | 2025-09-30 | 2025-10-01")
    assert world.one("2025").measured.denominator == 48 + 46


def tonnes(world: World) -> tuple[Decimal, Decimal | None]:
    """Known and unknown emissions of the contract's year."""
    database = world.installation.database
    day = catalogue.OPEN_END.replace(year=2026, month=6, day=30)
    found = ask_table(inquiries(contracts.load(database, day), day), ())
    total = measures.totals(database, "ghg_tonnes", found, day)[0]
    return total.numerator, total.unknown


def test_emissions_are_between_the_bounds_of_the_years_factor(world: World) -> None:
    world.sign(clause())
    world.fuel("2025", "fuel | quantity\n hvo100 | 1000\n diesel_mk1 | 1000")
    # 1000 l x 0.3 to 0.5 kg and 1000 l x 2.5 kg
    assert tonnes(world) == (Decimal("2.8"), Decimal("0.2"))


def test_a_years_factor_ends_with_the_year_but_the_energy_does_not(world: World) -> None:
    world.sign(clause(assessment_period="contract"), days="2025-12-01..2026-01-31")
    world.fuel("2025-12-01..2026-01-31", """
        fuel   | quantity | from       | to
        hvo100 | 2        | 2025-12-31 | 2026-01-01
    """)  # fmt: skip
    assert tonnes(world)[1] is None
    assert world.assess()[0].measured.denominator == 2 * 30


def test_negative_factors_offset_nothing(world: World) -> None:
    world.sign(clause())
    world.fuel("2025", "fuel | quantity\n biogas_100 | 1000\n diesel_mk1 | 100")
    assert tonnes(world) == (Decimal("0.25"), 0)


# Rule 19: gas


def test_vehicle_gas_without_a_stated_share_is_unknown_between_bounds(world: World) -> None:
    world.sign(clause(limit="0.5"))
    world.fuel("2025", "fuel | quantity | unit\n vehicle_gas | 10 | kg\n biogas_100 | 10 | kg")
    seen = world.one("2025", as_of="2026-01-02")
    measured = seen.measured
    # the biogas report covers the year: its 10 kg hold 48 MJ/kg until September, 46 from October
    first, rest = 10_000 * 273 // 365, 10_000 - 10_000 * 273 // 365
    known = Decimal(first * 48 + rest * 46) / 1000
    assert (measured.numerator, measured.unknown) == (known, 500)
    assert seen.verdict == "not_assessable"


def test_kilograms_and_normal_cubic_metres_meet_in_energy(world: World) -> None:
    world.sign(clause())
    world.fuel("2025", "fuel | quantity | unit\n vehicle_gas | 1 | kg\n vehicle_gas | 1 | Nm3")
    assert world.one("2025").measured.unknown == 50 + 35


def test_a_unit_without_energy_content_bounds_nothing(world: World) -> None:
    world.sign(clause(limit="0.1"))
    world.fuel("2025", "fuel | quantity | unit\n hvo100 | 10 | l\n hvo100 | 10 | kg")
    seen = world.one("2025")
    assert (seen.verdict, seen.measured.unknown) == ("not_assessable", None)
    assert "no_energy_content" in seen.reasons


# Rule 20: electricity


@pytest.mark.parametrize("measure", ["renewable_energy_share", "fossil_energy_share"])
@pytest.mark.parametrize(
    ("rule", "renewable", "unknown"),
    [("all", 720, 0), ("origin_labelled", 360, 0), ("unknown", 360, 360)],
)
def test_electricity_of_unstated_origin_follows_the_clause(
    world: World, measure: str, rule: str, renewable: int, unknown: int
) -> None:
    world.sign(clause(measure, "0.5", electricity=rule))
    world.fuel("2025", "fuel | quantity\n electricity | 100\n electricity_green | 100")
    measured = world.one("2025").measured
    known = renewable if measure == "renewable_energy_share" else 720 - renewable - unknown
    assert (measured.numerator, measured.unknown) == (known, unknown)
    assert measured.denominator + measured.unknown == 720


def test_a_clause_for_labelled_electricity_wins_over_a_set_that_takes_all(world: World) -> None:
    world.sign(
        clause(limit="0.6", fuel_set="el_biogas_hydrogen", electricity="origin_labelled"),
        clause(limit="0.6", fuel_set="el_biogas_hydrogen", short="K2"),
    )
    world.fuel("2025", "fuel | quantity\n electricity | 100\n electricity_green | 100")
    assert [a.verdict for a in world.assess() if str(a.period) == "2025"] == ["not_met", "met"]


def test_where_the_exhaust_counts_the_origin_of_electricity_does_not(world: World) -> None:
    world.sign(clause("zero_emission_energy_share", "1", electricity="origin_labelled"))
    world.fuel("2025", "fuel | quantity\n electricity | 100")
    assert world.one("2025").verdict == "met"


# Rule 21: partly renewable fuels


def test_only_the_renewable_part_of_e85_counts(world: World) -> None:
    world.sign(clause())
    world.fuel("2025", "fuel | quantity\n e85 | 100")
    measured = world.one("2025", as_of="2026-02-01").measured
    assert (measured.numerator, measured.denominator) == (1600, 2000)


# Rule 22: an unmapped name is neither fossil nor renewable


@pytest.mark.parametrize("measure", ["renewable_energy_share", "fossil_energy_share"])
def test_an_unmapped_fuel_is_unknown_to_every_side(world: World, measure: str) -> None:
    world.sign(clause(measure, "0.5"))
    world.fuel("2025", "fuel | quantity\n | 100")
    seen = world.one("2025")
    assert (seen.measured.numerator, seen.measured.denominator) == (0, 0)
    assert (seen.measured.unknown, seen.verdict) == (4000, "not_assessable")


# The same engine on the released catalogue


@pytest.fixture(scope="module")
def tables() -> dict[str, pa.Table]:
    return catalogue.load().tables()


@pytest.fixture
def real(tmp_path: Path, tables: dict[str, pa.Table]) -> Iterator[World]:
    opened = open_world(tmp_path, tables)
    yield opened
    close_world(opened)


def test_published_shares_on_energy_and_volume_are_reproduced(real: World) -> None:
    # SH-01: 10 x 9450 / (10 x 9450 + 5 x 9800) = 65.85 % of energy, 66.67 % of volume
    real.sign(clause(), clause("renewable_volume_share", "0.8", short="K2"))
    real.fuel("2025", "fuel | quantity\n hvo100 | 10000\n diesel_b0_offroad | 5000")
    energy, volume = (real.one("2025", short=s).measured.low for s in ("K1", "K2"))
    assert (round(energy * 100, 2), round(volume * 100, 2)) == (
        Decimal("65.85"),
        Decimal("66.67"),
    )


@pytest.mark.parametrize("measure", ["renewable_energy_share", "fossil_energy_share"])
def test_every_fuel_of_the_catalogue_keeps_all_its_energy_in_every_year(
    real: World, measure: str
) -> None:
    """A fuel bought evenly through the years is summed whole, whatever figures came and went."""
    numbers = {}
    for row in real.installation.database.connection.execute(
        "SELECT fuel, unit, any_value(mj_per_unit) FROM memory.ref.energy_content "
        "WHERE country = 'SE' GROUP BY fuel, unit HAVING count(DISTINCT mj_per_unit) = 1"
    ).fetchall():
        fuel, unit, content = row
        numbers[f"{fuel}-{unit}"] = content
        number = f"{NUMBER}-{fuel}-{unit}"
        real.sign(
            clause(measure, "0.5", contract=number, assessment_period="contract"),
            days="2016-01-01..2026-12-31",
        )
        real.fuel(
            "2016-01-01..2026-12-31", f"fuel | quantity | unit\n {fuel} | 1000 | {unit}",
            contract=number,
        )  # fmt: skip
    seen = real.assess(as_of="2027-06-30")
    assert len(seen) == len(numbers) > 15
    for assessment in seen:
        content = numbers[assessment.contract.removeprefix(f"{NUMBER}-")]
        measured = assessment.measured
        assert measured.denominator + measured.unknown == 1000 * content, assessment.contract
