"""From the breach to the money in a real browser: letter, remedy, penalty basis, receipt list."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from followup.domain.penalty import PenaltyRule
from followup.domain.timeline import StepRule
from tests.e2e.test_deviation import be, rest, take
from tests.e2e.test_main_job import key, write
from tests.support.pages import filled
from tests.support.world import NUMBER, World, clause, monthly

# The suite walks each part without a browser: tests/pages/test_penalty.py, test_spot_checks.py.
pytestmark = [pytest.mark.browser, pytest.mark.long]
TABLE = "vehicle | fuel | quantity\n ABC123 | hvo100 | 700\n DEF456 | diesel_b0_offroad | 300"
RULE = PenaltyRule("per_point", "shortfall", Decimal(10000), cap_amount=Decimal(50000))
REMEDY = "Det hade räckt"


def fill(world: World) -> None:
    made = clause(penalty=RULE, consequence="penalty", consequence_text="Punkt 9 (påhittad)")
    written = replace(made, steps=(StepRule(Decimal("0.8")),))
    world.sign(written, reporters=(monthly(frequency="year"),), responsible="Kim Avtal")
    world.fuel("2025", TABLE)


def paper(page: Any, button: str, folder: Path) -> str:
    """The words of a Word file that a button gives."""
    rest(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name=button, exact=True).click()
    file = folder / taken.value.suggested_filename
    taken.value.save_as(file)
    with zipfile.ZipFile(file) as package:
        words = package.read("word/document.xml").decode()
    return words.replace("\N{NO-BREAK SPACE}", " ")


def test_from_the_breach_to_the_receipt_list(
    browser: Any, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    filled(tmp_path / "home", fill)
    address = serve(tmp_path / "home")
    page = browser.new_page(locale="sv-SE", viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(60_000)
    # The breach, and what would have been enough.
    page.goto(f"{address}/efterlevnad?contract={NUMBER}&requirement={NUMBER}%2FK1&period=2025")
    page.get_by_text(REMEDY).first.wait_for()
    page.get_by_role("link", name="Öppna avvikelse").click()
    # The letter says both.
    letter = paper(page, "Utkast till brev (Word)", tmp_path)
    assert "Minst 80" in letter
    assert REMEDY in letter
    be(page, "Kim Avtal")
    take(page, "Bekräfta", "Kontrollerat mot kvitton.")
    take(page, "Underrätta leverantören", "Beskriv orsaken.", sent_to="Avtalspost")
    # The penalty's basis: computed, proposed by one, approved by another, on paper.
    page.get_by_text("Räknat i dag, inte föreslaget av någon").wait_for()
    take(page, "Föreslå underlag för vite eller bonus", "Inför mötet.")
    assert "UTKAST" in paper(page, "Underlag (Word)", tmp_path)
    be(page, "Robin Jurist")
    take(page, "Godkänn underlaget", "Följer avtalet.")
    basis = paper(page, "Underlag (Word)", tmp_path)
    for words in ("50 000,00 kr", "Taket är nått", "Kim Avtal", "Robin Jurist", "ej verifierad",
                  "Inget skickas"):  # fmt: skip
        assert words in basis, words
    assert "UTKAST" not in basis
    take(page, "Besluta om påföljd eller bonus", "Enligt avtalet.", legal_note="Punkt 9")
    be(page, "Kim Avtal")
    take(page, "Godkänn beslutet", "Granskat.")
    assert "enligt det godkända underlaget" in key(page, "deviation_steps").inner_text()
    # The contract says what is decided and what is left, and receipts are asked for from there.
    page.goto(f"{address}/avtal?contract={NUMBER}")
    page.get_by_text("Vite och bonus").wait_for()
    page.get_by_role("link", name="Dra stickprov").click()
    page.get_by_text("2 rader dras ur 2").wait_for()
    be(page, "Kim Avtal")
    rest(page)
    write(page, "check_seed", "tärningar 4 2 6")
    rest(page)
    page.get_by_role("button", name="Dra listan").click()
    page.get_by_text("Stickprov SP-2026-001 är draget.").wait_for()
    request = paper(page, "Hämta brevet", tmp_path)
    for words in ("ABC123", "DEF456", "SP-2026-001"):
        assert words in request, words
    page.close()
