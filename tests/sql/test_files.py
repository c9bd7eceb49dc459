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
from tests.support.world import NUMBER, World, clause, monthly

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
        clause(m, "0.5", short=f"K{n:02}", assessment_period="half_year")
        for n, m in enumerate(MEASURES)
    ]
    world.sign(*clauses, reporters=(monthly(), monthly(report_type="vehicles")))
    first = world.fuel("2025-H1", "fuel | quantity\n diesel_b0_offroad | 10")
    world.fuel("2025-H1", """
        vehicle | fuel              | quantity | km
        ABC123  | hvo100            | 80       | 800
        DEF456  | diesel_b0_offroad | 15       | 150
        GHI789  | diesel_b0_offroad | 15       | 150
    """, replaces=(first,))  # fmt: skip
    world.vehicles("2025-H1", "vehicle | drive\n ABC123 | electric\n DEF456 | diesel")
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
        "report_in_time": "not_met",  # half-years of reports came when the half-year was over
    }
    assert seen["renewable_energy_share", "2025-H2"] == "exempt"


def test_what_was_stored_is_read_back(filled: World) -> None:
    database = filled.installation.database
    reports = submissions.current(database)
    assert [(s.contract, s.report_type, s.row_count) for s in reports] == [
        (NUMBER, "fuel", 3), (NUMBER, "vehicles", 2),
    ]  # fmt: skip
    stored = submissions.facts(database, reports[0].submission, "fuel_delivery")
    assert stored.column("vehicle_id").to_pylist() == ["ABC123", "DEF456", "GHI789"]
    assert len(submissions.every(database)) == 3
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
