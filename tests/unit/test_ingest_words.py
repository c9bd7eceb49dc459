"""Single cells: numbers, days, plates and names as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from followup.ingest.dates import read_when
from followup.ingest.layout import TYPES, report_type
from followup.ingest.numbers import find_decimal_mark, take_apart, value_of
from followup.ingest.plates import is_nordic, is_plate, normalise
from followup.ingest.title_dates import find_period
from followup.ingest.vocabulary import look_up_fuel, look_up_unit


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1234,5", "1234.5", ""),
        ("1 234,5", "1234.5", ""),
        ("1\u00a0234,5", "1234.5", ""),
        ("12\u202f345", "12345", ""),
        ("1'250", "1250", ""),
        ("1.234,50", "1234.5", ""),
        ("1,234.50", "1234.5", ""),
        ("1.234.567", "1234567", ""),
        ("\u2212120,4", "-120.4", ""),
        ("120,4-", "-120.4", ""),
        ("(45,5)", "-45.5", ""),
        ("0,500", "0.5", ""),
        ("ca 500 liter", "500", "liter"),
        ("c:a 30 l", "30", "l"),
        ("2,5 m3", "2.5", "m3"),
        ("3 MWh", "3", "mwh"),
        ("≈ 95,0", "95", ""),
    ],
)
def test_a_number_in_text_is_read(text: str, value: str, unit: str) -> None:
    written = take_apart(text)
    assert written is not None
    assert value_of(written, ",") == Decimal(value)
    assert written.unit == unit


@pytest.mark.parametrize("text", ["5-7", "2025-03-01", "saknas", "10 x 12", "1,2,3", "", "ABC123"])
def test_what_is_no_single_number_gives_none(text: str) -> None:
    written = take_apart(text)
    assert written is None or value_of(written, ",") is None


def settle(*others: str) -> tuple[str, bool]:
    written = [found for text in ("1.234", *others) if (found := take_apart(text))]
    mark = find_decimal_mark(written)["."]
    return mark.mark, mark.is_settled


def test_a_doubtful_point_follows_the_file_and_stays_a_question() -> None:
    assert settle() == (",", False)
    assert settle("1.234,50") == (",", False)
    assert settle("12.5") == (".", False)


def test_a_doubtful_point_among_many_clear_ones_is_no_question() -> None:
    assert settle("12.5", "8.25", "110.1", "7.75", "0.5") == (".", True)


def test_one_clear_decimal_comma_settles_a_comma() -> None:
    written = [found for text in ("45,123", "12,5") if (found := take_apart(text))]
    assert find_decimal_mark(written)[","].is_settled
    alone = [found for text in ("45,123",) if (found := take_apart(text))]
    assert not find_decimal_mark(alone)[","].is_settled


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2025-03", "2025-03"), ("202503", "2025-03"), ("mars 2025", "2025-03"),
        ("Mar-25", "2025-03"), ("marts 2025", "2025-03"), ("03/2025", "2025-03"),
        ("Q1 2025", "2025-Q1"), ("2025Q1", "2025-Q1"), ("kvartal 1 2025", "2025-Q1"),
        ("1:a kvartalet 2025", "2025-Q1"), ("1. kvartal 2025", "2025-Q1"),
        ("första halvåret 2025", "2025-H1"), ("H2 2025", "2025-H2"), ("2025", "2025"),
        ("helår 2025", "2025"), ("jan-mar 2025", "2025-Q1"), ("januari – juni 2025", "2025-H1"),
        ("2025-01-01 – 2025-06-30", "2025-H1"), ("1/1 – 31/3 2025", "2025-Q1"),
        ("1 jan – 31 mars 2025", "2025-Q1"), ("2025-01-01 till 2025-03-31", "2025-Q1"),
        ("vecka 12 2025", "2025-03-17..2025-03-23"), ("tertial 2 2025", "2025-05-01..2025-08-31"),
    ],
)  # fmt: skip
def test_a_period_is_read(text: str, period: str) -> None:
    when = read_when(text)
    assert when is not None
    assert str(when.period) == period


@pytest.mark.parametrize(
    "text",
    ["2025-04-03", "3.4.2025", "03-04-2025", "3 april 2025", "den 3:e april 2025", "20250403",
     "250403", "3/4-2025", "2025-04-03 14:30", "April 3, 2025", "25-04-03"],
)  # fmt: skip
def test_a_day_is_read_in_every_usual_spelling(text: str) -> None:
    when = read_when(text)
    assert when is not None
    assert (when.period.start, when.other) == (date(2025, 4, 3), None)


def test_slashes_leave_a_doubt_only_where_both_readings_are_days() -> None:
    doubtful, clear = read_when("03/04/2025"), read_when("25/04/2025")
    assert doubtful is not None
    assert doubtful.other is not None
    assert clear is not None
    assert clear.other is None


@pytest.mark.parametrize("text", ["31/2/2025", "2025-13-01", "HVO100", "ABC123", "i lager", ""])
def test_what_is_no_time_gives_none(text: str) -> None:
    assert read_when(text) is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Drivmedelsrapport kvartal 2 2025", "2025-Q2"),
        ("Period: 2025-01-01 – 2025-06-30", "2025-H1"),
        ("Redovisning 2025", "2025"),
        ("Fordon mars 2025 (rev 2)", "2025-03"),
        ("Persontransporter, dnr 2024/117", "None"),
        ("Jämförelse 2024 och 2025", "None"),
    ],
)
def test_a_title_tells_one_period_or_none(text: str, period: str) -> None:
    assert str(find_period(text)) == period


def test_plates_are_one_whatever_the_spelling() -> None:
    assert {normalise(t) for t in ("abc 123", "ABC-123", " Abc123 ", "SE ABC 123")} == {"ABC123"}
    assert is_nordic("ABC12A")
    assert is_nordic("AB12345")
    assert is_plate("HF17AZA")
    assert not is_plate("RESERVDUNK")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Fordonsgas, 100 % biogas", "biogas_100"), ("Fordonsgas", "vehicle_gas"),
        ("El (snabbladdning)", "electricity"), ("Grön el", "electricity_green"),
        ("Miljömärkt el", "electricity_green"), ("El (grön)", "electricity_green"),
        ("Diesel", "diesel_mk1"), ("Bensin", "petrol_95"), ("Neste MY HVO100", "hvo100"),
        ("hvo-100", "hvo100"), ("Diesel (B7)", "diesel_mk1"), ("Vätgas (grön)", "hydrogen_green"),
    ],
)  # fmt: skip
def test_a_name_that_says_the_fuel_is_known(text: str, code: str) -> None:
    assert look_up_fuel(text).code == code


@pytest.mark.parametrize(
    "text",
    ["HVO", "Förnybar diesel", "Renewable diesel", "Grön gas", "Grøn diesel", "Ecopar",
     "GoEasy Diesel", "Neste MY", "HVO 50", "Diesel (HVO)", "Fordonsgas (biogas)", "Dieesl",
     "Biodiesel", "Okänt"],
)  # fmt: skip
def test_a_brand_or_unclear_name_is_never_guessed(text: str) -> None:
    assert look_up_fuel(text).code is None
    assert look_up_fuel(text).why in ("ambiguous", "unknown")


@pytest.mark.parametrize("text", ["AdBlue", "AdBlue 10 l", "Biltvätt", "Bilvask", "Kiosk"])
def test_a_product_that_is_no_fuel_is_told_apart(text: str) -> None:
    assert look_up_fuel(text).why == "not_fuel"


def test_units_convert_by_exact_factors() -> None:
    cubic, mega = look_up_unit("m³"), look_up_unit("MWh")
    assert cubic is not None
    assert mega is not None
    assert (cubic.base, cubic.factor, mega.base, mega.factor) == ("l", 1000, "kWh", 1000)


def test_no_header_means_two_fields_of_one_report_type_by_its_strong_words() -> None:
    # "sort" names a fuel or a unit, "vehicle id" a plate or a number: their cells decide.
    # So do those under "first registration": a day, or a year alone.
    days, years = (
        report_type("vehicles").fields[n].keys for n in ("first_registered", "model_year")
    )
    allowed = {"sort", "vehicleid"} | (days & years)
    for name in TYPES:
        seen: dict[str, str] = {}
        for field in report_type(name).fields.values():
            for word in field.keys - allowed:
                assert seen.setdefault(word, field.name) == field.name, (name, word)
