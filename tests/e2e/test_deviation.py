"""A deviation in a real browser: from the red cell to the closed case, as two people walk it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import TimeoutError as TookTooLong

from tests.e2e.test_main_job import key, write
from tests.support.pages import filled
from tests.support.world import NUMBER, World, clause, monthly

# The suite walks the same life without a browser (tests/pages/test_deviations.py).
pytestmark = [pytest.mark.browser, pytest.mark.long]
TABLE = "vehicle | fuel | quantity\n ABC123 | hvo100 | 700\n ABC123 | diesel_b0_offroad | 300"


def fill(world: World) -> None:
    halves = clause(assessment_period="half_year")
    world.sign(halves, reporters=(monthly(frequency="half_year"),), responsible="Kim Avtal")
    world.fuel("2025-H1", TABLE)
    world.fuel("2025-H2", TABLE.replace("700", "950").replace("300", "50"))


def be(page: Any, name: str) -> None:
    key(page, "who").locator("button").click()
    field = page.locator("[class*='st-key-name_in_header'] input")
    field.fill(name)
    field.press("Enter")
    page.get_by_role("button", name=name).wait_for()
    page.keyboard.press("Escape")


def rest(page: Any) -> None:
    """Wait until the page has settled: a click on a button that moves is lost."""
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached")


def take(page: Any, step: str, reason: str, **said: str) -> None:
    """Take a step and wait until the page says that it is saved."""
    form = key(page, "deviation_form")
    save = page.get_by_role("button", name=f"Spara: {step}")
    for _ in range(3):
        rest(page)
        form.get_by_text(step, exact=True).first.click()
        try:
            save.wait_for(timeout=20_000)
        except TookTooLong:
            continue
        break
    rest(page)
    words = {"reason_": reason, **{f"{name}_AV-": text for name, text in said.items()}}
    for _ in range(3):
        # A machine types into a field that the page is just drawing anew: what is lost, again.
        for name, text in words.items():
            field = key(page, f"deviation_{name}").locator("input, textarea").first
            if field.input_value() != text:
                write(page, f"deviation_{name}", text)
                rest(page)
    if step == "Följ upp":
        form.get_by_text("Avhjälpt", exact=True).click()
    rest(page)
    done = page.get_by_text(f"{step}. Sparat i ärende AV-2026-001.")
    for _ in range(3):
        save.click()
        try:
            done.wait_for(timeout=20_000)
        except TookTooLong:
            continue
        return
    done.wait_for()


def test_from_the_red_cell_to_the_closed_case(
    browser: Any, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    filled(tmp_path / "home", fill)
    address = serve(tmp_path / "home")
    page = browser.new_page(locale="sv-SE", viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(60_000)
    cell = f"contract={NUMBER}&requirement={NUMBER}%2FK1&period=2025-H1"
    page.goto(f"{address}/efterlevnad?{cell}")
    # Two clicks from the alarm to the letter.
    page.get_by_role("link", name="Öppna avvikelse").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Utkast till brev (Word)").click()
    letter = tmp_path / taken.value.suggested_filename
    taken.value.save_as(letter)
    with zipfile.ZipFile(letter) as package:
        assert "Minst 80" in package.read("word/document.xml").decode()

    be(page, "Kim Avtal")
    take(page, "Bekräfta", "Kontrollerat mot kvitton.")
    take(page, "Underrätta leverantören", "Beskriv orsaken.", sent_to="Avtalspost")
    take(page, "Anteckna möte", "Vi gick igenom siffrorna.", attendees="Avtalsansvarig")
    plan = {"what_1": "Bara HVO100", "responsible_1": "Trafikledaren", "due_1": "2026-03-31"}
    take(page, "Skriv in åtgärdsplan", "Kravet ska nås.", **plan)
    take(page, "Följ upp", "Nästa halvår nådde kravet.", evidence="Stickprov på kvitton")
    vite = {"amount": "12 500", "legal_note": "Punkt 9.2"}
    take(page, "Besluta om påföljd eller bonus", "Enligt avtalet.", **vite)
    be(page, "Robin Jurist")
    take(page, "Godkänn beslutet", "Granskat.")
    take(page, "Avsluta", "Betalt.", lesson="Kräv HVO100 per fordon.")
    page.get_by_text("Ärendet är avslutat.").wait_for()
    steps = key(page, "deviation_steps").inner_text()
    for words in ("8. Avslutad", "Robin Jurist (ej kontrollerat)", "12 500,00 kr", "Avtalspost"):
        assert (
            words.replace(" 500", "\N{NO-BREAK SPACE}500").replace(" kr", "\N{NO-BREAK SPACE}kr")
            in steps
        ), words
    page.close()
