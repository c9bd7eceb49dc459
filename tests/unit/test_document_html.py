"""A static page says what the document says, and lets nothing in but its own style."""

from __future__ import annotations

import base64
import re
from hashlib import sha256
from html.parser import HTMLParser

from followup.render import palette
from followup.render.document_html import web_page
from tests.support.paper import FINDING, NASTY, paper


class Page(HTMLParser):
    """Every tag with its attributes, and all text."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_nothing_can_run_and_nothing_is_fetched() -> None:
    content = web_page(paper(words=NASTY))
    page = Page(content)
    names = {name for name, _ in page.tags}
    assert not names & {"script", "img", "iframe", "object", "link", "form", "b", "base"}
    attributes = {key for _, found in page.tags for key in found}
    assert not [key for key in attributes if key.startswith("on") or key == "style"]
    links = [found["href"] for name, found in page.tags if name == "a"]
    assert links == ["https://example.org/x"]
    sheet = re.findall(r"<style>(.*?)</style>", content.decode(), re.S)
    digest = base64.b64encode(sha256(sheet[0].encode()).digest()).decode()
    (policy,) = [m["content"] for n, m in page.tags if m.get("http-equiv")]
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert len(sheet) == 1
    assert "@import" not in sheet[0]
    assert "url(" not in sheet[0]
    assert NASTY.removesuffix("\u202e") in page.text
    assert "\u202e" not in page.text


def test_the_page_reads_well_aloud() -> None:
    page = Page(web_page(paper("da")))
    assert dict(page.tags)["html"]["lang"] == "da"
    headings = [name for name, _ in page.tags if re.fullmatch("h[1-6]", name)]
    assert headings == ["h1", "h2", "h2"]
    drawings = [found for name, found in page.tags if found.get("role") == "img"]
    named = {found["id"] for name, found in page.tags if found.get("id")}
    assert len(drawings) == 3
    assert all(set(str(d["aria-labelledby"]).split()) <= named for d in drawings)
    assert FINDING in page.text
    assert [name for name, _ in page.tags].count("table") == 3 + 2
    assert {found.get("scope") for name, found in page.tags if name == "th"} == {"col", "row"}
    assert web_page(paper("da")) == web_page(paper("da"))


def _contrast(first: str, second: str) -> float:
    def light(colour: str) -> float:
        parts = [part / 255 for part in bytes.fromhex(colour[1:])]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(first), light(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_words_and_lines_stand_out_in_light_and_dark() -> None:
    light = ("#ffffff", palette.GROUND)
    dark = (palette.DARK_PAGE, palette.DARK_GROUND)
    words = {
        light: (palette.INK, palette.QUIET, palette.ACCENT, palette.LINK),
        dark: (palette.DARK_INK, palette.DARK_QUIET, palette.DARK_ACCENT, palette.DARK_LINK),
    }
    for grounds, inks in words.items():
        assert all(_contrast(ink, ground) >= 4.5 for ink in inks for ground in grounds)
    drawn = ((palette.LINE, palette.NEEDED), (palette.DARK_LINE, palette.DARK_QUIET))
    for lines, grounds in zip(drawn, (light, dark), strict=True):
        assert all(_contrast(line, grounds[0]) >= 3 for line in lines)
