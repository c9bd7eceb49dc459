"""Whatever happened in between, a goal's ledger sums, and what happened lands in its own part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from followup.domain.parties import Buyer
from followup.domain.period import parse_period
from followup.goals.ledger import Cause
from followup.services.goal import ledger as service
from followup.services.goal.figures import series_of
from followup.services.goal.ledger import Ledger, Standpoint
from followup.services.installation import Installation
from followup.services.installation import as_known as looked_back
from followup.storage import acts
from tests.support.goals import goal
from tests.support.world import SUPPLIER, World, fixed_world, lent_world, monthly

THEN, NOW = date(2025, 2, 15), date(2026, 2, 15)
# What was believed of a fuel was found to be wrong on this day (tests.support.reference).
AFTER_CORRECTION = date(2026, 3, 15)
# What may happen, and the part that it must land in.
EVENTS: dict[str, Cause] = {
    "late": "late", "replaced": "corrected", "withdrawn": "corrected", "new": "contracts",
    "ended": "contracts", "delivered": "real", "valid": "factors", "known": "factors",
}  # fmt: skip
_numbers = count()


@dataclass(frozen=True, slots=True)
class History:
    """Litres of two fuels a half-year, what happened, and whether both ends tell of one year."""

    events: frozenset[str]
    litres: tuple[tuple[int, int], ...] = ((700, 300), (500, 510), (90, 10), (3, 800))
    is_one_year: bool = False


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    # Each history has a buyer of its own, whose goal holds that buyer's contracts alone.
    areas = [SimpleNamespace(code=str(n), kind="municipality", county="07", name=f"Buyer {n}",
                             country="SE") for n in range(500)]  # fmt: skip
    home: Path = tmp_path_factory.mktemp("ledger")
    with lent_world(home, fixed_world) as lent:
        catalogue = SimpleNamespace(areas=areas, series=())

        def as_known(installation: Installation, **known: Any) -> Installation:
            # Looking back reads the catalogue anew, and these buyers are in none.
            return replace(looked_back(installation, **known), catalogue=installation.catalogue)

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(service, "as_known", as_known)
            yield World(replace(lent.installation, catalogue=catalogue), lent.names)


def lived(world: World, history: History) -> tuple[str, int]:
    """Fill a history in order of time: its buyer, and the last act that was known then.

    Each year is like the one before in all that no event changes.
    """
    buyer, number = (f := f"{next(_numbers)}"), f"L{f}"
    happened, litres = history.events, history.litres
    ended = (parse_period("2024"),) if "ended" in happened else ()

    def sign(letter: str, days: str) -> None:
        world.sign(number=number + letter, days=days, buyers=(Buyer(f"Buyer {buyer}"),),
                   reporters=(monthly(frequency="half_year"),))  # fmt: skip

    def report(days: str, amounts: tuple[int, int], received: str, letter: str = "A",
               replaces: tuple[str, ...] = ()) -> str:  # fmt: skip
        by = "e85" if happened & {"valid", "known"} else "hvo100"
        other = "diesel_mk1" if "valid" in happened else "diesel_b0_offroad"
        table = f"fuel | quantity\n {by} | {amounts[0]}\n {other} | {amounts[1]}"
        return world.fuel(days, table, contract=number + letter, received=received,
                          replaces=replaces, reporter=SUPPLIER)  # fmt: skip

    first, second, wrong, extra = litres
    sign("A", "2024-01-01..2026-12-31")
    sign("B", "2024" if ended else "2024-01-01..2026-12-31")
    was = wrong if "replaced" in happened else first
    spring = report("2024-H1", was, "2024-07-10")
    unusable = report("2024-H1", extra, "2024-07-11", "B") if "withdrawn" in happened else None
    if "late" not in happened:
        report("2024-H2", second, "2025-01-10")
    report("2024-H2", first, "2025-01-11", "B")
    then = acts.data_version(world.installation.database)
    if "late" in happened:
        report("2024-H2", second, "2025-05-02")
    if "replaced" in happened:
        report("2024-H1", first, "2025-05-03", replaces=(spring,))
    if unusable:
        world.withdraw(unusable, "2025-05-04")
    more = wrong if "delivered" in happened else (0, 0)
    report("2025-H1", (first[0] + more[0], first[1]), "2025-07-10")
    report("2025-H2", second, "2026-01-10")
    if not ended:
        report("2025-H2", first, "2026-01-11", "B")
    if "new" in happened:
        sign("C", "2024-01-01..2026-12-31" if history.is_one_year else "2025-01-01..2026-12-31")
        if history.is_one_year:
            report("2024-H1", extra, "2025-08-01", "C")
        report("2025-H1", extra, "2025-08-01", "C")
    return buyer, then


def told(world: World, history: History) -> Ledger:
    buyer, then = lived(world, history)
    chosen = goal(geography=buyer)
    year = parse_period("2024" if history.is_one_year else "2025")
    now = AFTER_CORRECTION if "known" in history.events else NOW
    start = Standpoint(THEN, parse_period("2024"), then)
    return service.ledger(world.installation, chosen, start, Standpoint(now, year))


def exactly(world: World, found: Ledger, at: Standpoint) -> Fraction:
    """The goal's own figure at a standpoint, from its amounts."""
    seen = service.as_known(world.installation, upto_act=at.upto_act)
    points = series_of(seen, [found.goal], at.as_of)[found.goal.identifier]
    measured = next(p.measured for p in points if p.day == at.year.end)
    assert measured is not None
    return Fraction(measured.numerator) / Fraction(measured.denominator)


