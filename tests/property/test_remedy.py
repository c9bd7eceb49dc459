"""The smallest remedy: applied it meets the requirement, and one unit less does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followup.domain.remedy import Move
from followup.domain.requirement import Measured, Requirement
from followup.rules.remedy import Bar, Change, Lot, bars, fewest, is_met, least_amount
from followup.services.proof.explain import explain
from tests.support import reference
from tests.support.world import World, clause, close_world, monthly, open_world, period

AS_OF = date(2026, 1, 1)
_numbers = count()
# In a fuel's own unit, as the half-year below has it: of gas the first of two figures.
MJ = {f.fuel: Fraction(f.low) for f in reversed(reference.ENERGY) if f.unit != "Nm3"}


def share_bar(numerator: int, denominator: int, unknown: int, limit: str, sign: str) -> Bar:
    measured = Measured(Decimal(numerator), Decimal(denominator), Decimal(unknown))
    return bars(sign, Decimal(limit), measured)[0]  # type: ignore[arg-type]


limits = st.integers(1, 100).map(lambda n: str(Decimal(n) / 100))


@settings(max_examples=60)
@given(
    gains=st.lists(st.integers(1, 50), min_size=1, max_size=9), limit=limits,
    rest=st.integers(0, 200),
)  # fmt: skip
def test_no_smaller_choice_of_vehicles_is_enough(gains: list[int], limit: str, rest: int) -> None:
    """Against every choice there is: the fewest are those that add most."""
    total = sum(gains) + rest
    bar = share_bar(rest, total, 0, limit, ">=")
    changes = {f"V{n}": Change(Fraction(g)) for n, g in enumerate(gains)}

    def enough(names: tuple[str, ...]) -> bool:
        return is_met([bar], sum((changes[n] for n in names), Change()))

    sizes = [k for k in range(len(gains) + 1) if any(enough(c) for c in combinations(changes, k))]
    found = fewest([bar], changes)
    if 0 in sizes:
        return
    assert (None if found is None else len(found)) == min(sizes, default=None)
    assert found is None or enough(found)


lots = st.builds(
    lambda amount, low, spread, old, new: _lot(amount, low, spread, old, new),
    st.integers(1, 5000), st.integers(0, 60), st.integers(0, 20), st.integers(20, 50),
    st.integers(20, 50),
)  # fmt: skip


def _lot(amount: int, low: int, spread: int, old: int, new: int) -> Lot:
    """A fuel of ``old`` MJ that is from ``low`` per cent renewable, as one of ``new`` MJ."""
    share, unsure = Fraction(low, 100), Fraction(spread, 100)
    one = Change(share, 1 - unsure, unsure).times(Fraction(old))
    full = Change(Fraction(new), Fraction(new))
    becomes = Fraction(old, new)
    return Lot(Fraction(amount), one.times(Fraction(-1)) + full.times(becomes), becomes, full)


@settings(max_examples=60)
@given(own=st.lists(lots, min_size=1, max_size=4), limit=limits, rest=st.integers(0, 10**5))
def test_whichever_litres_are_moved_the_least_amount_is_enough(
    own: list[Lot], limit: str, rest: int
) -> None:
    """Taken from the end that adds least it is just enough; from the other end it is, too."""
    total = sum(int(lot.amount) * 50 for lot in own) + rest
    bar = share_bar(0, total, 0, limit, ">=")
    found = least_amount([bar], own)
    if found is None:
        every = sum((lot.change.times(lot.amount) for lot in own), Change())
        assert bar.gain(every) < bar.shortfall
        return
    order = sorted(own, key=lambda lot: bar.gain(lot.change))
    for taken in (order, order[::-1]):
        assert bar.gain(_moved(taken, found.amount)) >= bar.shortfall
    if found.amount > 1:
        assert bar.gain(_moved(order, found.amount - 1)) < bar.shortfall


def _moved(order: list[Lot], amount: int) -> Change:
    """What the first so many litres add, what they become rounded up to whole litres."""
    left, change, becomes, extra = Fraction(amount), Change(), Fraction(0), Change()
    for lot in order:
        part = min(left, lot.amount)
        if part > 0:
            change += lot.change.times(part)
            becomes, extra, left = becomes + lot.becomes * part, lot.extra, left - part
    return change + extra.times(-(-becomes // 1) - becomes)


# Through the real store and measure.
FUELS = ("diesel_b0_offroad", "diesel_mk1", "hvo100", "vehicle_gas", "electricity")
Row = tuple[str, str, int | Decimal, int]  # vehicle, fuel, litres, km

rows = st.lists(
    st.tuples(
        st.sampled_from("ABCDEFGH"), st.sampled_from(FUELS), st.integers(1, 3000),
        st.integers(1, 9000),
    ),
    min_size=2, max_size=8,
)  # fmt: skip


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    opened = open_world(tmp_path_factory.mktemp("remedy"), reference.fixed_tables())
    yield opened
    close_world(opened)


def table(given_rows: list[Row]) -> str:
    lines = [f"{v} | {f} | {litres} | {km}" for v, f, litres, km in given_rows]
    return "\n".join(["vehicle | fuel | quantity | km", *lines])


def stored(own: World, made: Requirement, given_rows: list[Row]) -> str:
    """A contract with the clause, and one half-year's rows; its number."""
    number = f"R{next(_numbers):05}"
    signed = replace(made, contract=number, identifier=f"{number}/K1")
    own.sign(signed, number=number, days="2025-H1", reporters=(monthly(frequency="half_year"),))
    own.fuel("2025-H1", table(given_rows), contract=number)
    return number


