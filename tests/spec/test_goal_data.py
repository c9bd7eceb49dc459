"""Goals people take up, change and follow by hand: rules 5 and 29, and nothing is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from followup.domain.goal import Goal
from followup.errors import UserError
from followup.reference import catalogue
from followup.services.goal import choice, history, points, status, written
from followup.services.goal.written import BY_HAND, WrittenGoal, WrittenPoint
from followup.services.installation import Actor
from tests.support.world import World

CATALOGUE = catalogue.load()
FOOD, PLUS, FLEET = "KLIMAVIP_FOOD_WASTE", "KRON_PLUS_2050", "RK_FLEET_2023"
FIRST, LATER = date(2026, 3, 1), date(2026, 9, 1)
KIM, LO = Actor("Kim Exempel"), Actor("Lo Exempel")
NOW = datetime.fromisoformat("2026-03-01T12:00:00")


@pytest.fixture
def here(world: World) -> World:
    """An installation with the real goals."""
    return replace(world, installation=replace(world.installation, catalogue=CATALOGUE))


def shown(here: World, day: date = LATER) -> dict[str, Goal]:
    return {g.identifier: g for g in status.goals(here.installation, day, "sv")}


def enter(here: World, day: str, value: str = "", on: date = FIRST, **more: str) -> None:
    goal = status.goal(here.installation, FOOD, on, "sv")
    own = {"low": "", "high": "", "source": "Kostenheten, påhittat", "note": "", **more}
    point = written.point(goal, WrittenPoint(day, value, **own))
    points.enter(here.installation, goal, point, KIM, NOW, on)


def figures(here: World, day: date = LATER) -> list[tuple[int, Decimal | None]]:
    goal = status.goal(here.installation, FOOD, day, "sv")
    (found,) = status.progress_of(here.installation, [goal], day)
    return [(p.day.year, p.value) for p in found.series]


def changes(here: World, goal: str, day: date = LATER) -> list[tuple[str, str, str, str]]:
    found = history.history(here.installation, goal, day, "sv")
    return [(c.actor, c.what, *(s.replace("\N{NO-BREAK SPACE}", " ") for s in (c.before, c.after)))
            for c in found]  # fmt: skip


def form(goal: Goal, **changes: Any) -> WrittenGoal:
    kept = {n: getattr(goal, n) for n in ("title", "owner", "geography", "scope", "direction",
                                          "unit", "status", "tags")}  # fmt: skip
    followed = BY_HAND if goal.is_manual else goal.indicator
    own = {"followed": followed, "indicator": goal.indicator, "target": "", "target_date": ""}
    return WrittenGoal(**{**kept, **own, **changes})


# Which goals there are


def test_every_seed_goal_is_there_with_its_source_and_only_read_targets_are_used() -> None:
    goals = {g.id: g for g in CATALOGUE.goals}
    assert {g for g in goals if g.startswith("KLIMAVIP_")} == {
        "KLIMAVIP_3", "KLIMAVIP_CLIMATE_PLANS", FOOD, "KLIMAVIP_CIRCULAR", "KLIMAVIP_COMMUTING",
        "KLIMAVIP_HOME_ENERGY", "KLIMAVIP_PACKAGING",
    }  # fmt: skip
    projects = [g for g in goals.values() if g.id.startswith("KLIMAVIP_") and g.id != "KLIMAVIP_3"]
    # Indicators are proposed here and said to be; targets are never invented.
    assert all(g.is_proxy and g.target is None and g.target_date is None for g in projects)
    assert (goals["SPP_54"].target, goals["SPP_54"].unit) == (54, "GWh/year")
    assert {g.id for g in goals.values() if g.status == "unverified"} >= {
        "KLIMAVIP_3", PLUS, "HOV_TRANSPORT", "AGENDA_7", "AGENDA_12_7", "DK_2030",
    }  # fmt: skip
    tags = {tag for g in goals.values() for tag in g.tags}
    assert {"agenda_7", "agenda_12_7", "generationsmalet", "begransad_klimatpaverkan"} <= tags


def test_only_a_few_goals_stand_there_from_the_start_and_the_others_can_be_taken_up(
    here: World,
) -> None:
    assert FOOD not in shown(here)
    assert PLUS in shown(here)
    assert len(shown(here)) <= 6
    food = status.goal(here.installation, FOOD, FIRST, "sv")
    choice.take_up(here.installation, food, KIM, NOW, FIRST)
    assert FOOD in shown(here)
    assert FOOD not in shown(here, date(2026, 2, 28))
    choice.put_away(here.installation, food, "Följs inte längre (påhittat)", LO, NOW, LATER)
    assert FOOD not in shown(here)
    assert FOOD in shown(here, date(2026, 8, 31))
    assert FOOD in {g.identifier for g in status.others(here.installation, LATER, "sv")}
    assert [c[:2] for c in changes(here, FOOD)] == [
        ("Lo Exempel (ej verifierad)", "Bortlagt"), ("Kim Exempel (ej verifierad)", "Upptaget"),
    ]  # fmt: skip


def test_a_goal_is_put_away_with_a_reason_only(here: World) -> None:
    with pytest.raises(UserError, match="goal_away_why"):
        choice.put_away(here.installation, shown(here)[PLUS], " ", KIM, NOW, FIRST)


# What a goal is, and what it was


def change(here: World, goal: str, actor: Actor, day: date, **what: Any) -> None:
    before = status.goal(here.installation, goal, day, "sv")
    after = written.goal(before, form(before, **what), {})
    status.save_goal(here.installation, after, actor, NOW, day)


def test_history_says_who_changed_what_from_what_to_what_as_known_on_the_day(
    here: World,
) -> None:
    kept = {"source": "S67", "note": "Ny tid (påhittat)"}
    change(here, FLEET, KIM, FIRST, target="100", target_date="2027", **kept)
    change(here, FLEET, LO, LATER, target="95", target_date="2027", owner="Regionservice", **kept)
    assert changes(here, FLEET)[:2] == [
        ("Lo Exempel (ej verifierad)", "Ägare", "Region Kronoberg", "Regionservice"),
        ("Lo Exempel (ej verifierad)", "Mål", "100 %", "95 %"),
    ]
    before = changes(here, FLEET, FIRST)
    assert ("Kim Exempel (ej verifierad)", "Senast", "2023-12-31", "2027-12-31") in before
    assert not [c for c in before if c[0].startswith("Lo")]
    assert status.goal(here.installation, FLEET, FIRST, "sv").target == 1


def test_a_seed_goal_saved_in_one_language_is_still_told_in_the_readers_own(here: World) -> None:
    change(here, FLEET, KIM, FIRST, target="95", source="S67")
    danish = status.goal(here.installation, FLEET, LATER, "da")
    assert danish.title == status.seed(CATALOGUE, FLEET, "da").title
    assert "Titel" not in [c.what for c in history.history(here.installation, FLEET, LATER, "da")]


def test_an_unverified_target_stays_so_until_somebody_says_that_it_was_checked(
    here: World,
) -> None:
    change(here, PLUS, KIM, FIRST, target="100", target_date="2050", owner="Länet")
    assert status.goal(here.installation, PLUS, LATER, "sv").status == "unverified"
    change(here, PLUS, KIM, FIRST, target="100", target_date="2050", status="decided")
    assert status.goal(here.installation, PLUS, LATER, "sv").status == "decided"


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ({"owner": " "}, "goal_owner_missing"),
        ({"followed": BY_HAND, "indicator": ""}, "goal_indicator_missing"),
        ({"followed": BY_HAND, "indicator": "Påhittat", "unit": ""}, "goal_unit_missing"),
        ({"scope": "territory"}, "goal_scope"),
        ({"followed": "series:07/transport_ghg", "unit": "index"}, "goal_index_base"),
        ({"base": "90", "base_date": "2020", "target": "80"}, "goal_wrong_way"),
        ({"target": "1.000"}, "goal_number"),
        ({"path": "2027"}, "goal_step"),
    ],
)
def test_what_cannot_be_followed_is_refused(
    here: World, what: Mapping[str, str], code: str
) -> None:
    with pytest.raises(UserError, match=code):
        change(here, FLEET, KIM, FIRST, **what)


# Figures entered by hand


def test_a_corrected_figure_takes_the_place_of_the_first_and_both_are_remembered(
    here: World,
) -> None:
    enter(here, "2024", "48,5")
    enter(here, "2025", "41")
    enter(here, "2025", "43", on=LATER, note="Rättad vägning (påhittat)")
    assert figures(here) == [(2024, Decimal("48.5")), (2025, Decimal(43))]
    assert figures(here, FIRST) == [(2024, Decimal("48.5")), (2025, Decimal(41))]
    told = changes(here, FOOD)[0]
    assert told[1:] == ("Siffra för 2025-12-31", "41 gram per portion", "43 gram per portion")


def test_a_figure_taken_back_is_a_gap_and_no_zero(here: World) -> None:
    enter(here, "2024", "48")
    enter(here, "2025", "41")
    goal = status.goal(here.installation, FOOD, LATER, "sv")
    day = date(2025, 12, 31)
    points.take_back(here.installation, goal, day, "Fel kök (påhittat)", LO, NOW, LATER)
    assert figures(here) == [(2024, Decimal(48))]
    assert history.history(here.installation, FOOD, LATER, "sv")[0].reason == "Fel kök (påhittat)"


def test_a_manual_goal_without_target_is_not_judged_and_its_figures_are_marked(
    here: World,
) -> None:
    enter(here, "2024", low="40", high="50")
    enter(here, "2025", "41")
    goal = status.goal(here.installation, FOOD, LATER, "sv")
    (found,) = status.progress_of(here.installation, [goal], LATER)
    assert (found.status, found.reasons[0]) == ("not_assessable", "no_target")
    assert [(p.value, p.low, p.high) for p in found.series] == [
        (None, 40, 50), (41, 41, 41),
    ]  # fmt: skip
    assert all(p.is_by_hand and p.source == "Kostenheten, påhittat" for p in found.series)
    assert all(p.coverage is None and p.measured is None for p in found.series)


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ({"day": "2027"}, "goal_point_ahead"),
        ({"day": ""}, "goal_point_day"),
        ({"value": ""}, "goal_point_value"),
        ({"low": "40"}, "goal_point_ends"),
        ({"low": "50", "high": "40", "value": ""}, "goal_point_ends"),
        ({"value": "60", "low": "40", "high": "50"}, "goal_point_ends"),
        ({"source": " "}, "goal_point_source"),
        ({"value": "fyrtio"}, "goal_number"),
    ],
)
def test_a_figure_that_cannot_be_trusted_is_not_stored(
    here: World, what: dict[str, str], code: str
) -> None:
    with pytest.raises(UserError, match=code):
        enter(here, **{"day": "2025", "value": "41", **what})
    assert figures(here) == []


def test_no_figure_is_entered_by_hand_where_contracts_give_it(here: World) -> None:
    goal = shown(here)[FLEET]
    point = written.point(goal, WrittenPoint("2025", "80", "", "", "påhittat"))
    with pytest.raises(UserError, match="goal_not_manual"):
        points.enter(here.installation, goal, point, KIM, NOW, FIRST)
