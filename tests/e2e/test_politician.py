"""The politician's fifteen minutes on a phone: from a link to one accurate sentence and a PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.e2e.test_main_job import key
from tests.support import looking

pytestmark = [pytest.mark.browser, pytest.mark.long]
PHONE = {"width": 390, "height": 844}
GOAL = "KRON_FBF_2030_CONTRACTS"
TITLE = "Fossilbränslefritt Kronoberg 2030"


def _words(page: Any) -> str:
    """What stands on the page, with plain spaces and hyphens, and without what scrolls away."""
    looking.settled(page)
    fits = page.evaluate(looking.WIDER)
    assert fits == [], page.url
    return _plain(page.locator("[data-testid=stMain]").inner_text())


def _back(page: Any) -> None:
    """The browser's way back leads to the goal again; a click on a page that moves is lost."""
    page.go_back()
    page.locator("h2", has_text=TITLE).wait_for()
    looking.settled(page)


def _plain(text: str) -> str:
    spaced = text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    return spaced.replace("\N{NON-BREAKING HYPHEN}", "-")


def _figure(page: Any) -> str:
    """The goal's figure as the page writes it, large."""
    return _plain(page.locator("[data-testid=stMetricValue]").first.inner_text().strip())


def test_from_the_link_to_the_paper_for_the_agenda(
    browser: Any, serve: Callable[[Path], str], sample_copy: Path
) -> None:
    address = serve(sample_copy)
    page = browser.new_page(locale="sv-SE", viewport=PHONE, accept_downloads=True)
    page.set_default_timeout(120_000)
    # A link in a message: the goal, its status in words, and one true sentence in the first screen.
    page.goto(f"{address}/mal?goal={GOAL}")
    said = _words(page)
    assert TITLE in said
    figure = _figure(page)
    for words in ("För långsamt", "Mål 100 % senast 2030-12-31", "de väntade rapporterna"):
        assert words in said, words
    (pace,) = set(re.findall(r"behövs (\d,\d procentenheter) per år", said))
    # Three contracts that pull, by title and board; none is a deviation nobody has confirmed.
    strongest = key(page, "goal_strongest")
    links = strongest.get_by_role("link")
    assert links.count() == 3
    assert all("nämnden" in link.inner_text() for link in links.all())
    assert "under granskning och nämns inte vid namn" in said
    # One deviation in plain words: what, how much, what comes next, whose board; and its case.
    for words in ("mot minst 45 %", "Nästa steg", "Tekniska nämnden"):
        assert words in said, words
    page.get_by_role("link", name="Öppna ärendet").nth(1).click()
    page.locator("h1", has_text="Avvikelser").wait_for()
    assert "mot minst 45 %" in _words(page)
    # The neighbours, each at its own speed, and what is too small to be shown.
    _back(page)
    page.get_by_role("link", name="Jämför alla").click()
    page.locator("h1", has_text="Jämför").wait_for()
    beside = _words(page)
    assert figure in beside
    assert "beslutat" in beside
    assert "Siffran visas inte" in beside
    # A number back to its source: the contract's reports with their days, and the verdict's rows.
    _back(page)
    strongest.get_by_role("link").last.click()
    page.get_by_text("Rapporterna bakom siffran").wait_for()
    assert ".xlsx" in _words(page)
    page.get_by_role("link", name="Brist").first.click()
    page.locator("h1", has_text="Efterlevnad").wait_for()
    page.get_by_text("Rader som räknas").first.wait_for()
    proof = _words(page)
    assert "mot minst 45 %" in proof
    assert "Originalfiler" in proof
    # Back, and on to the paper: the same figure, the last decision and what came of it.
    page.go_back()
    page.get_by_text("Rapporterna bakom siffran").wait_for()
    _back(page)
    page.get_by_role("link", name="Underlag till nämnden").last.click()
    page.locator("h1", has_text="Underlag till nämnden").wait_for()
    page.get_by_role("button", name="PDF").wait_for()
    brief = _words(page)
    for words in (figure, "Var vi står", "Vad vi inte vet", "Vad ni kan besluta", "Senaste beslut"):
        assert words in brief, words
    with page.expect_download() as taken:
        page.get_by_role("button", name="PDF").click()
    content = Path(taken.value.path()).read_bytes()
    page.close()
    paper = PdfReader(io.BytesIO(content))
    assert paper.trailer["/Root"]["/Lang"] == "sv"
    printed = _plain("\n".join(sheet.extract_text() for sheet in paper.pages))
    assert figure in printed
    assert pace in " ".join(printed.split())
