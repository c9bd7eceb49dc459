"""What had been enough, measure by measure: only what counts, only what is known, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from followup.domain.measure import MEASURES
from followup.domain.remedy import Fewest, Missing, Remedy
from followup.i18n.text import LANGUAGES
from followup.services import compliance
from followup.services.asks import Inquiry, ask_table, inquiries
from followup.services.proof.explain import Proof
from followup.services.proof.row import ProofRow, row_of
from followup.services.remedy import easy_wins
from followup.services.remedy import text as remedy_text
from followup.services.remedy.smallest import smallest
from followup.storage import exemptions, measures
from tests.support import reference
from tests.support.facts import certificate_facts, fuel_facts
from tests.support.world import LEVELS, NUMBER, World, clause, close_world, monthly, open_world
from tests.support.world import period as days

AS_OF = date(2026, 6, 30)
YEARLY = tuple(
    monthly(report_type=kind, frequency="year")
    for kind in ("fuel", "vehicles", "activity", "machines")
)
LISTED = """
    vehicle | class | drive    | euro    | year
    A       | car   | electric |         | 2024
    B       | car   | diesel   | Euro 6  | 2020
    C       | van   | diesel   | Euro 5  | 2010
    D       | bus   | diesel   | Euro IV | 2008
    E       | van   |          |         |
"""
FUELLED = """
    vehicle | fuel              | quantity | km
    A       | electricity_green | 2000     | 9000
    B       | diesel_b0_offroad | 100      | 1500
    C       | diesel_b0_offroad | 400      | 4000
    D       | hvo100            | 300      | 500
"""
DRIVEN = """
    vehicle | fuel              | km    | person_km | tonne_km | trips
    A       | electricity_green | 9000  | 1000      | 10       | 5
    B       | diesel_b0_offroad | 1500  | 6000      | 20       | 4
    C       | diesel_b0_offroad | 4000  | 2000      | 70       | 9
