"""Doubts that only show beside what is stored: each is asked where it is true and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from followup.domain.period import parse_period
from followup.ingest.draft import Draft
from followup.services.upload import finding_text
from followup.services.upload.destination import Destination
from followup.services.upload.plausibility import examined
from followup.storage import contracts
from tests.support.facts import fuel_facts, vehicle_facts
from tests.support.world import NUMBER, SUPPLIER, World, agreement, clause

TODAY = date(2026, 6, 30)
OTHER = "T-2025-002"
FILLINGS = """
    vehicle | fuel   | quantity | from       | odometer
    ABC123  | hvo100 | 60       | 2025-03-03 | 1000
    ABC123  | hvo100 | 61       | 2025-03-10 | 1700
    ABC123  | hvo100 | 62       | 2025-03-17 | 2400
"""


@pytest.fixture
def signed(world: World) -> World:
    """Two contracts, the second with one report of January."""
    world.sign(clause())
    other = agreement(clause(contract=OTHER), number=OTHER)
    day = date(2025, 1, 1)
    world.act(lambda own, act_id: contracts.insert(own, act_id, [other], day))
    return world


def draft(
    fuel: str | None = None, vehicles: str | None = None, answers: Mapping[str, str] | None = None
) -> Draft:
    """A draft as the reader would give it."""
    facts = {"fuel_delivery": fuel_facts(fuel)} if fuel else {}
    facts |= {"vehicle": vehicle_facts(vehicles)} if vehicles else {}
    return Draft("rapport.xlsx", "0" * 64, facts=facts, answers=answers or {})


def look(world: World, read: Draft, days: str = "2025-03", **how: Any) -> Draft:
    """The draft, held against what is stored."""
    kinds = {"fuel_delivery": "fuel", "vehicle": "vehicles"}
    wheres: Sequence[Destination] = [
        Destination(NUMBER, kinds[kind], SUPPLIER, parse_period(days), TODAY, **how)
        for kind in read.facts
    ]
    return examined(world.installation, read, wheres, TODAY)


def said(found: Draft) -> list[tuple[str, int | None, str | None]]:
    """Code, row and value of every finding."""
    return [(f.code, f.row, f.value) for f in found.findings]


def test_a_plain_report_raises_no_question(signed: World) -> None:
    signed.fuel("2025-02", "vehicle | fuel | quantity | km\n ABC123 | hvo100 | 50 | 800")
    signed.fuel("2025-03", "vehicle | fuel | quantity\n DEF456 | hvo100 | 50", contract=OTHER)
    assert said(look(signed, draft(FILLINGS))) == []


def test_a_filling_larger_than_any_tank_of_the_class_is_unknown_until_answered(
    signed: World,
) -> None:
    signed.vehicles("2025", "vehicle | class | drive\n ABC123 | Personbil | diesel")
    larger = FILLINGS.replace("| 61 ", "| 610 ")
    found = look(signed, draft(larger))
    assert said(found) == [("filling_exceeds_tank", 3, "610")]
    assert found.facts["fuel_delivery"]["is_questioned"].to_pylist() == [False, True, False]
    assert "610 l" in finding_text.words(found.findings[0], "sv")
    answer = {"accept:filling_exceeds_tank:Blad1!C3": "Två tankningar på en rad"}
    answered = look(signed, draft(larger, answers=answer))
    assert said(answered) == [("explained", 3, "610")]
    assert not any(answered.facts["fuel_delivery"]["is_questioned"].to_pylist())
    assert said(look(signed, answered)) == said(answered)


def test_a_sum_stated_on_a_date_is_no_filling(signed: World) -> None:
    monthly = (
        "vehicle|fuel|quantity|from\nABC123|hvo100|2000|2025-03-31\nDEF456|hvo100|2100|2025-03-31"
    )
    assert said(look(signed, draft(monthly))) == []


def test_a_consumption_no_vehicle_of_the_class_can_have_is_asked_about(signed: World) -> None:
    signed.vehicles("2025", "vehicle | class\n ABC123 | Personbil\n DEF456 | Lastbil\n GHI789 |")
    rows = """
        vehicle | fuel   | quantity | km
        ABC123  | hvo100 | 60       | 100
        ABC123  | hvo100 | 60       | 100
        DEF456  | hvo100 | 60       | 100
        GHI789  | hvo100 | 60       | 20
    """
    found = look(signed, draft(rows))
    assert said(found) == [("consumption_implausible", 2, "ABC123")]
    assert found.findings[0].params["per_100_km"] == "60"
    assert not any(found.facts["fuel_delivery"]["is_questioned"].to_pylist())


def test_an_odometer_below_an_earlier_report_is_asked_about(signed: World) -> None:
    earlier = (
        FILLINGS.replace("2025-03", "2025-02").replace("| 6", "| 5").replace("| 1000", "| 9000")
    )
    signed.fuel("2025-02", earlier)
    assert said(look(signed, draft(FILLINGS))) == []
    signed.fuel("2025-01", "vehicle|fuel|quantity|from|odometer\nABC123|hvo100|5|2025-02-28|99000")
    higher = FILLINGS.replace("| 2400", "| 1800")
    found = look(signed, draft(higher))
    assert said(found) == [("odometer_backwards", 2, "ABC123")]
    assert finding_text.words(found.findings[0], "da").startswith("Kilometerstanden 1.800 km")


def test_the_same_amounts_for_another_period_are_asked_about(signed: World) -> None:
    rows = "vehicle|fuel|quantity\nABC123|hvo100|60\nABC123|hvo100|61\nDEF456|hvo100|62.5"
    signed.fuel("2025-02", rows)
    copied = look(signed, draft(rows))
    assert said(copied) == [("same_as_earlier_report", None, None)]
    assert "feb. 2025" in finding_text.words(copied.findings[0], "sv")
    assert said(look(signed, draft(rows.replace("62.5", "62.6")))) == []
    assert said(look(signed, draft(rows), "2025-02")) == []  # the same days: a correction


def test_a_vehicle_on_two_contracts_on_one_day_is_asked_about_until_shared(signed: World) -> None:
    signed.fuel("2025-03", "vehicle|fuel|quantity|from\nABC123|hvo100|5|2025-03-10", contract=OTHER)
    found = look(signed, draft(FILLINGS))
    assert said(found) == [("vehicle_in_two_contracts", 3, "ABC123")]
    assert (found.findings[0].params["contract"], found.findings[0].params["day"]) == (
        OTHER, "2025-03-10",
    )  # fmt: skip
    assert said(look(signed, draft(FILLINGS), is_shared=True)) == []


def test_vehicles_in_one_list_only_are_named_both_ways(signed: World) -> None:
    rows = "vehicle|fuel|quantity\nABC123|hvo100|5\nDEF456|hvo100|6\nbuss 7|hvo100|7"
    listed = "vehicle | class\n ABC123 | Buss\n GHI789 | Buss\n JKL012 | Buss"
    found = look(signed, draft(rows, listed))
    assert said(found) == [
        ("vehicle_not_in_list", 3, "DEF456"),
        ("vehicle_without_fuel", None, None),
    ]
    assert found.findings[1].params == {"vehicles": "GHI789, JKL012", "rows": "2"}
    assert [f.severity for f in found.findings] == ["question", "note"]
    answered = look(signed, draft(rows, listed, {"accept:vehicle_not_in_list": "Hyrbil"}))
    assert [f.code for f in answered.findings] == ["explained", "vehicle_without_fuel"]
    signed.fuel("2025-03", rows)
    alone = look(signed, draft(vehicles=listed))
    assert ("vehicle_not_in_list", None, "DEF456") in said(alone)
