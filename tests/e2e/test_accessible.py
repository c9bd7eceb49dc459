"""Every page for everybody: axe, and what axe does not look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from followup.i18n.text import LANGUAGES, t
from followup.ui import folder, navigation
from followup.ui.navigation import PageSpec
from tests.support import looking

pytestmark = pytest.mark.browser
DESK = {"width": 1280, "height": 1000}
# The pages a politician opens are looked at with the sample in them every time.
SEEN_FULL = ("start", "goals")


def _walk(page: Any, address: str, lang: str, data: str, specs: tuple[PageSpec, ...]
          ) -> Iterator[PageSpec]:  # fmt: skip
    """The pages one after the other by the menu, in a language and a data folder."""
    page.goto(f"{address}/{specs[0].url_path}?lang={lang}&data={data}")
    for spec in specs:
        link = page.locator("[data-testid=stSidebarNavLink]", has_text=t(spec.title_key, lang))
        link = link.get_by_text(t(spec.title_key, lang), exact=True)
        link.click()
        page.locator("h1", has_text=t(spec.title_key, lang)).wait_for()
        looking.settled(page)
        yield spec


def _problems(page: Any, spec: PageSpec, lang: str) -> list[str]:
    looking.dark(page, False)
    title = t(spec.title_key, lang)
    found = [*looking.grave(page), *looking.own(page, lang, title)]
    looking.dark(page, True)
    found += [f"dark {one}" for one in looking.grave(page, looking.COLOURS)]
    found += [f"dark {one}" for one in looking.own(page, lang, title) if "drawn" in one]
    return found


def test_every_page_empty_and_the_first_ones_full(
    browser: Any, serve: Callable[[Path], str], sample_copy: Path
) -> None:
    address = serve(sample_copy)
    page = browser.new_page(locale="sv-SE", viewport=DESK, color_scheme="light")
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    page.on("websocket", lambda socket: asked.add(urlsplit(socket.url).netloc))
    wrong: list[str] = []
    for data, lang, specs in (
        (folder.OWN, "da", navigation.PAGES),
        (folder.SAMPLE, "sv", tuple(map(navigation.spec, SEEN_FULL))),
    ):
        for spec in _walk(page, address, lang, data, specs):
            assert not page.get_by_role("dialog").count(), spec.url_path
            found = [*_problems(page, spec, lang), *looking.narrow(page)]
            wrong += [f"{spec.script} {lang} {data}: {one}" for one in found]
    page.wait_for_load_state("networkidle")
    page.close()
    assert not wrong, "\n".join(wrong)
    # The app tells no other host that somebody looks at it.
    assert asked - {""} == {urlsplit(address).netloc}


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("data", [folder.OWN, folder.SAMPLE])
def test_every_page_in_every_language_empty_and_full_light_and_dark(
    browser: Any, serve: Callable[[Path], str], sample_copy: Path, lang: str, data: str
) -> None:
    address = serve(sample_copy)
    page = browser.new_page(locale="sv-SE", viewport=DESK, color_scheme="light")
    page.set_default_timeout(120_000)
    wrong: list[str] = []
    looked = 0
    for spec in _walk(page, address, lang, data, navigation.PAGES):
        found = [*_problems(page, spec, lang), *looking.narrow(page)]
        wrong += [f"{spec.script} {lang} {data}: {one}" for one in found]
        looked += 2
    page.close()
    print(f"{lang} {data}: {looked} pages x themes, {len(wrong)} findings")  # noqa: T201
    assert not wrong, "\n".join(wrong)
