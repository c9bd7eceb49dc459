"""A supplier's file on its way in: understood, asked about, weighed, saved and taken back."""

from __future__ import annotations

import os
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import tables, texts, workbook
from tests.pages.test_contracts import NUMBER, enter

HEADER = ("Reg.nr", "Produkt", "Liter", "Månad")
REPORT = workbook(
    HEADER,
    ("ABC123", "HVO100", 900, "2025-01"),
    ("ABC123", "HVO100", 900, "2025-02"),
    ("DEF456", "Miljöbränslet Tor", 200, "2025-03"),
)
REGISTER_NAME = "avtalsregister.xlsx"


def put_in(app: AppTest, content: bytes, name: str = "rapport.xlsx") -> AppTest:
    """Open the page and drop a file on it."""
    app.query_params.clear()
    app.switch_page("pages/upload.py").run()
    mime = "application/octet-stream"
    return app.file_uploader[0].set_value((name, content, mime)).run()


def select(app: AppTest, start: str) -> object:
    return next(w for w in app.selectbox if w.key.startswith(start))


def field(app: AppTest, start: str) -> object:
    return next(w for w in app.text_input if w.key.startswith(start))


def test_a_report_is_understood_asked_about_saved_and_acknowledged(entry: AppTest) -> None:
    app = put_in(entry, REPORT)
    assert not app.exception
    assert not app.error
    assert select(app, "upload-contract-").value == NUMBER
    assert field(app, "upload-period-").value == "2025-Q1"
    assert select(app, "upload-field-0-C-quantity").value == "C"
    assert "**Mängd** (liter)" in texts(app)
    select(app, "upload-fuel:Miljöbränslet Tor").set_value("diesel_mk1").run()
    assert "1 800,00 l" in tables(app)
    assert "Nya rader: **3**" in texts(app)
    app.button(key="upload_save_valid").click().run()
    assert "Rapporten är sparad." in texts(app)
    assert not app.exception
    assert "Kvitto" in texts(app)
    assert "rapport.xlsx" in texts(app)
    app.query_params.clear()
    app.query_params["contract"] = NUMBER
    app.switch_page("pages/contracts.py").run()
    assert "version 1" in texts(app)
    assert "3 av 12 månader" in tables(app)


def test_an_answer_is_remembered_for_the_next_file(entry: AppTest) -> None:
    app = put_in(entry, REPORT)
    select(app, "upload-fuel:Miljöbränslet Tor").set_value("diesel_mk1").run()
    app.button(key="upload_save_valid").click().run()
    later = workbook(HEADER, ("DEF456", "Miljöbränslet Tor", 250, "2025-04"))
    put_in(app, later, "april.xlsx")
    assert "Rader som väntar på svaret" not in texts(app)
    assert "Från tidigare svar, " in texts(app)
    assert ", Kim Exempel" in texts(app)
    assert "Diesel" in tables(app)


def test_an_unanswered_word_is_no_hindrance_and_counts_as_unknown(entry: AppTest) -> None:
    app = put_in(entry, REPORT)
    assert "Okänt drivmedel" in tables(app)
    app.button(key="upload_save_valid").click().run()
    assert "Kvitto" in texts(app)


def test_the_draft_is_there_after_a_refresh_for_its_owner_alone(entry: AppTest) -> None:
    app = put_in(entry, REPORT)
    select(app, "upload-fuel:Miljöbränslet Tor").set_value("hvo100").run()
    token = app.query_params["draft"]
    again = AppTest.from_file(app._script_path, default_timeout=60)
    again.query_params["draft"] = token
    again.run()
    again.switch_page("pages/upload.py").run()
    assert "namnet glöms när sidan laddas om, filen ligger kvar" in texts(again)
    again.text_input(key="name_asked").set_value("Någon Annan").run()
    assert "under ett annat namn" in again.error[0].value
    again.text_input(key="name_in_header").set_value("Kim Exempel").run()
    assert select(again, "upload-fuel:Miljöbränslet Tor").value == "hvo100"


def test_a_refused_file_says_why_and_leaves_nothing(entry: AppTest, tmp_path: Path) -> None:
    app = put_in(entry, b"%PDF-1.7 no table here")
    assert "rapport\\.xlsx godtogs inte" in app.error[0].value
    assert "Inget har sparats" in app.error[0].value
    assert list(app.file_uploader)
    assert not (tmp_path / "kronoberg" / "drafts").exists()


def test_columns_left_out_until_nothing_can_be_read_can_be_taken_back(
    entry: AppTest,
) -> None:
    app = put_in(entry, REPORT)
    select(app, "upload-field-0-C-").set_value("").run()
    assert "känner inte igen" in app.warning[0].value
    app.button(key="forget").click().run()
    assert not app.error
    assert app.button(key="upload_save_valid")


def test_save_only_if_right_stores_nothing_from_a_file_with_errors(entry: AppTest) -> None:
    rows = [("ABC123", "HVO100", 900, "2025-01"), ("ABC123", "HVO100", "=400+400", "2025-02")]
    app = put_in(entry, workbook(HEADER, *rows))
    assert any("Fel: 1" in m.value for m in app.markdown)
    app.button(key="upload_save_if_right").click().run()
    assert "Inget sparades" in app.error[-1].value
    app.button(key="upload_save_valid").click().run()
    assert "Kvitto" in texts(app)


