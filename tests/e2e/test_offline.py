"""The app tells no other host that somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from followup.ui import navigation

pytestmark = pytest.mark.browser


def test_every_page_asks_its_own_server_alone(
    browser: Any, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    address = serve(tmp_path / "home")
    page = browser.new_page(locale="sv-SE")
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    page.on("websocket", lambda socket: asked.add(urlsplit(socket.url).netloc))
    # A first visit straight to a page of its own opens that page, without a word of English.
    page.goto(f"{address}/{navigation.spec('glossary').url_path}")
    page.locator("h1").first.wait_for()
    assert not page.get_by_role("dialog").count()
    links = page.locator("[data-testid=stSidebarNavLink]")
    assert links.count() == len(navigation.PAGES)
    for spec, link in zip(navigation.PAGES, links.all(), strict=True):
        link.click()
        page.locator("[data-testid=stSidebarNavLink][aria-current=page]").and_(link).wait_for()
        page.locator("[data-test-script-state=notRunning] h1").first.wait_for()
        assert not page.get_by_role("dialog").count(), spec.url_path
        assert page.evaluate("document.documentElement.lang") == "sv"
    page.wait_for_load_state("networkidle")
    page.close()
    assert asked - {""} == {urlsplit(address).netloc}
