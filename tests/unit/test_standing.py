"""As what somebody is let in, and what a link of theirs may still show."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from followup.domain.access import EVERYTHING, Scope
from followup.errors import UserError
from followup.services.access import members, standing
from followup.services.access.claims import identity_of
from followup.services.installation import Actor
from followup.storage.access import Membership
from followup.storage.plans import Link
from tests.support.world import NUMBER, World

TODAY = date(2026, 6, 30)
NOW = datetime(2026, 6, 30, 12, tzinfo=UTC).replace(tzinfo=None)
ADMIN = Actor("Eva Chef", is_verified=True, identity="0" * 8)
MARK = identity_of("i", "s")


def given(**changes: object) -> Membership:
    return Membership(**{
        "identifier": members.new_identifier(), "issuer": "i", "subject": "s", "name": "Bo Berg",
        "role": "contract_manager", "organisation": "Påhittad kommun", "contract": None,
        "valid_from": TODAY, **changes,
    })  # type: ignore[arg-type]  # fmt: skip


def link(contract: str | None) -> Link:
    return Link("l", contract, None, "sv", f"Bo Berg #{MARK}", NOW)


def give(world: World, *said: Membership, scope: Scope = EVERYTHING) -> None:
    members.grant(world.installation, scope, said, ADMIN, TODAY, NOW)


def test_a_link_to_a_calendar_shows_what_its_maker_still_sees(world: World) -> None:
    world.sign()
    here = world.installation
    assert not standing.may_feed(here, link(None), TODAY)
    give(world, given(valid_to=TODAY))
    assert standing.may_feed(here, link(None), TODAY)
    assert not standing.may_feed(here, link(None), date(2026, 7, 1))
    give(world, given(role="supplier", contract=NUMBER))
    assert standing.may_feed(here, link(NUMBER), date(2026, 7, 1))
    assert not standing.may_feed(here, link("another"), date(2026, 7, 1))
    members.block(here, EVERYTHING, MARK, "har slutat", ADMIN, TODAY, NOW)
    assert not standing.may_feed(here, link(NUMBER), TODAY)


def test_who_answers_for_one_organisation_gives_and_takes_there_alone(world: World) -> None:
    world.sign()
    here, elsewhere = world.installation, Scope("administrator", frozenset({"En annan kommun"}))
    give(world, given(identifier="one"))
    for refused in (
        lambda: give(world, given(), scope=elsewhere),
        lambda: give(world, given(role="administrator", organisation=None), scope=elsewhere),
        lambda: give(world, given(), scope=Scope("strategist")),
        lambda: members.block(here, elsewhere, MARK, "x", ADMIN, TODAY, NOW),
    ):
        with pytest.raises(UserError) as told:
            refused()
        assert told.value.code == "access_not_yours"
    with pytest.raises(UserError, match="access_unknown"):
        members.end(here, elsewhere, "one", ADMIN, TODAY, NOW)
    assert members.known(here, elsewhere, TODAY) == ()
    members.end(here, EVERYTHING, "one", ADMIN, TODAY, NOW)
    assert standing.of_identity(here, MARK, TODAY) == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"role": "supplier"}, "access_contract_needed"),
        ({"organisation": None}, "access_organisation"),
        ({"contract": "finns inte"}, "unknown_contract"),
        ({"valid_to": date(2026, 6, 1)}, "access_days"),
    ],
)
def test_a_role_that_cannot_be_is_not_given(
    world: World, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(UserError) as told:
        give(world, given(), given(**changes))
    assert told.value.code == code
    assert standing.of_identity(world.installation, MARK, TODAY) == ()