"""
MACHINES = "machine | stage | fuel | year\nM1 | IV | diesel_mk1 | 2019\nM2 | II | diesel_mk1 | 2001"
# What each clause asks for, how many fall short and who is chosen; amounts where they matter.
EXPECTED: dict[str, tuple[str, Remedy]] = {
    "zero_emission_vehicle_share": (
        "0.5",
        Remedy(fewest=Fewest(2, 3, ("B", "C"), "vehicle", "replaced"), is_despite_unknown=True),
    ),
    "zero_emission_vehicle_count": ("6", Remedy(
        fewest=Fewest(5, 0, (), "vehicle", "added"), is_despite_unknown=True)),
    # A and D run on what counts; E was fuelled by nobody knows what.
    "renewable_vehicle_share": ("0.8", Remedy(
        fewest=Fewest(2, 2, ("B", "C"), "vehicle", "moved"), is_despite_unknown=True)),
    "euro_class_share": ("0.7", Remedy(
        fewest=Fewest(2, 2, ("C", "D"), "vehicle", "replaced"), is_despite_unknown=True)),
    "vehicle_age_share": ("0.7", Remedy(
        fewest=Fewest(2, 2, ("C", "D"), "vehicle", "replaced"), is_despite_unknown=True)),
    "machine_stage_share": ("0.6", Remedy(
        fewest=Fewest(1, 1, ("M2",), "machine", "replaced"))),
    "machine_age_share": ("0.6", Remedy(
        fewest=Fewest(1, 1, ("M2",), "machine", "replaced"))),
    "electric_machine_share": ("0.1", Remedy(
        fewest=Fewest(1, 2, ("M1",), "machine", "replaced"))),
    # 15 000 km, 9 500 count, 13 500 must.
    "renewable_distance_share": ("0.9", Remedy(work=Decimal(4000), work_unit="km",
        fewest=Fewest(1, 2, ("C",), "vehicle", "moved"))),
    "zero_emission_assignment_km_share": ("0.7", Remedy(work=Decimal(1150), work_unit="km",
        fewest=Fewest(1, 2, ("C",), "vehicle", "replaced"))),
    "fossil_person_km_share": ("0.2", Remedy(work=Decimal(6200), work_unit="person_km",
        fewest=Fewest(2, 2, ("B", "C"), "vehicle", "moved"))),
    "renewable_tonne_km_share": ("0.75", Remedy(work=Decimal(65), work_unit="tonne_km",
        fewest=Fewest(1, 2, ("C",), "vehicle", "moved"))),
    # 18 trips; half are 9, and 5 count.
    "renewable_trips_share": ("0.5", Remedy(work=Decimal(4), work_unit="trip",
        fewest=Fewest(1, 2, ("C",), "vehicle", "moved"))),
}  # fmt: skip


HEAD = "vehicle | fuel | quantity"
# Each a contract of its own with one half-year's report: the clause, and the rows.
CASES: dict[str, tuple[dict[str, Any], str]] = {
    # Of 97 000 MJ 77 600 must be electricity, biogas or hydrogen: no HVO100, and no E85.
    "other_set": (
        {"fuel_set": "el_biogas_hydrogen"},
        "A | diesel_mk1 | 2000\nB | hvo100 | 400\nB | vehicle_gas | 100",
    ),
    "right_vehicle": (
        {"limit": "0.4"}, "A | e85 | 500\nA | diesel_mk1 | 300\nB | diesel_mk1 | 300",
    ),
    "wrong_vehicle": (
        {"limit": "0.4"}, "A | e85 | 500\nC | diesel_mk1 | 300\nB | diesel_mk1 | 300",
    ),
    "not_approved": (
        {"limit": "0.9"}, "A | hvo100 | 600\nB | diesel_mk1 | 200\nC | diesel_mk1 | 200",
    ),
    "open": ({}, "A | hvo100 | 700\nB | | 200\nC | vehicle_gas | 100"),
    "too_much_unknown": (
        {"limit": "1"}, "A | hvo100 | 100\nB | diesel_b0_offroad | 500\nC | | 100",
    ),
    "dispens": (
        {}, "A | hvo100 | 100\nB | diesel_b0_offroad | 500\nC | diesel_b0_offroad | 100",
    ),
    "credit": (
        {"limit": "1"},
        "A | hvo100 | 100\nB | diesel_b0_offroad | 500\nB | diesel_b0_offroad | -450",
    ),
    "several": (
        {"limit": "0.9"},
        "A | diesel_b0_offroad | 100\nA | vehicle_gas | 70\nA | electricity | 1000",
    ),
    "near": ({"limit": "0.7"}, "A | hvo100 | 700\nB | diesel_b0_offroad | 300"),
    "nearer_by_volume": (
        {"measure": "renewable_volume_share"}, "A | hvo100 | 700\nB | diesel_b0_offroad | 300",
    ),
    "judged": ({"measure": "evidence", "limit": "1"}, ""),
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One contract with a clause of each measure above, and one for each case."""
    made = open_world(tmp_path_factory.mktemp("full"), reference.fixed_tables())
    made.sign(
        *(clause(m, limit, short=m, level=LEVELS[MEASURES[m].level])
          for m, (limit, _) in EXPECTED.items()),
        clause("report_in_time", "1", short="R"), reporters=YEARLY,
    )  # fmt: skip
    made.fuel("2025", FUELLED)
    made.vehicles("2025", LISTED)
    made.activity("2025", DRIVEN)
    made.machines("2025", MACHINES, received="2026-05-01")
    for name, (settings, rows) in CASES.items():
        signed = clause(contract=name, assessment_period="half_year", **settings)
        made.sign(signed, number=name, days="2025-H1",
                  reporters=(monthly(frequency="half_year"),))  # fmt: skip
        if rows:
            made.fuel("2025-H1", f"{HEAD}\n{rows}", contract=name)
    made.dispens("2025-H1", vehicles=("B",), contract="dispens")
    made.vehicles("2025-H1", "vehicle | drive | hvo\nB | diesel | no", contract="not_approved")
    _with_certificate(made)
    _across_a_border(made)
    _with_a_missing_month(made)
    yield made
    close_world(made)


def _with_certificate(world: World) -> None:
    signed = clause(contract="gas", assessment_period="half_year", accepts_green_gas=True)
    world.sign(signed, number="gas", days="2025-H1", reporters=(monthly(frequency="half_year"),))
    rows = f"{HEAD}\nA | vehicle_gas | 100\nB | diesel_b0_offroad | 500"
    told = "kind | number | quantity | unit\ngreen_gas | 1 | 50 | kg"
    facts = {"fuel_delivery": fuel_facts(rows), "certificate": certificate_facts(told)}
    world.submit("2025-H1", "fuel", facts, contract="gas")