def applied(given_rows: list[Row], moves: tuple[Move, ...], less: int = 0) -> list[Row]:
    """The rows with each move made, the last by ``less`` litres too few."""
    left = list(given_rows)
    for number, move in enumerate(moves, start=1):
        short = less if number == len(moves) else 0
        amount, new = int(move.amount) - short, MJ[move.fuel] / MJ[move.to_fuel]
        becomes = -(-(amount * new) // 1) if short else int(move.to_amount)
        for at, (vehicle, fuel, litres, km) in enumerate(left):
            if fuel == move.fuel and amount > 0:
                part = min(amount, litres)
                left[at] = (vehicle, fuel, litres - part, km)
                amount -= part
        left.append(("A", move.to_fuel, int(becomes), 0))
    return [row for row in left if row[2] > 0 or row[3] > 0]


def changed(given_rows: list[Row], vehicles: tuple[str, ...]) -> list[Row]:
    """The rows with all that these vehicles were given as HVO100 of as much energy."""
    found: list[Row] = []
    for vehicle, fuel, litres, km in given_rows:
        if vehicle in vehicles:
            thousandths = litres * MJ[fuel] / MJ["hvo100"] * 1000
            litres = Decimal(-(-thousandths // 1)) / 1000
            fuel = "hvo100"
        found.append((vehicle, fuel, litres, km))
    return found


Try = tuple[Requirement, list[Row], bool]  # a clause, rows, and whether they meet it


def tries(own: World, measure: str, given_rows: list[Row], limit: Decimal) -> list[Try]:
    """Every way of a remedy, and each with one unit less; none where there is no breach."""
    made = clause(measure, str(limit), assessment_period="half_year")
    number = stored(own, made, given_rows)
    seen = explain(own.installation, number, "K1", period("2025-H1"), AS_OF)
    found = seen.remedy
    if seen.assessment.verdict == "not_assessable":
        assert found is not None
        assert found.missing
        assert (found.moves, found.fewest) == ((), None)
        return []
    if seen.assessment.verdict != "not_met":
        assert found is None
        return []
    assert found is not None
    names = found.fewest.names if found.fewest else ()
    return [
        *((made, applied(given_rows, moves), True) for moves in found.moves),
        *((made, applied(given_rows, moves, less=1), False) for moves in found.moves),
        *([(made, changed(given_rows, names), True)] if names else []),
        *([(made, changed(given_rows, names[:-1]), False)] if names else []),
    ]


def hold(own: World, every: list[Try]) -> None:
    """All of them, each as the report of a contract of its own."""
    asked = [(stored(own, made, after), made, after, is_met) for made, after, is_met in every]
    verdicts = {a.contract: a.verdict for a in own.assess(str(AS_OF))}
    wrong = [
        (made.measure, made.limits, after, verdicts[number])
        for number, made, after, is_met in asked
        if (verdicts[number] == "met") != is_met
    ]
    assert wrong == []


EXAMPLE: list[Row] = [
    ("A", "hvo100", 1000, 100), ("B", "diesel_b0_offroad", 500, 500), ("C", "diesel_mk1", 700, 9),
]  # fmt: skip
LIMITS = {
    "renewable_energy_share": "0.8", "renewable_volume_share": "0.75",
    "fossil_energy_share": "0.3", "ghg_per_kwh": "135", "ghg_per_km": "3200",
}  # fmt: skip


def test_a_remedy_put_into_the_report_meets_and_one_unit_less_does_not(own: World) -> None:
    """By energy, the other way round, and of a mean; all measures of fuel in the long run."""
    chosen = ("renewable_energy_share", "fossil_energy_share", "ghg_per_km")
    found = [tries(own, name, EXAMPLE, Decimal(LIMITS[name])) for name in chosen]
    assert [len(each) for each in found] == [4, 4, 4]
    hold(own, [one for each in found for one in each])


@pytest.mark.long
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(measure=st.sampled_from(list(LIMITS)), made=rows, share=st.integers(1, 100))
def test_any_remedy_put_into_the_report_meets_and_one_unit_less_does_not(
    tmp_path_factory: pytest.TempPathFactory, measure: str, made: list[Row], share: int
) -> None:
    opened = open_world(tmp_path_factory.mktemp("any"), reference.fixed_tables())
    means = {"ghg_per_kwh": Decimal(share * 3), "ghg_per_km": Decimal(share * 40)}
    try:
        hold(opened, tries(opened, measure, made, means.get(measure, Decimal(share) / 100)))
    finally:
        close_world(opened)
