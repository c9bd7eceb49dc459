"""Slides can be edited, read aloud and traced; what is not known is a gap in their charts."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from pptx import Presentation

from followup.render.document_pptx import pptx
from tests.support.paper import BARS, FINDING, LINE, NASTY, WATERFALL, paper

MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def _charts(made: Any) -> list[Any]:
    return [shape for slide in made.slides for shape in slide.shapes if shape.has_chart]


def test_slides_are_editable_and_can_be_read_aloud() -> None:
    content = pptx(paper("da"))
    assert content == pptx(paper("da"))
    made: Any = Presentation(io.BytesIO(content))
    titles = [slide.shapes.title.text for slide in made.slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    charts = _charts(made)
    alts = [frame._element.nvGraphicFramePr.cNvPr.get("descr") for frame in charts]
    assert alts == [FINDING, WATERFALL.alt, BARS.alt]
    runs = [run for slide in made.slides for run in slide._element.iter(f"{MAIN}r")]
    assert {run.find(f"{MAIN}rPr").get("lang") for run in runs} == {"da-DK"}
    tables = [shape for slide in made.slides for shape in slide.shapes if shape.has_table]
    assert [t.table.first_row for t in tables] == [True, False]
    assert [t.table.first_col for t in tables] == [False, True]
    assert (made.core_properties.title, made.core_properties.language) == (
        "Underlag: Ett avtal", "da-DK",
    )  # fmt: skip


def test_a_gap_in_a_native_chart_stays_a_gap() -> None:
    made: Any = Presentation(io.BytesIO(pptx(paper())))
    line, waterfall, bars = (frame.chart for frame in _charts(made))
    assert list(line.plots[0].series[0].values) == [
        None if value is None else float(value) for value in LINE.series[0].values
    ]
    assert list(bars.plots[0].series[0].values) == [120.0, None]
    for chart in (line, waterfall, bars):
        assert [e.get("val") for e in chart._chartSpace.iter("{*}dispBlanksAs")] == ["gap"]
    base, rise, fall = ([*series.values] for series in waterfall.plots[0].series)
    assert base == [57.2, 57.2, 59.0, 59.0, 61.3]
    assert rise == [None, 2.1, None, 2.3, None]
    assert fall == [None, None, 0.3, None, None]


def test_the_notes_say_what_a_slide_rests_on() -> None:
    made: Any = Presentation(io.BytesIO(pptx(paper())))
    notes = [slide.notes_slide.notes_text_frame.text for slide in made.slides if slide.shapes]
    assert all("Källa: Ett avtal" in text for text in notes[:-1])
    assert FINDING in notes[3]
    assert "2021 | saknas | saknas | saknas | 55 %" in notes[3]


def test_what_people_wrote_is_plain_text_on_slides() -> None:
    with zipfile.ZipFile(io.BytesIO(pptx(paper(words=NASTY + "\x0b=cmd")))) as package:
        slides = {
            n: package.read(n).decode() for n in package.namelist() if n.endswith((".xml", ".rels"))
        }
    targets = [n for n, text in slides.items() if 'TargetMode="External"' in text]
    assert len(targets) == 1  # the one link of the document
    assert not any("<a:fld" in t for n, t in slides.items() if n.startswith("ppt/slides/"))
