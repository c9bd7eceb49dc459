"""What a vehicle list says besides: read with its unit and cycle, or left empty and told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from followup.domain.period import parse_period
from followup.ingest.draft import VEHICLE_DETAILS, Draft
from followup.ingest.read import read_many
from followup.services.report import difference_text
from followup.services.report.difference import compare
from followup.services.report.difference import said as counted
from followup.settings import Limits
from tests.support.facts import vehicle_facts
from tests.support.workbooks import TODAY, codes, read_rows, workbook

NAMES = [field.name for field in VEHICLE_DETAILS]


def said(draft: Draft) -> list[dict[str, Any]]:
    """What each vehicle of a draft is said to be, without what nobody said."""
    rows = draft.facts["vehicle"].select([*NAMES, "model_year"]).to_pylist()
    return [{n: v for n, v in row.items() if v is not None} for row in rows]


def read_together(tables: list[list[list[Any]]]) -> list[Draft]:
    """Each table as a file of its own, in one child."""
    named = [(workbook(rows), "lista.xlsx", None) for rows in tables]
    return read_many(named, limits=Limits(), today=TODAY)


SAID: list[tuple[list[str], list[Any], dict[str, Any]]] = [
    # The day of registration gives the year where no column says it; a year gives no day.
    (["Första registrering"], ["2021-03-15"],
     {"first_registered": date(2021, 3, 15), "model_year": 2021}),
    (["Årsmodell", "Første registreringsdato"], [2020, "15. marts 2021"],
     {"first_registered": date(2021, 3, 15), "model_year": 2020}),
    (["First registration"], [2021], {"model_year": 2021}),
    (["Totalvikt (ton)", "EU-kategori"], ["3,5", "M1G"],
     {"total_weight_kg": Decimal(3500), "eu_category": "M1"}),
    (["Tilladt totalvægt", "EU-kategori"], ["18 t", "M3 klasse II"],
     {"total_weight_kg": Decimal(18000), "eu_category": "M3 II"}),
    # A category in the column of kinds is one; a kind of vehicle is not.
    (["Fordonstyp"], ["N2"], {"eu_category": "N2"}),
    (["Fordonstyp"], ["Personbil"], {}),
    (["CO2 WLTP (g/km)", "HVO-godkänd"], ["118 g/km", "Nej"],
     {"co2_g_km": Decimal(118), "co2_cycle": "WLTP", "hvo_approved": False}),
    (["CO2 g/km", "Körcykel"], [0, "nedc"], {"co2_g_km": Decimal(0), "co2_cycle": "NEDC"}),
    (["CO2-utsläpp g/km", "HVO-godkänd"], [95, "saknas"], {"co2_g_km": Decimal(95)}),
    (["RDE NOx (%)", "RDE PN"], [64, "55 %"],
     {"rde_nox_share": Decimal("0.64"), "rde_pn_share": Decimal("0.55")}),
    # A total of the period is no type approval, and a trailer's weight not the vehicle's.
    (["CO2 (kg)", "Totalvikt släp"], [4000, 1500], {}),
]  # fmt: skip


def test_a_list_says_more_of_a_vehicle() -> None:
    head, line = ["Reg.nr", "Drivlina"], ["ABC123", "Diesel"]
    drafts = read_together([[[*head, *heads], [*line, *cells]] for heads, cells, _ in SAID])
    for draft, (heads, _, facts) in zip(drafts, SAID, strict=True):
        assert (said(draft), codes(draft)) == ([facts], []), heads


LEFT_OUT = [
    ("Totalvikt", "3,5"), ("CO2 g/km", 4200), ("EU-kategori", "Lätt lastbil"),
    ("RDE NOx (mg/km)", 48), ("RDE NOx", 48), ("HVO-godkänd", "Kanske"),
    ("Första registrering", "2031-01-01"),
]  # fmt: skip


def test_what_cannot_be_is_left_empty_and_the_vehicle_still_counts() -> None:
    heads, line = ["Reg.nr", "Drivlina", "Årsmodell"], ["ABC123", "Diesel", 2020]
    drafts = read_together([[[*heads, head], [*line, cell]] for head, cell in LEFT_OUT])
    for draft, (head, _) in zip(drafts, LEFT_OUT, strict=True):
        assert codes(draft) == [(2, "detail_left_out")], head
        assert said(draft) == [{"model_year": 2020}], head
        assert draft.facts["vehicle"]["is_questioned"].to_pylist() == [False], head


def test_a_doubtful_day_waits_for_an_answer_and_doubts_nothing_else() -> None:
    rows = [["Reg.nr", "Drivlina", "Första registrering"], ["ABC123", "Diesel", "03/04/2021"]]
    asked = read_rows(rows)
    assert codes(asked) == [(2, "ambiguous_date")]
    assert said(asked) == [{"model_year": 2021}]
    assert asked.facts["vehicle"]["is_questioned"].to_pylist() == [False]
    known = read_rows(rows, answers={"date_order": "mdy"})
    assert said(known)[0]["first_registered"] == date(2021, 3, 4)
    accepted = read_rows(rows, answers={"accept:ambiguous_date": "så skriver de"})
    assert said(accepted)[0]["first_registered"] == date(2021, 4, 3)


def test_a_corrected_list_tells_what_it_says_otherwise() -> None:
    head, days = "vehicle | drive | hvo | co2 | rde_nox", parse_period("2025")
    old, new = (
        counted(vehicle_facts(f"{head}\nABC123 | diesel | {rest}"), days)
        for rest in (" | 118 | 0.64", "yes | 120 | 0.64")
    )
    (line,) = difference_text.lines(compare(old, new), "sv")
    assert line.fields == "CO2 (g/km, typgodkännande), godkänd för HVO100"
    assert line.after.endswith("120 · Godkänd för HVO100: ja")