def test_the_same_days_again_replace_and_undo_brings_the_first_back(entry: AppTest) -> None:
    app = put_in(entry, REPORT)
    app.button(key="upload_save_valid").click().run()
    fewer = workbook(HEADER, ("ABC123", "HVO100", 100, "2025-01"), ("A", "HVO100", 1, "2025-03"))
    put_in(app, fewer, "rättad.xlsx")
    assert "Ersätter:" in texts(app)
    # January is corrected, a row of March is new; February and the unknown fuel are gone.
    said = tables(app)
    row = ":violet-badge[≠ Ändrad] mängd|ABC123, jan. 2025, Sheet, rad 2"
    assert f"{row}|HVO100 · 900 l|HVO100 · 100 l" in said
    assert all(word in said for word in ("− Borta", "+ Ny", "HVO100|1 800,00 l|101,00 l|−1 699,00"))
    app.button(key="upload_save_valid").click().run()
    assert "Skriv varför rapporten ändras" in app.error[0].value
    field(app, "upload-change_reason-").set_value("rättad av leverantören").run()
    app.button(key="upload_save_valid").click().run()
    assert "Ändrade rader: 1 · Borta: 2 · Nya: 1 · Oförändrade: 0" in texts(app)
    assert "Skäl till ändringen: rättad av leverantören" in texts(app)
    undo = next(b for b in app.button if b.key.startswith("undo-now-"))
    undo.click().run()
    assert "Skriv varför" in app.error[0].value
    field(app, "undo-reason-").set_value("fel fil")
    next(b for b in app.button if b.key.startswith("undo-now-")).click().run()
    assert "Tillbakadragen" in texts(app)
    app.query_params.clear()
    app.query_params["contract"] = NUMBER
    app.switch_page("pages/contracts.py").run()
    statuses = [row.split("|")[0] for row in tables(app).splitlines() if "xlsx" in row]
    assert statuses == ["↩ Tillbakadragen", "✓ Gäller"]


def test_other_days_that_overlap_are_a_question(entry: AppTest) -> None:
    app = put_in(entry, REPORT)
    app.button(key="upload_save_valid").click().run()
    put_in(app, workbook(HEADER, ("ABC123", "HVO100", 100, "2025-02")), "februari.xlsx")
    field(app, "upload-period-").set_value("2025-02").run()
    assert "inte precis samma" in app.warning[0].value
    assert not [b for b in app.button if b.key == "upload_save_valid"]
    app.button(key="upload_replace").click().run()
    assert "ändras: 2025 Q1 blir feb. 2025" in texts(app)
    field(app, "upload-change_reason-").set_value("bara februari gällde").run()
    app.button(key="upload_save_valid").click().run()
    assert "Kvitto" in texts(app)


def test_another_day_received_needs_a_reason(entry: AppTest) -> None:
    app = put_in(entry, REPORT)
    field(app, "upload-received-").set_value("10.04.2025").run()
    assert app.button(key="upload_save_valid").disabled
    field(app, "upload-reason-").set_value("kom med e-post").run()
    assert not app.button(key="upload_save_valid").disabled
    field(app, "upload-received-").set_value("10 april").run()
    assert "”10 april” är ingen dag" in app.error[0].value


def test_a_register_shows_its_contracts_and_saves_them(named: AppTest) -> None:
    register = workbook(
        ("Avtalsnummer", "Benämning", "Leverantör", "Köpare", "Startdag", "Slutdag"),
        ("PH-1", "Avfall (påhittat)", "Påhittad Miljö AB", "Påhittad kommun", "2025-01-01",
         "2026-12-31"),
        (),
        ("Avtalsnummer", "Krav", "Kravmall", "Gräns (%)"),
        ("PH-1", "K1", "renewable_energy", 80),
    )  # fmt: skip
    app = put_in(named, register, REGISTER_NAME)
    assert not app.exception
    assert not app.error
    assert "PH-1|Avfall" in tables(app)
    assert "Nya: 1. Ändrade: 0." in texts(app)
    app.button(key="upload_save_contracts").click().run()
    assert "saknar avtalsansvarig" in app.error[0].value
    app.text_input(key="register_responsible").set_value("Avtalsansvarig (påhittad)")
    app.text_input(key="register_board").set_value("Påhittad nämnd")
    app.button(key="upload_save_contracts").click().run()
    assert "Sparade avtal: 1" in texts(app)
    app.query_params.clear()
    app.query_params["contract"] = "PH-1"
    app.switch_page("pages/contracts.py").run()
    assert "minst 80 %" in texts(app)


def test_rows_of_another_contract_are_a_question_with_an_answer(entry: AppTest) -> None:
    app = put_in(entry, REPORT)
    app.button(key="upload_save_valid").click().run()
    enter(app, number="PH-2025-002")
    put_in(app, REPORT, "samma.xlsx")
    select(app, "upload-contract-").set_value("PH-2025-002").run()
    assert "3 av raderna finns redan i avtal PH-2025-001" in app.warning[0].value
    app.button(key="upload_shared").click().run()
    app.button(key="upload_save_valid").click().run()
    assert not app.exception
    assert "Kvitto" in texts(app)


