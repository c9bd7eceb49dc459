"""A stored brief made again is the stored one, number for number, whatever came after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from followup.reference import catalogue
from followup.services.brief import brief, facts, stored
from followup.services.brief.brief import Brief
from followup.services.brief.facts import Wanted
from followup.services.brief.stored import Stored
from followup.services.goal import status as goal_status
from followup.services.installation import Actor
from tests.support import reference
from tests.support import world as support
from tests.support.search import most
from tests.support.world import NUMBER, World, clause, monthly, open_world

GOALS = ("KRON_FBF_2030_CONTRACTS", "KRON_FBF_2030_TRANSPORT")
AS_OF, TODAY = date(2026, 2, 16), date(2026, 2, 17)
WHO, NOW = Actor("Testperson"), datetime.fromisoformat("2026-02-17T08:00:00")
OTHER = "T-2025-002"
GENERATE = (Phase.explicit, Phase.reuse, Phase.generate)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    opened = open_world(tmp_path_factory.mktemp("briefs"), reference.fixed_tables())
    own = replace(opened.installation, catalogue=catalogue.load())
    yield replace(opened, installation=own)
    support.close_world(opened)


def rows(renewable: int) -> str:
    return f"fuel | quantity\n hvo100 | {renewable}\n diesel_b0_offroad | {100 - renewable}"


def begin(world: World, shares: tuple[int, ...]) -> str:
    """A contract over two years with yearly reports; the name of the last one."""
    yearly = monthly(frequency="year", due_days=31)
    world.sign(clause(), days="2024-01-01..2026-12-31", reporters=(yearly,))
    names = [
        world.fuel(str(year), rows(share), received=f"{year + 1}-01-20")
        for year, share in zip((2024, 2025), shares, strict=True)
    ]
    return names[-1]


def told(world: World) -> Brief:
    return brief.write(facts.gather(world.installation, Wanted("sv", AS_OF, GOALS)))


def corrected(world: World, last: str, share: int) -> None:
    # Entered later, and said to have come before: the day alone would let it in.
    world.fuel("2025", rows(share), replaces=(last,), received="2026-02-10")


def late(world: World, last: str, share: int) -> None:
    del last
    world.fuel("2025-Q4", rows(share), received="2026-02-12", reporter="Påhittad Buss AB")


def withdrawn(world: World, last: str, share: int) -> None:
    del share
    world.withdraw(last, "2026-02-11")


def signed(world: World, last: str, share: int) -> None:
    del last, share
    world.sign(clause(contract=OTHER), number=OTHER, title="Påhittat nytt", days="2025")


def redefined(world: World, last: str, share: int) -> None:
    del last
    found = goal_status.goal(world.installation, GOALS[0], AS_OF, "sv")
    own = replace(found, target=Decimal(share) / 100, title="Nytt påhittat mål")
    goal_status.save_goal(world.installation, own, WHO, NOW, AS_OF)


def exempted(world: World, last: str, share: int) -> None:
    del last, share
    world.dispens("2025", decided="2026-01-05", contract=NUMBER)


def reported_again(world: World, last: str, share: int) -> None:
    del last
    world.fuel("2024", rows(share), received="2026-02-16", reporter="Påhittad Buss AB")


LATER: tuple[Callable[[World, str, int], None], ...] = (
    corrected, late, withdrawn, signed, redefined, exempted, reported_again,
)  # fmt: skip
MOST_IN_A_HISTORY = len(LATER)
shares = st.tuples(st.integers(1, 99), st.integers(1, 99))


@st.composite
def histories(draw: Any) -> list[tuple[Callable[[World, str, int], None], int]]:
    """Later acts in some order, the simplest history having each kind once."""
    order = draw(st.permutations(LATER))[: MOST_IN_A_HISTORY - draw(st.integers(0, 6))]
    return [(step, draw(st.integers(1, 99))) for step in order]


def holds(world: World, given_shares: tuple[int, ...], later: list[Any]) -> Stored:
    """The brief stored first, made again after all that came later: number for number."""
    world.installation.database.kept.clear()
    support.empty(world)
    last = begin(world, given_shares)
    first = told(world)
    version = world.installation.data_version
    name = stored.store(world.installation, first, "Påhittad nämnd", version, WHO, NOW, TODAY)
    (issued,) = stored.listed(world.installation, TODAY)
    assert issued.brief == name
    for step, share in later:
        step(world, last, share)
    kept = stored.load(world.installation, issued)
    made = stored.again(world.installation, issued)
    assert kept.figures == first.figures == made.figures
    assert kept.document == first.document == made.document
    assert stored.differences(kept, made) == ()
    return kept


@settings(max_examples=most(1, 2), suppress_health_check=list(HealthCheck), phases=GENERATE)
@given(shares, histories())
def test_a_brief_made_again_is_the_stored_one(
    shared: World, given_shares: tuple[int, ...], later: list[Any]
) -> None:
    holds(shared, given_shares, later)


@pytest.mark.long
@settings(max_examples=100, suppress_health_check=list(HealthCheck), phases=GENERATE)
@given(shares, histories())
def test_briefs_hold_in_many_histories(
    shared: World, given_shares: tuple[int, ...], later: list[Any]
) -> None:
    holds(shared, given_shares, later)


@pytest.mark.long
@pytest.mark.parametrize("step", LATER)
def test_each_kind_of_later_act_would_have_been_seen(shared: World, step: Any) -> None:
    kept = holds(shared, (50, 60), [(step, 30)])
    assert stored.differences(kept, told(shared))
