"""Energy saved per tender: no saving without a baseline, expected and measured never together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from followup.domain.energy_saving import EnergyMeasured, EnergySaving
from followup.domain.goal import Progress
from followup.errors import UserError
from followup.rules import saved_energy
from followup.services.energy import savings
from followup.services.goal import status
from followup.services.installation import Actor, now_utc
from tests.support.world import NUMBER, World, lent_world, real_world

D = Decimal
LAMPS = EnergySaving(
    "", "Belysning", "buildings", "Påhittad kommun", baseline_kind="previous_tender",
    baseline_kwh=D(180_000), baseline_source="Elmätare 2023", expected_kwh=D(80_000),
    expected_year=2024, expected_source="Anbudet",
)  # fmt: skip
KITCHEN = replace(LAMPS, title="Kök", category="food_and_catering", baseline_units=D(1000),
                  expected_units=D(500), expected_kwh=D(60_000))  # fmt: skip
DAY = date(2026, 2, 16)
KIM = Actor("Kim Exempel")


def save(world: World, saving: EnergySaving, day: date = DAY) -> str:
    return savings.name_of(savings.save(world.installation, saving, KIM, now_utc(), day))


def measure(world: World, name: str, year: int, kwh: int, day: date = DAY) -> None:
    measured = EnergyMeasured(name, year, D(kwh), None, "Elmätare")
    savings.measure(world.installation, measured, KIM, now_utc(), day)


def test_a_saving_is_the_baseline_less_the_use_and_expected_stands_apart_from_measured() -> None:
    lamps = replace(LAMPS, identifier="E1", grams_per_kwh=D(25), factor_source="Påhittad 2024")
    kitchen = replace(KITCHEN, identifier="E2")
    bare = replace(LAMPS, identifier="E3", baseline_kwh=None, baseline_kind=None)
    measured = [EnergyMeasured("E1", 2024, D(95_000), None, "Elmätare"),
                EnergyMeasured("E1", 2025, D(90_000), None, "Elmätare")]  # fmt: skip
    found = saved_energy.every([lamps, kitchen, bare], measured)
    # 180 000 - 80 000; 180 000 x 500/1 000 - 60 000; nothing without a baseline
    ante = saved_energy.rate(found, "ex_ante")
    assert [s.saved_kwh for s in ante.counted] == [D(100_000), D(30_000)]
    assert (ante.kwh, ante.tonnes, ante.without_factor) == (D(130_000), D("2.5"), 1)
    assert [(s.saving.identifier, s.why) for s in ante.not_counted] == [("E3", "no_baseline")]
    # The newest measured year alone, 180 000 - 90 000
    post = saved_energy.rate(found, "ex_post")
    assert (post.kwh, post.tonnes) == (D(90_000), D("2.25"))
    assert [s.why for s in post.not_counted] == ["no_figure", "no_baseline"]
    assert saved_energy.summed([]).kwh is None


def test_a_year_without_the_amount_of_service_is_not_counted() -> None:
    kitchen = replace(KITCHEN, identifier="E2", expected_units=None)
    assert saved_energy.ex_ante(kitchen).why == "no_units"


def test_corrected_measured_again_and_withdrawn_each_as_an_act_that_is_kept(world: World) -> None:
    own = world.installation
    name = save(world, LAMPS, date(2025, 1, 20))
    measure(world, name, 2025, 95_000)
    measure(world, name, 2025, 99_000)
    savings.save(own, replace(LAMPS, identifier=name, baseline_kwh=D(170_000), note="Fel mätare"),
                 KIM, now_utc(), DAY)  # fmt: skip
    found = savings.overview(own, DAY)
    assert [(s.stage, s.year, s.saved_kwh) for s in found.saved] == [
        ("ex_ante", 2024, D(90_000)), ("ex_post", 2025, D(71_000)),
    ]  # fmt: skip
    # What was known a year ago is what was known then.
    before = savings.overview(own, date(2025, 2, 1))
    assert [s.saved_kwh for s in before.saved] == [D(100_000), None]
    savings.withdraw(own, name, "Dubblett", KIM, now_utc(), DAY)
    assert savings.overview(own, DAY).savings == ()
    assert [w.kind for w in savings.history(own, name, DAY)] == [
        "withdraw_energy_saving", "correct_energy_saving", "measure_energy", "measure_energy",
        "save_energy_saving",
    ]  # fmt: skip


@pytest.fixture
def real(tmp_path: Path) -> Iterator[World]:
    with lent_world(tmp_path, real_world) as lent:
        yield lent


def test_the_goal_of_spp_regions_takes_what_was_measured_and_says_how_much_of_it(
    real: World,
) -> None:
    world = real
    world.sign(start_date=date(2024, 1, 1), end_date=date(2025, 12, 31))
    lamps, bus = save(world, LAMPS), save(world, replace(LAMPS, title="Buss", contract=NUMBER))
    save(world, replace(LAMPS, title="Utan", baseline_kwh=None, baseline_kind=None))
    measure(world, lamps, 2024, 80_000)
    measure(world, bus, 2024, 130_000)
    measure(world, lamps, 2025, 80_000)
    progress = goal(world)
    # 0.1 + 0.05 GWh with both in; then one of two
    assert [(p.day.year, p.value, p.coverage) for p in progress.series] == [
        (2024, D("0.15"), 1), (2025, D("0.1"), D("0.5")),
    ]  # fmt: skip
    assert "low_coverage" in progress.reasons
    # The bid's promise holds to the contract's last year.
    found = savings.overview(world.installation, DAY)
    kwh = [found.of_year("ex_ante", year).kwh for year in (2023, 2024, 2025, 2026)]
    assert kwh == [None, D(200_000), D(200_000), D(100_000)]


def goal(world: World) -> Progress:
    spp = status.goal(world.installation, "SPP_54", DAY, "sv")
    return status.progress_of(world.installation, [spp], DAY)[0]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "saving_title"),
        ({"organisation": ""}, "saving_organisation"),
        ({"category": "ships"}, "saving_choice"),
        ({"baseline_source": None}, "saving_source"),
        ({"expected_year": None}, "saving_source"),
        ({"baseline_kwh": D(0)}, "saving_amount"),
        ({"grams_per_kwh": D(25)}, "saving_factor"),
        ({"contract": "FINNS-INTE"}, "unknown_contract"),
        ({"identifier": "E99"}, "unknown_saving"),
    ],
)
def test_what_could_never_be_traced_is_refused(
    world: World, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(UserError) as refused:
        save(world, replace(LAMPS, **changes))  # type: ignore[arg-type]
    assert refused.value.code == code
