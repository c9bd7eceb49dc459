"""Passengers and drivers stop a file; a copy without them goes on in its place."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import numpy as np
import pytest

from followup.domain.org_number import MASKED, shown_org_number
from followup.ingest.child import column_arrays
from followup.ingest.draft import Draft
from followup.ingest.grid import Column, Sheet
from followup.ingest.people import personal_columns
from followup.services.upload.people import strip
from followup.settings import Settings, from_environment
from tests.support.workbooks import codes, fuel_facts, read_bytes, read_rows, total, workbook

HEADER = ["Reg.nr", "Drivmedel", "Mängd", "Enhet", "Datum"]
ROWS: list[list[Any]] = [[f"ABC{n}", "HVO100", n / 2, "l", "2025-03-05"] for n in range(100, 104)]
# Invented numbers with right check digits (none is given out for these days' serials).
PERSONS = ["800101-0019", "811218-9876", "19640823-3234", "800101-0027"]
STREETS = ["Storgatan 1", "Norra Vägen 12 B", "Ekbacken 3", "Rådhustorget 4"]
SETTINGS: Settings = from_environment({"FOLLOWUP_HOME": "/nonexistent"})


def beside(header: str, values: list[Any], *more: tuple[str, list[Any]]) -> list[list[Any]]:
    """The fuel table with further columns to its right."""
    named = [(header, values), *more]
    return [
        [*HEADER, *(head for head, _ in named)],
        *([*row, *(cells[n] for _, cells in named)] for n, row in enumerate(ROWS)),
    ]


def sheet_of(rows: list[list[Any]]) -> Sheet:
    """The cells of a sheet as the reader process would hand them over."""
    width = max(map(len, rows))
    lines = [[*row, *[None] * (width - len(row))] for row in rows]
    columns = tuple(Column(*column_arrays(list(cells))) for cells in zip(*lines, strict=True))
    return Sheet("Blad1", columns, np.arange(1, len(rows) + 1))


def refused(draft: Draft) -> str | None:
    """Which columns stopped the file, None when it was read."""
    if draft.refusal is None:
        return None
    assert draft.refusal.code == "personal_data"
    return draft.refusal.params["columns"]


NAMES = ["Påhittad Ett", "Påhittad Två", "Påhittad Tre", "Påhittad Fyra"]


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        (beside("Förare", NAMES), "Blad1!F (Förare)"),
        (beside("Fører", NAMES), "Blad1!F (Fører)"),
        (beside("Till adress", STREETS), "Blad1!F (Till adress)"),
        (beside("Anm", PERSONS), "Blad1!F (Anm)"),
        (beside("CPR", ["010203-1234", "110203-1235", "-", ""]), "Blad1!F (CPR)"),
        (beside("Pnr", PERSONS, ("Namn", NAMES)), "Blad1!F (Pnr), Blad1!G (Namn)"),
        (beside("Start", STREETS, ("Mål", STREETS[::-1])), "Blad1!F (Start), Blad1!G (Mål)"),
    ],
)  # fmt: skip
def test_people_stop_the_file_by_header_or_by_what_stands_there(
    table: list[list[Any]], columns: str
) -> None:
    assert ", ".join(found.place for found in personal_columns(sheet_of(table))) == columns


@pytest.mark.parametrize(
    "table",
    [
        beside("Organisationsnummer", ["556677-8899", "802002-4280", "800101-0019", "811218-9876"]),
        beside("Kundnamn", ["556677-8899", "802002-4280", "212000-0142", "202100-5489"]),
        beside("Stationens adress", STREETS),
        beside("Plats", STREETS),
        beside("Namn", ["OKQ8 Väster", "Circle K Öster", "Preem", "Ingo"]),
        beside("Förare", ["17", "18", 19, "-"]),
        [["Kontaktperson: Påhittad Person"], *beside("Anm", ["a", "b", "c", "d"])],
    ],
)
def test_firms_stations_and_codes_stop_nothing(table: list[list[Any]]) -> None:
    assert personal_columns(sheet_of(table)) == ()


def test_a_hidden_sheet_with_people_stops_the_file_too() -> None:
    sheets = {"Blad1": [HEADER, *ROWS], "Förare": [["Nr", "Förarnamn"], [1, "Påhittad Ett"]]}
    found = read_rows(sheets, hidden_sheets=["Förare"])
    assert refused(found) == "Förare!B (Förarnamn)"


def test_people_stop_a_contract_register_too() -> None:
    register = [["Avtalsnummer", "Benämning", "Leverantör", "Startdatum", "Slutdatum", "Köpare"],
                ["A-1", "Påhittat", "Påhittat AB", "2025-01-01", "2026-12-31", "Byn"]]  # fmt: skip
    assert read_rows(register).tables[0].report_type == "contract"
    named = [[*register[0], "Förare"], [*register[1], "Påhittad Ett"]]
    assert refused(read_rows(named)) == "Blad1!G (Förare)"


def test_the_copy_without_people_reads_as_the_file_would_have() -> None:
    table = [["Drivmedel kvartal 1"], *beside("Förare", NAMES, ("Personnummer", PERSONS))]
    table[4] = [*table[4][:2], "=1+1", *table[4][3:]]  # never computed
    rows = [*ROWS[:2], [*ROWS[2][:2], "=1+1", *ROWS[2][3:]], ROWS[3]]
    plain = read_rows([["Drivmedel kvartal 1"], HEADER, *rows], hidden_rows=[4])
    assert (5, "formula_without_cached_value") in codes(plain)
    content = workbook({"Blad1": table, "Bilaga": [["Hej"]]}, hidden_rows=[4])
    copy = strip(SETTINGS, content, "mars.xlsx")
    assert copy.columns == "Blad1!F (Förare), Blad1!G (Personnummer)"
    draft = read_bytes(copy.content, copy.file_name)
    assert fuel_facts(draft) == fuel_facts(plain)
    assert (total(draft), codes(draft)) == (total(plain), codes(plain))
    with zipfile.ZipFile(io.BytesIO(copy.content)) as package:
        inside = b"".join(package.read(name) for name in package.namelist())
    assert ROWS[0][0].encode() in inside
    assert not any(name.encode() in inside for name in (*NAMES, *PERSONS))
    assert strip(SETTINGS, content, "mars.xlsx") == copy


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("556677-8899", "556677-8899"),
        ("212000-0142", "212000-0142"),
        ("800101-0019", MASKED),
        ("19800161-0019", MASKED),  # a coordination number: sixty added to the day
        ("12345678", "12345678"),
        (None, None),
    ],
)
def test_a_sole_traders_number_is_never_shown(number: str | None, shown: str | None) -> None:
    assert shown_org_number(number) == shown
