"""Shapes of tables that suppliers really send: which numbers come out, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from followup.ingest.vocabulary import look_up_fuel
from tests.support.workbooks import codes, fuel_facts, read_bytes, read_rows, total

HEADER = ["Reg.nr", "Drivmedel", "Mängd", "Enhet", "Period"]
VEHICLE_HEADER = ["Reg.nr", "Drivmedel", "Enhet"]


def plain(*rows: list[Any]) -> list[list[Any]]:
    return [HEADER, ["ABC123", "HVO100", 10, "l", "2025-01"],
            ["DEF456", "Diesel", 20, "l", "2025-01"], *rows]  # fmt: skip


@pytest.mark.parametrize(
    ("times", "span"),
    [
        (["2025-01", "2025-02"], "2025-01-01..2025-02-28"),
        ([date(2025, 1, 1), date(2025, 2, 1)], "2025-01-01..2025-02-28"),
        (["Q1", "Q2"], "2025-H1"),
        (["Kvartal 1", "Kvartal 2"], "2025-H1"),
        ([2023, 2024], "2023-01-01..2024-12-31"),
    ],
)
def test_times_in_the_header_give_one_fact_each(times: list[Any], span: str) -> None:
    table = [["År 2025"], [*VEHICLE_HEADER, *times], ["ABC123", "HVO100", "l", 1, 2]]
    draft = read_rows([*table, ["DEF456", "Diesel", "l", 3, 4]])
    assert total(draft) == {"hvo100|l": "3", "diesel_mk1|l": "7"}
    assert (str(draft.period), codes(draft)) == (span, [])


def test_fuels_under_months_that_are_not_merged() -> None:
    draft = read_rows([["2025", "Januari", None, "Februari", None],
                       ["Reg.nr", "HVO100 (l)", "Diesel (l)", "HVO100 (l)", "Diesel (l)"],
                       ["ABC123", 1, 2, 3, 4]])  # fmt: skip
    assert total(draft) == {"hvo100|l": "4", "diesel_mk1|l": "6"}
    assert str(draft.period) == "2025-01-01..2025-02-28"


def test_a_table_on_its_side_has_its_units_in_a_row() -> None:
    draft = read_rows([["Drivmedel", "HVO100", "El"], ["Enhet", "m3", "kWh"],
                       ["2025-01", 1, 30], ["2025-02", 2, 31]])  # fmt: skip
    assert total(draft) == {"hvo100|l": "3000", "electricity|kWh": "61"}


@pytest.mark.parametrize(("word", "end"), [("Kvartal", "06-30"), ("Vecka", "01-12")])
@pytest.mark.parametrize("has_year_column", [True, False])
def test_a_bare_number_counts_what_its_header_says(
    word: str, end: str, has_year_column: bool
) -> None:
    year: list[Any] = [["År"], [2025], [2025]] if has_year_column else [[], [], []]
    rows = [[word, "Drivmedel", "Liter"], [1, "HVO100", 5], [2, "HVO100", 6]]
    draft = read_rows([["År 2025"], *([*y, *row] for y, row in zip(year, rows, strict=True))])
    assert str(max(fact["period_end"] for fact in fuel_facts(draft))) == f"2025-{end}"


def test_lone_fuel_names_head_the_rows_below_them() -> None:
    draft = read_rows([["Reg.nr", "Liter", "Period"], ["HVO100"], ["ABC123", 10, "2025-01"],
                       ["Diesel"], ["ABC123", 1, "2025-01"]])  # fmt: skip
    assert total(draft) == {"hvo100|l": "10", "diesel_mk1|l": "1"}
    assert codes(draft) == []


def test_a_summary_counts_nothing_twice() -> None:
    below = read_rows(plain(["Sammanställning"], ["HVO100", None, 10, "l"],
                            ["Diesel", None, 20, "l"], ["Totalt", None, 30, "l"]))  # fmt: skip
    months = {f"{m} 2025": [["Reg.nr", "Drivmedel", "Liter"], ["ABC123", "HVO100", n]]
              for n, m in ((5, "Jan"), (7, "Feb"))}  # fmt: skip
    summary = [["Drivmedel", "Liter"], ["HVO100", 12]]
    beside = read_rows({**months, "Summering": summary})
    assert (total(below), codes(below)) == ({"hvo100|l": "10", "diesel_mk1|l": "20"}, [])
    assert (total(beside), codes(beside)) == ({"hvo100|l": "12"}, [])
    other = read_rows({**months, "Övrigt": [["Drivmedel", "Liter"], ["HVO100", 11]]})
    assert total(other) == {"hvo100|l": "23"}


def test_an_unread_amount_beside_a_sum_is_never_taken_for_a_total() -> None:
    months = {f"{m} 2025": [["Reg.nr", "Drivmedel", "Liter"], ["ABC123", "HVO100", n]]
              for n, m in ((5, "Jan"), (7, "Feb"), (1, "Mars"))}  # fmt: skip
    summary = [["Drivmedel", "Liter"], ["HVO100", 13], ["Diesel", "enligt faktura"]]
    draft = read_rows({**months, "Summering": summary})
    assert ("diesel_mk1", None) in [(f["fuel"], f["quantity"]) for f in fuel_facts(draft)]


def test_signatures_and_averages_are_no_facts_and_no_wrong_totals() -> None:
    draft = read_rows(plain(["Medelvärde", None, 15, "l", None], ["Norrby 2025-02-03"],
                            ["Kontakt: 08-123456"]))  # fmt: skip
    assert (draft.record_count, codes(draft)) == (2, [])


def test_a_total_of_the_fuels_alone_is_right() -> None:
    header = ["Datum", "Produkt", "Liter", "Reg.nr"]
    draft = read_rows([header, ["2025-01-02", "Diesel", 50, "ABC123"],
                       ["2025-01-02", "AdBlue", 5, "ABC123"],
                       ["2025-01-03", "Frakttillägg", 1, "ABC123"],
                       ["Totalt", None, 50, None]])  # fmt: skip
    assert (total(draft), codes(draft)) == ({"diesel_mk1|l": "50"}, [])


def test_two_meter_readings_make_a_distance() -> None:
    header = ["Reg.nr", "Drivmedel", "Liter", "Mätarställning start (mil)",
              "Mätarställning slut (mil)", "Period"]  # fmt: skip
    draft = read_rows([header, ["ABC123", "Diesel", 9, 1000, 1100, "2025-01"],
                       ["DEF456", "Diesel", 8, 500, 400, "2025-01"]])  # fmt: skip
    assert [fact["distance_km"] for fact in fuel_facts(draft)] == [1000, None]
    assert codes(draft) == [(3, "implausible_odometer")]


def test_what_a_formula_leaves_over_is_read_as_nothing() -> None:
    left = [4.5474735088646412e-12, 1e-224, 0.00012345678901234567, 0.0015000000000000002]
    table = [["ABC100", "HVO100", amount, "l", "2025-01"] for amount in left]
    facts = fuel_facts(read_rows([HEADER, *table]))
    assert [str(fact["quantity"]) for fact in facts] == ["0.000", "0.000", "0.000", "0.002"]


def test_units_and_remarks_behind_a_figure_and_days_as_numbers_in_text() -> None:
    draft = read_rows([["Reg.nr", "Datum", "Drivmedel", "Volym (1000 liter)"],
                       ["ABC 123 (reserv)", "45691", "HVO100", "1,5 (uppskattat)"]])  # fmt: skip
    fact = fuel_facts(draft)[0]
    assert (fact["vehicle_id"], str(fact["period_start"])) == ("ABC123", "2025-02-03")
    assert (total(draft), codes(draft)) == ({"hvo100|l": "1500"}, [(2, "approximate_value")])


@pytest.mark.parametrize(
    "name",
    ["HVO100/Diesel", "Diesel + HVO100", "Diesel 30 % HVO100", "HVO100 50 %", "Ej HVO100"],
)
def test_a_name_of_two_fuels_a_part_or_none_is_a_question(name: str) -> None:
    assert look_up_fuel(name).why == "ambiguous"


def test_lines_quoted_as_a_whole_are_taken_apart() -> None:
    text = '"Reg.nr;Drivmedel;Liter;Period"\n"ABC123;HVO100;12,5;2025-03"\n'
    assert total(read_bytes(text.encode(), "x.csv")) == {"hvo100|l": "12.5"}


STATISTICS = [
    [["Oljeleveranser Sverige, 1000 m3"], ["År", "Bensin", "Diesel"], [2021, 2450, 5850],
     [2022, 2400, 5600]],
    [["Produkt", "Enhet", 2021, 2022], ["Bensin", "1000 m3", 2450, 2400], ["E85", "1000 m3", 3, 2]],
    [["Län", "Drivmedel", "2021", "2022"], ["Norr", "Bensin", 500, 480], ["Syd", "Diesel", 9, 8]],
    [["Fuel", "Production (TJ)", "Consumption (TJ)"], ["Diesel", 1000, 1300], ["Petrol", 80, 11]],
    [["Measured production gas"], ["Production Day", "Vol Nm3"], [date(2025, 1, 1), 12000]],
    [["Land", "Produkt", "Mängd (ton)", "År"], ["Norge", "Diesel", 120_000, 2022]],
    [["Belysning"], ["Mätpunkt", "Datum", "kWh"], ["A1", "2025-01-01", 120]],
    [["Tankar"], ["Depå", "Drivmedel", "Volym (l)"], ["Norr", "Diesel", 20_000]],
    [["Region", "Year", "Trips", "Passenger-km"], ["North", 2022, 100_000, 900_000]],
    [["År", "Fordonskilometer (miljoner)"], [2022, 60_000], [2023, 61_000]],
    [["Tidtabell 2025"], ["Linje", "Från", "Till", "Km"], ["1", "Norr", "Syd", 5.2]],
]  # fmt: skip


@pytest.mark.parametrize("table", STATISTICS)
def test_statistics_production_and_stocks_are_no_reports(table: list[list[Any]]) -> None:
    draft = read_rows(table)
    assert draft.refusal is not None
    assert draft.refusal.code == "no_known_table"


@pytest.mark.parametrize(
    ("table", "amounts"),
    [
        ([["Redovisning 2025"], ["Drivmedel", "Liter"], ["HVO100", 9]], {"hvo100|l": "9"}),
        ([["Redovisning 2025"], ["Drivmedel", "m3"], ["HVO100", 9]], {"hvo100|l": "9000"}),
        ([["Kommun", "Drivmedel", "Liter", "År"], ["Norr", "HVO100", 9, 2025]], {"hvo100|l": "9"}),
        ([["Export"], ["År", "HVO100 (l)", "El (MWh)"], [2025, 9, 2]],
         {"hvo100|l": "9", "electricity|kWh": "2000"}),
    ],
)  # fmt: skip
def test_a_yearly_report_without_vehicles_is_read(
    table: list[list[Any]], amounts: dict[str, str]
) -> None:
    draft = read_rows(table)
    assert (total(draft), str(draft.period), codes(draft)) == (amounts, "2025", [])


ACTIVITY = [
    ([["Linje", "Månad", "Km"], ["1", "2025-01", 12], ["2", "2025-01", 9]], [12, 9]),
    ([["Utförd trafik 2025, mil"], ["Linje", "Jan", "Feb"], ["1", 12, 11], ["2", 9, 8]],
     [120, 110, 90, 80]),
    ([["Körsträcka 2025"], ["Reg.nr", "Jan (km)", "Feb (km)"], ["ABC123", 12, None]], [12]),
    ([["Periode", "Antal ture", "Kørte km"], ["2025-01", 3, 41], ["2025-02", 4, 42]], [41, 42]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "km"), ACTIVITY)
def test_activity_is_read_by_line_and_by_months_side_by_side(
    table: list[list[Any]], km: list[int]
) -> None:
    draft = read_rows(table)
    found = sorted(draft.facts["activity"].to_pylist(), key=lambda f: (f["row"], f["column"]))
    assert ([f["distance_km"] for f in found], codes(draft)) == (km, [])
    assert all(f["period_start"].year == 2025 for f in found)


def test_months_that_are_numbered_are_no_cubic_metres() -> None:
    row = ["ABC123", "HVO100", "l", 1, 2, 3]
    draft = read_rows([["2025"], [*VEHICLE_HEADER, "M1", "M2", "M3"], row])
    assert (total(draft), str(draft.period)) == ({"hvo100|l": "6"}, "2025-Q1")


def test_a_per_cent_or_a_rate_where_an_amount_and_its_unit_stand_is_asked_about() -> None:
    odd = [
        ["GHJ789", "HVO100", "5 %", "l", "2025-01"],
        ["KLM234", "HVO100", 9, "l/100km", "2025-01"],
    ]
    draft = read_rows([["Reg.nr", "Drivmedel", "Mängd", "Enhet", "Datum"], *plain(*odd)[1:]])
    assert codes(draft) == [(4, "unknown_unit"), (5, "unknown_unit")]


def test_rows_in_error_are_no_records_and_are_kept_for_the_store() -> None:
    header = ["Reg.nr", "HVO100 (l)", "Diesel (l)", "Period"]
    draft = read_rows([header, ["ABC123", 1, 2, "2025-01"], ["DEF456", "=A1", 3, "2025-01"],
                       ["GHJ789", 4, "#REF!", "2025-31"]])  # fmt: skip
    assert (total(draft), draft.record_count) == ({"hvo100|l": "1", "diesel_mk1|l": "5"}, 3)
    kept = draft.unread["fuel_delivery"].to_pylist()
    said = [(f["row"], f["column"], f["fuel"], f["quantity"], f["period_start"]) for f in kept]
    assert said == [
        (3, "B", "hvo100", None, date(2025, 1, 1)),
        (4, "B", "hvo100", 4, None),
        (4, "C", "diesel_mk1", None, None),
    ]
    assert all(f["is_questioned"] for f in kept)


@pytest.mark.parametrize(
    "table",
    [
        [["Drivmedel", "Antal", "Andel"], ["Bensin", 5000, 0.2], ["El", 9000, 0.6]],
        [["Län", "Drivmedel", "Antal fordon", "År"], ["Norr", "El", 5000, 2024]],
        [["Station", "Drivmedel", "Antal pumpar"], ["Norrby", "HVO100", 2]],
        [["Motor", "Drivmedel", "Tankvolym (l)"], ["D8", "Diesel", 300]],
        [["Reg.nr", "Fraktion", "Mängd", "Enhet", "Datum"],
         ["ABC123", "Matavfall", 7.5, "ton", "2025-01-03"]],
        [["Reg", "Fuel", "Gallons", "Month"], ["AB12345", "Diesel", 10, "Jan 2025"]],
    ],
)  # fmt: skip
def test_counts_waste_and_unknown_measures_are_no_fuel(table: list[list[Any]]) -> None:
    draft = read_rows(table)
    assert draft.refusal is not None
    assert draft.refusal.code == "no_known_table"
