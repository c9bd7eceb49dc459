"""A clause that is tried comes to what it would be judged as, and tells of no supplier alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from followup.domain.requirement import Assessment
from followup.goals.hiding import HidingRule
from followup.services import compliance
from followup.services.requirement.requirements import redated
from followup.services.tester import evidence, export, outcomes
from followup.services.tester.outcomes import TOTAL
from followup.services.tester.trial import Trial, try_out
from tests.oracle.worlds import Made, fill, worlds
from tests.support.world import World, clause, empty, fixed_world, lent_world

RULE = HidingRule(3, 3)
# Each fills two worlds; make test-long tries more.
EXAMPLES = 40 if os.environ.get("FOLLOWUP_SEARCH") else 2
FUEL = "vehicle | fuel | quantity"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with lent_world(tmp_path_factory.mktemp("tester"), fixed_world) as lent:
        yield lent


@settings(max_examples=EXAMPLES)
@given(own=worlds(), other=worlds())
def test_an_existing_clause_gives_its_real_verdicts_and_a_new_one_those_it_would_get(
    shared: World, own: Made, other: Made
) -> None:
    """Dispens, nil reports, split rows, late corrections: all as on the page Efterlevnad."""
    empty(shared)
    fill(shared, own)
    fill(shared, other)
    day = own.as_of
    held = {c.number: c for c in compliance.contracts_on(shared.installation, day)}
    mine, theirs = held[own.number], held[other.number]
    for proposed in mine.requirements[:1]:
        trial = try_out(shared.installation, proposed, day)
        tried = {t.contract.number: list(t.assessments) for t in trial.tried}
        real = compliance.assessments(
            shared.installation, day, contract=mine.number, requirement=proposed.identifier
        )
        assert tried[mine.number] == real
        named = replace(proposed, contract=theirs.number, identifier=f"{theirs.number}/K9")
        signed = replace(theirs, requirements=(*theirs.requirements, redated(theirs, named)))
        inquired = [
            i
            for i in compliance.inquiries([signed], day)
            if i.requirement.identifier.endswith("K9")
        ]
        would_be = compliance.assessed(shared.installation, inquired, day)
        assert [_bare(a) for a in tried[theirs.number]] == [_bare(a) for a in would_be]


def _bare(found: Assessment) -> Assessment:
    return replace(found, requirement="")


@pytest.fixture(scope="module")
def seven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, list[Trial]]]:
    """Contracts from nought to nine tenths renewable, one of them open, tried at three levels."""
    with lent_world(tmp_path_factory.mktemp("seven"), fixed_world) as world:
        empty(world)
        for place, hvo in enumerate((0, 2, 4, 5, 7, 9, None)):
            number = f"T{place}"
            world.sign(clause(contract=number), number=number)
            rows = (
                [("hvo100", hvo), ("diesel_b0_offroad", 10 - hvo)]
                if hvo is not None
                else ([("hvo100", 5), ("", 5)])
            )
            table = "".join(
                f"\nV{place}{fuel[:1]} | {fuel} | {amount}" for fuel, amount in rows if amount
            )
            world.fuel("2025", FUEL + table, contract=number)
        own, day = world.installation, date(2026, 6, 30)
        yield world, [try_out(own, clause(limit=x), day) for x in ("0.2", "0.5", "1")]


@settings(max_examples=12)
@given(
    suppliers=st.lists(st.sampled_from("PQRS"), min_size=7, max_size=7),
    categories=st.lists(st.sampled_from(["Buss", "Taxi", "taxi ", ""]), min_size=7, max_size=7),
    limit=st.integers(0, 2),
)
def test_outcomes_are_told_from_three_suppliers_up_and_fall_as_the_level_rises(
    seven: tuple[World, list[Trial]], suppliers: list[str], categories: list[str], limit: int
) -> None:
    world, trials = seven
    tried = tuple(
        replace(t, contract=replace(t.contract, supplier=s, category=c))
        for t, s, c in zip(trials[limit].tried, suppliers, categories, strict=True)
    )
    trial = replace(trials[limit], tried=tried)
    result = outcomes.of_year(world.installation, trial, 2025, RULE)
    for group in result.groups:
        assert group.counts is None or group.tried >= RULE.least_suppliers
        assert group.counts is None or sum(group.counts.values()) == group.tried
        levels = outcomes.curve(result, group.name)
        assert bool(levels) is (group.counts is not None)
        assert all(a.met >= b.met for a, b in pairwise(levels))
        if group.counts is not None:
            at = next(x for x in levels if x.level == trial.proposed.limits.steps[0].value)
            assert (at.met, at.unclear) == (group.counts["met"], group.counts["unclear"])
    whole = result.group(TOTAL)
    assert whole is not None
    assert whole.suppliers == len(set(suppliers))
    assert {g.name.strip().casefold() for g in result.groups[1:]} == {
        c.strip().casefold() for c in categories if c
    }


def test_the_workbook_tells_no_more_than_the_page(seven: tuple[World, list[Trial]]) -> None:
    world, trials = seven
    named = tuple(
        replace(t, contract=replace(t.contract, supplier=f"S{n}", category="Buss" if n else "Taxi"))
        for n, t in enumerate(trials[1].tried)
    )
    result = outcomes.of_year(world.installation, replace(trials[1], tried=named), 2025, RULE)
    found = evidence.needed(world.installation, result, TOTAL)
    waits = evidence.lacking(world.installation, result, TOTAL)
    levels = outcomes.curve(result, TOTAL)
    book = load_workbook(BytesIO(export.workbook(result, levels, found, waits, RULE, "sv")))
    rows = {row[0]: row[1:] for row in book["Utfall"].iter_rows(values_only=True)}
    assert rows["Alla avtal"] == (7, 7, 7, 2, 4, 1, 0, 0)
    assert rows["Taxi"] == (1, 1, 1, *["visas inte"] * 3, 0, 0)
    # With all of them the six buses would tell of the taxi.
    assert rows["Buss"] == (6, 6, 6, *["visas inte"] * 3, 0, 0)
    assert [w.code for w in waits] == ["fuel"]
    assert [row[0] for row in book["Saknas"].iter_rows(min_row=4, values_only=True)] == [
        "Drivmedlet på rader"
    ]
