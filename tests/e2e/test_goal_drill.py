"""From a goal to the rows in a real browser, each place with its link, and Back all the way up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.test_deviation import rest
from tests.e2e.test_main_job import key
from tests.pages.test_goal_ledger import GOAL, fill
from tests.support.pages import filled

# The suite follows the same links without a browser (tests/pages/test_goal_ledger.py).
pytestmark = [pytest.mark.browser, pytest.mark.long]
PATIENCE_MS = 60_000


def test_back_leads_up_from_the_rows_to_the_goal(
    browser: Any, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    filled(tmp_path / "home", fill)
    page = browser.new_page(viewport={"width": 390, "height": 800}, locale="sv-SE")
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{serve(tmp_path / 'home')}/mal?goal={GOAL}")

    def stands(words: str) -> None:
        """The place is open, and its address opens it."""
        page.get_by_role("heading", name=words).first.wait_for()
        rest(page)
        places[words] = page.url

    def follow(where: str, number: int = 0) -> None:
        rest(page)
        key(page, where).last.locator("a").nth(number).click()

    places: dict[str, str] = {}
    stands("Vad som har ändrat siffran")
    follow("ledger_parts", -1)
    stands("Verklig förändring, +")
    follow("ledger_moved")
    stands("Rapporterna bakom siffran")
    follow("drill_reports")
    stands("Raderna i ")
    page.go_back()
    stands("Rapporterna bakom siffran")
    follow("drill_verdicts")
    stands("Rader som räknas")
    for words in ("Rapporterna bakom siffran", "Verklig förändring, +"):
        before = places[words]
        page.go_back()
        stands(words)
        assert places[words] == before
    page.go_back()
    page.get_by_role("heading", name="Verklig förändring, +").wait_for(state="detached")
    assert page.url == places["Vad som har ändrat siffran"]
    # Each place has a link of its own: whoever is sent it stands there.
    for words, address in places.items():
        page.goto(address)
        page.get_by_role("heading", name=words).first.wait_for()
