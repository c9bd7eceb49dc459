"""What a browser tells of a page to people who do not see it, hear it or hold a mouse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import TimeoutError as TookTooLong

from followup.i18n.text import keys, t
from followup.ui.streamlit_words import SECTION

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
OWN = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
# Of axe's rules these hang on the colours; all others say the same in both themes.
COLOURS = ("color-contrast", "link-in-text-block")
GRAVE = ("serious", "critical")
READY = """() => !document.querySelector("[data-testid=stSkeleton], [data-stale=true]")
  && [...document.querySelectorAll("[data-testid=stPlotlyChart]")]
    .every(chart => !chart.checkVisibility() || chart.querySelector(".main-svg"))"""
# WCAG 1.4.12, and what it must not cut off.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p + p { margin-top: 2em !important; }"""
CUT = """() => [...document.querySelector("[data-testid=stMain]")
  .querySelectorAll("p, h1, h2, h3, th, td, button")]
  .filter(node => node.checkVisibility() && getComputedStyle(node).overflow === "hidden"
    && (node.scrollHeight > node.clientHeight + 2 || node.scrollWidth > node.clientWidth + 2))
  .map(node => node.innerText.slice(0, 60))"""
WIDER = """() => [document.documentElement, document.querySelector("[data-testid=stMain]")]
  .map(node => node.scrollWidth - node.clientWidth).filter(much => much > 0)"""
FITS = f"() => !({WIDER})().length"
# Charts and grids take a moment to follow a window.
PATIENCE_MS = 4_000


def settled(page: Any) -> None:
    """Wait until the page has said all it has to say."""
    page.locator("[data-test-script-state=notRunning] h1").first.wait_for()
    page.wait_for_function(READY)


def dark(page: Any, is_dark: bool) -> None:
    """Look with the eyes of a reader who asked for the dark theme, or the light one."""
    page.emulate_media(color_scheme="dark" if is_dark else "light")
    page.wait_for_function(
        """dark => { const [r] = getComputedStyle(document.querySelector(".stApp"))
        .backgroundColor.match(/\\d+/g); return (r < 128) === dark; }""",
        arg=is_dark,
    )


def grave(page: Any, rules: tuple[str, ...] | None = None) -> list[str]:
    """What axe finds serious or critical, a line for each rule."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE)
    asked = {"resultTypes": ["violations"]} | ({"runOnly": [*rules]} if rules else {})
    found = page.evaluate("asked => axe.run(document, asked)", asked)["violations"]
    return [
        f"axe {one['id']} x{len(one['nodes'])}: {one['nodes'][0]['html'][:160]}"
        for one in found
        if one["impact"] in GRAVE
    ]


def own(page: Any, lang: str, title: str) -> list[str]:
    """What axe does not look at; ``title`` is the page's name in the menu."""
    names = [key for key in keys(lang) if key.startswith(SECTION)]
    english = [t(key, "en") for key in names if t(key, "en") != t(key, lang)]
    named = f"{title} · {t('app.name', lang)}"
    return [*page.evaluate(OWN, {"lang": lang, "title": named, "english": english})]


def narrow(page: Any) -> list[str]:
    """What is lost at 320 pixels (400 %), at 640 (200 %), and with wider spacing of the text."""
    wrong = []
    before = page.viewport_size
    for width in (640, 320):
        page.set_viewport_size({"width": width, "height": 800})
        wrong += [f"{much} px wider than a screen of {width}" for much in _too_wide(page)]
    added = page.add_style_tag(content=SPACING)
    wrong += [f"spaced text wider by {much} px" for much in _too_wide(page)]
    wrong += [f"spaced text is cut: {words}" for words in page.evaluate(CUT)]
    added.evaluate("node => node.remove()")
    page.set_viewport_size(before)
    return wrong


def _too_wide(page: Any) -> list[int]:
    try:
        page.wait_for_function(FITS, timeout=PATIENCE_MS)
    except TookTooLong:
        return [*page.evaluate(WIDER)]
    return []
