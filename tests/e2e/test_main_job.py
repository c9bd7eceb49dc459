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


def report() -> bytes:
    """A haulier's cost file: money in the column Fuel, and no column that names the fuel."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet("km")
        sheet.write_row(0, 0, ["Date", "Truck ID", "KM Traveled", "Liters", "Fuel"])
        for month in range(1, 13):
            sheet.write_row(month, 0, [f"2025-{month:02}-01", 7, 4000 + month, 1000, 17250.5])
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


def enter_contract(page: Any, address: str) -> None:
    page.goto(f"{address}/avtal?new=1")
    write(page, "name_asked", "Kim Exempel")
    for name, text in {
        "number": NUMBER,
        "title": "Hämtning av återvinning (påhittat)",
        "supplier": "Påhittad Åkeri AB",
        "buyers": "Påhittad kommun",
        "start": "2025-01-01",
        "end": "2025-12-31",
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
    key(page, "upload_files").locator("input[type=file]").set_input_files(
        [{"name": "kostnader.xlsx", "mimeType": XLSX, "buffer": report()}]
    )
    choose(page, "upload-fuel", "Diesel (låginblandad, MK1)")
    key(page, "upload_save_valid").locator("button").click()
    page.get_by_text("Kvitto").first.wait_for()

    page.goto(f"{address}/efterlevnad?contract={NUMBER}&requirement={NUMBER}%2FK1&period=2025")
    page.get_by_text("Räknat så").first.wait_for()
    proof = page.locator("[data-testid=stMain]").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert "Brist" in proof
    assert "mot minst 80 %" in proof
    assert "12 räknas, 0 utelämnade" in proof
    assert "Rader som räknas (12)" in proof

    # 12 x 1000 l of ordinary diesel is all the goal has to go by, and the page says so.
    page.goto(f"{address}/mal")
    page.get_by_role("link", name="Öppna målet").last.wait_for()
    goal = page.locator("[data-testid=stMain]").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert "3,2–12,4 %" in goal
    assert "Gäller 100 % av de väntade rapporterna" in goal
    page.close()
