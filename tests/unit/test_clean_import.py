"""A file of procured vehicles: the template is read back, and nothing unreadable is guessed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from followup.domain.clean_vehicle import ProcuredVehicle
from followup.errors import UserError
from followup.i18n.text import LANGUAGES
from followup.services import installation
from followup.services.clean import reading as clean_import
from followup.services.clean import vehicles as clean_vehicles
from followup.services.clean.reading import ReadVehicles
from followup.services.contract.contracts import save
from followup.services.installation import Actor, Installation, now_utc
from followup.services.upload import templates
from tests.support.world import agreement, settings

TODAY = date(2026, 2, 16)
HEADERS = ("Avtalsnummer", "Registreringsnummer", "Avropsdag", "Upphandlingsform", "EU-kategori",
           "Totalvikt (kg)", "CO2 (g/km)", "RDE NOx (% av gränsvärdet)", "Drivlina",
           "Drivmedel enligt avtalet", "Undantag", "Färg")  # fmt: skip


def _read(
    here: Path, *rows: Sequence[object], headers: Sequence[str] = HEADERS,
    known: Sequence[ProcuredVehicle] = (),
) -> ReadVehicles:  # fmt: skip
    book = Workbook()
    book.active.append(["Påhittade fordon"])
    for row in (headers, *rows):
        book.active.append(list(row))
    held = io.BytesIO()
    book.save(held)
    return _read_bytes(here, held.getvalue(), known)


def _read_bytes(here: Path, content: bytes, before: Sequence[ProcuredVehicle] = ()) -> ReadVehicles:
    # Reading needs the limits alone, and no store.
    opened = Installation(settings(here), None, None)  # type: ignore[arg-type]
    known = {"T-2025-001": agreement(), "AVT-1": agreement(number="AVT-1")}
    return clean_import.read(opened, content, "fordon.xlsx", known, TODAY, before)


def test_rows_become_vehicles_and_what_cannot_be_read_is_told_with_its_row(tmp_path: Path) -> None:
    number = "T-2025-001"
    found = _read(
        tmp_path,
        (number, "abc 123", date(2026, 1, 5), "Köp", "M1", 1900, 41, "31 %", "Laddhybrid", None,
         None, "röd"),
        (number, "DEF456", None, "Tjänst", "N3", "26 000", None, None, "Diesel", "HVO100", None,
         None),
        (number, "GHI789", None, "Köp", "M4", None, None, None, None, None, None, None),
        (number, "JKL012", None, "Köp", "M1", None, "ca 40", None, None, None, None, None),
        (number, "MNO345", None, "Köp", "M1", None, 40, 0.42, None, None, None, None),
        (number, "PQR678", None, "Köp", "M1", None, None, None, None, "HVO", None, None),
        (number, "STU901", "om en månad", "Köp", "M1", None, None, None, None, None, None, None),
        (number, "VXY234", None, "Köp", "M1", None, None, None, None, None, "Glassbil", None),
        (number, "ABC123", None, "Köp", "M1", None, None, None, None, None, None, None),
        (number, "YYY111", None, "Köp", "N3", "26 ton", None, None, None, None, None, None),
        ("OKÄND-1", "ZZZ999", None, "Köp", "M1", None, None, None, None, None, None, None),
    )  # fmt: skip
    first, second = found.vehicles
    assert (first.vehicle_id, first.awarded, first.form, first.co2_g_km, first.rde_nox_share) == (
        "ABC123", date(2026, 1, 5), "purchase", Decimal(41), Decimal("0.31"),
    )  # fmt: skip
    assert (second.total_weight_kg, second.drive, second.fuel) == (26_000, "diesel", "hvo100")
    assert first.place.startswith("fordon.xlsx Sheet!3 ")
    assert [(p.row, p.error.code) for p in found.problems] == [
        (5, "procured_cell"), (6, "procured_cell"), (7, "procured_rde"), (8, "procured_fuel"),
        (9, "procured_cell"), (10, "procured_cell"), (11, "procured_twice"),
        (12, "procured_cell"), (13, "unknown_contract"),
    ]  # fmt: skip
    assert found.unused == ("Färg",)


def test_what_a_file_has_no_column_for_stays_as_it_is(tmp_path: Path) -> None:
    before = ProcuredVehicle("T-2025-001", "ABC123", form="lease", co2_g_km=Decimal(41),
                             exception="hearse", place="förra.xlsx")  # fmt: skip
    row = ("T-2025-001", "ABC123", "El", None)
    headers = ("Avtalsnummer", "Regnr", "Drivlina", "Undantag")
    (found,) = _read(tmp_path, row, headers=headers, known=[before]).vehicles
    assert (found.drive, found.form, found.co2_g_km) == ("electric", "lease", Decimal(41))
    # An empty cell of a column that is there says that there is none.
    assert found.exception is None
    assert found.place.startswith("fordon.xlsx")


def test_a_file_with_other_headings_or_with_people_is_refused(tmp_path: Path) -> None:
    row = ("T-2025-001", "ABC123")
    other = _read(tmp_path, row, headers=("Fordon", "Nummer"))
    assert other.refusal is not None
    assert other.refusal.code == "no_known_table"
    people = _read(
        tmp_path, (*row, "19811218-9876"), headers=("Avtal", "Regnr", "Personnummer")
    )  # fmt: skip
    assert people.refusal is not None
    assert people.refusal.code == "personal_data"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_template_is_read_back(lang: str, tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(templates.workbook("procured_vehicle", lang)))
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if sum(c.value is not None for c in row) > 10)
    for place, value in zip(head, ("AVT-1", "ABC123"), strict=False):
        sheet.cell(place.row + 2, place.column, value)
    held = io.BytesIO()
    book.save(held)
    found = _read_bytes(tmp_path, held.getvalue())
    assert "ABC123" in [v.vehicle_id for v in found.vehicles]
    assert (found.unused, found.problems) == ((), ())


def test_a_share_of_a_limit_is_in_per_cent() -> None:
    assert clean_import.rde_share("42,5 %") == Decimal("0.425")
    assert clean_import.rde_share("120") == Decimal("1.2")
    assert clean_import.rde_share(" ") is None
    for odd in ("0.42", "-3 %", "låg"):
        with pytest.raises(UserError) as raised:
            clean_import.rde_share(odd)
        assert raised.value.code == "procured_rde"


def test_the_register_keeps_every_word_and_shows_the_newest(tmp_path: Path) -> None:
    car = ProcuredVehicle("T-2025-001", "ABC123", form="purchase", eu_category="M1",
                          co2_g_km=Decimal("41.50"), drive="plug_in_hybrid")  # fmt: skip
    who, now = Actor("Kim Exempel"), now_utc()
    with installation.opened(settings(tmp_path)) as opened:
        save(opened, [agreement(award_date=date(2024, 5, 2), is_above_threshold=True)], who,
             TODAY, now)  # fmt: skip
        clean_vehicles.save(opened, [car], who, TODAY, now)
        clean_vehicles.save(opened, [replace(car, drive="electric", co2_g_km=None)], who,
                            date(2026, 3, 1), now)  # fmt: skip
        (before,) = clean_vehicles.overview(opened, TODAY).judged
        assert (before.vehicle, before.contract.award_date) == (car, date(2024, 5, 2))
        assert before.contract.is_above_threshold is True
        (after,) = clean_vehicles.overview(opened, date(2026, 3, 1)).judged
        assert after.vehicle.drive == "electric"
        with pytest.raises(UserError, match="procured_buyer"):
            clean_vehicles.save(opened, [replace(car, buyer="En annan")], who, TODAY, now)
        with pytest.raises(UserError, match="procured_why"):
            clean_vehicles.remove(opened, car, " ", who, TODAY, now)
        clean_vehicles.remove(opened, car, "Fel avtal", who, date(2026, 4, 1), now)
        assert clean_vehicles.overview(opened, date(2026, 4, 1)).judged == ()
        assert len(clean_vehicles.overview(opened, date(2026, 3, 1)).judged) == 1
