"""Requirements as they are really written: Euro class, stage, age, numbers, means, evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from followup.domain.emission_level import level_rank
from followup.domain.parties import Extension
from followup.domain.timeline import StepRule, Timeline
from followup.services.asks import ask_table, inquiries
from followup.services.proof import explain
from followup.services.proof.text import finding, six_lines
from followup.storage import contracts, measures
from tests.support.world import NUMBER, World, clause, monthly, period

ALL = tuple(monthly(report_type=kind) for kind in ("fuel", "vehicles", "activity", "machines"))
FLEET = """
    vehicle | drive    | euro      | year | class    | from       | to
    ABC123  | diesel   | Euro VI-D | 2020 | Lastbil  | 2025-01-01 | 2025-12-31
    DEF456  | diesel   | 5         | 2014 | Personbil| 2025-01-01 | 2025-03-31
    GHI789  | electric |           | 2025 | Personbil| 2025-01-01 | 2025-12-31
    JKL012  | diesel   |           |      |          | 2025-01-01 | 2025-12-31
"""


def sums(world: World, short: str = "K1") -> tuple[Decimal, Decimal, Decimal | None]:
    """Numerator, denominator and unknown of a clause's year."""
    found = world.one("2025", short=short).measured
    return found.numerator, found.denominator, found.unknown


def fleet(world: World, measure: str, limit: str = "1", **changes: object) -> World:
    """A year's vehicle list under one clause."""
    world.sign(clause(measure, limit, **changes), reporters=ALL)
    world.vehicles("2025", FLEET)
    return world


# Rule 23 and the levels of R08, R09, R17 and R36


def test_an_unknown_euro_class_is_unknown_never_no(world: World) -> None:
    fleet(world, "euro_class_share", "0.75", level="Euro 6")
    # VI-D reaches it, 5 does not, what is electric has no class and reaches all, one is unknown
    assert sums(world) == (2, 3, 1)
    assert world.one("2025").verdict == "not_assessable"


WRITTEN = {
    ("Euro 6", "6"): True, ("EURO VI", "6"): True, ("6d-TEMP", "6d"): False,
    ("Euro 6d", "6d-TEMP"): True, ("EEV", "6"): False, ("Miljöklass Euro 5", "Euro V"): True,
    ("Euro 6", "6d"): None, ("vet ej", "Euro V"): None,
}  # fmt: skip


def test_a_euro_class_is_read_as_people_write_it(world: World) -> None:
    asked = sorted({level for _, level in WRITTEN})
    clauses = [clause("euro_class_share", short=level, level=level) for level in asked]
    world.sign(*clauses, reporters=ALL)
    words = sorted({word for word, _ in WRITTEN})
    lines = [f"ABC00{n} | diesel | {word}" for n, word in enumerate(words)]
    world.vehicles("2025", "\n".join(["vehicle | drive | euro", *lines]))
    database, day = world.installation.database, date(2026, 6, 30)
    asks = inquiries(contracts.load(database, day), day)
    rows = measures.rows(database, "listed_level_share", ask_table(asks, ()), day).to_pylist()
    found = {
        (row["fuel_raw"], asks[row["ask_id"]].requirement.level): (row["numerator"], row["unknown"])
        for row in rows
    }
    sums_of = {True: (1, 0), False: (0, 0), None: (0, 1)}
    assert {pair: found[pair] for pair in WRITTEN} == {
        pair: sums_of[reached] for pair, reached in WRITTEN.items()
    }


def test_a_level_that_is_none_is_refused() -> None:
    assert level_rank("euro", "bra") is None
    assert level_rank("stage", "VI") is None
    assert level_rank("age", "många") is None


def test_which_vehicles_count_and_how(world: World) -> None:
    common = {"level": "Euro 6"}
    world.sign(
        clause("euro_class_share", "1", short="light", vehicle_set="light", **common),
        clause("euro_class_share", "1", short="new", vehicle_set="new", **common),
        clause("euro_class_share", "1", short="day", vehicle_count="on_day", **common),
        clause("euro_class_share", "1", short="days", vehicle_count="vehicle_days", **common),
        reporters=ALL,
    )  # fmt: skip
    world.vehicles("2025", FLEET)
    # of the light ones one reaches it and one does not; the class of the last is not said
    assert sums(world, "light") == (1, 2, 1)
    # only GHI789 is of the contract's first year; the year of the last is not said
    assert sums(world, "new") == (1, 1, 1)
    # DEF456 left in March
    assert sums(world, "day") == (2, 2, 1)
    assert world.one("2025", short="day").measured.rows_excluded == 1
    assert sums(world, "days") == (365 + 365, 365 + 365 + 90, 365)
    assert world.one("2025", short="days").unit == "vehicle_day"


