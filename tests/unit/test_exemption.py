"""A dispens as an act of a person: what it changes beforehand, and which word may follow which."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from followup.domain.parties import Exemption
from followup.domain.period import parse_period
from followup.errors import UserError
from followup.services.dispens import exemption
from followup.services.dispens.text import exemption_line
from followup.services.installation import Actor
from tests.support.world import _NOW, NUMBER, World, clause

AS_OF = date(2026, 6, 30)
ACTOR = Actor("Test")
GIVEN = Exemption(
    NUMBER, parse_period("2025-Q2"), date(2025, 8, 1), "Lastbilen står på verkstad.",
    f"{NUMBER}/K1", ("DEF456",), approved_by="Nämnden (påhittad)", diary_number="14/2025",
)  # fmt: skip
FLEET = "vehicle | fuel | quantity\n ABC123 | hvo100 | 100\n DEF456 | diesel_b0_offroad | 500"


@pytest.fixture
def fleet(world: World) -> World:
    world.sign(clause(assessment_period="quarter"))
    world.fuel("2025", FLEET)
    return world


def save(world: World, dispens: Exemption) -> None:
    exemption.save(world.installation, dispens, ACTOR, _NOW)


def known(world: World) -> Exemption:
    (found,) = exemption.known(world.installation, NUMBER)
    return found


def test_what_is_shown_beforehand_is_what_saving_gives(fleet: World) -> None:
    before = fleet.assess()
    changed = exemption.preview(fleet.installation, GIVEN, AS_OF)
    assert fleet.assess() == before
    assert exemption.known(fleet.installation, NUMBER) == ()
    assert [(str(c.period), c.before and c.before.verdict, c.after.verdict) for c in changed] == [
        ("2025-Q2", "not_met", "met")
    ]
    assert exemption.preview(
        fleet.installation, replace(GIVEN, state="refused"), AS_OF
    ) == exemption.preview(fleet.installation, replace(GIVEN, vehicles=("XYZ999",)), AS_OF)
    save(fleet, GIVEN)
    assert fleet.one("2025-Q2") == changed[0].after


def test_an_application_is_decided_once_and_a_dispens_may_end_earlier(fleet: World) -> None:
    asked = replace(GIVEN, state="pending", decided_date=None, approved_by=None,
                    applied_date=date(2025, 7, 1))  # fmt: skip
    save(fleet, asked)
    there = known(fleet)
    assert exemption_line(there, "sv").startswith("Ansökan om dispens K1, DEF456")
    granted = replace(GIVEN, identifier=there.identifier, applied_date=asked.applied_date)
    save(fleet, granted)
    with pytest.raises(UserError, match="dispens_closed"):
        save(fleet, replace(granted, state="refused"))
    ended = exemption.shortened(known(fleet), date(2025, 5, 1), "Bilen är tillbaka", AS_OF)
    assert (str(ended.period), ended.state) == ("2025-04", "granted")
    save(fleet, ended)
    gone = exemption.shortened(known(fleet), date(2025, 4, 1), "Återkallad", AS_OF)
    assert gone.state == "revoked"
    save(fleet, gone)
    with pytest.raises(UserError, match="dispens_closed"):
        save(fleet, ended)
    told = [word.exemption.state for word in exemption.words(fleet.installation, NUMBER)]
    assert told == ["pending", "granted", "granted", "revoked"]
    line = exemption_line(known(fleet), "sv")
    assert "beslutad i efterhand 2025-08-01, av Nämnden (påhittad), dnr 14/2025" in line
    assert line.endswith("anteckning: Återkallad")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reason": " "}, "reason_missing"),
        ({"approved_by": None}, "approver_missing"),
        ({"decided_date": None}, "decided_missing"),
        ({"state": "pending", "decided_date": None}, "dispens_applied_missing"),
        ({"requirement": f"{NUMBER}/K9"}, "unknown_requirement"),
        ({"period": parse_period("2031")}, "dispens_outside_contract"),
        ({"identifier": "D999"}, "unknown_dispens"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_stored(
    fleet: World, change: dict[str, object], code: str
) -> None:
    with pytest.raises(UserError, match=code):
        save(fleet, replace(GIVEN, **change))  # type: ignore[arg-type]
    assert exemption.known(fleet.installation, NUMBER) == ()
    with pytest.raises(UserError, match="dispens_not_shorter"):
        exemption.shortened(GIVEN, date(2025, 7, 1), "x", AS_OF)
