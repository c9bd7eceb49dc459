"""Every vehicle used: what lists say, what it ran on, what does not agree, what nobody knows."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from followup.domain.emission_level import listed_ranks
from followup.domain.fleet import Used
from followup.services import compliance
from followup.services.vehicle import text as vehicle_text
from followup.services.vehicle import trend as fleet_trend
from followup.services.vehicle import vehicles
from followup.services.vehicle.vehicles import Filters
from followup.storage import fleet
from tests.spec.test_levels import ALL
from tests.support.world import NUMBER, World, clause

TODAY = date(2026, 6, 30)
LISTED = """
    vehicle | drive    | euro      | year | class     | hvo | from       | to
    AAA111  | diesel   | Euro VI-D | 2020 | Lastbil   | yes | 2025-01-01 | 2025-12-31
    BBB222  | diesel   | 5         | 2014 | Personbil | no  | 2025-01-01 | 2025-03-31
    CCC333  | electric |           | 2025 | Personbil |     | 2025-01-01 | 2025-12-31
    DDD444  | diesel   |           |      |           |     | 2025-01-01 | 2025-12-31
            | petrol   | Euro 6    | 2022 | Personbil |     |            |
"""
EARLIER = """
    vehicle | drive  | euro   | year | class
    AAA111  | diesel | Euro 6 | 2020 | Lastbil
    CCC333  | petrol |        | 2024 | Personbil
"""
FUEL = """
    vehicle | fuel        | quantity | from       | to         | flags
    AAA111  | hvo100      | 900      | 2025-02-01 | 2025-02-28 |
    AAA111  | hvo100      | 50       | 2025-03-01 | 2025-03-31 | questioned
    BBB222  | hvo100      | 100      | 2025-02-01 | 2025-02-28 |
    CCC333  | diesel_mk1  | 10       | 2025-02-01 | 2025-02-28 |
    EEE555  | diesel_mk1  | 70       | 2025-02-01 | 2025-02-28 |
            | diesel_mk1  | 30       | 2025-02-01 | 2025-02-28 |
"""


@pytest.fixture
def used(world: World) -> tuple[World, dict[str | None, Used]]:
    """A year's list, a later list of the same vehicles in part, and what they were given."""
    clauses = (
        clause("euro_class_share", "1", short="K1", level="Euro 6", title="Euro 6"),
        clause("vehicle_age_share", "1", short="K2", level="8", title="Ålder"),
        clause("euro_class_share", "1", short="K3", level="VI", vehicle_set="heavy"),
    )
    world.sign(*clauses, reporters=ALL)
    world.vehicles("2025", LISTED)
    world.vehicles("2025-Q3", EARLIER, reporter="Påhittat Underåkeri")
    world.fuel("2025", FUEL)
    own = world.installation
    found = vehicles.used(own, compliance.contracts_on(own, TODAY), TODAY)
    return world, {one.vehicle: one for one in found}


def test_every_vehicle_used_stands_once_with_what_is_known(
    used: tuple[World, dict[str | None, Used]],
) -> None:
    world, found = used
    assert {name: one.sign for name, one in found.items()} == {
        "BBB222": "conflict", "CCC333": "conflict", "AAA111": "fine", "DDD444": "lacking",
        "EEE555": "unlisted", None: "fine",
    }  # fmt: skip
    # Its list says no to HVO; two lists differ on a drive and a year, and diesel fits neither.
    assert found["BBB222"].conflicts == ("hvo",)
    assert found["CCC333"].conflicts == ("drive", "year", "fuel")
    # A Euro class without its letter contradicts none with one.
    assert found["AAA111"].conflicts == ()
    # Can run on is the list's word, ran on the fuel rows': 900 l and one row that is questioned.
    words = {name: vehicle_text.can_run_on(one, "sv") for name, one in found.items()}
    assert words["AAA111"] == "Diesel och HVO100"
    assert words["BBB222"] == "Diesel, inte HVO100"
    assert words["DDD444"] == "Diesel. HVO100: okänt"
    assert vehicle_text.ran_on(found["AAA111"], "sv").replace("\xa0", " ") == (
        "HVO100 900 l och okänd mängd (rader: 1)"
    )
    assert vehicle_text.ran_on(found["DDD444"], "sv") == "Ingen uppgift"
    # Litres that name nobody are no vehicle's, not even of a listed one without registration.
    assert found[None].fuels == ()
    assert vehicles.unnamed(world.installation, TODAY) == {NUMBER: 1}
    assert [one.vehicle for one in _chosen(world, found, text="bbb 2")] == ["BBB222"]
    assert [one.vehicle for one in _chosen(world, found, sign="unlisted")] == ["EEE555"]


def _chosen(world: World, found: dict[str | None, Used], **wanted: str) -> tuple[Used, ...]:
    known = compliance.contracts_on(world.installation, TODAY)
    return vehicles.chosen(found.values(), known, Filters(**wanted))  # type: ignore[arg-type]


def test_a_vehicle_reaches_a_clause_exactly_where_the_measure_counts_it(
    used: tuple[World, dict[str | None, Used]],
) -> None:
    world, _ = used
    own = world.installation
    known = compliance.contracts_on(own, TODAY)
    found = vehicles.used(own, known, TODAY)
    for short in ("K1", "K3"):
        said = Counter(d.is_met for one in found for d in one.demands
                       if d.requirement == f"{NUMBER}/{short}")  # fmt: skip
        measured = world.one("2025", short=short).measured
        sums = (measured.numerator, measured.denominator, measured.unknown)
        assert sums == (said[True], said[True] + said[False], said[None]), short


def test_a_vehicle_of_several_contracts_and_lists_is_counted_once_a_year(
    used: tuple[World, dict[str | None, Used]],
) -> None:
    world, found = used
    stretches = fleet_trend.years(found.values(), TODAY)
    assert [str(period) for period in stretches] == ["2025"]
    (year,) = fleet_trend.trend(world.installation, [NUMBER], stretches, TODAY)
    # AAA111, BBB222, CCC333, DDD444, EEE555 and the one without registration
    assert year.count == 6
    assert year.groups["drive"] == {"diesel": 3, "electric": 1, "petrol": 1, "unknown": 1}
    assert year.groups["level"] == {"6": 2, "5": 1, "no_exhaust": 1, "unknown": 2}
    # 2025 - 2020 is five years, 2025 - 2014 eleven
    assert year.groups["age"] == {"5": 1, "9": 1, "0": 2, "unknown": 2}
    assert {kind: (part.zero, part.other, part.unknown) for kind, part in year.zero.items()} == {
        "car": (1, 2, 0), "truck": (0, 1, 0), "unknown": (0, 1, 1),
    }  # fmt: skip
    assert fleet_trend.trend(world.installation, ["annat"], stretches, TODAY) == ()
    rows = fleet.rows_of(world.installation.database, "CCC333", TODAY).to_pylist()
    assert [(row["model_year"], row["is_current"]) for row in rows] == [(2025, True), (2024, True)]


def test_a_list_s_word_for_a_class_is_read_as_the_measures_read_it() -> None:
    words = {"Euro 6": (600, 699), "EURO VI-D": (640, 640), "6d-TEMP": (635, 635),
             "EEV": (580, 580), "Miljöklass Euro 5": (500, 599), "vet ej": None}  # fmt: skip
    assert {word: listed_ranks(word) for word in words} == words
    assert listed_ranks("Steg IIIB", is_vehicle=False) == (4, 4)