def _across_a_border(world: World) -> None:
    steps = [("1900-01-01", "0.5"), ("2025-07-01", "0.6")]
    signed = clause(contract="border", steps=steps, assessment_period="half_year")
    world.sign(signed, number="border", reporters=(monthly(frequency="half_year"),))
    rows = (
        "A | diesel_b0_offroad | 1000 | 2025-01-01 | 2025-05-31",
        "A | hvo100 | 100 | 2025-06-01 | 2025-07-31",
    )
    table = "\n".join([f"{HEAD} | from | to", *rows])
    world.fuel("2025-H1", table, contract="border", received="2025-08-05")
    world.fuel("2025-H2", f"{HEAD}\nA | hvo100 | 100", contract="border")


def _with_a_missing_month(world: World) -> None:
    signed = clause(contract="missing", assessment_period="half_year")
    world.sign(signed, number="missing", days="2025-H1")
    world.fuel("2025-03", f"{HEAD}\nA | hvo100 | 100", contract="missing")


@pytest.fixture(scope="module")
def proofs(world: World) -> dict[str, Proof]:
    """What had been enough of each clause or case, all assessed at once."""
    own = world.installation
    away = exemptions.granted(own.database, AS_OF)
    asked = [
        i
        for i in inquiries(compliance.contracts_on(own, AS_OF), AS_OF)
        if i.window.period in (days("2025"), days("2025-H1"))
    ]
    found = {(a.requirement, a.period): a for a in compliance.assessments(own, AS_OF)}
    by_sql: dict[str, list[Inquiry]] = defaultdict(list)
    for inquiry in asked:
        by_sql[inquiry.requirement.spec.sql].append(inquiry)
    rows: dict[int, list[ProofRow]] = defaultdict(list)
    for sql, group in by_sql.items():
        table = measures.rows(own.database, sql, ask_table(group, away), AS_OF)
        for row in table.to_pylist():
            if row["why"] is None:
                rows[row["ask_id"]].append(row_of(row))
    given = {}
    for inquiry in asked:
        number, _, short = inquiry.requirement.identifier.partition("/")
        assessed = found[inquiry.requirement.identifier, inquiry.window.period]
        used = tuple(rows[inquiry.ask_id])
        enough = smallest(own, inquiry, assessed, used, AS_OF)
        about = (inquiry.contract, inquiry.requirement)
        given[short if number == NUMBER else number] = Proof(
            assessed, *about, used, (), (), remedy=enough
        )
    return given


@pytest.fixture(scope="module")
def remedies(proofs: dict[str, Proof]) -> dict[str, Remedy | None]:
    return {name: proof.remedy for name, proof in proofs.items()}


Remedies = dict[str, Remedy | None]


@pytest.mark.parametrize("measure", EXPECTED)
def test_the_fewest_and_the_least_of_each_measure(remedies: Remedies, measure: str) -> None:
    assert remedies[measure] == EXPECTED[measure][1]


def moved(found: Remedy | None) -> list[list[tuple[str, int, str, int]]]:
    """Every alternative as fuel, amount, fuel in its place, and its amount."""
    assert found is not None
    return [
        [(m.fuel, int(m.amount), m.to_fuel, int(m.to_amount)) for m in each] for each in found.moves
    ]


def test_litres_of_what_the_clause_leaves_out_are_never_offered(remedies: Remedies) -> None:
    """Of 97 000 MJ 77 600 must count: gas of its own kind is not enough, so energy is told."""
    found = remedies["other_set"]
    assert found is not None
    assert moved(found) == []
    # 80 000 MJ of diesel and 12 000 of HVO100 do not count, and 5 000 of gas may.
    assert (found.work, found.work_unit) == (Decimal(21556), "kWh")
    assert found.fewest == Fewest(1, 2, ("A",), "vehicle", "replaced")


def test_a_fuel_that_asks_for_its_vehicle_is_offered_to_those_that_took_it(
    remedies: Remedies,
) -> None:
    """Diesel as E85 only where the vehicle took E85; HVO100 in any."""
    assert {m[0][2] for m in moved(remedies["right_vehicle"])} == {"hvo100", "e85"}
    assert {m[0][2] for m in moved(remedies["wrong_vehicle"])} == {"hvo100"}


def test_hvo100_is_not_offered_to_a_vehicle_that_is_not_approved_for_it(
    remedies: Remedies,
) -> None:
    """The 200 l that C took are not enough, and nothing says that B can take it."""
    assert remedies["not_approved"] is not None
    assert moved(remedies["not_approved"]) == []


def test_an_open_verdict_asks_for_answers_and_no_litres(proofs: dict[str, Proof]) -> None:
    missing = (Missing("fuel", 1), Missing("share", 1, ("vehicle_gas",)))
    assert proofs["open"].remedy == Remedy(missing=missing)
    assert words(proofs["open"]) == (
        "Bedömningen väntar på detta: vilket drivmedel det är på 1 rad och hur stor del som räknas "
        "av fordonsgas (biogasandel ej angiven) (1 rad)."
    )


