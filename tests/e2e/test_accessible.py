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
# Every fourth page is looked at every time.
EACH = 4
# Whether the theme is the dark one.
BOTH = (False, True)


def walk(page: Any, address: str, lang: str, data: str, specs: tuple[PageSpec, ...]
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


def _problems(page: Any, spec: PageSpec, lang: str, themes: tuple[bool, ...] = BOTH) -> list[str]:
    """What is wrong in the themes asked for; in the second, what a theme can change."""
    found: list[str] = []
    for is_second, is_dark in enumerate(themes):
        looking.dark(page, is_dark)
        own = looking.own(page, lang, t(spec.title_key, lang))
        axe = looking.grave(page, looking.COLOURS if is_second else None)
        seen = [*axe, *(one for one in own if not is_second or "drawn" in one)]
        found += [f"{'dark' if is_dark else 'light'}: {one}" for one in seen]
    return found


@pytest.mark.long
def test_some_pages_and_no_page_asks_another_host(
    browser: Any, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    address = serve(tmp_path / "home")
    page = browser.new_page(locale="sv-SE", viewport=DESK, color_scheme="light")
    page.set_default_timeout(60_000)
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    page.on("websocket", lambda socket: asked.add(urlsplit(socket.url).netloc))
    wrong: list[str] = []
    for place, spec in enumerate(walk(page, address, "da", folder.OWN, navigation.PAGES)):
        assert not page.get_by_role("dialog").count(), spec.url_path
        # Some are looked at, in one theme in turn, and on a desk; make test-long looks at all in
        # both, full and empty, and on narrow screens.
        if place % EACH == 0:
            found = _problems(page, spec, "da", (bool(place % (2 * EACH)),))
            wrong += [f"{spec.script}: {one}" for one in found]
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
    for spec in walk(page, address, lang, data, navigation.PAGES):
        found = [*_problems(page, spec, lang), *looking.narrow(page)]
        wrong += [f"{spec.script} {lang} {data}: {one}" for one in found]
        looked += 2
    page.close()
    print(f"{lang} {data}: {looked} pages x themes, {len(wrong)} findings")  # noqa: T201
    assert not wrong, "\n".join(wrong)


FOCUS = """() => { const node = document.activeElement;
  const name = node.getAttribute("aria-label") ?? node.innerText ?? "";
  return [node.tagName, node.dataset.testid ?? "", name.trim().slice(0, 60)]; }"""
# A ring around what has the focus, or around the field that holds it.
RING = """() => { let node = document.activeElement;
  for (let up = 0; up < 7 && node; up++, node = node.parentElement) {
    const {outlineStyle, outlineWidth} = getComputedStyle(node);
    if (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) return true;
  } return false; }"""
MOST_STOPS = 70


@pytest.mark.long
def test_all_of_it_by_keyboard(
    browser: Any, serve: Callable[[Path], str], sample_copy: Path
) -> None:
    page = browser.new_page(locale="sv-SE", viewport=DESK)
    page.set_default_timeout(60_000)
    page.goto(f"{serve(sample_copy)}/efterlevnad")
    looking.settled(page)
    # Past the menu in one step.
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)[2] == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.tagName === 'MAIN'")
    # From the first thing to the last and out: nothing holds the focus, and it is always seen.
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        where = page.evaluate(FOCUS)
        if where[0] == "BODY":
            break
        assert page.evaluate(RING), where
    else:
        pytest.fail(f"more than {MOST_STOPS} stops, the last {where}")
    # What a button opens takes the focus and gives it back.
    who = page.locator("[class*=st-key-who] button")
    who.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.dataset.testid === 'stPopoverBody'")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)[2] == "Ditt namn"
    page.keyboard.press("Escape")
    page.wait_for_function("() => document.activeElement.dataset.testid === 'stPopoverButton'")
    # A row of the list opens its proof.
    page.locator("canvas[data-testid=data-grid-canvas]").first.focus()
    for press in ("ArrowDown", "ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(press)
        page.wait_for_timeout(300)
    page.get_by_role("heading", name="Rader som räknas").wait_for()
    # A letter alone is no command; the language is chosen with arrows, and the page says so.
    page.get_by_role("radio", name="Svenska").focus()
    page.keyboard.press("r")
    page.wait_for_timeout(300)
    assert page.locator("[data-test-script-state=notRunning]").count()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.documentElement.lang === 'da'")
    page.close()


@pytest.mark.long
def test_less_motion_for_those_who_ask(
    browser: Any, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    page = browser.new_page(locale="sv-SE", reduced_motion="reduce")
    page.goto(serve(tmp_path / "home"))
    looking.settled(page)
    page.get_by_role("link", name="Ordlista").click()
    moving = page.evaluate(
        "() => document.getAnimations().map(one => one.effect.getTiming())"
        ".filter(({duration, iterations}) => duration > 10 || iterations > 1).length"
    )
    assert moving == 0
    page.close()
