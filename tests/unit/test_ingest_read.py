"""Whole tables: what a supplier sends in, and the facts and findings that come out."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import pytest

from followup.domain.period import Period, parse_period
from followup.ingest.answers import Layout, Remembered
from followup.ingest.read import read, read_many
from followup.services.sample import sample
from followup.settings import Limits
from tests.support.workbooks import (
    codes,
    fuel_facts,
    part,
    read_bytes,
    read_rows,
    repack,
    total,
    workbook,
)

HEADER = ["Reg.nr", "Drivmedel", "Mängd", "Enhet", "Period"]
Q1 = "2025-Q1"


def rows(*quantities: Any, fuel: str = "HVO100", unit: str = "l") -> list[list[Any]]:
    """A plain table with one vehicle per amount."""
    return [HEADER, *([f"ABC{n:03}", fuel, q, unit, Q1] for n, q in enumerate(quantities, 100))]


def test_a_plain_table_gives_facts_with_the_address_of_the_amount() -> None:
    fact = fuel_facts(read_rows(rows(12.5)))[0]
    assert (fact["sheet"], fact["row"], fact["column"], fact["cell"]) == ("Blad1", 2, "C", "12.5")
    assert (fact["vehicle_id"], fact["fuel"], fact["unit"]) == ("ABC100", "hvo100", "l")
    assert str(fact["quantity"]) == "12.500"
    assert (fact["period_start"], fact["period_end"]) == (date(2025, 1, 1), date(2025, 3, 31))


def test_what_stands_above_a_table_is_kept_since_it_says_whose_it_is() -> None:
    titled = [["Påhittad Åkeri AB", None, "Avtal T-2025-001"], *rows(1)]
    assert read_rows(titled).titles == ("Påhittad Åkeri AB", "Avtal T-2025-001", "Blad1")


def test_decimals_of_a_spreadsheet_add_up_exactly() -> None:
    assert total(read_rows(rows(0.1, 0.2, 0.7))) == {"hvo100|l": "1"}


def test_thousandths_are_rounded_half_to_even() -> None:
    facts = fuel_facts(read_rows(rows(0.0005, 0.0015, 2.0004999)))
    assert [str(fact["quantity"]) for fact in facts] == ["0.000", "0.002", "2.000"]


@pytest.mark.parametrize(
    "header",
    [
        ["Registreringsnummer", "Bränsle", "Volym", "Enhet", "Rapportperiod"],
        ["Nummerplade", "Brændstof", "Mængde", "Enhed", "Periode"],
        ["Reg no", "Fuel type", "Quantity", "Unit", "Reporting period"],
        ["REG. NR.", "Drivmedelstyp", "Tankad volym", "Måttenhet", "Avser period"],
    ],
)
def test_headers_are_known_in_three_languages(header: list[str]) -> None:
    draft = read_rows([header, ["ABC123", "HVO100", 5, "l", Q1]])
    assert total(draft) == {"hvo100|l": "5"}
    assert codes(draft) == []


def test_a_misspelt_header_is_suggested_with_less_confidence() -> None:
    draft = read_rows([["Reg.nr", "Drivmedell", "Mängd", "Enhet", "Period"], rows(5)[1]])
    mapped = {column.field: column for column in draft.tables[0].mapping}
    assert (mapped["fuel"].how, mapped["quantity"].how) == ("fuzzy", "exact")
    assert mapped["fuel"].confidence < mapped["quantity"].confidence


def test_the_order_of_columns_does_not_matter() -> None:
    turned = [row[::-1] for row in rows(5, 6)]
    assert total(read_rows(turned)) == total(read_rows(rows(5, 6)))


def test_units_stand_in_the_header_the_row_or_the_cell() -> None:
    header = ["Reg.nr", "Drivmedel", "Mängd (m3)", "Period"]
    draft = read_rows([header, ["ABC123", "Diesel", 1.5, Q1], ["ABC124", "Diesel", "200 l", Q1]])
    assert total(draft) == {"diesel_mk1|l": "1700"}
    assert total(read_rows(rows(2, fuel="El", unit="MWh"))) == {"electricity|kWh": "2000"}


def test_cubic_metres_of_gas_are_normal_cubic_metres() -> None:
    assert total(read_rows(rows(7, fuel="Biogas", unit="m3"))) == {"biogas_100|Nm3": "7"}


def test_a_unit_that_cannot_be_is_a_question() -> None:
    draft = read_rows(rows(7, fuel="Diesel", unit="kWh"))
    assert codes(draft) == [(2, "unit_not_for_fuel")]
    assert fuel_facts(draft)[0]["is_questioned"]


def test_an_unknown_unit_is_asked_once_and_answered() -> None:
    table = [["Reg.nr", "Drivmedel", "Mängd", "Period"], ["ABC123", "Diesel", 5, Q1]]
    draft = read_rows(table)
    assert [(q.field, q.code, q.rows) for q in draft.questions] == [("unit", "unknown_unit", 1)]
    answered = read_rows(table, answers={"unit": "m3"})
    assert total(answered) == {"diesel_mk1|l": "5000"}
    assert answered.questions == ()


def test_an_unclear_fuel_is_asked_once_per_word_and_answered() -> None:
    table = [*rows(5, 6, fuel="Ecopar"), ["ABC200", "Diesel", 7, "l", Q1]]
    draft = read_rows(table)
    question = draft.questions[0]
    assert (question.field, question.rows) == ("fuel:Ecopar", 2)
    assert total(draft) == {"unknown|l": "11", "diesel_mk1|l": "7"}
    answered = read_rows(table, answers={"fuel:Ecopar": "hvo100"})
    assert total(answered) == {"hvo100|l": "11", "diesel_mk1|l": "7"}
    assert answered.findings == ()


def test_a_file_that_names_no_fuel_asks_once_for_all_rows() -> None:
    table = [["Reg.nr", "Liter", "Period"], ["ABC123", 5, Q1], ["ABC124", 6, Q1]]
    draft = read_rows(table)
    assert codes(draft) == [(None, "missing_fuel")]
    assert [(q.field, q.value, q.rows) for q in draft.questions] == [("fuel", None, 2)]
    assert total(read_rows(table, answers={"fuel": "diesel_mk1"})) == {"diesel_mk1|l": "11"}


def test_a_whole_file_answer_leaves_named_fuels_alone() -> None:
    table = [*rows(5), ["ABC200", None, 7, "l", Q1]]
    assert codes(read_rows(table)) == [(3, "missing_fuel")]
    assert total(read_rows(table, answers={"fuel": "diesel_mk1"})) == {
        "hvo100|l": "5", "diesel_mk1|l": "7",
    }  # fmt: skip


def test_what_was_confirmed_before_asks_nothing_again() -> None:
    table = [["Reg.nr", "Sak", "Förbrukat", "Period"], ["ABC123", "Ecopar", 5, Q1]]
    first = read_rows(table, answers={"column:C": "quantity", "column:B": "fuel", "unit": "l"})
    fingerprint = first.tables[0].fingerprint
    known = Remembered(
        {fingerprint: Layout({"sak": "fuel", "förbrukat": "quantity"}, unit="l")},
        {"ecopar": "hvo100"},
    )
    second = read_rows(table, remembered=known)
    assert total(second) == {"hvo100|l": "5"}
    assert second.questions == ()


def test_totals_notes_and_titles_are_ignored_and_named() -> None:
    table = [["Rapport kvartal 1 2025"], [None], *rows(5, 6), ["Summa", None, 11], ["Anm. 1: x"]]
    draft = read_rows(table)
    assert [(i.row, i.why) for i in draft.ignored] == [
        (1, "title"), (3, "header"), (6, "total"), (7, "note"),
    ]  # fmt: skip
    assert total(draft) == {"hvo100|l": "11"}
    assert (codes(draft), draft.file_findings) == ([], ())


def test_a_total_without_a_label_is_known_by_its_sum() -> None:
    draft = read_rows([*rows(5, 6, 7), [None, None, 18]])
    assert total(draft) == {"hvo100|l": "18"}
    assert codes(draft) == []


def test_a_total_that_differs_from_its_rows_is_told_with_both_figures() -> None:
    draft = read_rows([*rows(5, 6), ["Totalt", None, 30]])
    assert codes(draft) == [(4, "control_total_mismatch")]
    assert draft.findings[0].params == {"stated": "30", "found": "11"}


def test_a_total_over_several_units_is_no_control() -> None:
    table = [*rows(5), ["ABC200", "El", 7, "kWh", Q1], ["Summa", None, 12]]
    draft = read_rows(table)
    assert draft.file_findings == ("total_row_mixes_units",)
    assert codes(draft) == []


def test_subtotals_and_a_grand_total_agree() -> None:
    table = [*rows(5, 6), ["Delsumma", None, 11], ["ABC300", "HVO100", 4, "l", Q1],
             ["Delsumma", None, 4], ["Totalt", None, 15]]  # fmt: skip
    draft = read_rows(table)
    assert (total(draft), codes(draft)) == ({"hvo100|l": "15"}, [])


def test_a_product_that_is_no_fuel_is_ignored() -> None:
    draft = read_rows([*rows(5), ["ABC200", "AdBlue", 7, "l", Q1]])
    assert draft.ignored[-1].why == "not_fuel"
    assert draft.record_count == 1


def test_repeated_headers_of_a_new_page_are_no_rows() -> None:
    draft = read_rows([*rows(5), HEADER, *rows(6)[1:]])
    assert total(draft) == {"hvo100|l": "11"}


def test_two_stacked_tables_and_the_title_between_are_told_apart() -> None:
    table = [HEADER[:4], ["ABC100", "Diesel", 5, "l"], [None], ["Kvartal 2 2025"], HEADER[:4],
             ["ABC100", "Diesel", 6, "l"]]  # fmt: skip
    draft = read_rows([["Kvartal 1 2025"], *table])
    assert [str(fact["period_start"]) for fact in fuel_facts(draft)] == ["2025-01-01", "2025-04-01"]
    assert len(draft.tables) == 2


def test_a_period_stands_in_the_sheet_name() -> None:
    draft = read_rows({"Januari 2025": [HEADER[:4], ["ABC100", "Diesel", 5, "l"]],
                       "Februari 2025": [HEADER[:4], ["ABC100", "Diesel", 6, "l"]]})  # fmt: skip
    assert [str(fact["period_end"]) for fact in fuel_facts(draft)] == ["2025-01-31", "2025-02-28"]
    assert str(draft.period) == "2025-01-01..2025-02-28"


def test_a_month_as_sheet_name_takes_its_year_from_the_file_name() -> None:
    sheets = {"Mars": [HEADER[:4], ["ABC100", "Diesel", 5, "l"]]}
    assert str(read_rows(sheets, file_name="skolskjuts 2025.xlsx").period) == "2025-03"


def test_the_volume_of_a_dated_filling_is_litres() -> None:
    header = ["Datum", "Reg.nr", "Produkt", "Volym"]
    draft = read_rows([header, ["2025-09-01", "ABC123", "Diesel", 45.2]])
    assert total(draft) == {"diesel_mk1|l": "45.2"}
    assert codes(draft) == []


def test_machines_with_a_number_are_no_registrations() -> None:
    draft = read_rows([["Maskin", "Drivmedel", "Liter", "Period"], ["Grävare 1", "HVO100", 5, Q1],
                       ["Lastare 2", "HVO100", 6, Q1]])  # fmt: skip
    assert codes(draft) == []
    assert [fact["vehicle_id"] for fact in fuel_facts(draft)] == ["GRÄVARE1", "LASTARE2"]


def test_a_period_that_nobody_says_is_asked_once_and_may_be_given() -> None:
    table = [HEADER[:4], ["ABC100", "Diesel", 5, "l"], ["ABC101", "Diesel", 6, "l"]]
    draft = read_rows(table)
    assert codes(draft) == [(None, "missing_period")]
    assert fuel_facts(draft)[0]["period_start"] is None
    given = read_rows(table, period=parse_period("2025-Q2"))
    assert (str(given.period), codes(given)) == ("2025-Q2", [])


def test_rows_dated_the_first_of_each_month_are_whole_months() -> None:
    header = ["Reg.nr", "Datum", "Drivmedel", "Liter"]
    table = [["ABC100", date(2025, m, 1), "Diesel", 5 + m] for m in (1, 2, 3)]
    facts = fuel_facts(read_rows([header, *table]))
    assert [str(fact["period_end"]) for fact in facts] == ["2025-01-31", "2025-02-28", "2025-03-31"]
    table.append(["ABC100", date(2025, 3, 14), "Diesel", 9])
    mixed = fuel_facts(read_rows([header, *table]))
    assert all(fact["period_start"] == fact["period_end"] for fact in mixed)


def test_dates_that_cannot_be_read_are_errors_and_the_good_rows_stay() -> None:
    header = ["Reg.nr", "Datum", "Drivmedel", "Liter"]
    days = ("2025-02-31", "2025-02-11", None, "2027-01-01", "03/04/2025")
    table = [[f"ABC{n}", day, "Diesel", 5] for n, day in enumerate(days, 100)]
    draft = read_rows([header, *table])
    assert codes(draft) == [
        (2, "invalid_date"), (4, "missing_date"), (5, "date_in_future"), (6, "ambiguous_date"),
    ]  # fmt: skip
    assert [fact["row"] for fact in fuel_facts(draft)] == [3, 4, 5, 6]


def test_mil_and_miles_become_kilometres() -> None:
    header = [*HEADER, "Körda mil"]
    assert str(fuel_facts(read_rows([header, [*rows(5)[1], 12.5]]))[0]["distance_km"]) == "125.000"
    header[-1] = "Miles"
    assert str(fuel_facts(read_rows([header, [*rows(5)[1], 10]]))[0]["distance_km"]) == "16.093"


def test_a_bare_km_column_of_rising_readings_is_no_distance() -> None:
    header = ["Datum", "Drivmedel", "Liter", "km"]
    table = [[date(2025, 1, n), "Diesel", 10 + n, 60_000 + 200 * n] for n in range(2, 9)]
    assert {fact["distance_km"] for fact in fuel_facts(read_rows([header, *table]))} == {None}


def test_the_time_of_day_tells_two_equal_fillings_apart() -> None:
    header = ["Transaktionstid", "Reg.nr", "Drivmedel", "Liter"]
    morning, evening = map(datetime.fromisoformat, ("2025-02-03T07:11:05", "2025-02-03T16:40"))
    draft = read_rows(
        [header, *([at, "ABC100", "HVO100", 60] for at in (morning, evening, evening))]
    )
    assert codes(draft) == [(4, "duplicate_row")]
    assert total(draft) == {"hvo100|l": "120"}


def test_an_exact_copy_counts_once_and_a_second_filling_twice() -> None:
    header = ["Reg.nr", "Datum", "Drivmedel", "Liter", "Kvittonr"]
    line = ["ABC100", "2025-02-03", "Diesel", 60, "K-1"]
    draft = read_rows([header, line, line, [*line[:4], "K-2"]])
    assert codes(draft) == [(3, "duplicate_row")]
    assert total(draft) == {"diesel_mk1|l": "120"}


def test_a_credit_nets_and_only_a_credit_is_called_so() -> None:
    header = ["Reg.nr", "Datum", "Drivmedel", "Liter"]
    amounts = (("2025-02-03", 60), ("2025-02-09", -60), ("2025-02-11", -3))
    draft = read_rows([header, *(["ABC100", day, "Diesel", amount] for day, amount in amounts)])
    assert codes(draft) == [(3, "credit_note"), (3, "negative_quantity"), (4, "negative_quantity")]
    assert total(draft) == {"diesel_mk1|l": "-3"}


def test_a_slip_of_the_decimal_mark_stands_out_and_large_tanks_do_not() -> None:
    header = ["Reg.nr", "Datum", "Drivmedel", "Liter"]
    usual = [["ABC100", f"2025-02-{n:02}", "Diesel", 50 + n] for n in range(1, 9)]
    slip = ["ABC100", "2025-02-20", "Diesel", 6010]
    assert codes(read_rows([header, *usual, slip])) == [(10, "implausible_quantity")]
    trucks = [["ABC200", f"2025-02-{n:02}", "Diesel", 55 * n] for n in range(1, 15)]
    assert codes(read_rows([header, *usual, *trucks])) == []


def test_registrations_are_expected_only_where_the_header_says_so() -> None:
    table = [["ABC100", "Diesel", 5, "l", Q1], ["ABC101", "Diesel", 5, "l", Q1],
             ["ABC102", "Diesel", 5, "l", Q1], ["RESERVDUNK", "Diesel", 6, "l", Q1],
             [None, "Diesel", 7, "l", Q1]]  # fmt: skip
    draft = read_rows([HEADER, *table])
    assert codes(draft) == [(5, "invalid_registration"), (6, "missing_registration")]
    fact = fuel_facts(draft)[3]
    assert (fact["vehicle_id"], fact["vehicle_raw"]) == (None, "RESERVDUNK")
    numbers = [["Vagnnummer", *HEADER[1:]], *([n, *row[1:]] for n, row in enumerate(table, 7))]
    draft = read_rows(numbers)
    assert codes(draft) == []
    assert fuel_facts(draft)[0]["vehicle_id"] == "7"


def test_what_is_missing_or_approximate_in_an_amount_is_told() -> None:
    draft = read_rows(rows("saknas", "ca 500", "enligt faktura", 0))
    assert codes(draft) == [
        (2, "missing_value"), (3, "approximate_value"), (4, "missing_value"), (5, "zero_quantity"),
    ]  # fmt: skip
    facts = fuel_facts(draft)
    assert facts[0]["quantity"] is None
    assert facts[1]["grade"] == "estimated"


def test_hidden_rows_count_and_hidden_sheets_do_not() -> None:
    draft = read_rows({"A": rows(5, 6), "B": rows(7)}, hidden_rows=[3], hidden_sheets=["B"])
    assert codes(draft) == [(3, "hidden_row")]
    assert draft.file_findings == ("hidden_sheet_with_data",)
    assert total(draft) == {"hvo100|l": "11"}
    assert {i.why for i in draft.ignored if i.sheet == "B"} == {"hidden_sheet"}


def test_error_cells_and_formulas_without_a_value_give_no_fact() -> None:
    draft = read_rows(rows("#REF!", "=1+1", 7))
    assert codes(draft) == [(2, "error_cell"), (3, "formula_without_cached_value")]
    assert total(draft) == {"hvo100|l": "7"}


def test_the_date_system_of_1904_gives_the_same_days() -> None:
    header = ["Reg.nr", "Datum", "Drivmedel", "Liter"]
    content = workbook([header, ["ABC100", date(2025, 2, 3), "Diesel", 5]])
    book = re.sub(
        rb"<workbookPr ?/>", b'<workbookPr date1904="1"/>', part(content, "xl/workbook.xml")
    )
    sheet = part(content, "xl/worksheets/sheet1.xml").replace(b"<v>45691</v>", b"<v>44229</v>")
    draft = read_bytes(
        repack(content, {"xl/workbook.xml": book, "xl/worksheets/sheet1.xml": sheet})
    )
    assert draft.file_findings == ("date_system_1904",)
    assert fuel_facts(draft)[0]["period_start"] == date(2025, 2, 3)


def test_fuels_side_by_side_give_one_fact_per_amount() -> None:
    header = ["Månad", "HVO100 (liter)", "Diesel (liter)", "El (kWh)", "Körsträcka km"]
    draft = read_rows(
        [["År 2025"], header, ["Januari", 5, 6, 7, 100], ["Februari", 8, None, 9, 90]]
    )
    assert total(draft) == {"hvo100|l": "13", "diesel_mk1|l": "6", "electricity|kWh": "16"}
    facts = fuel_facts(draft)
    assert [fact["column"] for fact in facts] == ["B", "C", "D", "B", "D"]
    assert sum(fact["distance_km"] or 0 for fact in facts) == 190


def test_months_side_by_side_give_one_fact_per_month() -> None:
    header = ["Reg.nr", "Drivmedel", "Enhet", "Jan", "Feb", "Mar"]
    draft = read_rows([["Drivmedel 2025"], header, ["ABC100", "Diesel", "l", 5, 6, 7]])
    assert [str(fact["period_end"]) for fact in fuel_facts(draft)] == [
        "2025-01-31", "2025-02-28", "2025-03-31",
    ]  # fmt: skip


def test_litres_and_their_energy_are_one_delivery() -> None:
    header = ["Reg.nr", "Drivmedel", "Liter", "Energi (kWh)", "Period"]
    draft = read_rows([header, ["ABC100", "Diesel", 5, 49, Q1], ["ABC101", "El", None, 30, Q1]])
    assert total(draft) == {"diesel_mk1|l": "5", "electricity|kWh": "30"}


@pytest.mark.parametrize(
    "table",
    [
        [["Produkt", "Pris", "Enhet"], ["HVO100", 21.5, "kr/l"], ["Diesel", 18.2, "kr/l"]],
        [["Avdelning", "Antal anställda", "År"], ["Norr", 5, 2025], ["Syd", 7, 2025]],
        [["Kommun", "2023", "2024"], ["Norrby", 51, 52], ["Söderby", 61, 62]],
        [["Hej"], ["Här kommer rapporten i morgon"]],
    ],
)
def test_what_is_no_report_is_refused(table: list[list[Any]]) -> None:
    draft = read_rows(table)
    assert draft.refusal is not None
    assert draft.refusal.code == "no_known_table"


def test_a_report_without_rows_is_refused_as_empty() -> None:
    draft = read_rows([HEADER])
    assert draft.refusal is not None
    assert draft.refusal.code == "empty"


def test_passengers_stop_the_file() -> None:
    draft = read_rows([[*HEADER, "Passagerarens namn"], [*rows(5)[1], "Påhittad Person"]])
    assert draft.refusal is not None
    assert (draft.refusal.code, draft.refusal.params["column"]) == ("personal_data", "F")


def test_a_text_table_keeps_line_numbers_and_finds_its_form_out() -> None:
    lines = ["Reg.nr;Drivmedel;Mängd;Enhet;Period;Anm", 'ABC100;Diesel;1 200,5;l;2025-03;"två',
             'rader; här"', "ABC101;Diesel;7;l;2025-03;"]  # fmt: skip
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        draft = read_bytes("\r\n".join(lines).encode(encoding), "x.csv")
        assert [fact["row"] for fact in fuel_facts(draft)] == [2, 4]
        assert total(draft) == {"diesel_mk1|l": "1207.5"}
    commas = read_bytes(b"Reg.nr,Drivmedel,Liter,Period\nABC100,Diesel,12.5,2025-03\n", "x.csv")
    assert total(commas) == {"diesel_mk1|l": "12.5"}


def test_vehicle_lists_give_vehicles_and_no_fuel() -> None:
    draft = read_rows([["Reg.nr", "Märke", "Årsmodell", "Euroklass", "Drivmedel"],
                       ["abc 123", "Volvo", 2021, "Euro 6", "El"],
                       ["ABC-124", "Scania", 2019, "Euro 6", "Diesel/HVO"],
                       ["ABC123", "Volvo", 2021, "Euro 6", "El"]])  # fmt: skip
    vehicles = draft.facts["vehicle"].to_pylist()
    assert set(draft.facts) == {"vehicle"}
    assert [v["vehicle_id"] for v in vehicles] == ["ABC123", "ABC124", "ABC123"]
    assert [v["drivetrain"] for v in vehicles] == ["electric", "diesel", "electric"]
    assert codes(draft) == [(4, "duplicate_row")]


@pytest.mark.parametrize("among", [[], [(b"PK\x03\x04 broken", "trasig.xlsx", None)]])
def test_files_read_together_are_read_as_each_alone(
    among: list[tuple[bytes, str, Period | None]],
) -> None:
    names = ("files/egna_fordon_2025-Q1.csv", "files/buss_2025-Q1.xlsx", "avtal.xlsx")
    paths = [sample.FOLDER / name for name in names]
    files = [*((path.read_bytes(), path.name, None) for path in paths), *among]
    together = read_many(files, limits=Limits(), today=date(2026, 2, 16))
    alone = [read(content, name, today=date(2026, 2, 16)) for content, name, _ in files]
    assert together == alone
    assert [draft.refusal is None for draft in together] == [True] * 3 + [False] * len(among)