def test_a_day_on_two_lists_is_one_day(world: World) -> None:
    world.sign(
        clause("euro_class_share", "1", level="5", vehicle_count="vehicle_days"), reporters=ALL
    )
    world.vehicles("2025-01-01..2025-04-10", "vehicle | drive | euro\n ABC123 | diesel | 6")
    world.vehicles("2025-04-01..2025-12-31", "vehicle | drive | euro\n ABC123 | diesel | 6")
    assert sums(world) == (365, 365, 0)


def test_of_two_lists_that_end_on_one_day_the_one_that_came_last_counts(world: World) -> None:
    both = tuple(monthly(name, report_type="vehicles") for name in ("Ett AB", "Två AB"))
    world.sign(clause("euro_class_share", "1", level="6"), reporters=both)
    world.vehicles("2025", "vehicle | drive | euro\n ABC123 | diesel | 6", reporter="Två AB")
    world.vehicles("2025", "vehicle | drive | euro\n ABC123 | diesel | 5", reporter="Ett AB",
                   submission="a-name-that-sorts-first")  # fmt: skip
    assert sums(world) == (0, 1, 0)


def test_age_is_counted_in_calendar_years(world: World) -> None:
    fleet(world, "vehicle_age_share", "1", level="11")
    assert sums(world) == (3, 3, 1)  # 2025 less 2014 is 11


def test_machines_by_stage_age_and_drive(world: World) -> None:
    world.sign(
        clause("machine_stage_share", "1", short="stage", level="IIIB"),
        clause("machine_age_share", "1", short="age", level="10"),
        clause("electric_machine_share", "0.4", short="drive"),
        reporters=ALL,
    )
    world.machines("2025", """
        machine | stage | fuel        | year
        M1      | V     |             | 2021
        M2      | IIIA  | diesel_mk1  | 2012
        M3      |       | electricity | 2024
        M4      | El    |             | 2025
        M5      |       |             |
    """)  # fmt: skip
    assert sums(world, "stage") == (3, 4, 1)
    assert sums(world, "age") == (3, 4, 1)
    assert sums(world, "drive") == (2, 4, 1)  # R24: 2 of 5 at worst, exactly 40 %
    assert world.one("2025", short="drive").verdict == "met"


# R05, R44: a number of vehicles


def test_a_number_of_vehicles_is_not_a_share(world: World) -> None:
    world.sign(clause("renewable_vehicle_count", "2"), reporters=ALL)
    world.fuel("2025", """
        vehicle | fuel              | quantity
        ABC123  | hvo100            | 10
        DEF456  | hvo100            | 10
        GHI789  | diesel_b0_offroad | 10
    """)  # fmt: skip
    world.vehicles("2025", "vehicle | drive\n JKL012 | diesel")
    seen = world.one("2025")
    assert (seen.measured.low, seen.measured.high, seen.verdict) == (2, 3, "met")
    assert finding(seen, "sv") == "2–3\N{NO-BREAK SPACE}fordon mot minst 2\N{NO-BREAK SPACE}fordon"


# R06, R08, R30: what was carried


def test_what_was_carried_is_judged_by_its_fuel_or_by_what_its_vehicle_was_given(
    world: World,
) -> None:
    world.sign(
        clause("renewable_person_km_share", "0.7", short="person"),
        clause("fossil_tonne_km_share", "0.3", short="tonne"),
        clause("euro_class_tonne_km_share", "0.5", short="euro", level="VI"),
        reporters=ALL,
    )
    world.vehicles("2025", FLEET)
    world.fuel("2025", """
        vehicle | fuel              | quantity
        ABC123  | hvo100            | 10
        DEF456  | hvo100            | 10
        DEF456  | diesel_b0_offroad | 10
    """)  # fmt: skip
    world.activity("2025", """
        vehicle | fuel              | person_km | tonne_km
        ABC123  |                   | 600       | 60
        DEF456  |                   | 100       | 10
                | electricity_green | 200       | 20
        JKL012  |                   | 100       | 10
    """)  # fmt: skip
    # ABC123 runs on HVO alone, DEF456 does not; nobody knows of JKL012
    assert sums(world, "person") == (800, 900, 100)
    assert world.one("2025", short="person").verdict == "met"
    # a vehicle that took some fossil fuel is not free of it
    assert sums(world, "tonne") == (10, 90, 10)
    assert sums(world, "euro") == (60, 70, 30)  # no vehicle is named, and no class is known
    proof = explain.explain(
        world.installation, NUMBER, f"{NUMBER}/person", period("2025"), date(2026, 6, 30)
    )
    assert sum(r.numerator or 0 for r in proof.rows) == 800
    assert {r.amount_unit for r in proof.rows} == {"person_km"}
    assert "personkm" in six_lines(proof, "sv")[3].text


