"""What holds for every region: nothing hidden can be computed, nothing unlike is compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup.domain.pace import Adoption
from followup.domain.timeline import Step
from followup.goals.comparable import Comparand, CompareRule, hindrances
from followup.goals.hiding import HidingRule, Stake, hidden, is_small
from followup.goals.paces import PaceRule, pace_group
from tests.support.goals import figure, goal, year_end

RULE = HidingRule(least_suppliers=3, least_vehicles=3)
TOTAL = "total"
Groups = dict[str, dict[str, Fraction]]


@st.composite
def regions(draw: st.DrawFn) -> tuple[Groups, dict[str, Stake]]:
    """Contracts of a few suppliers, some joint and some divided, with their buyers and a total."""
    buyers = [f"b{n}" for n in range(draw(st.integers(1, 5)))]
    is_own = draw(st.booleans())
    stakes: dict[str, Stake] = {}
    groups: Groups = {TOTAL: {}} | {b: {} for b in buyers}
    for number in range(draw(st.integers(1, 9))):
        contract = f"c{number}"
        fleet = draw(st.integers(1, 3))
        supplier = None if is_own else draw(st.sampled_from("PQRSTU"))
        stakes[contract] = Stake(supplier, frozenset(f"{contract}/{n}" for n in range(fleet)))
        groups[TOTAL][contract] = Fraction(1)
        own = draw(st.lists(st.sampled_from(buyers), min_size=1, max_size=3, unique=True))
        part = Fraction(1, len(own)) if draw(st.booleans()) else Fraction(1)
        for buyer in own:
            groups[buyer][contract] = part
    return groups, stakes


def _reaches(shown: list[list[float]], inside: list[bool]) -> bool:
    """Whether some sum of the shown rows has weights within a set of contracts alone.

    By the dimensions of two spaces, in floating point: another way than the rule's own.
    """
    unit = [[float(i == j) for j in range(len(inside))] for i, is_in in enumerate(inside) if is_in]
    both = np.linalg.matrix_rank(np.array(shown + unit)) if shown or unit else 0
    alone = np.linalg.matrix_rank(np.array(shown)) if shown else 0
    return bool(alone + len(unit) > both)


@given(regions())
def test_nothing_small_can_be_computed_from_what_is_shown(
    region: tuple[Groups, dict[str, Stake]],
) -> None:
    groups, stakes = region
    away = hidden(groups, stakes, RULE, TOTAL)
    names = list(stakes)
    shown = [[float(g.get(c, 0)) for c in names] for n, g in groups.items() if n not in away]
    shown = [row for row in shown if any(row)]
    for name, own in groups.items():
        small = is_small([stakes[c] for c, w in own.items() if w], RULE)
        assert not small or name in away
        if name in away and small:
            hidden_row = [float(own.get(c, 0)) for c in names]
            rows = np.array([*shown, hidden_row])
            assert np.linalg.matrix_rank(rows) > (np.linalg.matrix_rank(shown) if shown else 0)
    for size in range(1, len(names) + 1):
        for chosen in combinations(names, size):
            if is_small([stakes[c] for c in chosen], RULE):
                assert not _reaches(shown, [c in chosen for c in names])


def test_a_lone_hidden_member_takes_the_next_smallest_with_it() -> None:
    # The total less A and B would be C: of three that are large enough one more has to go.
    def own(*contracts: str) -> dict[str, Fraction]:
        return {c: Fraction(1) for c in contracts}

    cars = frozenset({"1", "2", "3"})
    stakes = {c: Stake(c[0], cars) for c in ("P1", "Q1", "R1", "S2", "T2", "U2", "V2", "P3")}
    groups = {
        "A": own("P1", "Q1", "R1"), "B": own("S2", "T2", "U2", "V2"), "C": own("P3"),
        TOTAL: own(*stakes),
    }  # fmt: skip
    assert hidden(groups, stakes, RULE, TOTAL) == {"A", "C"}
    assert hidden({n: g for n, g in groups.items() if n != "C"}, stakes, RULE, TOTAL) == {"A"}
    fleets = {c: Stake(None, s.vehicles) for c, s in stakes.items()}
    assert hidden(groups, fleets, RULE, TOTAL) == frozenset()


def adopted(*ways: tuple[int, str], choice: str = "adopts") -> Adoption:
    """A choice whose last way is its target and whose others are steps."""
    *steps, (year, target) = ways
    return Adoption(
        "G", "Påhittad kommun", choice,  # type: ignore[arg-type]
        Decimal(target), year_end(year), tuple(Step(year_end(y), Decimal(v)) for y, v in steps),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("adoption", "group"),
    [
        (None, "undecided"),
        (adopted((2030, "1"), choice="undecided"), "undecided"),
        (adopted((2030, "1"), choice="declines"), "declines"),
        (adopted((2029, "1")), "earlier"),
        (adopted((2028, "1"), (2035, "1")), "earlier"),  # a step is there before the target is
        (adopted((2030, "1")), "same"),
        (adopted((2028, "0.9"), (2031, "1")), "later"),
        (adopted((2028, "0.9")), "part_way"),
    ],
)
def test_the_pace_is_the_year_in_which_the_own_way_reaches_the_shared_target(
    adoption: Adoption | None, group: str
) -> None:
    assert pace_group(goal("1"), adoption, PaceRule(0)) == group
    fallen = replace(goal("1"), direction="down", target=Decimal(0))
    if adoption is not None:
        turned = replace(
            adoption,
            target=1 - (adoption.target or 0),
            path=tuple(Step(s.valid_from, 1 - s.value) for s in adoption.path),
        )
        assert pace_group(fallen, turned, PaceRule(0)) == group


def test_a_pace_within_the_rule_s_years_is_the_same_and_one_without_a_target_is_none() -> None:
    assert pace_group(goal("1"), adopted((2031, "1")), PaceRule(1)) == "same"
    assert pace_group(goal("1"), adopted((2032, "1")), PaceRule(1)) == "later"
    assert pace_group(goal(None), adopted((2030, "1")), PaceRule(0)) == "not_comparable"


ALIKE = Comparand("Ena", goal(), "energy", figure(2025, "0.6", "0.65", coverage=Decimal("0.9")))
BY = CompareRule(coverage_floor=Decimal("0.8"), widest=Decimal("0.1"))
UNLIKE = {
    "other_indicator": replace(ALIKE, goal=goal(indicator="measure:fossil_energy_share")),
    "other_scope": replace(ALIKE, goal=goal(scope="territory")),
    "other_basis": replace(ALIKE, basis="volume"),
    "other_unit": replace(ALIKE, goal=goal(unit="index")),
    "other_period": replace(ALIKE, point=figure(2024, "0.6")),
    "unverified": replace(ALIKE, goal=goal(status="unverified")),
    "by_hand": replace(ALIKE, point=figure(2025, "0.6", is_by_hand=True)),
    "hidden": replace(ALIKE, is_hidden=True, point=None),
    "no_figure": replace(ALIKE, point=None),
    "not_complete": replace(ALIKE, point=figure(2025, "0.6", is_complete=False)),
    "low_coverage": replace(ALIKE, point=figure(2025, "0.6", coverage=Decimal("0.79"))),
    "too_unknown": replace(ALIKE, point=figure(2025, "0.6", "0.71")),
}


@given(st.sampled_from(sorted(UNLIKE)), st.sampled_from(["", *sorted(UNLIKE)]), st.booleans())
def test_one_lack_is_enough_to_refuse_and_is_the_reason_given(
    code: str, other: str, turned: bool
) -> None:
    pair = [replace(UNLIKE[code], name="Andra"), UNLIKE[other] if other else ALIKE]
    found = hindrances(pair[turned], pair[not turned], BY)
    codes = {h.code for h in found}
    # Two that lack the same are alike in it, as far as it is a difference.
    is_shared = other == code and code.startswith("other_")
    is_moot = code == "other_period" and pair[1].point is None
    assert is_shared or is_moot or code in codes
    assert all(h.name in (None, "Ena", "Andra") for h in found)


def test_alike_figures_are_compared() -> None:
    assert hindrances(ALIKE, replace(ALIKE, name="Andra"), BY) == ()
    # A hidden figure is not told to be short of reports: that, too, would be told of it.
    poor = replace(ALIKE, is_hidden=True, point=figure(2025, "0.6", coverage=Decimal("0.1")))
    assert [h.code for h in hindrances(ALIKE, poor, BY)] == ["hidden"]
    assert ALIKE.day == date(2025, 12, 31)
