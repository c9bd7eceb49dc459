"""The SQL measures against the naive ones, on worlds made by chance: equal to the last digit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings

from followup.domain.period import Period
from followup.domain.requirement import Assessment, Measured, Requirement
from followup.services import compliance
from followup.services.asks import ask_table, inquiries
from followup.storage import contracts, exemptions, measures
from tests.oracle import naive
from tests.oracle.worlds import Made, fill, worlds
from tests.support import reference
from tests.support.search import most
from tests.support.world import World, close_world, open_world

NAIVE: dict[str, Callable[..., naive.Sum]] = {
    "energy_share": naive.energy,
    "volume_share": naive.volume,
    "distance_share": naive.distance,
    "vehicle_share": naive.vehicles_run,
    "zero_emission_vehicle_share": naive.zero_emission_vehicles,
}
# Worlds print themselves; making a failing one smaller would take minutes.
MANY = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "phases": (Phase.explicit, Phase.reuse, Phase.generate),
}


@pytest.fixture(scope="module", params=["embedded"])
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    opened = open_world(tmp_path_factory.mktemp("oracle"), reference.fixed_tables())
    yield opened
    close_world(opened)


def slow_sum(made: Made, clause: Requirement, window: Period, *, whole: bool = False) -> naive.Sum:
    if clause.measure == "report_in_time":
        return naive.in_time(made.facts, clause, window, made.as_of)[0]
    return NAIVE[clause.spec.sql](made.facts, clause, window, made.as_of, whole)


def assert_same(fast: Measured, slow: naive.Sum, *, has_excluded: bool) -> None:
    assert Fraction(fast.numerator) == slow.numerator
    assert Fraction(fast.denominator) == slow.denominator
    assert (None if fast.unknown is None else Fraction(fast.unknown)) == (
        None if slow.is_unbounded else slow.unknown
    )
    assert fast.rows_used == slow.used
    if has_excluded:
        assert fast.rows_excluded == slow.excluded


def check_measured(made: Made, clause: Requirement, found: Assessment) -> None:
    slow = slow_sum(made, clause, found.period)
    basis = clause.spec.basis
    assert_same(found.measured, slow, has_excluded=basis != "vehicles")
    if basis == "reports":
        return
    kind = "vehicles" if clause.spec.sql == "zero_emission_vehicle_share" else "fuel"
    counted = naive.coverage(made.facts, clause, found.period, made.as_of, kind)
    measured = found.measured
    assert (measured.expected, measured.covered, measured.nil, measured.pending) == counted


def expected_verdict(made: Made, clause: Requirement, found: Assessment) -> str:
    """The verdict once more, from the naive sums."""
    facts, window, as_of = made.facts, found.period, made.as_of
    if all(
        any(naive.is_away(_one(facts, d), clause, day, as_of) for d in facts.dispenses)
        for day in naive.each_day(window)
    ):
        return "exempt"
    if window.end >= as_of:
        return "not_due"
    total = slow_sum(made, clause, window)
    if clause.spec.basis == "reports":
        pending = naive.in_time(facts, clause, window, as_of)[1]
        if pending and total.numerator == total.denominator:
            return "not_due"
        return naive.compare(">=", found.limit, total)
    kind = "vehicles" if clause.spec.sql == "zero_emission_vehicle_share" else "fuel"
    expected, covered, nil, pending = naive.coverage(facts, clause, window, as_of, kind)
    is_nothing = not total.is_unbounded and total.denominator + total.unknown <= 0
    if expected and nil == expected and is_nothing:
        return "exempt"
    if expected > covered and expected - covered == pending:
        return "not_due"
    if (
        expected == 0
        or covered < clause.coverage_floor * expected
        or has_declared(made, clause, window)
    ):
        return "not_assessable"
    verdicts = {naive.compare(clause.comparator, found.limit, total)}
    if total.spans:
        span = Period(min(s.start for s in total.spans), max(s.end for s in total.spans))
        whole = slow_sum(made, clause, window, whole=True)
        limits = [s.value for s in clause.limits.within(span)]
        verdicts |= {naive.compare(clause.comparator, limit, whole) for limit in limits}
    return verdicts.pop() if len(verdicts) == 1 else "not_assessable"


def _one(facts: naive.Facts, dispens: naive.Dispens) -> naive.Facts:
    return replace(facts, dispenses=(dispens,))


def has_declared(made: Made, clause: Requirement, window: Period) -> bool:
    if clause.spec.sql == "zero_emission_vehicle_share" or clause.accepts_declared:
        return False
    return any(
        c.row.is_declared and not c.row.is_duplicate and c.all_days.overlap(window)
        for c in naive.fuel_rows(made.facts, clause, window, made.as_of)
    )


def check_world(world: World, made: Made) -> None:
    """Every assessment of a world, number by number and verdict by verdict."""
    fill(world, made)
    clauses = {clause.identifier: clause for clause in made.clauses}
    for found in compliance.assessments(world.installation, made.as_of, contract=made.number):
        note(f"{found.requirement} {found.measure} {found.period.start}..{found.period.end}")
        clause = clauses[found.requirement]
        check_measured(made, clause, found)
        assert found.verdict == expected_verdict(made, clause, found)


def check_beside(world: World, made: Made) -> None:
    """Emissions and the fuel mix of the first clause's windows."""
    fill(world, made)
    database = world.installation.database
    signed = [c for c in contracts.load(database, made.as_of) if c.number == made.number]
    inquired = inquiries(signed, made.as_of, made.clauses[0].identifier)
    asks = ask_table(inquired, exemptions.granted(database, made.as_of))
    found = measures.totals(database, "ghg_tonnes", asks, made.as_of)
    mix = measures.fuel_mix(database, asks, made.as_of).to_pylist()
    for inquiry in inquired:
        arguments = (made.facts, made.clauses[0], inquiry.window.period, made.as_of)
        slow, total = naive.tonnes(*arguments), found.get(inquiry.ask_id)
        if total is not None:
            assert (total.unknown is None) == slow.is_unbounded
            assert Fraction(total.numerator) == slow.numerator
            assert slow.is_unbounded or Fraction(total.unknown or 0) == slow.unknown
        mixed = {
            row["fuel"]: Fraction(row["energy_mj"])
            for row in mix
            if row["ask_id"] == inquiry.ask_id and row["energy_mj"] is not None
        }
        assert mixed == naive.energy_by_fuel(*arguments)


@settings(max_examples=most(8, 12), **MANY)
@given(made=worlds())
def test_every_measure_and_verdict_agrees_with_the_naive_one(world: World, made: Made) -> None:
    check_world(world, made)


@settings(max_examples=5, **MANY)
@given(made=worlds())
def test_emissions_and_fuel_mix_agree_with_the_naive_ones(world: World, made: Made) -> None:
    check_beside(world, made)


@pytest.mark.long
@settings(max_examples=1500, **MANY)
@given(made=worlds())
def test_many_worlds_agree(world: World, made: Made) -> None:
    check_world(world, made)


@pytest.mark.long
@settings(max_examples=500, **MANY)
@given(made=worlds())
def test_many_worlds_agree_on_emissions_and_fuel_mix(world: World, made: Made) -> None:
    check_beside(world, made)
