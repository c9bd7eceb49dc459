"""A shared goal over an installation: whose figure is which, what is hidden, what was decided."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from followup.domain.division import Division
from followup.domain.goal import Goal
from followup.domain.pace import Adoption
from followup.domain.parties import Buyer
from followup.domain.timeline import Step
from followup.errors import UserError
from followup.goals import progress as rule
from followup.i18n.text import LANGUAGES
from followup.reference import catalogue
from followup.services.goal import adoption, pace_text, paces
from followup.services.goal import status as goal_status
from followup.services.goal.figures import series_of
from followup.services.goal.knowledge import rule_of
from followup.services.goal.paces import Member, Region
from followup.services.installation import Actor
from followup.storage import divisions
from tests.support.world import World, clause, monthly

CATALOGUE = catalogue.load()
GOAL = "KRON_FBF_2030_CONTRACTS"
TODAY, NOW = date(2026, 11, 15), datetime.fromisoformat("2026-11-15T12:00:00")
HALF = "fuel | quantity\n hvo100 | 40\n diesel_b0_offroad | 30"  # 1200 MJ each
FULL = "fuel | quantity\n hvo100 | 40"
FOSSIL = "fuel | quantity\n diesel_b0_offroad | 90"  # 3600 MJ
VAXJO, ALVESTA, LESSEBO = "Växjö kommun", "Alvesta kommun", "Lessebo kommun"


@pytest.fixture
def here(world: World) -> World:
    """An installation with round numbers for fuels and the real goals and parameters."""
    return replace(world, installation=replace(world.installation, catalogue=CATALOGUE))


def sign(here: World, number: str, supplier: str, *buyers: Buyer) -> None:
    """A contract of 2025 of which one yearly report is expected."""
    yearly = monthly(frequency="year", due_days=31)
    here.sign(
        clause(contract=number), title=f"Avtal {number}", supplier=supplier, buyers=buyers,
        reporters=(yearly,),
    )  # fmt: skip


def fill(here: World) -> None:
    """Two municipalities with three suppliers each and a seventh in common, divided 3 to 1."""
    common = Buyer(VAXJO, Decimal("0.75")), Buyer(ALVESTA, Decimal("0.25"))
    sign(here, "J", "P", *common)
    here.fuel("2025", HALF, contract="J")
    for buyer, suppliers in ((VAXJO, {"Q": FULL, "R": FOSSIL, "X": FULL}),
                             (ALVESTA, {"S": FULL, "T": HALF, "Y": FULL})):  # fmt: skip
        for number, table in suppliers.items():
            sign(here, number, number, Buyer(buyer))
            here.fuel("2025", table, contract=number)


def goal(here: World) -> Goal:
    return goal_status.goal(here.installation, GOAL, TODAY, "sv")


def seen(here: World) -> tuple[Region, dict[str, Member]]:
    shared = goal(here)
    points = series_of(here.installation, [shared], TODAY)[GOAL]
    by = rule_of(CATALOGUE, TODAY)
    region = paces.region(here.installation, rule.progress(shared, points, TODAY, by), TODAY)
    return region, {m.name: m for m in region.members}


def amounts(member: Member) -> tuple[Decimal, Decimal]:
    assert member.point is not None
    assert member.point.measured is not None
    return member.point.measured.numerator, member.point.measured.denominator


def adopted(**changes: Any) -> Adoption:
    return Adoption(**{
        "goal": GOAL, "organisation": VAXJO, "choice": "adopts", "target": Decimal("0.9"),
        "target_date": date(2030, 12, 31), "path": (Step(date(2025, 12, 31), Decimal("0.42")),),
        "decision": "KS 2025/1 (påhittat)", "decided_date": date(2025, 3, 1), **changes,
    })  # fmt: skip


def save(here: World, made: Adoption, day: date = TODAY) -> None:
    adoption.save(here.installation, goal(here), made, Actor("Testperson"), day, NOW)


def _each_on_its_own_way(here: World, of: dict[str, Member]) -> None:
    """Held against what it decided itself, and every word is kept."""
    assert (of[VAXJO].group, of[ALVESTA].group, of[LESSEBO].group) == (
        "same", "declines", "undecided",
    )  # fmt: skip
    kept = adoption.history(here.installation, GOAL, TODAY)
    assert [(a.organisation, a.target, a.choice) for a in kept] == [
        (VAXJO, Decimal("0.9"), "adopts"), (ALVESTA, None, "declines"),
        (VAXJO, Decimal(1), "adopts"),
    ]  # fmt: skip
    (first,) = adoption.history(here.installation, GOAL, date(2026, 3, 1))
    assert first.path == (Step(date(2025, 12, 31), Decimal("0.42")),)
    # 3300 of 7800 MJ is 42 %, and the own way asks for 42 % at the end of 2025.
    own = of[VAXJO].own
    assert own is not None
    assert own.status == "on_pace"


def test_joint_contracts_are_divided_by_their_shares_and_counted_once_in_all(here: World) -> None:
    fill(here)
    save(here, adopted(), date(2026, 2, 1))
    save(here, adopted(organisation=ALVESTA, choice="declines"))
    save(here, adopted(target=Decimal(1)))
    region, of = seen(here)
    _each_on_its_own_way(here, of)
    # J is 1200 of 2400 MJ: three quarters with Växjö, one with Alvesta.
    assert amounts(of[VAXJO]) == (900 + 1200 + 0 + 1200, 1800 + 1200 + 3600 + 1200)
    assert amounts(of[ALVESTA]) == (300 + 1200 + 1200 + 1200, 600 + 1200 + 2400 + 1200)
    whole = region.shared.latest
    assert whole is not None
    assert whole.measured is not None
    assert (whole.measured.numerator, whole.measured.denominator) == (7200, 13200)
    assert (region.divided, region.undivided) == (("Avtal J",), ())
    # Without shares nobody knows whose it is: all of it with both, and that is said.
    sign(here, "J", "P", Buyer(VAXJO), Buyer(ALVESTA, Decimal("0.25")))
    region, of = seen(here)
    assert amounts(of[VAXJO]) == (1200 + 1200 + 0 + 1200, 2400 + 1200 + 3600 + 1200)
    # Both of them less all together would now be J, which has one supplier.
    assert of[ALVESTA].is_hidden
    assert (region.divided, region.undivided) == ((), ("Avtal J",))
    assert region.shared.latest is not None
    assert region.shared.latest.measured == whole.measured


def test_a_municipalitys_own_goal_counts_its_part_of_a_joint_contract(here: World) -> None:
    fill(here)
    shared = goal_status.goal(here.installation, GOAL, TODAY, "sv")
    own = replace(shared, identifier="EGET", geography="0780", owner=VAXJO)

    def sums() -> tuple[Decimal, Decimal, Decimal | None]:
        points = series_of(here.installation, [own], TODAY)["EGET"]
        (point,) = [p for p in points if p.day.year == 2025]
        assert point.measured is not None
        return point.measured.numerator, point.measured.denominator, point.measured.unknown

    assert sums() == (900 + 1200 + 0 + 1200, 1800 + 1200 + 3600 + 1200, 0)
    # From July on the rows must name their buyer, and none does: that half may be anybody's.
    rows = Division("J", date(2025, 7, 1), "column", known_from=date(2025, 7, 1))
    here.act(lambda cursor, act_id: divisions.insert(cursor, act_id, rows))
    numerator, denominator, unknown = sums()
    assert 2400 < numerator < 2400 + 900
    assert 6000 < denominator < 6000 + 1800
    assert unknown is not None
    assert unknown > 0
    region, _ = seen(here)
    assert region.shared.latest is not None
    assert region.shared.latest.measured is not None
    assert region.shared.latest.measured.denominator == 13200


def test_a_small_figure_and_the_one_it_could_be_computed_from_are_nowhere(here: World) -> None:
    fill(here)
    sign(here, "U", "U", Buyer(LESSEBO))
    here.fuel("2025", HALF, contract="U")
    region, of = seen(here)
    # Lessebo has one supplier; all less Växjö and Alvesta would be Lessebo.
    assert [n for n, m in of.items() if m.is_hidden] == [ALVESTA, LESSEBO]
    assert of[ALVESTA].point is of[ALVESTA].own is of[LESSEBO].point is None
    for lang in LANGUAGES:
        page = load_workbook(io.BytesIO(pace_text.workbook(region, lang))).worksheets[0]
        rows = {r[0]: r for r in page.iter_rows(values_only=True)}
        assert rows[ALVESTA][2] == rows[LESSEBO][2] != rows[VAXJO][2]
        assert rows[ALVESTA][3:6] == rows[LESSEBO][3:6] == (None, None, None)
        assert ": 2." in str(page["A1"].value)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("adoption_organisation_missing", {"organisation": " "}),
        ("adoption_decision_missing", {"decision": ""}),
        ("adoption_decision_missing", {"decided_date": None}),
        ("adoption_day_to_come", {"decided_date": date(2027, 1, 1)}),
        ("adoption_target_missing", {"target": None}),
        ("goal_share_out_of_range", {"target": Decimal(90)}),
        ("goal_step_out_of_range", {"target_date": date(2025, 12, 31)}),
    ],
)
def test_a_choice_without_a_decision_or_a_sense_is_refused(
    here: World, code: str, changes: dict[str, Any]
) -> None:
    with pytest.raises(UserError) as error:
        save(here, adopted(**changes))
    assert error.value.code == code
    assert adoption.history(here.installation, GOAL, TODAY) == ()
