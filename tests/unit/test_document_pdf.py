"""A printed document can be read aloud, says what was written, and runs nothing of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from pypdf import PdfReader

from followup.render import palette, plot
from followup.render.document import Document, Paragraph, table_of
from followup.render.document_pdf import SHOWN, pdf
from followup.render.scale import axis_texts, rounds, told
from followup.ui import theme
from tests.support.paper import BARS, FINDING, LINE, NASTY, WATERFALL, paper


def _tagged(node: Any) -> Iterator[Any]:
    node = node.get_object()
    if isinstance(node, list):
        for part in node:
            yield from _tagged(part)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _tagged(node["/K"])


@pytest.mark.parametrize(("lang", "words"), [("sv", "Ett avtal"), ("da", NASTY), ("en", "Æ ø å")])
def test_a_reader_for_the_blind_finds_its_way(lang: str, words: str) -> None:
    content = pdf(paper(lang, words))
    assert content == pdf(paper(lang, words))
    read = PdfReader(io.BytesIO(content))
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == lang
    assert str(read.metadata and read.metadata.title).startswith("Underlag: ")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    tags = list(_tagged(root["/StructTreeRoot"]["/K"]))
    names = [str(tag["/S"]) for tag in tags]
    assert names.count("/Table") == 4
    assert names.count("/TH") == 8 + 2 + 3 + 2
    assert {"/H1", "/L", "/LI", "/Link", "/P"} <= set(names)
    assert "/H2" not in names  # a first heading of the second level is one of the first
    alts = [tag["/Alt"] for tag in tags if "/Alt" in tag]
    assert alts == [FINDING, WATERFALL.alt, BARS.alt]
    assert len(read.pages) == 1


def test_what_people_wrote_is_never_markup() -> None:
    read = PdfReader(io.BytesIO(pdf(paper(words=NASTY))))
    text = " ".join(page.extract_text() for page in read.pages).replace("\n", " ")
    for words in ('#read("/etc/passwd")', "*b*", "$x$", "//", "`c`", "<b>d</b>", "@e", "[f](g)"):
        assert text.count(words) >= 5
    assert "root:" not in text
    assert "\u202e" not in text
    links = [a.get_object() for page in read.pages for a in page.get("/Annots", [])]
    assert [link["/A"]["/URI"] for link in links] == ["https://example.org/x"]


def test_every_sign_that_is_let_through_has_a_shape() -> None:
    signs = "".join(chr(c) for low, high in SHOWN for c in range(low, high + 1))
    signs += "".join(mark.sign for mark in theme.MARKS.values())
    shown = Document("T", "sv", paper().day, (Paragraph(signs),))
    assert pdf(shown)  # PDF/UA-1 refuses a sign without one
    text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf(shown))).pages)
    assert "\ufffd" not in text


def test_what_is_not_known_is_a_gap_and_a_word() -> None:
    drawn = plot.lines(LINE, "sv")
    solid = [len(path.points) for path in drawn.paths if path.style == "solid"]
    assert solid == [2, 4]
    assert [len(band) for band in drawn.bands] == [4, 8]
    assert table_of(LINE).rows[2] == ("2021", "saknas", "saknas", "saknas", "55 %")
    lying = plot.rows(BARS)
    assert lying.rows[1].bars == ("saknas",)
    assert [mark.text for mark in lying.limits] == ["Gräns 80 %"]


def test_a_waterfall_begins_where_it_was_and_ends_where_it_is() -> None:
    bars = [row.bars[0] for row in plot.rows(WATERFALL).rows]
    spans = [(bar.kind, bar.start, bar.end) for bar in bars if isinstance(bar, plot.Bar)]
    assert [kind for kind, *_ in spans] == ["level", "rise", "fall", "rise", "level"]
    assert spans[1][1] == spans[0][2] == 0
    assert all(spans[n][1] == pytest.approx(spans[n - 1][2]) for n in range(1, 5))


def test_the_axis_is_told_in_round_values_of_the_language() -> None:
    assert rounds([Decimal("61.3"), Decimal(100)]) == (0, 20, 40, 60, 80, 100)
    assert rounds([Decimal(-3), Decimal("0.5")])[0] <= -3
    assert [told(Decimal("-1234.50"), lang) for lang in ("sv", "da", "en")] == [
        "−1\u00a0234,5", "−1.234,5", "−1,234.5",
    ]  # fmt: skip
    assert axis_texts(paper()) == {"0", "20", "40", "60", "80"}


def test_paper_wears_the_colours_of_the_charts() -> None:
    assert (palette.ACCENT, palette.LINE, palette.NEEDED) == (
        theme.ACCENT, theme.LINE, theme.NEEDED,
    )  # fmt: skip
