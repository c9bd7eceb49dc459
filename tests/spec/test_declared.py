"""Rule 9: a share that is only declared is stored and shown, and never mixed with amounts."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pytest

from followup.domain.period import parse_period
from followup.ingest.fact_schemas import DECLARED_SHARE
from followup.services.proof import explain
from followup.services.proof import export as proof_export
from tests.support.facts import rows_of
from tests.support.world import NUMBER, World, clause, monthly, period

DIESEL = "fuel | quantity\n diesel_b0_offroad | 10"  # 400 MJ
FOOD = "share | of\n 0.85 | fossil_free"  # "85 % fossilfritt"


def declared(text: str) -> pa.Table:
    """Declared shares from a table with share, of and perhaps basis."""
    rows = [
        {"sheet": "Blad1", "row": number, "column": "C", "cell": row["share"],
         "share": Decimal(row["share"]), "share_of": row["of"], "basis": row.get("basis"),
         "grade": "declared", "is_duplicate": False, "is_questioned": False, "findings": ""}
        for number, row in enumerate(rows_of(text), start=2)
    ]  # fmt: skip
    return pa.Table.from_pylist(
        [{n: row.get(n) for n in DECLARED_SHARE.names} for row in rows], DECLARED_SHARE
    )


def send(world: World, table: str, days: str = "2025") -> None:
    world.submit(days, "declared", {"declared_share": declared(table)})


def test_a_declared_share_gives_no_verdict_and_stands_among_the_rows(world: World) -> None:
    world.sign(clause(limit="0.8"), reporters=(monthly(report_type="declared"),))
    send(world, FOOD)
    seen = world.one("2025")
    assert seen.verdict == "not_assessable"
    assert "declared_only" in seen.reasons
    assert (seen.measured.numerator, seen.measured.denominator) == (0, 0)
    as_of = parse_period("2026-06-30..2026-06-30").start
    proof = explain.explain(world.installation, NUMBER, "K1", period("2025"), as_of)
    row = proof.excluded[0]
    assert (row.why, row.amount, row.amount_unit, row.row) == ("declared", 85, "%", 2)
    assert proof_export.unit_name(row.amount_unit, "sv") == "%"


def test_a_clause_that_accepts_a_declaration_is_assessed_from_it(world: World) -> None:
    world.sign(clause(limit="0.85", accepts_declared=True))  # owes fuel; a declaration stands in
    send(world, FOOD)
    seen = world.one("2025")
    assert (seen.verdict, seen.unit, seen.reasons) == ("met", "declared", ("declared_share",))
    assert (seen.measured.low, seen.measured.coverage) == (Decimal("0.85"), 1)


def test_declared_and_measured_of_different_days_are_not_mixed(world: World) -> None:
    world.sign(clause(limit="0.8", accepts_declared=True))
    send(world, FOOD)
    world.fuel("2025-01", DIESEL)  # January measured, the rest only declared
    seen = world.one("2025")
    assert (seen.verdict, seen.reasons) == ("not_assessable", ("declared_only",))


def test_a_share_declared_beside_all_the_amounts_is_shown_and_counts_nowhere(world: World) -> None:
    world.sign(clause(limit="0.8", accepts_declared=True))
    world.fuel("2025-H1", DIESEL)
    world.fuel("2025-H2", DIESEL)
    send(world, FOOD)
    seen = world.one("2025")
    assert (seen.verdict, seen.reasons) == ("not_met", ("declared_beside",))
    assert (seen.measured.denominator, seen.measured.rows_excluded) == (800, 1)


@pytest.mark.parametrize(
    ("table", "verdict"),
    [
        # The true share lies between the least and the greatest declared: 0.75 < 0.8 < 0.85.
        ("share | of\n 0.85 | renewable\n 0.75 | renewable", "not_assessable"),
        ("share | of\n 0.85 | renewable\n 0.81 | renewable", "met"),
        ("share | of | basis\n 0.85 | renewable | energy", "met"),
        ("share | of | basis\n 0.85 | renewable | distance", "not_assessable"),
        ("share | of\n 0.85 | zero_emission", "not_assessable"),
    ],
)
def test_what_a_declaration_can_say_of_a_clause(world: World, table: str, verdict: str) -> None:
    world.sign(clause(limit="0.8", accepts_declared=True))
    send(world, table)
    assert world.one("2025").verdict == verdict


def test_a_share_in_something_else_leaves_its_days_untold(world: World) -> None:
    world.sign(clause(limit="0.8", accepts_declared=True))
    send(world, "share | of | basis\n 0.85 | renewable | energy", "2025-H1")
    send(world, "share | of | basis\n 0.85 | renewable | distance", "2025-H2")
    seen = world.one("2025")
    assert (seen.verdict, seen.reasons[0]) == ("not_assessable", "declared_only")


def test_no_exhaust_is_not_free_of_fossil(world: World) -> None:
    world.sign(clause(limit="0.2", comparator="<=", fuel_set="fossil", accepts_declared=True))
    send(world, "share | of\n 0.9 | zero_emission")
    assert world.one("2025").verdict == "not_assessable"
