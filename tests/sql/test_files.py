"""Every SQL file says what a row is, and runs on the embedded file and on the lake."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest

from followup.domain.requirement import MEASURES
from followup.reference import catalogue
from followup.services.asks import ask_table, inquiries
from followup.storage import contracts, decisions, exemptions, measures, sqltext, submissions
from tests.support.circular import send
from tests.support.world import LEVELS, NUMBER, World, clause, monthly

FOLDER = Path(sqltext.__file__).parent / "sql"
FILES = sorted(FOLDER.glob("*/*.sql"))
AS_OF = date(2026, 6, 30)


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_the_first_line_says_what_a_row_is(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("-- one row per ")


def test_every_measure_named_has_a_file_and_every_file_a_use() -> None:
    named = {spec.sql for spec in MEASURES.values()} | {"ghg_tonnes"}
    assert {path.stem for path in FILES if path.parent.name == "measures"} == named


@pytest.fixture
def filled(each_world: World) -> World:
    """One report of each kind, replaced once, a nil report and a dispens; on file and lake."""
    world = each_world
    clauses = [
        clause(
            m, "0.5", short=f"K{n:02}", assessment_period="half_year", level=LEVELS[spec.level],
            steps=[("1900-01-01", "80" if spec.scale == "mean" else "0.5")],
        )
        for n, (m, spec) in enumerate(MEASURES.items())
    ]  # fmt: skip
    kinds = ("fuel", "vehicles", "activity", "machines", "packaging", "furniture", "food_waste")
    world.sign(*clauses, reporters=tuple(monthly(report_type=kind) for kind in kinds))
    first = world.fuel("2025-H1", "fuel | quantity\n diesel_b0_offroad | 10")
    world.fuel("2025-H1", """
        vehicle | fuel              | quantity | km
        ABC123  | hvo100            | 80       | 800
        DEF456  | diesel_b0_offroad | 15       | 150
        GHI789  | diesel_b0_offroad | 15       | 150
    """, replaces=(first,))  # fmt: skip
    world.vehicles("2025-H1", """
        vehicle | drive    | euro    | year
        ABC123  | electric |         | 2024
        DEF456  | diesel   | Euro VI | 2012
    """)  # fmt: skip
    world.activity("2025-H1", """
        vehicle | fuel              | km  | person_km | tonne_km | trips
        ABC123  |                   | 800 | 8000      | 80       | 8
        DEF456  | diesel_b0_offroad | 150 | 1500      | 15       | 2
    """)  # fmt: skip
    world.machines("2025-H1", """
        machine | stage | fuel        | year
        M1      | V     |             | 2021
        M2      |       | electricity | 2010
    """)  # fmt: skip
    send(world, "packaging", """
        class    | kg | units | rotations | content | returned
        reuse    | 60 | 10    | 100       | 0       | 50
        recycled | 30 | 20    |           | 1       | 0
        biobased | 10 | 10    |           | 1       | 10
    """, "2025-H1")  # fmt: skip
    send(world, "furniture", """
        how    | pieces | value | label | fixed | back
        reused | 6      | 1000  |       | yes   | 5
        hired  | 1      | 1000  |       | no    | 0
        new    | 3      | 9000  | yes   | no    | 0
    """, "2025-H1")  # fmt: skip
    send(world, "food_waste", """
        scope   | kg | portions
        plate   | 40 | 1000
        serving | 40 | 1000
        kitchen | 10 |
    """, "2025-H1")  # fmt: skip
    judged = [c.identifier.split("/")[1] for c in clauses if c.spec.sql == "evidence"]
    for short in judged:
        world.judge("2025-03-01", is_met=True, short=short)
    world.nil("2025-H2")
    world.dispens("2025", vehicles=("GHI789",))
    return world


def test_every_view_and_measure_runs(filled: World) -> None:
    database = filled.installation.database
    for name in sqltext.names("views"):
        with measures.cursor(database, AS_OF) as own:
            own.execute(f"SELECT * FROM app.{name[3:]}").fetchall()
    inquired = inquiries(contracts.load(database, AS_OF), AS_OF)
    asks = ask_table(inquired, exemptions.granted(database, AS_OF))
    for path in FILES:
        if path.parent.name == "measures":
            rows = measures.rows(database, path.stem, asks, AS_OF)
            assert rows.num_rows > 0, path.stem
    assert measures.fuel_mix(database, asks, AS_OF).num_rows > 0
    assert measures.totals_by_contract(database, "energy_share", asks, AS_OF)


@pytest.mark.parametrize("each_world", ["embedded", "lake"], indirect=True)
def test_file_and_lake_give_the_same_verdicts(filled: World) -> None:
    seen = {(a.measure, str(a.period)): a.verdict for a in filled.assess()}
    h1 = {measure: seen[measure, "2025-H1"] for measure in MEASURES}
    assert h1 == {
        "renewable_energy_share": "met",  # 2400 of 3000 MJ
        "fossil_energy_share": "met",
        "zero_emission_energy_share": "not_met",
        "renewable_volume_share": "met",  # 80 of 95 l
        "fossil_volume_share": "met",
        "renewable_distance_share": "met",  # 800 of 950 km
        "fossil_distance_share": "met",
        "zero_emission_distance_share": "not_met",
        "renewable_vehicle_share": "met",  # one of two, exactly
        "fossil_vehicle_share": "met",
        "zero_emission_vehicle_share": "not_assessable",  # electric, yet filled with HVO
        "renewable_assignment_km_share": "met",
        "fossil_assignment_km_share": "met",
        "zero_emission_assignment_km_share": "not_assessable",  # electric, yet filled with HVO
        "renewable_person_km_share": "met",
        "fossil_person_km_share": "met",
        "zero_emission_person_km_share": "not_assessable",
        "renewable_tonne_km_share": "met",
        "fossil_tonne_km_share": "met",
        "zero_emission_tonne_km_share": "not_assessable",
        "renewable_trips_share": "met",
        "fossil_trips_share": "met",
        "zero_emission_trips_share": "not_assessable",
        "euro_class_assignment_km_share": "met",
        "euro_class_person_km_share": "met",
        "euro_class_tonne_km_share": "met",
        "renewable_vehicle_count": "met",
        "zero_emission_vehicle_count": "not_assessable",
        "euro_class_share": "met",
        "vehicle_age_share": "met",  # one of two is at most eight years old
        "machine_stage_share": "met",
        "machine_age_share": "met",
        "electric_machine_share": "met",
        # 80 x 300 to 500 g and 15 x 3000 g: 69 to 85 kg over 950 km and over 3000 MJ
        "ghg_per_km": "not_assessable",  # 72.6 to 89.5 g/km
        "ghg_per_kwh": "not_met",  # 82.8 to 102 g/kWh
        "nox_per_kwh": "not_assessable",
        "pm_per_kwh": "not_assessable",
        "reused_packaging_share": "met",  # 60 of 100 kg
        "reused_packaging_unit_share": "not_met",  # 10 of 40 packages
        "recycled_packaging_share": "not_met",
        "recycled_packaging_unit_share": "met",
        "biobased_packaging_share": "not_met",
        "biobased_packaging_unit_share": "not_met",
        "recycled_content_share": "not_met",  # 40 of 100 kg
        "packaging_return_share": "met",
        "packaging_rotations": "met",  # 100 uses against 80
        "circular_furniture_share_pieces": "met",
        "circular_furniture_share_value": "not_met",  # 2000 of 11000 kr
        "reused_furniture_share": "met",
        "furniture_ecolabel_share": "met",  # all of the new
        "furniture_repair_share": "met",
        "furniture_take_back_share": "met",
        "food_waste_per_portion": "not_met",  # 90 g against 80
        "plate_waste_per_portion": "met",
        "evidence": "met",
        "function": "met",
        "not_on_market": "not_due",
        "report_in_time": "not_met",  # half-years of reports came when the half-year was over
    }
    assert seen["renewable_energy_share", "2025-H2"] == "exempt"


def test_what_was_stored_is_read_back(filled: World) -> None:
    database = filled.installation.database
    reports = submissions.current(database)
    assert [(s.contract, s.report_type, s.row_count) for s in reports] == [
        (NUMBER, "fuel", 3), (NUMBER, "vehicles", 2), (NUMBER, "activity", 2),
        (NUMBER, "machines", 2), (NUMBER, "packaging", 3), (NUMBER, "furniture", 3),
        (NUMBER, "food_waste", 3),
    ]  # fmt: skip
    stored = submissions.facts(database, reports[0].submission, "fuel_delivery")
    assert stored.column("vehicle_id").to_pylist() == ["ABC123", "DEF456", "GHI789"]
    assert len(submissions.every(database)) == 8
    (contract,) = contracts.load(database, AS_OF)
    assert [r.measure for r in contract.requirements] == list(MEASURES)
    assert contract.requirements[0].limits.steps[0].value * 2 == 1
    assert [e.vehicles for e in exemptions.granted(database)] == [("GHI789",)]
    assert [n.reason for n in decisions.nil_reports(database)] == ["sommaruppehåll"]


def _overlaps(days: list[tuple[date, date]]) -> bool:
    ordered = sorted(days)
    return any(a[1] >= b[0] for a, b in pairwise(ordered))


@pytest.mark.parametrize("as_of", [date(2019, 1, 1), date(2024, 6, 1), date(2026, 11, 22)])
@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("fuel_share", ("fuel_set", "fuel", "country")),
        ("ghg_factor", ("factor_set", "fuel", "country", "unit")),
        ("energy_content", ("fuel", "country", "unit")),
    ],
)
def test_the_catalogue_has_one_figure_for_a_day_as_known_on_a_day(
    tables: dict[str, pa.Table], name: str, key: tuple[str, ...], as_of: date
) -> None:
    spans: dict[tuple[str, ...], list[tuple[date, date]]] = {}
    for row in tables[name].to_pylist():
        if row["known_from"] <= as_of < row["known_to"]:
            place = tuple(row[k] for k in key)
            spans.setdefault(place, []).append((row["valid_from"], row["valid_to"]))
    assert spans
    assert [place for place, days in spans.items() if _overlaps(days)] == []


@pytest.fixture(scope="module")
def tables() -> dict[str, pa.Table]:
    return catalogue.load().tables()