# R10, R32: means


def test_a_mean_has_no_ends_where_a_row_is_unknown_and_none_without_kilometres(
    world: World,
) -> None:
    world.sign(clause("ghg_per_km", "4000", assessment_period="half_year"), reporters=ALL)
    world.fuel("2025-H1", "fuel | quantity | km\n diesel_mk1 | 10 | 10\n | 10 | 10")
    world.fuel("2025-H2", "fuel | quantity | km\n hvo100 | 10 | 0")
    unknown, nothing = world.assess()
    assert (unknown.verdict, unknown.measured.low) == ("not_assessable", None)
    assert (nothing.verdict, nothing.reasons) == ("not_assessable", ("no_deliveries",))


def test_a_mean_must_hold_at_both_ends_of_its_factor(world: World) -> None:
    limits = {"500": "met", "499.999999": "not_assessable", "299": "not_met"}
    world.sign(*(clause("ghg_per_km", x, short=x) for x in limits), reporters=ALL)
    world.fuel("2025", "fuel | quantity | km\n hvo100 | 10 | 10")  # 300 to 500 g in a litre
    assert {a.requirement.split("/")[1]: a.verdict for a in world.assess()} == limits


def test_exhaust_per_class_has_no_published_figure_here(world: World) -> None:
    fleet(world, "nox_per_kwh", "0.4")
    seen = world.one("2025")
    assert seen.verdict == "not_assessable"
    assert "no_emission_figure" in seen.reasons


# R16, R43: yes or no with evidence; what is not on the market yet


def test_the_last_word_of_a_period_holds_and_without_any_nobody_knows(world: World) -> None:
    world.sign(clause("evidence", "1"), days="2025-01-01..2027-12-31")
    # What was shown at the tender holds for the first period; the later word takes its place.
    world.judge("2024-11-01", is_met=False)
    assert world.one("2025", as_of="2027-06-01").verdict == "not_met"
    world.judge("2025-09-01", is_met=True)
    seen = world.one("2025", as_of="2027-06-01")
    assert (seen.verdict, seen.measured.rows_used, seen.measured.rows_excluded) == ("met", 1, 1)
    assert finding(seen, "sv") == "ja, visat"
    assert world.one("2026", as_of="2027-06-01").reasons == ("evidence_missing",)


def test_what_is_not_on_the_market_waits_for_its_review(world: World) -> None:
    reviews = {"later": date(2026, 9, 1), "now": date(2025, 6, 1), "never": None}
    world.sign(*(clause("not_on_market", "1", short=n, review_date=d) for n, d in reviews.items()))
    seen = {n: world.one("2025", short=n) for n in reviews}
    assert {n: (a.verdict, *a.reasons) for n, a in seen.items()} == {
        "later": ("not_due", "not_on_market"),
        "now": ("not_assessable", "review_due"),
        "never": ("not_due", "not_on_market"),
    }


# Rule 2 and R45: steps as people wrote them


def test_a_step_at_an_extension_waits_for_one_to_be_agreed(world: World) -> None:
    rules = (
        StepRule(Decimal("0.5")),
        StepRule(Decimal("0.7"), "contract_year", "2"),
        StepRule(Decimal(1), "extension", "1"),
    )
    made = replace(
        clause("renewable_vehicle_share"), steps=rules, limits=Timeline(()), limit_origin="bid",
        evidence=("fakturor",),
    )  # fmt: skip
    option = Extension(date(2027, 1, 1), date(2027, 12, 31))
    world.sign(made, days="2025-01-01..2026-12-31")
    (read,) = contracts.load(world.installation.database)
    (kept,) = read.requirements
    assert (kept.steps, kept.limit_origin, kept.evidence) == (rules, "bid", ("fakturor",))
    days = [(str(s.valid_from), s.value) for s in kept.limits.steps]
    assert days == [("2025-01-01", Decimal("0.5")), ("2026-01-01", Decimal("0.7"))]
    world.sign(made, days="2025-01-01..2026-12-31", extensions=(option,))
    (later,) = contracts.load(world.installation.database)
    assert later.requirements[0].limits.steps[-1].valid_from == date(2027, 1, 1)
