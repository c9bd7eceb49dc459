"""What cells say in reports as suppliers write them: each case with all it should give."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from followup.domain.period import Period, parse_period
from followup.ingest.dates import broken_year, read_when
from followup.ingest.draft import Draft
from followup.ingest.numbers import take_apart, value_of
from followup.ingest.plates import normalise
from followup.ingest.read import read_many
from followup.ingest.title_dates import find_period, find_year
from followup.ingest.vocabulary import look_up_fuel
from followup.settings import Limits
from tests.support.workbooks import TODAY, Rows, workbook

HEAD = ["Reg.nr", "Drivmedel", "Mängd", "Enhet", "Period"]
CARD = ["Datum", "Kvittonr", "Reg nr", "Produkt", "Antal", "Enh", "Belopp", "Kommentar"]
LOG = ["Reg.nr", "Datum", "Drivmedel", "Liter"]


def monthly(*cells: tuple[Any, ...]) -> list[list[Any]]:
    """Rows of March 2025: fuel, amount and unit, each of a vehicle of its own."""
    table = [[f"ABC{n}", *cell, "2025-03"] for n, cell in enumerate(cells, 100)]
    return [HEAD, *table]


def filled(*days: Any) -> list[list[Any]]:
    """One filling of 50 litres on each day."""
    return [LOG, *(["ABC100", day, "Diesel", 50 + n] for n, day in enumerate(days))]


def on(row: int, vehicle: str, fuel: str, amount: str, day: str, unit: str = "l") -> str:
    return f"{row} {vehicle} {fuel} {amount} {unit} {day}..{day}"


# Name: the rows, the facts that a careful person reads in them, and the findings.
CASES: dict[str, tuple[Rows, list[str], list[str]]] = {
    "amounts as text": (
        monthly(
            ("HVO100", "120,4 -", "l"), ("HVO100", "(45,5) l", None), ("HVO100", "500 *", "l"),
            ("HVO100", "500 l (uppskattat)", None), ("HVO100", "drygt 500", "l"),
            ("HVO100", "1,5 m³", None), ("HVO100", "1 2345", "l"), ("HVO100", "500 (se not)", "l"),
            ("HVO100", "1,2E+03", "l"),
        ),
        ["2 ABC100 hvo100 -120.4 l 2025-03", "3 ABC101 hvo100 -45.5 l 2025-03",
         "4 ABC102 hvo100 500 l 2025-03", "5 ABC103 hvo100 500 l 2025-03",
         "6 ABC104 hvo100 500 l 2025-03", "7 ABC105 hvo100 1500 l 2025-03",
         "8 ABC106 hvo100 - l 2025-03", "9 ABC107 hvo100 500 l 2025-03",
         "10 ABC108 hvo100 1200 l 2025-03"],
        ["2 negative_quantity", "3 negative_quantity", "5 approximate_value",
         "6 approximate_value", "8 missing_value"],
    ),
    "units of gas, liquid and power": (
        monthly(("Biogas", "120 m3", None), ("Diesel", "0,5 m3", None), ("Biogas", 9, "nm³"),
                ("El", "2,3 MWh", None), ("Biogas", "0,5 ton", None)),
        ["2 ABC100 biogas_100 120 Nm3 2025-03", "3 ABC101 diesel_mk1 500 l 2025-03",
         "4 ABC102 biogas_100 9 Nm3 2025-03", "5 ABC103 electricity 2300 kWh 2025-03",
         "6 ABC104 biogas_100 500 kg 2025-03"],
        [],
    ),
    "electricity of buildings is a question": (
        monthly(("El (fastighet)", 5, "kWh"), ("El publik", 6, "kWh"), ("Fjärrvärme", 7, "kWh"),
                ("El, laddning depå", 8, "kWh"), ("HVO100 (30 %)", 9, "l")),
        ["2 ABC100 - 5 kWh 2025-03", "3 ABC101 electricity 6 kWh 2025-03",
         "4 ABC102 - 7 kWh 2025-03", "5 ABC103 electricity 8 kWh 2025-03",
         "6 ABC104 - 9 l 2025-03"],
        ["2 fuel_needs_mapping", "4 fuel_needs_mapping", "6 fuel_needs_mapping"],
    ),
    "a day that the column settles": (
        filled("03/04/2025", "25/04/2025"),
        [on(2, "ABC100", "diesel_mk1", "50", "2025-04-03"),
         on(3, "ABC100", "diesel_mk1", "51", "2025-04-25")],
        [],
    ),
    "a day that nothing settles": (
        filled("03/04/2025", "05/06/2025"),
        [on(2, "ABC100", "diesel_mk1", "50", "2025-04-03"),
         on(3, "ABC100", "diesel_mk1", "51", "2025-06-05")],
        ["2 ambiguous_date", "3 ambiguous_date"],
    ),
    "a day that the title settles": (
        [["Tankningar april 2025"], [], *filled("03/04/2025", "05/04/2025")],
        [on(4, "ABC100", "diesel_mk1", "50", "2025-04-03"),
         on(5, "ABC100", "diesel_mk1", "51", "2025-04-05")],
        [],
    ),
    "two-digit years last, as the column shows": (
        filled("03-01-25", "15-01-25", "31-01-25"),
        [on(2, "ABC100", "diesel_mk1", "50", "2025-01-03"),
         on(3, "ABC100", "diesel_mk1", "51", "2025-01-15"),
         on(4, "ABC100", "diesel_mk1", "52", "2025-01-31")],
        [],
    ),
    "serial numbers kept as text": (
        filled("45660", "45661.604", "45663,25"),
        [on(2, "ABC100", "diesel_mk1", "50", "2025-01-03"),
         on(3, "ABC100", "diesel_mk1", "51", "2025-01-04"),
         on(4, "ABC100", "diesel_mk1", "52", "2025-01-06")],
        [],
    ),
    "a broken year is a question": (
        [["Drivmedel 2025"], [], HEAD, ["ABC100", "Diesel", 5, "l", "2025-01"],
         ["ABC101", "Diesel", 6, "l", "2024/2025"]],
        ["4 ABC100 diesel_mk1 5 l 2025-01", "5 ABC101 diesel_mk1 6 l -"],
        ["5 ambiguous_period"],
    ),
    "a broken year whose days the title states": (
        [["Period: 2024-07-01 – 2025-06-30"], [], HEAD,
         ["ABC100", "Diesel", 5, "l", "2024/2025"], ["ABC101", "Diesel", 6, "l", "2024/25"]],
        ["4 ABC100 diesel_mk1 5 l 2024-07-01..2025-06-30",
         "5 ABC101 diesel_mk1 6 l 2024-07-01..2025-06-30"],
        [],
    ),
    "plates among other words": (
        [[LOG[0], "Period", *LOG[2:]],
         *([text, "2025-03", "Diesel", 5 + n] for n, text in enumerate(
             ["ABC123, Volvo", "Volvo FH ABC123", "AB 12 345 (lastbil)", "DEF12G - Scania",
              "ABC123/DEF456", "Dunk 20 l"]))],
        ["2 ABC123 diesel_mk1 5 l 2025-03", "3 ABC123 diesel_mk1 6 l 2025-03",
         "4 AB12345 diesel_mk1 7 l 2025-03", "5 DEF12G diesel_mk1 8 l 2025-03",
         "6 - diesel_mk1 9 l 2025-03", "7 - diesel_mk1 10 l 2025-03"],
        ["6 invalid_registration", "7 invalid_registration"],
    ),
    "a fuel card": (
        [CARD,
         ["250403", "K1", "ABC123", "Diesel", "50,0", "L", 800, None],
         ["250404", "K2", "ABC123", "AdBlue Pump", 10, "L", 90, None],
         ["250405", "K3", "ABC123", "Helsyntetolja 5W-30", 1, "ST", 90, None],
         ["250406", "K4", "ABC123", "Snacks", 1, "ST", 30, None],
         ["250407", "K5", "ABC123", "Evolution Diesel", 40, "L", 700, None],
         ["250408", "K1", "ABC123", "Diesel", "-50,0", "L", -800, None],
         ["250409", "K7", "ABC123", "Diesel", "-8", "L", -90, "Avser kreditering av K2"],
         ["Summa kort", None, None, None, None, None, 1620, None]],
        [on(2, "ABC123", "diesel_mk1", "50", "2025-04-03"),
         on(6, "ABC123", "-", "40", "2025-04-07"),
         on(7, "ABC123", "diesel_mk1", "-50", "2025-04-08"),
         on(8, "ABC123", "diesel_mk1", "-8", "2025-04-09")],
        ["6 fuel_needs_mapping", "7 credit_note", "7 negative_quantity", "8 credit_note",
         "8 negative_quantity"],
    ),
    "a credit without its minus": (
        [["Datum", "Typ", "Reg nr", "Drivmedel", "Liter"],
         ["2025-02-03", "Faktura", "ABC123", "HVO100", 20],
         ["2025-02-13", "Kreditfaktura", "ABC123", "HVO100", 20],
         ["2025-02-14", "Faktura", "ABC123", "HVO100", 21]],
        [on(2, "ABC123", "hvo100", "20", "2025-02-03"),
         on(3, "ABC123", "hvo100", "20", "2025-02-13"),
         on(4, "ABC123", "hvo100", "21", "2025-02-14")],
        ["3 credit_without_minus"],
    ),
    "declined by the answer of the card": (
        [["Datum", "Reg.nr", "Produkt", "Volym (l)", "Svar"],
         ["2025-04-03", "ABC123", "Diesel", 50, "Godkänd"],
         ["2025-04-03", "ABC123", "Diesel", 50, "Medges ej"]],
        [on(2, "ABC123", "diesel_mk1", "50", "2025-04-03")],
        [],
    ),
    "copies however they are spelled": (
        [["Datum", "Kvittonr", "Reg nr", "Drivmedel", "Liter"],
         ["2025-02-03", "K1", "ABC123", "HVO100", 20.5],
         [date(2025, 2, 3), "K1", "abc 123", "HVO 100", "20,5"],
         ["2025-02-03", "K2", "ABC123", "HVO100", 20.5]],
        [on(row, "ABC123", "hvo100", "20.5", "2025-02-03") for row in (2, 3, 4)],
        ["3 duplicate_row"],
    ),
    "months whose year is nowhere said": (
        [["Reg.nr", "Månad", "Drivmedel", "Liter"], ["ABC100", "jan", "Diesel", 5],
         ["ABC101", 2, "Diesel", 6]],
        ["2 ABC100 diesel_mk1 5 l -", "3 ABC101 diesel_mk1 6 l -"],
        ["None missing_period"],
    ),
    "half-years by number, and distances in a title's mil": (
        [["Körsträcka anges i mil"], ["Reg.nr", "År", "Halvår", "Drivmedel", "Liter", "Körsträcka"],
         ["ABC100", 2025, 1, "Diesel", 5, 120], ["ABC101", 2025, 2, "Diesel", 6, "12,5"]],
        ["3 ABC100 diesel_mk1 5 l 2025-H1 km=1200", "4 ABC101 diesel_mk1 6 l 2025-H2 km=125"],
        [],
    ),
    "meters in and out, in mil": (
        [["Reg.nr", "Drivmedel", "Liter", "Period", "Mätare in", "Mätare ut (mil)"],
         ["ABC100", "Diesel", 5, "2025-03", 1000, "1 120"]],
        ["2 ABC100 diesel_mk1 5 l 2025-03 km=1200"],
        [],
    ),
}  # fmt: skip
REFUSED: dict[str, tuple[Rows, str]] = {
    "price list": (
        [["Produkt", "Listpris", "Enhet"], ["Diesel", "17,10", "kr/l"], ["HVO100", "21", "kr/l"]],
        "no_known_table",
    ),
    "prices by day": (
        [["Drivmedelspriser"], ["Datum", "Diesel", "HVO100"], ["2025-03-01", 17.1, 21.2],
         ["2025-03-02", 17.2, 21.3]],
        "no_known_table",
    ),
    "vehicles by fuel": (
        [["Fordon i trafik efter drivmedel"], ["Drivmedel", "2023", "2024"],
         ["Bensin", 24, 23], ["Diesel", 17, 16], ["El", 2, 3]],
        "no_known_table",
    ),
    "electricity of buildings": (
        [["Fastighet", "Period", "El (kWh)"], ["Skolan", "2025-01", 12000],
         ["Badhuset", "2025-01", 42000]],
        "no_known_table",
    ),
    "milk": (
        [["Produkt", "Mängd", "Enhet"], ["Mjölk", 100, "liter"], ["Grädde", 20, "liter"]],
        "no_known_table",
    ),
    "allowances": (
        [["Datum", "Reg.nr", "Ärende", "Antal mil", "Ersättning"],
         ["2025-03-01", "ABC123", "Möte", 2.5, 62.5], ["2025-03-02", "ABC123", "Möte", 3, 75]],
        "no_known_table",
    ),
    "stock of cars": (
        [["Bestand af biler efter drivmiddel"], ["Drivmiddel", "2022", "2023"],
         ["Benzin", 1000, 990], ["Diesel", 800, 780], ["El", 100, 150]],
        "no_known_table",
    ),
    "sizes of tanks": (
        [["Tankstationer"], ["Plats", "HVO100 (liter)", "Diesel (liter)", "Adress"],
         ["Norr", 30000, 50000, "Storgatan 1"], ["Söder", 20000, 40000, "Lillgatan 2"]],
        "no_known_table",
    ),
    "work of a garage": (
        [["Regnr", "Datum", "Åtgärd", "Antal", "Enhet"],
         ["ABC123", "2025-02-01", "Byte motorolja", 6, "liter"],
         ["DEF456", "2025-02-04", "Nya däck", 4, "st"]],
        "no_known_table",
    ),
    "no values": (monthly(("Diesel", None, "l"), ("Diesel", "#REF!", "l")), "empty"),
}  # fmt: skip


@pytest.fixture(scope="module")
def drafts() -> dict[str, Draft]:
    """Every case, read by one child."""
    tables = [(name, rows) for name, (rows, *_) in {**CASES, **REFUSED}.items()]
    files = [(workbook(rows), f"{n}.xlsx", None) for n, (_, rows) in enumerate(tables)]
    read = read_many(files, limits=Limits(), today=TODAY)
    return {name: draft for (name, _), draft in zip(tables, read, strict=True)}


def line(fact: dict[str, Any]) -> str:
    """A fact in the form of the cases."""
    start, end = fact["period_start"], fact["period_end"]
    amount = "-" if fact["quantity"] is None else f"{fact['quantity'].normalize():f}"
    parts = [str(fact["row"]), fact["vehicle_id"], fact["fuel"], amount, fact["unit"]]
    parts.append(str(Period(start, end)) if start else None)
    if fact["distance_km"] is not None:
        parts.append(f"km={fact['distance_km'].normalize():f}")
    return " ".join(part or "-" for part in parts)


@pytest.mark.parametrize("name", CASES)
def test_a_report_gives_what_a_careful_person_reads(name: str, drafts: dict[str, Draft]) -> None:
    draft = drafts[name]
    assert draft.refusal is None
    assert [line(fact) for fact in draft.facts["fuel_delivery"].to_pylist()] == CASES[name][1]
    assert sorted(f"{f.row} {f.code}" for f in draft.findings) == sorted(CASES[name][2])


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_report_is_refused(name: str, drafts: dict[str, Draft]) -> None:
    refusal = drafts[name].refusal
    assert refusal is not None
    assert refusal.code == REFUSED[name][1]


def test_rows_outside_the_stated_period_are_told() -> None:
    rows = [HEAD, *(["ABC100", "Diesel", n, "l", f"2025-0{n}"] for n in (1, 2, 4))]
    periods = [parse_period("2025-Q1"), parse_period("2025")]
    files = [(workbook(rows), "a.xlsx", period) for period in periods]
    found = [d.file_findings for d in read_many(files, limits=Limits(), today=TODAY)]
    assert found == [("rows_outside_period",), ()]


@pytest.mark.parametrize(
    "text",
    ["2025–01–03", "2025‑01‑03", "2025 01 03", "03 01 2025", "d. 3. januar 2025", "2025-jan-03",
     "fredag den 3 januari 2025", "Friday, January 3, 2025", "2025-01-03 kl. 14.30",
     "20250103 1430", "202501031430", "3/1-2025 14:30", "2025-01-03 2:30 PM", "2025-01-03 (fre)",
     "'2025-01-03", "03-01-25", "25.01.03", "25-01-03", "2025-W01-5"],
)  # fmt: skip
def test_a_day_in_odd_spellings(text: str) -> None:
    when = read_when(text)
    assert when is not None
    assert (when.period.start, when.period.days, when.other) == (date(2025, 1, 3), 1, None)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("v 12 -25", "2025-03-17..2025-03-23"), ("kvartal I 2025", "2025-Q1"),
        ("halvår I 2025", "2025-H1"), ("Q1+Q2 2025", "2025-H1"), ("M1 2025", "2025-01"),
        ("2025-M01", "2025-01"), ("januari månad 2025", "2025-01"),
        ("Q1 2025 (jan-mar)", "2025-Q1"),
        ("hela året 2025", "2025"), ("kalenderåret 2025", "2025"), ("2025 jan-mar", "2025-Q1"),
        ("jan 2025-mar 2025", "2025-Q1"), ("nov 2024-jan 2025", "2024-11-01..2025-01-31"),
        ("202501-202503", "2025-Q1"), ("250101-250331", "2025-Q1"), ("1/1-31/3-2025", "2025-Q1"),
        ("1.1.-31.3.2025", "2025-Q1"), ("2025-01-01/2025-03-31", "2025-Q1"),
        ("1-31 mars 2025", "2025-03"), ("jan och feb 2025", "2025-01-01..2025-02-28"),
        ("jan och mar 2025", "None"), ("2024-2025", "None"), ("2024–2025", "None"),
        ("2024/2025", "None"), ("20251", "None"),
    ],
)  # fmt: skip
def test_a_period_in_odd_spellings(text: str, period: str) -> None:
    when = read_when(text)
    assert str(when.period if when else None) == period


def test_a_broken_year_is_known_as_one() -> None:
    assert broken_year("säsong 24/25") == broken_year("2024/2025") == (2024, 2025)
    assert [broken_year(t) for t in ("2023/2025", "3/4", "2025-04", "dnr 2024/117")] == [None] * 4


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Tankningar 1/1-31/3 2025", "2025-Q1"), ("Rapport 2025K1", "2025-Q1"),
        ("Redovisning T1 2025", "2025-01-01..2025-04-30"), ("Drivmedel mar-25", "2025-03"),
        ("Uge 12 2025, brændstof", "2025-03-17..2025-03-23"), ("Utskriven 2025-04-02", "None"),
        ("Utskriven 2025-04-02, avser mars 2025", "2025-03"), ("Datum: 2025-04-02", "None"),
        ("Avtal 12-2025", "None"), ("Drivmedel säsong 2024/2025", "None"),
    ],
)  # fmt: skip
def test_a_title_tells_its_period_among_other_words(title: str, period: str) -> None:
    assert str(find_period(title)) == period


def test_the_year_of_a_case_number_is_not_the_year_of_the_report() -> None:
    texts = ("dnr 2024/117", "RK-2024-017", "taxi_2026Q3.xlsx", "Drivmedel 2025")
    assert [find_year(text) for text in texts] == [None, None, 2026, 2025]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("120,4−", "-120.4", ""), ("( 45,5 )", "-45.5", ""), ("uppskattat 500", "500", ""),
        ("500 (ca)", "500", ""), ("ca: 500 L", "500", "l"), ("1,5 Nm³", "1.5", "nm3"),
        ("'500", "500", ""), ("500 (kg)", "500", "kg"), ("skønnet 500", "500", ""),
    ],
)  # fmt: skip
def test_a_figure_with_words_around_it(text: str, value: str, unit: str) -> None:
    written = take_apart(text)
    assert written is not None
    assert (value_of(written, ","), written.unit) == (Decimal(value), unit)


@pytest.mark.parametrize("text", ["500 1)", "1 2345", "500 (200 l HVO)", "12,5.3", "<500"])
def test_a_figure_that_could_be_another_is_not_guessed(text: str) -> None:
    written = take_apart(text)
    assert written is None or value_of(written, ",") is None


def test_a_model_is_no_plate() -> None:
    assert normalise("Volvo FMX 540") == "VOLVOFMX540"
    assert normalise("Buss 12 (ABC 123)") == "ABC123"


@pytest.mark.parametrize(
    ("text", "code", "why"),
    [
        ("El kontor", None, "unknown"), ("El (kontor)", None, "ambiguous"),
        ("El laddning buss", "electricity", "known"), ("Energifabriken RME", "fame_b100", "known"),
        ("Vägdiesel", None, "ambiguous"), ("Handtvätt", None, "not_fuel"),
    ],
)  # fmt: skip
def test_more_names_of_products(text: str, code: str | None, why: str) -> None:
    found = look_up_fuel(text)
    assert (found.code, found.why) == (code, why)
