"""The main job once in a real browser: contract, upload, verdict, proof, goal."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from playwright.sync_api import TimeoutError as TookTooLong

pytestmark = pytest.mark.browser
NUMBER = "PH-2025-009"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def report(quarter: int) -> bytes:
    """A haulier's own form: titles above the headers, a brand nobody knows, distance in mil, a
    number that can be read in two ways, a total, and a sheet that repeats some of the rows.
    """
    held = io.BytesIO()
    months = range(quarter * 3 - 2, quarter * 3 + 1)
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet("Tankningar")
        sheet.write_row(0, 0, ["Påhittad Åkeri AB", "", f"kvartal {quarter} 2025"])
        sheet.write(1, 0, "Drivmedel till avtalets bilar")
        sheet.write(3, 0, "Kontakt: Kim Exempel (påhittat)")
        header = ["Reg.nr", "Produkt", "Tankat (liter)", "Datum", "Körsträcka (mil)", "Depå"]
        sheet.write_row(5, 0, header)
        row = 6
        for month in months:
            for name, liters in (("HVO100", 100), ("Miljöbränslet Tor", 1000)):
                cells = ["ABC123", name, liters, f"2025-{month:02}-10", 35, "Växjö"]
                sheet.write_row(row, 0, cells)
                row += 1
        sheet.write_row(row, 0, ["ABC123", "HVO100", "1.234", f"2025-{months[-1]:02}-27", 40])
        sheet.write_row(row + 1, 0, ["Summa", "", 4534])
        notes = book.add_worksheet("Kladd")
        notes.write_row(0, 0, header[:4])
        notes.write_row(1, 0, ["ABC123", "HVO100", 55, f"2025-{months[0]:02}-11"])
    return held.getvalue()


def key(page: Any, name: str) -> Any:
    """The part of the page that a widget's key names; the key may be its beginning."""
    return page.locator(f"[class*='st-key-{name}']").first


def write(page: Any, name: str, text: str) -> None:
    field = key(page, name).locator("input, textarea").first
    field.fill(text)
    field.press("Tab")


def choose(page: Any, name: str, option: str) -> None:
    """Pick from a list; a rerun may close it while it opens, so it is opened again."""
    offered = page.get_by_role("option", name=option)
    for _ in range(10):
        key(page, name).locator("input").click()
        try:
            offered.click(timeout=3_000)
        except TookTooLong:
            continue
        return
    offered.click()


def drop(page: Any, name: str, content: bytes) -> None:
    """Hand a file to the page and wait until it has been read."""
    chooser = key(page, "upload_files").locator("input[type=file]")
    chooser.set_input_files([{"name": name, "mimeType": XLSX, "buffer": content}])
    page.get_by_text(name).first.wait_for()
    key(page, "upload_step_6").wait_for()


def enter_contract(page: Any, address: str) -> None:
    page.goto(f"{address}/avtal?new=1")
    write(page, "name_asked", "Kim Exempel")
    for name, text in {
        "number": NUMBER,
        "title": "Hämtning av återvinning (påhittat)",
        "supplier": "Påhittad Åkeri AB",
        "buyers": "Påhittad kommun",
        "start": "2025-01-01",
        "end": "2025-06-30",
        "responsible": "Kim Exempel",
        "board": "Tekniska nämnden",
    }.items():
        write(page, f"contract-new-{name}", text)
    write(page, "step-limit-", "80")
    key(page, "contract_save").locator("button").click()
    page.get_by_text(f"Avtal {NUMBER} är sparat.").wait_for()


def test_contract_upload_verdict_proof_goal(
    browser: Any, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    address = serve(tmp_path / "home")
    page = browser.new_page(locale="sv-SE", viewport={"width": 1280, "height": 900})
    page.set_default_timeout(30_000)
    enter_contract(page, address)

    page.get_by_role("link", name="Ladda upp en rapport").first.click()
    page.get_by_role("heading", name="Ladda upp").wait_for()
    drop(page, "kvartal 1.xlsx", report(1))
    key(page, "upload_step_2").locator("summary").first.click()
    choose(page, "upload_sheet_", "Kladd")
    choose(page, "upload-header-Kladd", "Läs inte det här bladet")
    choose(page, "upload-fuel", "Diesel (låginblandad, MK1)")
    choose(page, "upload-decimal_mark", "Kommat skiljer decimaler")
    page.get_by_text("Steg 6 av 6").wait_for()
    key(page, "upload_save_valid").locator("button").click()
    page.get_by_text("Kvitto").first.wait_for()

    # The second file of its kind asks nothing, says whose answers it uses, and can be saved.
    key(page, "upload_next").locator("button").click()
    drop(page, "kvartal 2.xlsx", report(2))
    page.get_by_text("Steg 6 av 6").wait_for()
    key(page, "upload_save_valid").locator("button").wait_for()
    shown = page.locator("[data-testid=stMain]").inner_text()
    assert "väntar på svaret" not in shown
    assert "läses inte: Kladd" in shown
    assert "Nya rader: 7" in shown
    assert "Jämfört med rapportörens förra rapport" in shown
    key(page, "upload_save_valid").locator("button").click()
    page.get_by_text("Kvitto").first.wait_for()

    page.goto(f"{address}/efterlevnad?contract={NUMBER}&requirement={NUMBER}%2FK1&period=2025-H1")
    # The summary and the rows come one after the other.
    for text in ("14 räknas, 0 utelämnade", "Rader som räknas (14)"):
        page.get_by_text(text).first.wait_for()
    proof = page.locator("[data-testid=stMain]").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert "Brist" in proof
    assert "mot minst 80 %" in proof

    page.goto(f"{address}/mal")
    page.get_by_role("link", name="Öppna målet").last.wait_for()
    goal = page.locator("[data-testid=stMain]").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert "37,4–39,3 %" in goal
    assert "Gäller 100 % av de väntade rapporterna" in goal
    page.close()
