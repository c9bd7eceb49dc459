"""Workbooks beside the project: four real ones, and four invented ones with their answers.

They are skipped where the folder is absent; nothing of the real ones is kept here.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pytest

from followup.ingest.draft import Draft
from tests.support.workbooks import codes, fuel_facts, read_bytes, total

SHARED = Path(__file__).resolve().parents[3] / "shared" / "workbooks"
# The expected files name fuels more coarsely and remark things that are no findings.
FUELS = {"diesel_mk1": "diesel", "petrol_95": "petrol", "biogas_100": "biogas"}
REMARKS = {"exclude_from_total", "alkylate_petrol"}
WHY = {"total_row": "total"}


def load(kind: str, name: str, **how: Any) -> Draft:
    path = SHARED / kind / name
    if not path.exists():
        pytest.skip("the shared workbooks are not here")
    return read_bytes(path.read_bytes(), name, **how)


def test_a_hauliers_cost_file_asks_once_for_its_fuel() -> None:
    draft = load("real", "johntan38_cost.xlsx")
    assert draft.record_count == 295
    assert len(draft.tables) == 2
    assert total(draft) == {"unknown|l": "269137.71"}
    assert pc.sum(draft.facts["fuel_delivery"]["distance_km"]).as_py() == Decimal(1178058)
    assert [(q.field, q.rows) for q in draft.questions] == [("fuel", 295)]
    assert [c for c in codes(draft) if c[1] != "zero_quantity"] == [(None, "missing_fuel")]
    assert str(draft.period) == "2018-01-01..2019-08-31"
    answered = load("real", "johntan38_cost.xlsx", answers={"fuel": "diesel_mk1"})
    assert total(answered) == {"diesel_mk1|l": "269137.71"}
    assert answered.questions == ()


def test_a_bus_fleet_has_seven_registrations_twice_and_no_false_alarm_for_its_plates() -> None:
    draft = load("real", "shaycoding_go_south_coast_fleet.csv")
    assert draft.facts["vehicle"].num_rows == 895
    found = [code for _, code in codes(draft)]
    assert found.count("duplicate_row") == 7
    # One bus is said to be built in 2926.
    assert set(found) == {"duplicate_row", "implausible_year"}


def test_a_portuguese_fuel_log_has_litres_and_no_distance() -> None:
    draft = load("real", "omardotmx_abastecimentos.xlsx")
    assert (draft.record_count, total(draft)) == (8, {"unknown|l": "142"})
    assert {fact["distance_km"] for fact in fuel_facts(draft)} == {None}


def test_a_city_fleet_is_vehicles_and_claims_no_fuel() -> None:
    draft = load("real", "evanlynch_data_template.xlsx")
    assert set(draft.facts) == {"vehicle"}
    assert draft.record_count == 1472
    first = draft.facts["vehicle"].to_pylist()[0]
    # 11,550 miles at 1.609344 km.
    assert str(first["distance_km"]) == "18587.923"
    assert (str(first["period_start"]), str(first["period_end"])) == ("2020-01-01", "2020-12-31")


@pytest.mark.parametrize(
    "name",
    [
        "01_titelrader_dubbla_rubriker.xlsx",
        "03_tal_som_text.xlsx",
        "07_dubbletter_kreditnotor.xlsx",
        "11_semikolon_cp1252.csv",
    ],
)
def test_an_invented_workbook_is_read_as_a_perfect_reader_would(name: str) -> None:
    draft = load("synthetic", name)
    answer = json.loads((SHARED / "synthetic" / f"{name}.expected.json").read_text("utf-8"))
    assert [_ours(fact) for fact in fuel_facts(draft)] == [_theirs(r) for r in answer["records"]]
    assert {f.code for f in draft.findings if f.row is None} == set()
    assert set(draft.file_findings) == set(answer["file_flags"])
    assert {k: float(v) for k, v in _coarse(draft).items()} == answer["totals_by_fuel"]
    ignored = {(row.row, row.why) for row in draft.ignored}
    assert ignored == {
        (r["row"], WHY.get(r["reason"], r["reason"])) for r in answer["ignored_rows"]
    }


def _coarse(draft: Draft) -> dict[str, Decimal]:
    named = ((name.split("|"), amount) for name, amount in draft.totals.items())
    return {f"{FUELS.get(fuel, fuel)}|{unit}": amount for (fuel, unit), amount in named}


def _ours(fact: dict[str, Any]) -> tuple[Any, ...]:
    amounts = (fact["quantity"], fact["distance_km"])
    return (
        fact["row"], fact["vehicle_id"], fact["vehicle_raw"], FUELS.get(fact["fuel"], fact["fuel"]),
        fact["fuel_raw"], *(None if a is None else float(a) for a in amounts),
        str(fact["period_start"]), str(fact["period_end"]),
        set(filter(None, fact["findings"].split(","))),
    )  # fmt: skip


def _theirs(record: dict[str, Any]) -> tuple[Any, ...]:
    return (
        record["row"], record["vehicle_id"], record["vehicle_raw"], record["fuel"],
        record["fuel_raw"], record["quantity_base"], record["distance_km"],
        record["period_start"], record["period_end"], set(record["flags"]) - REMARKS,
    )  # fmt: skip
