"""A document as editable slides: one for each heading, chart and table, with their sources.

Titles stand in title placeholders, charts are PowerPoint's own, and what a slide rests on stands
in its speaker's notes with the chart's values. Whatever people wrote is plain text in a run. The
same document gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pptx import Presentation
from pptx.util import Emu, Inches, Pt

from followup.render import palette, slide_chart
from followup.render.document import (
    Block,
    Bullets,
    Chart,
    Document,
    Heading,
    Key,
    Links,
    Paragraph,
    Sources,
    Table,
    rewritten,
    table_of,
)

PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_LOCALES: Final = {"sv": "sv-SE", "da": "da-DK", "en": "en-GB"}
_TITLE_SLIDE, _CONTENT, _TITLE_ONLY = 0, 1, 5  # the layouts of the library's own template
_WIDE: Final = Inches(13.333)
_BOX: Final = (Inches(0.6), Inches(1.55), Inches(12.1), Inches(5.4))
_LINES, _SIGNS_A_LINE, _ROWS = 11, 85, 11
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_TIME: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class _Deck:
    """What has been laid so far; ``body`` takes text until a slide is full."""

    made: Any
    lang: str
    title: str
    slides: list[Any] = field(default_factory=list)
    body: Any = None
    lines: int = 0
    titles: set[str] = field(default_factory=set)

    def slide(self, layout: int, title: str) -> Any:
        """A new slide; a title that was used goes on with dots, since titles must differ."""
        while title in self.titles:
            title += " \u2026"
        self.titles.add(title)
        slide = self.made.slides.add_slide(self.made.slide_layouts[layout])
        slide.shapes.title.text_frame.text = title
        self.slides.append(slide)
        self.body, self.lines = None, 0
        return slide

    def say(self, text: str, *, is_bullet: bool, is_strong: bool = False) -> Any:
        """One paragraph of text on the slide at hand, or on a new one when it is full."""
        need = sum(1 + len(line) // _SIGNS_A_LINE for line in text.split("\n"))
        if self.body is None or self.lines + need > _LINES:
            self.body = self.slide(_CONTENT, self.title).placeholders[1].text_frame
            self.body.word_wrap = True
            paragraph = self.body.paragraphs[0]
        else:
            paragraph = self.body.add_paragraph()
        self.lines += need
        if not is_bullet:
            _without_bullet(paragraph)
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(20), is_strong or None
        return run


def pptx(document: Document) -> bytes:
    """The bytes of the file."""
    document = rewritten(document, lambda text: _NOT_XML.sub("", text))
    made = Presentation()
    _widen(made)
    deck = _Deck(made, document.lang, document.title)
    first = deck.slide(_TITLE_SLIDE, document.title)
    first.placeholders[1].text_frame.text = document.footer
    for block in document.blocks:
        _lay(deck, block)
    for slide in deck.slides:
        _speak(slide, _LOCALES[document.lang])
    known = made.core_properties
    known.title, known.language = document.title, _LOCALES[document.lang]
    known.author = known.last_modified_by = ""
    known.created = known.modified = datetime.combine(document.day, time())
    out = BytesIO()
    made.save(out)
    return _settled(out.getvalue())


def _lay(deck: _Deck, block: Block) -> None:
    match block:
        case Heading():
            deck.title, deck.body = block.text, None
        case Paragraph():
            deck.say(block.text, is_bullet=False, is_strong=block.is_strong)
        case Key():
            _key(deck, block)
        case Chart():
            _chart(deck, block)
        case Table():
            for start in range(0, len(block.rows), _ROWS):
                _table(deck, block, block.rows[start : start + _ROWS])
        case Bullets() | Links() | Sources():
            _list(deck, block)


def _list(deck: _Deck, block: Bullets | Links | Sources) -> None:
    if isinstance(block, Sources):
        for slide in deck.slides:
            _note(slide, block.items)
        return
    for item in block.items:
        if isinstance(item, str):
            deck.say(item, is_bullet=True)
        else:
            run = deck.say(item.text, is_bullet=True)
            if item.leads:
                run.hyperlink.address = item.address


def _chart(deck: _Deck, block: Chart) -> None:
    unit = f" ({block.unit})" if block.unit else ""
    slide = deck.slide(_TITLE_ONLY, f"{block.title}{unit}")
    slide_chart.place(slide, block, _BOX, _LOCALES[deck.lang])
    twin = table_of(block)
    _note(slide, [block.alt, *(" | ".join(row) for row in (twin.headings, *twin.rows))])


def _key(deck: _Deck, block: Key) -> None:
    slide = deck.slide(_TITLE_ONLY, deck.title)
    left, top, width, _ = _BOX
    count = min(len(block.numbers), 3)
    gap = Inches(0.3)
    each = (width - gap * (count - 1)) // count
    for order, number in enumerate(block.numbers):
        row, column = divmod(order, count)
        box = slide.shapes.add_textbox(
            Emu(left + column * (each + gap)), Emu(top + row * Inches(2.6)), Emu(each), Inches(2.3)
        )
        box.name = number.label
        box.fill.solid()
        box.fill.fore_color.rgb = slide_chart.colour(palette.GROUND)
        frame = box.text_frame
        frame.word_wrap = True
        says = ((number.label, 16, False), (number.text, 32, True), (number.note, 14, False))
        for text, size, is_bold in says:
            paragraph = frame.paragraphs[0] if text is number.label else frame.add_paragraph()
            run = paragraph.add_run()
            run.text, run.font.size, run.font.bold = text, Pt(size), is_bold


def _table(deck: _Deck, block: Table, rows: Sequence[tuple[str, ...]]) -> None:
    slide = deck.slide(_TITLE_ONLY, deck.title)
    shown = [block.headings, *rows] if block.headings else list(rows)
    left, top, width, _ = _BOX
    count = len(shown[0])
    frame = slide.shapes.add_table(len(shown), count, left, top, width, Inches(0.42) * len(shown))
    frame.name = deck.title
    table = frame.table
    table.first_row, table.first_col = bool(block.headings), not block.headings
    parts = block.widths or (1,) * count
    for column, part in zip(table.columns, parts, strict=True):
        column.width = Emu(width * part // sum(parts))
    for at, row in enumerate(shown):
        for across, text in enumerate(row):
            frame_of = table.cell(at, across).text_frame
            run = frame_of.paragraphs[0].add_run()
            run.text, run.font.size = text, Pt(14)
            if across in block.figures:
                frame_of.paragraphs[0].alignment = 3  # right


def _note(slide: Any, items: Sequence[str]) -> None:
    frame = slide.notes_slide.notes_text_frame
    frame.text = "\n".join(part for part in (frame.text, *items) if part)


def _speak(slide: Any, locale: str) -> None:
    """Say in which language every run is, on the slide and in its notes."""
    parts = [slide._element, *([slide.notes_slide._element] if slide.has_notes_slide else [])]
    for part in parts:
        for run in part.iter("{*}r"):
            if run.tag.endswith("/main}r"):
                run.get_or_add_rPr().set("lang", locale)


def _without_bullet(paragraph: Any) -> None:
    shape = paragraph._p.get_or_add_pPr()
    shape.set("marL", "0")
    shape.set("indent", "0")
    shape.insert(
        0, shape.makeelement("{http://schemas.openxmlformats.org/drawingml/2006/main}buNone", {})
    )


def _widen(made: Any) -> None:
    """Sixteen to nine: the template's own places are for four to three."""
    factor = _WIDE / made.slide_width
    for sheet in (made.slide_master, *made.slide_layouts):
        for shape in sheet.placeholders:
            place = shape.left, shape.top, shape.width, shape.height
            if None not in place:
                shape.left, shape.width = Emu(int(place[0] * factor)), Emu(int(place[2] * factor))
                shape.top, shape.height = place[1], place[3]
    made.slide_width = _WIDE


def _settled(content: bytes) -> bytes:
    """The same package without the time it was made, also within its charts' workbooks."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith(".xlsx"):
                part = _settled(part)
            elif name == "docProps/core.xml":
                part = _TIME.sub(rb"\g<1>1980-01-01T00:00:00Z", part)
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, part)
    return out.getvalue()
