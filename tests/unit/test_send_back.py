"""A supplier's own file comes back marked, with all else intact, and is read as before."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine as calamine
import xlsxwriter

from followup import settings
from followup.cli import main
from followup.domain.finding import SEVERITY, Finding
from followup.errors import UserError
from followup.i18n.text import has_text
from followup.ingest.draft import Draft
from followup.render.marked.plan import COLOURS
from followup.services.report import cover, send_back
from followup.services.report.send_back import Addressed
from followup.settings import Limits
from tests.support.workbooks import fuel_facts, part, repack, workbook
from tests.support.workbooks import read_bytes as read_anew

HERE = settings.from_environment({"FOLLOWUP_HOME": "/nowhere"})
WHOSE = Addressed("RK-1 Färdtjänst (påhittat)", "Åkeriet (påhittat)", "Nämnden (påhittat)")
HEADER = ["Reg.nr", "Datum", "Drivmedel", "Mängd", "Enhet"]
ROWS = [
    HEADER,
    ["ABC123", "2026-01-05", "HVO100", 100, "l"],
    ["ABC124", "2026-13-45", "HVO100", 120, "l"],
    ["ABC125", "2026-01-07", "HVO100", None, "l"],
    ["ABC126", "2026-01-08", "=HYPERLINK(1)", 130, "l"],
]
NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


read_bytes = cache(read_anew)  # a child process each


def mark(content: bytes, name: str = "rapport.xlsx", lang: str = "sv") -> bytes:
    draft = read_bytes(content, name)
    return send_back.marked(HERE, content, draft, WHOSE, lang)


def rich_workbook() -> bytes:
    """Chart, image, macros, validation, formats, names, hidden things, comments and formulas."""
    out = io.BytesIO()
    picture = io.BytesIO(bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    ))  # fmt: skip
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        first = book.add_worksheet("Läs mig")
        first.write_string(0, 0, "Rapport för januari 2026")
        sheet = book.add_worksheet("Å's drivmedel")
        bold = book.add_format({"bold": True, "bg_color": "#DDEEFF", "border": 2})
        money = book.add_format({"num_format": '#,##0.00" l"', "italic": True})
        for number, row in enumerate(ROWS):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(number, column, value, bold if number == 0 else None)
        sheet.write_formula(1, 3, "=50+50", money, 100)
        sheet.write_string(1, 2, "HVO100")
        sheet.write_comment("D2", "Avläst vid pump", {"author": "Leverantören"})
        sheet.write_comment("B3", "Se kvitto", {"author": "Leverantören"})
        sheet.set_column("D:D", 31, money)
        sheet.merge_range("G1:I2", "Anteckning", bold)
        sheet.data_validation("C2:C90", {"validate": "list", "source": ["HVO100", "B100"]})
        sheet.conditional_format("D2:D9", {"type": "data_bar"})
        sheet.insert_image("G5", "x.png", {"image_data": picture})
        sheet.set_header("&LRapport&C&G", {"image_center": "y.png", "image_data_center": picture})
        sheet.insert_button("G9", {"caption": "Kör"})
        sheet.add_table("K1:L3", {"columns": [{"header": "x"}, {"header": "y"}]})
        sheet.set_row(8, None, None, {"hidden": True})
        sheet.activate()
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='Å''s drivmedel'!$D$2:$D$4"})
        sheet.insert_chart("G12", chart)
        book.define_name("alla", "='Å''s drivmedel'!$D$2")
        other = book.add_worksheet("Lista")
        other.write_comment("A1", "kvar")
        book.define_name("Lista!egen", "=Lista!$A$1:$A$4")
        other.hide()
    return repack(out.getvalue(), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 never run"})


@pytest.fixture(scope="module")
def rich() -> bytes:
    return rich_workbook()


@pytest.fixture(scope="module")
def rich_marked(rich: bytes) -> bytes:
    return mark(rich)


def facts(draft: Draft) -> list[dict[str, Any]]:
    return [
        {k: v for k, v in row.items() if k != "sheet"}
        for table in draft.facts.values()
        for row in table.to_pylist()
    ]


def said(draft: Draft) -> list[tuple[object, ...]]:
    return [(f.code, f.row, f.column, f.value) for f in draft.findings]


def grid(content: bytes) -> dict[str, dict[str, object]]:
    """Values and formulas of every sheet but the first."""
    book = openpyxl.load_workbook(io.BytesIO(content), keep_vba=True)
    return {
        sheet.title: {c.coordinate: c.value for row in sheet for c in row if c.value is not None}
        for sheet in book.worksheets
    }


def test_each_error_and_question_has_a_colour_and_a_comment(rich_marked: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(rich_marked))["Å's drivmedel"]
    red, amber = "FFF4B9B5", "FFFFE08A"
    assert {a: sheet[a].fill.fgColor.rgb for a in ("B3", "D4", "C5")} == {
        "B3": red, "D4": amber, "C5": amber,
    }  # fmt: skip
    assert sheet["B3"].comment.text.startswith("Se kvitto\n\nFEL: Datumet går inte att läsa.")
    assert "Gör så här: Skriv ett datum" in sheet["B3"].comment.text
    assert sheet["D4"].comment.text.startswith("FRÅGA: Uppgiften saknas")
    assert sheet["C5"].value == "=HYPERLINK(1)"
    assert sheet["C5"].data_type == "s"
    # The format of the column goes along; what had none but a colour is only coloured.
    assert sheet["D4"].number_format == '#,##0.00" l"'
    assert sheet["D2"].comment.text == "Avläst vid pump"
    assert sheet["A2"].fill.fill_type is None


def test_the_first_sheet_says_what_to_do_in_order(rich_marked: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(rich_marked))
    assert book.sheetnames[0] == "Att rätta"
    assert book.active.title == "Att rätta"
    assert [s.title for s in book.worksheets if s.sheet_view.tabSelected] == ["Att rätta"]
    first = book.worksheets[0]
    rows = [[c.value for c in row if c.value] for row in first.iter_rows()]
    told = {row[0]: row[1] for row in rows if len(row) == 2}
    assert told["Avtal"] == WHOSE.contract
    assert told["Rättas och skickas tillbaka av"] == WHOSE.reporter
    assert told["Skickas till"] == WHOSE.recipient
    order = [row[0] for row in rows if row and row[0].startswith(("Fel,", "Frågor,", "Bra"))]
    assert [words.split(",")[0] for words in order] == ["Fel", "Frågor"]
    links = {c.value: c.hyperlink.location for row in first for c in row if c.hyperlink}
    assert links["B3"] == "'Å''s drivmedel'!B3"
    assert set(links) == {"B3", "D4", "C5"}
    numbers = [row[0] for row in rows if row and row[0].split(".")[0].isdigit()]
    assert numbers == ["1", "1.1", "2", "2.1", "3", "3.1"]
    # What the supplier wrote stands as text, also when the cell is edited.
    value = next(c for row in first.iter_rows() for c in row if c.value == "”=HYPERLINK(1)”")
    assert (value.data_type, bool(value.quotePrefix)) == ("s", True)


def test_every_other_part_is_kept_byte_for_byte(rich: bytes, rich_marked: bytes) -> None:
    changed = {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet2.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
    }  # fmt: skip
    before, after = zipfile.ZipFile(io.BytesIO(rich)), zipfile.ZipFile(io.BytesIO(rich_marked))
    assert after.namelist()[: len(before.namelist())] == before.namelist()
    assert {n for n in before.namelist() if before.read(n) != after.read(n)} == changed
    assert set(after.namelist()) - set(before.namelist()) == {"xl/worksheets/sheet4.xml"}
    kept = [n for n in before.namelist() if n.startswith(("xl/media", "xl/charts", "xl/tables"))]
    assert len(kept) == 4
    old, new = (book.read("xl/worksheets/sheet2.xml") for book in (before, after))
    tail = old.index(b"</sheetData>")
    assert new.endswith(old[tail:])


def test_values_formulas_names_and_validation_are_as_before(
    rich: bytes, rich_marked: bytes
) -> None:
    before, after = grid(rich), grid(rich_marked)
    after.pop("Att rätta")
    assert after == before
    assert b"<f>50+50</f><v>100</v>" in part(rich_marked, "xl/worksheets/sheet2.xml")
    book = openpyxl.load_workbook(io.BytesIO(rich_marked))
    sheet = book["Å's drivmedel"]
    assert book["Lista"].defined_names["egen"].attr_text == "Lista!$A$1:$A$4"
    assert "alla" in book.defined_names
    assert str(sheet.data_validations.dataValidation[0].sqref) == "C2:C90"
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["G1:I2"]
    assert book["Lista"].sheet_state == "hidden"
    named = calamine.CalamineWorkbook.from_filelike(io.BytesIO(rich_marked)).sheet_names
    assert named == ["Att rätta", "Läs mig", "Å's drivmedel", "Lista"]


def test_unchanged_it_gives_the_same_facts_and_corrected_the_finding_is_gone(
    rich: bytes, rich_marked: bytes
) -> None:
    before, after = read_bytes(rich), read_bytes(rich_marked)
    assert fuel_facts(after) == fuel_facts(before)
    assert after.findings == before.findings
    assert (after.file_findings, after.ignored) == (before.file_findings, before.ignored)
    assert after.remarks_sheet == "Att rätta"
    book = openpyxl.load_workbook(io.BytesIO(rich_marked))
    sheet = book["Å's drivmedel"]
    sheet["B3"], sheet["D4"], sheet["C5"] = "2026-01-06", 90, "B100"
    sheet["D2"] = 100
    out = io.BytesIO()
    book.save(out)
    corrected = read_bytes(out.getvalue())
    assert corrected.findings == ()
    assert [row["quantity"] for row in fuel_facts(corrected)] == [100, 120, 90, 130]


def test_our_sheet_is_known_in_another_language_and_a_namesake_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FOLLOWUP_LANG", "da")
    (tmp_path / "rapport.xlsx").write_bytes(workbook(ROWS))
    marked, source = str(tmp_path / "retur.xlsx"), str(tmp_path / "rapport.xlsx")
    assert main(["read", source, "--marked", marked, "--contract", "RK-1"]) == 1
    assert marked in capsys.readouterr().out
    back = read_bytes((tmp_path / "retur.xlsx").read_bytes())
    assert (back.remarks_sheet, len(said(back))) == ("Skal rettes", 3)
    namesake = read_bytes(workbook({"Att rätta": ROWS, "Skal rettes": ROWS[:2]}))
    assert {table.sheet for table in namesake.tables} == {"Att rätta", "Skal rettes"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kort.csv", "Reg.nr;Datum;Drivmedel;Mängd;Enhet\nABC123;2026-13-45;HVO100;1.234;l\n"),
        ("=kort.csv", "Reg.nr;Datum;Drivmedel;Mängd;Enhet\nABC123;2026-01-05;=1+1;100;l\n"),
    ],
)
def test_a_text_file_comes_back_as_a_copy_that_reads_the_same(name: str, content: str) -> None:
    before = read_bytes(content.encode(), name)
    back = send_back.marked(HERE, content.encode(), before, WHOSE, "sv")
    after = read_bytes(back, send_back.file_name(name, "sv"))
    assert (facts(after), said(after)) == (facts(before), said(before))
    first, copy = openpyxl.load_workbook(io.BytesIO(back)).worksheets
    assert (copy["C2"].data_type, bool(copy["C2"].quotePrefix)) == ("s", "=1+1" in content)
    assert any(f"kopia i Excel-format av filen {name}" in str(c.value) for c in first["A"])


def test_a_package_built_otherwise_comes_back_as_a_copy_too() -> None:
    """Rows out of order are read, but no cell could be put in its place."""
    name = "xl/worksheets/sheet1.xml"
    good = workbook([*ROWS[:4], ["ABC127", "2026-01-09", "HVO100", 140, "l"]], hidden_rows=[4])
    sheet = part(good, name).replace(b't="n"><v>100</v>', b't="e"><v>#N/A</v>')
    third, fourth, end = map(sheet.index, (b'<row r="3"', b'<row r="4"', b"</sheetData>"))
    mixed = sheet[:third] + sheet[fourth:end] + sheet[third:fourth] + sheet[end:]
    odd = repack(good, {name: mixed})
    back = mark(odd)
    assert said(read_bytes(back)) == said(read_bytes(odd))
    assert len(said(read_bytes(back))) == 4
    first = openpyxl.load_workbook(io.BytesIO(back)).worksheets[0]
    assert any("gick inte att märka" in str(c.value) for c in first["A"])


def test_after_libreoffice_has_saved_it_it_reads_the_same(
    rich: bytes, rich_marked: bytes, tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "in.xlsx").write_bytes(rich_marked)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    (tmp_path / "out").mkdir()
    subprocess.run([*command, "--outdir", "out", "in.xlsx"], cwd=tmp_path, check=True, timeout=120)
    saved = (tmp_path / "out" / "in.xlsx").read_bytes()
    before, after = read_bytes(rich), read_bytes(saved)
    assert fuel_facts(after) == fuel_facts(before)
    assert after.findings == before.findings
    assert after.remarks_sheet == "Att rätta"
    # It found the notes and the links too.
    book = openpyxl.load_workbook(io.BytesIO(saved))
    assert "FRÅGA: Uppgiften saknas" in book["Å's drivmedel"]["D4"].comment.text
    assert "Avläst vid pump" in book["Å's drivmedel"]["D2"].comment.text
    assert any(c.hyperlink for row in book["Att rätta"] for c in row)
    # One cell is put right; sent back once more, that one is clean and nothing stands twice.
    book["Å's drivmedel"]["D4"] = 90
    book["Å's drivmedel"]["D2"] = 100  # the program that saves here works no formulas out
    out = io.BytesIO()
    book.save(out)
    again = openpyxl.load_workbook(io.BytesIO(mark(out.getvalue())))
    assert again.sheetnames == book.sheetnames
    assert again.active.title == "Att rätta"
    sheet = again["Å's drivmedel"]
    filled = {c.coordinate for row in sheet for c in row if c.fill.fgColor.rgb in COLOURS.values()}
    assert filled == {"B3", "C5"}
    assert sheet["D4"].comment is None
    assert sheet["D2"].comment.text.strip() == "Avläst vid pump"
    assert sheet["C5"].comment.text.count("FRÅGA") == 1
    assert sheet["B3"].comment.text.count("FEL:") == 1
    links = {c.value for row in again["Att rätta"] for c in row if c.hyperlink}
    assert links == {"B3", "C5"}


def test_a_file_with_all_the_sheets_it_may_have_is_read_again_with_ours() -> None:
    most = replace(Limits(), sheets=3)
    content = workbook({"Blad1": ROWS, "Blad2": [["a"]], "Blad3": [["b"]]})
    back = mark(content)
    assert len(openpyxl.load_workbook(io.BytesIO(back)).sheetnames) == 4
    assert said(read_anew(back, limits=most)) == said(read_bytes(content))
    fourth = workbook({"Blad1": ROWS, "Blad2": [["a"]], "Blad3": [["b"]], "Blad4": [["c"]]})
    assert getattr(read_anew(fourth, limits=most).refusal, "code", None) == "too_many_sheets"


def test_the_list_of_a_file_too_large_to_mark_is_what_its_ending_says() -> None:
    content = workbook(ROWS)
    hasty = replace(HERE, limits=replace(HERE.limits, large_child_seconds=0))
    for name, kind in (("stor.xlsm", "macroEnabled.main"), ("stor.xlsx", "sheet.main")):
        draft = read_bytes(content, name)
        listed = send_back.marked_or_list(hasty, content, draft, WHOSE, "sv")
        assert f"{kind}+xml".encode() in part(listed, "[Content_Types].xml")
        cells = [c.value for row in openpyxl.load_workbook(io.BytesIO(listed)).active for c in row]
        assert {"B3", "D4", "C5"} <= set(cells)


def test_what_was_not_read_is_not_marked() -> None:
    draft = read_bytes(b"<html>", "rapport.xlsx")
    with pytest.raises(UserError, match="refused_file"):
        send_back.marked(HERE, b"<html>", draft, WHOSE, "sv")


def test_the_file_keeps_its_name_with_a_word_at_its_end() -> None:
    names = ["a/rapport.xlsm", "kort.csv", "juli (anmärkningar).xlsx", "Q3.2026.xls"]
    assert [send_back.file_name(name, "sv") for name in names] == [
        "rapport (anmärkningar).xlsm", "kort (anmärkningar).xlsx", "juli (anmärkningar).xlsx",
        "Q3.2026 (anmärkningar).xlsx",
    ]  # fmt: skip


def test_every_error_and_question_has_words_for_the_supplier() -> None:
    asked = [code for code, severity in SEVERITY.items() if severity != "note"]
    wanted = [f"remark.{code}.{word}" for code in asked for word in ("do", "found", "expected")]
    assert [key for key in wanted if not has_text(key)] == []


def test_remarks_with_one_remedy_stand_together_and_runs_of_cells_as_one() -> None:
    told = [{"stated": "10", "found": "9"}, {"stated": "20", "found": "18"}]
    found = [
        *(Finding("unknown_unit", "Blad1", row, "E", "hink") for row in (4, 5, 6, 9)),
        *(Finding("control_total_mismatch", "Blad1", 12 + n, "D", "x", told[n]) for n in (0, 1)),
        Finding("error_cell", "Blad1", 8, "D", "#REF!"),
        Finding("missing_period"),
    ]
    rows = cover.cover(found, cover.Letter((), "m"), {"Blad1": "Blad1"}, "sv")
    lines = [[cell.text for cell in row.cells] for row in rows if len(row.cells) == 5]
    assert [line[:3] for line in lines if "." in line[0] and line[0] != "Nr"] == [
        ["1.1", "Blad1", "D8"],
        ["2.1", "Blad1", "E4:E6"],
        ["2.2", "Blad1", "E9"],
        ["3.1", "hela filen", ""],
        ["4.1", "Blad1", "D12"],
        ["4.2", "Blad1", "D13"],
    ]
    assert [line[4] for line in lines[-2:]] == [
        "Summan i filen är 10 men raderna ger 9. Kontrollera om rader saknas.",
        "Summan i filen är 20 men raderna ger 18. Kontrollera om rader saknas.",
    ]
