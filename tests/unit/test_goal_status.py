"""Goals over a whole installation: what feeds them, what is saved, and what is said of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from followup.domain.goal import Goal, Progress
from followup.domain.parties import Buyer
from followup.domain.period import parse_period
from followup.domain.requirement import Assessment, Measured, Verdict
from followup.domain.timeline import Step
from followup.errors import UserError
from followup.i18n.text import LANGUAGES
from followup.reference import catalogue
from followup.services import wire_goals
from followup.services.goal import status as goal_status
from followup.services.goal import words as goal_words
from followup.services.goal.contributions import verdicts_of
from followup.services.installation import Actor
from tests.support.goals import figure
from tests.support.world import World, clause, monthly

CATALOGUE = catalogue.load()
CONTRACTS, TRANSPORT, FLEET = "KRON_FBF_2030_CONTRACTS", "KRON_FBF_2030_TRANSPORT", "RK_FLEET_2023"
AS_OF = date(2026, 11, 15)
ACTOR, NOW = Actor("Testperson"), datetime.fromisoformat("2026-11-15T12:00:00")
HALF = "fuel | quantity\n hvo100 | 40\n diesel_b0_offroad | 30"  # 1200 MJ each
FULL = "fuel | quantity\n hvo100 | 40"
REGION = (Buyer("Region Kronoberg"),)
FOSSIL = "fuel | quantity\n diesel_b0_offroad | 90"  # 3600 MJ


@pytest.fixture
def here(world: World) -> World:
    """An installation with round numbers for fuels and the real goals, series and parameters."""
    return replace(world, installation=replace(world.installation, catalogue=CATALOGUE))


def sign(here: World, number: str, days: str = "2025", **changes: Any) -> None:
    """A contract of which one yearly report is expected, at the end of January."""
    yearly = monthly(frequency="year", due_days=31)
    here.sign(clause(contract=number), days=days, reporters=(yearly,), **changes)


def seen(here: World, identifier: str, as_of: date = AS_OF) -> Progress:
    found = goal_status.progress(here.installation, as_of, "sv")
    return {p.goal.identifier: p for p in found}[identifier]


def said(here: World, identifier: str, lang: str = "sv") -> str:
    return goal_status.sentence(seen(here, identifier), lang).replace("\N{NO-BREAK SPACE}", " ")


def saved(here: World, identifier: str = CONTRACTS, **changes: Any) -> Goal:
    seeded = goal_status.seed(CATALOGUE, changes.pop("like", identifier), "sv")
    own = replace(seeded, **{"identifier": identifier, **changes})
    goal_status.save_goal(here.installation, own, ACTOR, NOW, date(2026, 1, 1))
    return own


# What feeds a goal


def test_a_share_goal_is_one_sum_over_the_contracts_of_its_scope(here: World) -> None:
    sign(here, "A")
    sign(here, "B")
    sign(here, "F", is_internal=True, supplier=None, buyers=REGION)
    here.fuel("2025", HALF, contract="A")
    here.fuel("2025", FULL, contract="B")
    here.fuel("2025", FOSSIL, contract="F")
    point = seen(here, CONTRACTS).latest
    assert point is not None
    assert point.measured is not None
    # (1200 + 1200) of (1200 + 1200 + 1200) MJ; the own fleet is another scope (rule 28).
    assert (point.measured.numerator, point.measured.denominator) == (2400, 3600)
    assert (point.coverage, point.day) == (1, date(2025, 12, 31))
    own = seen(here, FLEET)
    assert (own.status, own.latest and own.latest.value) == ("missed", 0)


def test_a_year_with_a_class_credited_below_nothing_has_no_figure(here: World) -> None:
    sign(here, "A", is_internal=True, supplier=None, buyers=REGION)
    # HVO -600 of 600 MJ: a share of -100 per cent would be a figure of nothing.
    rows = "fuel | quantity\n hvo100 | -20\n diesel_b0_offroad | 30"
    here.fuel("2025", rows, contract="A")
    found = seen(here, FLEET)
    assert [(p.value, p.low, p.high) for p in found.series] == [(None, None, None)]
    assert found.latest is None


def test_the_same_rows_stored_for_two_contracts_count_once(here: World) -> None:
    sign(here, "A")
    sign(here, "B")
    for number in ("A", "B"):
        here.fuel("2025", HALF, contract=number, sha256="ab" * 32)
    point = seen(here, CONTRACTS).latest
    assert point is not None
    assert point.measured is not None
    assert (point.measured.numerator, point.measured.denominator) == (1200, 2400)
    assert (point.measured.rows_used, point.measured.rows_excluded) == (2, 2)
    moved = goal_status.contributions(here.installation, seen(here, CONTRACTS).goal, AS_OF)
    assert [(c.contract, c.denominator) for c in moved] == [("A", 2400)]


def test_a_row_of_two_contracts_counts_where_most_of_its_days_fall(here: World) -> None:
    sign(here, "A", days="2025-10-01..2025-12-31")
    sign(here, "B")
    for number in ("A", "B"):
        here.fuel("2025", HALF, contract=number, sha256="ab" * 32)
    point = seen(here, CONTRACTS).latest
    assert point is not None
    assert point.measured is not None
    assert point.measured.denominator == 2400


def test_different_files_with_equal_rows_both_count(here: World) -> None:
    sign(here, "A")
    sign(here, "B")
    for number in ("A", "B"):
        here.fuel("2025", HALF, contract=number)
    point = seen(here, CONTRACTS).latest
    assert point is not None
    assert point.measured is not None
    assert point.measured.denominator == 4800


def test_each_contract_counts_on_its_own_days_only(here: World) -> None:
    sign(here, "A", days="2025-07-01..2026-06-30")
    rows = "fuel | quantity | from\n hvo100 | 10 | 2025-06-30\n hvo100 | 20 | 2025-07-01"
    here.fuel("2025", rows, contract="A")
    found = seen(here, CONTRACTS)
    assert [p.day.year for p in found.series] == [2025, 2026]
    assert found.latest is not None
    assert found.latest.measured is not None
    assert found.latest.measured.denominator == 20 * 30


def test_a_dispens_takes_nothing_out_of_a_goal(here: World) -> None:
    sign(here, "A")
    here.fuel("2025", HALF, contract="A")
    here.dispens("2025", contract="A", fuel="diesel_b0_offroad")
    point = seen(here, CONTRACTS).latest
    assert point is not None
    assert point.value == Decimal("0.5")


def test_a_danish_contract_is_no_part_of_a_swedish_goal(here: World) -> None:
    sign(here, "D", country="DK")
    here.fuel("2025", FULL, contract="D")
    assert seen(here, CONTRACTS).reasons == ("no_data",)


def test_a_region_is_not_told_of_a_municipality_s_own_vehicles(here: World) -> None:
    for number, buyer in (("A", (Buyer("Ljungby kommun"),)), ("B", REGION)):
        sign(here, number, is_internal=True, supplier=None, buyers=buyer)
    here.fuel("2025", FOSSIL, contract="A")
    here.fuel("2025", FULL, contract="B")
    assert seen(here, FLEET).series[0].low == 1


def test_a_vehicle_without_fuel_unbounds_a_goal_whatever_other_contracts_leave_out(
    here: World,
) -> None:
    sign(here, "A")
    sign(here, "B")
    here.fuel("2025", "vehicle | fuel | quantity\n AAA111 | hvo100 | 10", contract="A")
    here.vehicles("2025", "vehicle | drive\n AAA111 | diesel\n BBB222 | diesel", contract="A")
    here.fuel("2025", FULL, contract="B")  # names no vehicle at all
    assert "amount_missing" in seen(here, CONTRACTS).reasons


# Coverage, unfinished years, nothing


def test_missing_reports_are_coverage_and_never_zero(here: World) -> None:
    sign(here, "A")
    sign(here, "B")
    here.fuel("2025", HALF, contract="A")
    found = seen(here, CONTRACTS)
    assert found.latest is not None
    assert (found.latest.value, found.latest.coverage) == (Decimal("0.5"), Decimal("0.5"))
    assert (found.status, found.reasons) == ("not_assessable", ("low_coverage",))
    # Below the floor the coverage is what is told, and the figure is no result (coverage first).
    assert found.thin == found.latest
    assert "Bara 50 % av de väntade rapporterna för 2025 har kommit" in said(here, CONTRACTS)


def test_a_year_with_nothing_reported_has_no_value(here: World) -> None:
    sign(here, "A", days="2024-01-01..2025-12-31")
    here.fuel("2024", HALF, contract="A")
    found = seen(here, CONTRACTS)
    assert [(p.day.year, p.value, p.low) for p in found.series] == [
        (2024, Decimal("0.5"), Decimal("0.5")),
        (2025, None, None),
    ]
    assert found.reasons == ("latest_year_missing",)


def test_a_year_is_unfinished_until_its_reports_are_due(here: World) -> None:
    sign(here, "A", days="2024-01-01..2025-12-31")
    here.fuel("2024", HALF, contract="A")
    waiting = seen(here, CONTRACTS, date(2026, 1, 15))
    assert [p.is_complete for p in waiting.series] == [True, False]
    assert waiting.reasons == ("too_few_points",)
    assert seen(here, CONTRACTS, date(2026, 3, 1)).reasons == ("latest_year_missing",)


def test_what_was_not_known_on_a_day_is_not_seen_on_it(here: World) -> None:
    sign(here, "A")
    here.fuel("2025", HALF, contract="A", received="2026-02-10")
    assert seen(here, CONTRACTS, date(2026, 2, 9)).latest is None
    assert seen(here, CONTRACTS, date(2026, 2, 10)).latest is not None


def test_a_dispens_of_everything_leaves_the_reports_expected_for_a_goal(here: World) -> None:
    sign(here, "A")
    here.dispens("2025", contract="A")
    assert [p.coverage for p in seen(here, CONTRACTS).series] == [0]


# Which contracts move it


def test_the_strongest_pull_comes_first_and_pulls_sum_to_nothing(here: World) -> None:
    for number, table in (("A", HALF), ("B", FULL), ("C", FOSSIL)):
        sign(here, number, title=f"Avtal {number}", board="Påhittad nämnd")
        here.fuel("2025", table, contract=number)
    chosen = seen(here, CONTRACTS).goal
    moved = goal_status.contributions(here.installation, chosen, AS_OF)
    # Total 2400 / 7200 = 1/3. C: (0 - 3600/3) / 7200 = -1/6; B: (1200 - 1200/3) / 7200 = 1/9.
    assert [c.contract for c in moved] == ["C", "B", "A"]
    assert [round(c.pull, 6) for c in moved] == [
        Decimal("-0.166667"), Decimal("0.111111"), Decimal("0.055556"),
    ]  # fmt: skip
    assert abs(sum(c.pull for c in moved)) < Decimal("1e-20")
    assert (moved[0].title, moved[0].board, moved[0].share) == ("Avtal C", "Påhittad nämnd", 0)
    total = seen(here, CONTRACTS).latest
    assert total is not None
    assert total.measured is not None
    assert sum(c.denominator for c in moved) == total.measured.denominator
    assert goal_status.contributions(
        here.installation, seen(here, TRANSPORT).goal, AS_OF
    ) == ()  # fmt: skip


# Official series


def test_an_index_is_counted_from_its_base_year(here: World) -> None:
    points = {p.day.year: p for p in seen(here, "SE_TRANSPORT_2030").series}
    assert points[2010].value == 100
    value = points[2024].value
    assert value is not None
    assert round(value, 4) == round(Decimal("16862742.05") / Decimal("21008576.67") * 100, 4)
    assert (points[2024].coverage, points[2024].source) == (None, "S17")


def test_a_series_ends_with_what_was_published(here: World) -> None:
    assert seen(here, TRANSPORT, date(2024, 12, 31)).series[-1].day.year == 2023


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("sv", "ökade med 23,5 % under 2024"),
        ("da", "steg med 23,5 % i 2024"),
        ("en", "rose by 23.5% in 2024"),
    ],
)
def test_the_rise_of_2024_is_told_beside_the_cut_obligation(
    here: World, lang: str, words: str
) -> None:
    assert words in said(here, TRANSPORT, lang)


def test_the_cut_obligation_is_told_as_coincidence(here: World) -> None:
    text = said(here, TRANSPORT)
    assert "samtidigt sänktes reduktionsplikten" in text
    assert "diesel från 30,5 % till 6 %" in text
    assert "Inget siffersatt mål är satt" in text
    assert "sänktes" not in goal_status.sentence(seen(here, TRANSPORT, date(2024, 6, 1)), "sv")


# The sentence


def test_the_sentence_names_needed_pace_and_latest_change(here: World) -> None:
    sign(here, "A", days="2024-01-01..2025-12-31")
    here.fuel("2024", "fuel | quantity\n hvo100 | 48\n diesel_b0_offroad | 64", contract="A")
    here.fuel("2025", "fuel | quantity\n hvo100 | 44\n diesel_b0_offroad | 42", contract="A")
    # 1440 / 4000 = 36 %, then 1320 / 3000 = 44 %; (100 - 44) / 5 = 11.2 a year to the end of 2030.
    assert said(here, CONTRACTS) == (
        "För att nå 100 % 2030 behövs 11,2 procentenheter per år; senaste året (2025) blev det 8."
    )


def test_two_figures_that_differ_never_read_the_same(here: World) -> None:
    progress = seen(here, CONTRACTS)
    told = goal_status.sentence(
        replace(
            progress, status="too_slow", reasons=(), needed_per_year=Decimal("0.0904"),
            latest_per_year=Decimal("0.0896"), latest=figure(2025, "0.5"),
            previous=figure(2024, "0.4"),
        ), "sv",
    )  # fmt: skip
    assert told.endswith("behövs 9,04 procentenheter per år; senaste året (2025) blev det 8,96.")


def test_an_index_of_hundred_is_told_as_percent_of_its_year(here: World) -> None:
    goal = replace(
        seen(here, CONTRACTS).goal, unit="index", base=Decimal(100), base_date=date(2010, 12, 31)
    )
    told = [goal_words.level(goal, Decimal(v), "sv") for v in ("80.3", "102.5")]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in told] == [
        "19,7 % under 2010 års nivå", "2,5 % över 2010 års nivå",
    ]  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_goal_has_words_in_every_language(here: World, lang: str) -> None:
    sign(here, "A", days="2023-01-01..2025-12-31")
    own = {"is_internal": True, "supplier": None, "buyers": REGION}
    sign(here, "F", days="2023-01-01..2025-12-31", **own)
    for year, table in (("2023", FULL), ("2024", HALF), ("2025", FOSSIL)):
        here.fuel(year, table, contract="A")
        here.fuel(year, FULL, contract="F")
    found = goal_status.progress(here.installation, AS_OF, lang)
    assert {p.status for p in found} == {"reached", "wrong_way", "not_assessable"}
    assert all(goal_status.sentence(p, lang).endswith(".") for p in found)


# An organisation's own goals


def test_a_saved_goal_takes_the_place_of_the_seed_from_its_day(here: World) -> None:
    step = Step(date(2027, 12, 31), Decimal("0.5"))
    since = {"base": Decimal("0.2"), "base_date": date(2020, 12, 31)}
    saved(here, title="  Eget mål ", target=Decimal("0.9"), path=(step,), **since)
    before = seen(here, CONTRACTS, date(2025, 12, 31)).goal
    after = seen(here, CONTRACTS).goal
    assert (before.is_own, before.target) == (False, 1)
    assert (after.title, after.target, after.is_own, after.is_proxy) == (
        "Eget mål", Decimal("0.9"), True, True,
    )  # fmt: skip
    assert after.path == (step,)


def test_versions_are_kept_and_the_newest_holds(here: World) -> None:
    saved(here, target=Decimal("0.8"))
    saved(here, target=Decimal("0.9"))
    assert seen(here, CONTRACTS).goal.target == Decimal("0.9")
    acts = here.installation.database.connection.execute(
        "SELECT count(*) FROM store.main.goal WHERE goal = ?", [CONTRACTS]
    ).fetchone()
    assert acts == (2,)


def test_a_target_of_ones_own_makes_the_county_goal_assessable(here: World) -> None:
    # 70 % below 2010, set by an organisation itself: 559707.75 x 0.3.
    saved(here, TRANSPORT, target=Decimal("167912.325"))
    found = seen(here, TRANSPORT)
    assert (found.status, found.goal.is_own) == ("wrong_way", True)
    assert "per år" in goal_status.sentence(found, "sv")


def test_an_added_goal_stands_beside_the_others(here: World) -> None:
    saved(here, "EGET-1", like=CONTRACTS, indicator="measure:zero_emission_energy_share")
    identifiers = [g.identifier for g in goal_status.goals(here.installation, AS_OF, "sv")]
    assert identifiers[-1] == "EGET-1"
    assert CONTRACTS in identifiers


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "goal_title_missing"),
        ({"target": Decimal("1.01")}, "goal_share_out_of_range"),
        ({"path": (Step(date(2027, 12, 31), Decimal("80")),)}, "goal_share_out_of_range"),
        ({"base_date": date(2030, 12, 31)}, "goal_target_before_base"),
        ({"path": (Step(date(2031, 1, 1), Decimal("1")),)}, "goal_step_out_of_range"),
        (
            {"path": 2 * (Step(date(2027, 12, 31), Decimal("0.5")),)},
            "goal_step_out_of_range",
        ),
        ({"indicator": "measure:shoe_size"}, "unknown_indicator"),
        ({"indicator": "series:07/shoe_size"}, "unknown_indicator"),
    ],
)
def test_a_goal_that_cannot_be_followed_is_not_saved(
    here: World, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(UserError) as error:
        saved(here, **changes)
    assert error.value.code == code
    assert not seen(here, CONTRACTS).goal.is_own


# The command line's form


def test_the_json_form_is_the_contract_of_the_command_line(here: World) -> None:
    sign(here, "A")
    here.fuel("2025", HALF, contract="A")
    wired = wire_goals.progress(seen(here, CONTRACTS))
    assert wired == {
        "goal": CONTRACTS,
        "title": "Fossilbränslefritt Kronoberg 2030: förnybar energi i avtalen",
        "indicator": "measure:renewable_energy_share",
        "unit": "share", "scope": "bought_transport", "base_date": None, "base": None,
        "latest_date": "2025-12-31", "latest": "0.5", "latest_low": "0.5", "latest_high": "0.5",
        "target_date": "2030-12-31", "target": "1", "status": "not_assessable", "coverage": "1",
        "series": [{"date": "2025-12-31", "value": "0.5"}], "path": [],
    }  # fmt: skip
    assert json.loads(json.dumps(wired)) == wired


def test_a_goal_that_nothing_feeds_has_nulls_and_no_zeros(here: World) -> None:
    wired = wire_goals.progress(seen(here, CONTRACTS))
    assert (wired["latest"], wired["coverage"], wired["series"]) == (None, None, [])


def test_an_unknown_goal_is_a_user_error(here: World) -> None:
    with pytest.raises(UserError, match="unknown_goal"):
        goal_status.goal(here.installation, "NO-SUCH", AS_OF, "sv")


def test_from_a_goal_a_contracts_verdicts_of_the_year_follow_the_goals_own_measure_first() -> None:
    def verdict(short: str, period: str, measure: str = "renewable_energy_share",
                word: Verdict = "met", contract: str = "T-1") -> Assessment:  # fmt: skip
        nothing = Measured(Decimal(1), Decimal(1), Decimal(0))
        return Assessment(
            contract, f"{contract}/{short}", measure, parse_period(period), word, ">=",
            Decimal("0.8"), date(2025, 1, 1), nothing, "MJ", (),
        )  # fmt: skip

    goal: Any = SimpleNamespace(indicator="measure:renewable_energy_share")
    found = [
        verdict("K2", "2025-Q4", "zero_emission_distance_share"),
        verdict("K0", "2025-Q4", "report_in_time"), verdict("K1", "2025-Q2"),
        verdict("K1", "2025-Q3", word="not_assessable"), verdict("K1", "2025-Q4", word="not_due"),
        verdict("K1", "2026-Q1"), verdict("K1", "2025-Q1", contract="T-2"),
    ]  # fmt: skip
    told = verdicts_of("T-1", goal, parse_period("2025"), found)
    assert [(a.requirement, str(a.period)) for a in told] == [
        ("T-1/K1", "2025-Q3"), ("T-1/K1", "2025-Q2"), ("T-1/K2", "2025-Q4"), ("T-1/K0", "2025-Q4"),
    ]  # fmt: skip