def test_a_breach_that_no_known_litre_can_mend_asks_for_answers_first(remedies: Remedies) -> None:
    """All must count, and nobody knows what one row is: no litre makes that sure."""
    wanted = Remedy(missing=(Missing("fuel", 1),), is_despite_unknown=True)
    assert remedies["too_much_unknown"] == wanted


def test_rows_across_a_border_are_not_moved_and_must_hold_whole(remedies: Remedies) -> None:
    """The whole rows: 43 000 MJ, 3 000 count, 60 % are 25 800: 22 800 MJ are 570 l."""
    assert moved(remedies["border"]) == [[("diesel_b0_offroad", 570, "hvo100", 760)]]


def test_what_a_dispens_takes_away_is_not_moved(remedies: Remedies) -> None:
    """7 000 MJ are left, 5 600 must count and 3 000 do: 65 l."""
    assert moved(remedies["dispens"]) == [[("diesel_b0_offroad", 65, "hvo100", 87)]]


def test_gas_that_certificates_speak_of_is_left_as_it_is(remedies: Remedies) -> None:
    """With less gas the certificate would count for less: only diesel is moved."""
    assert {m[0][0] for m in moved(remedies["gas"])} == {"diesel_b0_offroad"}


def test_a_credit_takes_litres_away_that_could_be_moved(remedies: Remedies) -> None:
    assert moved(remedies["credit"]) == [[("diesel_b0_offroad", 50, "hvo100", 67)]]


def test_where_no_fuel_alone_is_enough_several_are_moved_together(remedies: Remedies) -> None:
    """4 000 MJ of diesel, 3 500 of gas and 3 600 of electricity: 9 990 must count."""
    # Gas and electricity of unstated kind count nothing for sure; half of the year's gas is
    # richer than what replaces it.
    assert moved(remedies["several"]) == [
        [
            ("diesel_b0_offroad", 100, "hvo100", 134),
            ("electricity", 1000, "electricity_green", 1000),
            ("vehicle_gas", 48, "biogas_100", 50),
        ]
    ]


def test_missing_reports_and_judgements_are_asked_for(remedies: Remedies) -> None:
    assert remedies["missing"] == Remedy(missing=(Missing("report", 5),))
    assert remedies["judged"] == Remedy(missing=(Missing("evidence"),))


def words(seen: Proof, lang: str = "sv") -> str:
    line = remedy_text.line(seen, lang)
    return "" if line is None else line.text.replace("\xa0", " ")


def test_the_line_says_share_litres_and_vehicles(proofs: dict[str, Proof]) -> None:
    assert words(proofs["near"]) == (
        "63,6 % av 70 %: 53 l diesel utan inblandning (märkt, B0) som HVO100 (71 l), eller ett "
        "fordon helt på det som räknas, hade räckt. Det gäller B. Räknat på samma energi, "
        "avrundat uppåt."
    )


def test_a_late_report_is_named(proofs: dict[str, Proof]) -> None:
    assert "3 av 4 rapporter i tid: att rapporten kommit i tid hade räckt" in words(proofs["R"])
    assert "(Arbetsmaskiner, 2025)" in words(proofs["R"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_remedy_has_words(proofs: dict[str, Proof], lang: str) -> None:
    told = [words(proof, lang) for proof in proofs.values() if proof.remedy is not None]
    assert len(told) > len(EXPECTED)
    assert [text for text in told if not text.endswith(".") or ",," in text or "{" in text] == []


def test_the_nearest_are_told_by_the_energy_they_lack(proofs: dict[str, Proof]) -> None:
    found = easy_wins.of(
        [p.contract for p in proofs.values()], [p.assessment for p in proofs.values()],
        date(2025, 6, 30),
    )  # fmt: skip
    by_number = {w.contract.number: w for w in found}
    order = [number for number in by_number if number.startswith("near")]
    # 33 000 MJ: 21 000 count and 23 100 must; 700 of 1 000 litres count and 800 must.
    assert order == ["near", "nearer_by_volume"]
    assert by_number["near"].energy_mwh == Decimal(2100) / 3600
    assert by_number["nearer_by_volume"].lacking == 100
    told = easy_wins.line(by_number["near"], "sv").replace("\xa0", " ")
    assert told.endswith("2025 halvår 1: 63,6 % av 70 %, saknar 0,6 MWh")
