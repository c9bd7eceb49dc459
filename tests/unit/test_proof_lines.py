"""The amounts of a proof: to be divided by hand, whole at the limit, and no zero for nothing."""

from __future__ import annotations

from datetime import date

from followup.domain.period import parse_period
from followup.services.dispens.text import exemption_line
from followup.services.proof.explain import explain
from followup.services.proof.text import six_lines
from tests.support.world import NUMBER, World, clause

FUEL = "vehicle | fuel | quantity"


def lines(world: World, period: str = "2025") -> dict[str, str]:
    proof = explain(world.installation, NUMBER, "K1", parse_period(period), date(2026, 6, 30))
    return {line.label: line.text.replace("\xa0", " ") for line in six_lines(proof, "sv")}


def test_amounts_are_whole_where_the_share_is_the_limit(world: World) -> None:
    world.sign(clause(limit="1"))
    world.fuel("2025", f"{FUEL}\nA | hvo100 | 1000.05")
    assert "," in lines(world)["Täljare / nämnare / okänt"]


def test_the_interval_shows_the_sums_of_both_its_ends(world: World) -> None:
    world.sign(clause(limit="0.8"))
    world.fuel("2025", f"{FUEL}\nA | hvo100 | 1000\nB | diesel_mk1 | 1000")
    assert "mellan 33 008 MJ och 35 008 MJ av totalt 70 000 MJ" in lines(world)["Osäkerhet"]


def test_one_report_is_not_written_in_the_plural(world: World) -> None:
    world.sign(clause(measure="report_in_time", limit="1"), days="2025-03")
    world.fuel("2025-03", f"{FUEL}\nA | hvo100 | 1000")
    assert lines(world, "2025-03")["Täljare / nämnare / okänt"] == "1 / 1 / 0"


def test_a_period_without_rows_shows_no_zero_amounts(world: World) -> None:
    world.sign(clause(limit="0.8"))
    assert lines(world)["Täljare / nämnare / okänt"] == "Inga rader räknas i perioden."


def test_a_proof_holds_the_dispens_behind_the_rows_left_out_with_its_reason(world: World) -> None:
    world.sign(clause(limit="0.8"), clause(short="K2", measure="report_in_time", limit="1"))
    world.dispens("2025-03", requirement=f"{NUMBER}/K1", vehicles=("A",))
    world.dispens("2024", vehicles=("B",))
    world.dispens("2025", requirement=f"{NUMBER}/K2", vehicles=("C",))
    proof = explain(world.installation, NUMBER, "K1", parse_period("2025"), date(2026, 6, 30))
    (line,) = (exemption_line(e, "da") for e in proof.exemptions)
    assert line == "Dispensation K1, A, mar. 2025 (leveransstopp), besluttet 01.01.2025"