HISTORIES = st.builds(
    History,
    st.frozensets(st.sampled_from(sorted(EVENTS)), max_size=len(EVENTS)),
    st.tuples(*[st.tuples(st.integers(1, 999), st.integers(1, 999))] * 4),
    st.booleans(),
)


def check(world: World, history: History) -> bool:
    """What a ledger promises, for one history; True if all that should have moved did."""
    found = told(world, history)
    assert found.reasons == ()
    if len(history.events) != 1:
        assert found.then.value == exactly(world, found, found.then.standpoint)
        assert found.now.value == exactly(world, found, found.now.standpoint)
    assert found.difference == sum(part.amount for part in found.parts)
    moved = {cause for part in found.parts if part.moved for cause in part.causes}
    expected = {EVENTS[event] for event in history.events}
    if history.is_one_year:
        # Of one year nothing can have been delivered otherwise, and no contract have ended in it.
        expected = {EVENTS[e] for e in history.events - {"valid", "ended", "delivered"}}
    assert moved <= expected
    if len(history.events) == 1:
        assert moved == expected
    late = [m.report.contract for m in found.reports if m.change == "late"]
    assert bool(late) == ("late" in history.events)
    changed = {m.change for m in found.reports} - {"late"}
    assert changed == history.events & {"replaced", "withdrawn"}
    return moved == expected


# A history costs the better part of a second to fill and to tell.
@pytest.mark.parametrize(
    "history",
    [*(History(frozenset({event})) for event in ("late", "replaced", "new", "valid")),
     History(frozenset(EVENTS))],
    ids=lambda history: "_".join(sorted(history.events)),
)  # fmt: skip
def test_what_happened_lands_in_its_own_part_and_the_parts_sum(
    world: World, history: History
) -> None:
    assert check(world, history)


@pytest.mark.long
@settings(max_examples=80, suppress_health_check=list(HealthCheck),
          phases=(Phase.explicit, Phase.generate))  # fmt: skip
@example(History(frozenset()))
@example(History(frozenset({"withdrawn"})))
@example(History(frozenset({"ended"})))
@example(History(frozenset({"delivered"})))
@example(History(frozenset({"known"})))
@example(History(frozenset(), is_one_year=True))
@example(History(frozenset(EVENTS), is_one_year=True))
@given(HISTORIES)
def test_so_does_whatever_else_may_happen(world: World, history: History) -> None:
    check(world, history)


def test_an_end_without_figure_says_why(world: World) -> None:
    history = History(frozenset({"new"}))
    buyer, then = lived(world, history)
    chosen = goal(geography=buyer)
    start = Standpoint(date(2024, 2, 15), parse_period("2023"), then)
    found = service.ledger(world.installation, chosen, start, Standpoint(NOW, parse_period("2025")))
    assert (found.parts, found.difference, found.reasons) == ((), None, ("then_no_figure",))
    assert service.standpoint(world.installation, chosen, date(2024, 2, 15)) is None
    seen = service.standpoint(world.installation, chosen, NOW)
    assert seen == Standpoint(NOW, parse_period("2025"))