def test_a_file_nobody_knows_is_read_once_its_headers_and_columns_are_pointed_out(
    entry: AppTest,
) -> None:
    rows = [("utskrift",), ("Vad", "Vem", "Hur mycket", "När")]
    rows += [("HVO100", "ABC123", 40.5, "2025-01-15"), ("HVO100", "DEF456", 2, "2025-02-15")]
    app = put_in(entry, workbook(*rows), "lapp.xlsx")
    assert "känner inte igen" in app.warning[0].value
    assert "2|Vad|Vem|Hur mycket|När" in tables(app)
    select(app, "upload-header-Sheet-").set_value("2").run()
    assert "**2 (rubrik)**|**Vad**" in tables(app)
    select(app, "upload-unused-0-A-").set_value("fuel").run()
    select(app, "upload-unused-0-C-").set_value("quantity").run()
    assert not app.warning
    select(app, "upload-unit-").set_value("l").run()
    assert "42,50 l" in tables(app)
    app.button(key="upload_save_valid").click().run()
    later = workbook(("en rad till",), (), *rows[:3])
    put_in(app, later, "nästa lapp.xlsx")
    assert not app.warning
    assert "Rader som väntar på svaret" not in texts(app)
    assert "40,50 l" in tables(app)


def test_a_question_about_a_value_is_answered_with_a_reason_that_can_be_taken_back(
    entry: AppTest,
) -> None:
    rows = (("ABC123", "HVO100", 900, "2025-01"), ("ABC123", "HVO100", "1.234", "2025-02"))
    app = put_in(entry, workbook(HEADER, *rows))
    assert "Sheet|C3|1.234|1 234 l" in tables(app)
    start = next(b.key for b in app.button if b.key.startswith("do-accept-ambiguous_number"))
    app.button(key=start).click().run()
    assert "Skriv varför" in app.warning[0].value
    field(app, "why-accept-ambiguous_number").set_value("enligt följesedeln")
    app.button(key=start).click().run()
    assert "Frågor" not in texts(app)
    assert "enligt följesedeln" in texts(app)
    next(b for b in app.button if b.key.startswith("undo-accept:")).click().run()
    assert "Frågor: 1" in texts(app)


def test_of_several_files_a_refused_one_is_named_and_the_others_wait_their_turn(
    entry: AppTest,
) -> None:
    app = entry
    app.query_params.clear()
    app.switch_page("pages/upload.py").run()
    mime = "application/octet-stream"
    app.file_uploader[0].set_value(
        [("ett.xlsx", REPORT, mime), ("bild.xlsx", b"%PDF-1.7", mime), ("två.xlsx", REPORT, mime)]
    ).run()
    shown = texts(app)
    assert "Filer: 1 av 3 klara" in shown
    assert "bild.xlsx · godtogs inte" in shown
    assert "Spara den som .xlsx eller .csv" in shown
    assert "ett.xlsx · öppen nu" in shown
    next(b for b in app.button if b.key.startswith("upload_open_")).click().run()
    assert "två.xlsx · öppen nu" in texts(app)
    app.button(key="upload_discard").click().run()
    assert "två.xlsx · slängd" in texts(app)
    assert "ett.xlsx · öppen nu" in texts(app)


def test_two_columns_of_amounts_must_be_chosen_between_before_saving(
    entry: AppTest,
) -> None:
    rows = [("Reg.nr", "Drivmedel", "Mängd (l)", "Volym", "Månad")]
    rows += [("ABC123", "HVO100", 900, 7, "2025-01"), ("ABC123", "HVO100", None, 8, "2025-02")]
    app = put_in(entry, workbook(*rows))
    assert app.button(key="upload_save_valid").disabled
    choice = next(r for r in app.radio if r.key.startswith("upload-rivals-"))
    assert "Vilken ska läsas?" in choice.label
    choice.set_value("C").run()
    assert not app.button(key="upload_save_valid").disabled
    assert "HVO100|900,00 l" in tables(app)


def test_a_file_that_names_drivers_goes_on_as_a_copy_without_them(entry: AppTest) -> None:
    names = ("Förare", "Påhittad Ett", "Påhittad Två", "Påhittad Tre")
    rows = [(f"ABC12{n}", "HVO100", 900 + n, "2025-01") for n in range(1, 4)]
    named = workbook(*((*row, name) for row, name in zip((HEADER, *rows), names, strict=True)))
    app = put_in(entry, named)
    assert "E (Förare)" in texts(app)
    home = Path(os.environ["FOLLOWUP_HOME"])
    assert not list((home / "drafts").glob("*/*"))
    next(b for b in app.button if b.key.startswith("people-strip-")).click().run()
    assert not app.exception
    app.button(key="upload_save_valid").click().run()
    assert "Personuppgifter togs bort före lagring: Sheet!E (Förare)" in texts(app)
    kept = [p.read_bytes() for p in home.rglob("*") if p.is_file()]
    assert named not in kept
