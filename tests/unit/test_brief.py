"""The brief: its words by rule, plain and short, and no number that is not a figure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from followup.domain.goal import Progress
from followup.i18n.text import LANGUAGES
from followup.render.document import Chart, Key
from followup.render.scale import axis_values
from followup.services.brief import export, kept, open_data, stored
from followup.services.brief.brief import Brief, write
from followup.services.brief.open_data import Data
from tests.support import briefs
from tests.support.briefs import AS_OF, BUSES, facts, known, numbers, of_goal, texts
from tests.support.goals import amounts, figure, goal, judge

CASES = Path(__file__).parent / "cases"
# Longer than this is no one page, and no one reads it in the corridor.
MOST_WORDS, MOST_IN_A_POINT, MOST_LIX = 490, 45, 40


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def pages(brief: Brief) -> list[str]:
    """What stands on each page of the paper."""
    paper = PdfReader(BytesIO(export.FORMS[".pdf"].write(brief.document, data(brief))))
    return [page.extract_text() for page in paper.pages]


def data(brief: Brief) -> Data:
    return Data(brief.document.title, brief.facts.as_of, brief.figures, "CC0 1.0")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_facts_give_the_same_words(lang: str) -> None:
    written = "\n".join(plain(each) for each in texts(write(facts(lang=lang)).document))
    assert written + "\n" == (CASES / f"brief_{lang}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("progress", "where", "decide"),
    [
        (judge(goal(base=(2020, "0.5")), amounts(2025, "75", "100"), as_of=AS_OF),
         "I rätt takt.", "Håll fast vid det som är beslutat om Påhittat mål."),
        (judge(goal(base=(2020, "0.5")), amounts(2025, "74.99", "100"), as_of=AS_OF),
         "För långsamt.", "Be förvaltningen om en plan för Påhittat mål."),
        (judge(goal(base=(2020, "0.5")), amounts(2024, "75", "100"), amounts(2025, "74", "100"),
               as_of=AS_OF),
         "Fel riktning.", "Be förvaltningen visa hur Påhittat mål kan vända."),
        (judge(goal("0.75"), amounts(2025, "75", "100"), as_of=AS_OF),
         "Målet är nått", "Ta ställning till om Påhittat mål ska hållas eller skärpas."),
        (judge(goal("0.75"), amounts(2025, "75", "100", coverage="0.9"), as_of=AS_OF),
         "Kan inte bedömas.", "Vänta med att bedöma Påhittat mål tills uppgifterna har kommit."),
        (judge(goal("0.75", target_year=2025), amounts(2025, "74", "100"), as_of=AS_OF),
         "Målet är inte nått", "Ta ställning till nytt slutår"),
        (judge(goal(None), amounts(2025, "75", "100"), as_of=AS_OF),
         "Inget siffersatt mål", "Besluta ett mål i siffror och ett slutår för Påhittat mål."),
        (judge(goal(status="unverified"), amounts(2025, "75", "100"), as_of=AS_OF),
         "inte kontrollerat", "Låt någon kontrollera Påhittat mål mot beslutet."),
        (judge(goal(indicator="series:x/y", scope="territory", base=(2020, "0.9")),
               figure(2025, "0.8", source="s"), as_of=AS_OF),
         "För långsamt.", "Fråga vad ni själva kan göra för Påhittat mål."),
    ],
)  # fmt: skip
def test_what_is_said_changes_when_data_crosses_a_rule(
    progress: Progress, where: str, decide: str
) -> None:
    said = plain(" ".join(texts(write(facts(of_goal(progress))).document)))
    assert where in said
    assert decide in said


def test_nothing_is_asked_where_nothing_is_the_matter() -> None:
    quiet = facts(
        late=0, unsure=0, near=0, near_mwh=None, under_review=0, named=(), settled=(), judged=22
    )
    said = " ".join(texts(write(quiet).document))
    for word in ("sena rapport", "avvikelse", "krav som låg", "granskning"):
        assert word not in said
    one = " ".join(texts(write(replace(quiet, late=1, under_review=1)).document))
    assert "1 rapport är sen." in one
    assert "1 avvikelse är under granskning" in one


def test_what_is_not_confirmed_is_a_number_without_a_name() -> None:
    said = list(texts(write(facts(of_goal(briefs.shares()), named=())).document))
    assert not any(BUSES in each for each in said if "bonus" not in each)
    assert any("4 avvikelser är under granskning" in each for each in said)


def test_where_few_reports_have_come_their_part_is_what_is_read_first() -> None:
    few = judge(goal(), amounts(2024, "70", "100"), amounts(2025, "99", "100", coverage="0.5"),
                as_of=AS_OF)  # fmt: skip
    (key,) = [b for b in write(facts(of_goal(few))).document.blocks if isinstance(b, Key)]
    assert plain(key.numbers[0].text) == "50 %"
    assert "av rapporterna för 2025 har kommit" in key.numbers[0].note
    assert "99 %" in plain(key.numbers[0].note)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_number_in_the_text_is_a_figure_or_a_day_of_one(lang: str) -> None:
    brief = write(facts(lang=lang))
    names = [g.progress.goal.title for g in brief.facts.goals]
    names += [briefs.NAMED.what, *(name.partition(":")[0] for name in names)]
    allowed = known(brief.figures, brief.document)
    for text in texts(brief.document):
        for name in names:
            text = text.replace(name, "")
        assert numbers(text) <= allowed, text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_number_on_paper_and_in_the_workbook_is_in_the_figures_file(lang: str) -> None:
    brief = write(facts(lang=lang))
    listed = list(csv.DictReader(io.StringIO(export.FORMS[".csv"].write(
        brief.document, data(brief)).decode())))  # fmt: skip
    labels = {n for row in listed for n in numbers(row["label"] + row["source"])}
    allowed = known(brief.figures, brief.document) | labels
    charts = [b for b in brief.document.blocks if isinstance(b, Chart)]
    axes = {str(int(v)) for chart in charts for v in axis_values(chart)}
    axes |= {year for chart in charts for year in chart.categories}
    (page,) = pages(brief)
    assert numbers(page) <= allowed | axes | {"1"}  # and the number of the page
    book = load_workbook(BytesIO(export.FORMS[".xlsx"].write(brief.document, data(brief))))
    amounts_kept = {float(row[c]) for row in listed for c in ("value", "low", "high", "coverage")
                    if row[c]}  # fmt: skip
    for sheet in book:
        for cell in (c for row in sheet.iter_rows(min_row=4) for c in row):
            if isinstance(cell.value, int | float):
                assert any(cell.value == pytest.approx(k, rel=1e-12) for k in amounts_kept)


def told_by(shape: Any) -> Iterator[str]:
    """Every text of a slide's shape."""
    if shape.has_text_frame:
        yield shape.text_frame.text
    if shape.has_table:
        yield from (cell.text for row in shape.table.rows for cell in row.cells)


def test_every_number_on_the_slides_is_in_the_figures_file() -> None:
    brief = write(facts())
    slides = Presentation(BytesIO(export.FORMS[".pptx"].write(brief.document, data(brief)))).slides
    (chart,) = [b for b in brief.document.blocks if isinstance(b, Chart)]
    labels = {n for f in brief.figures for n in numbers(f"{f.label} {f.source}")}
    pages = {str(n) for n in range(1, len(slides) + 1)}
    allowed = known(brief.figures, brief.document) | labels | set(chart.categories) | pages
    shapes = [shape for slide in slides for shape in slide.shapes]
    words = [text for shape in shapes for text in told_by(shape)]
    words += [slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide]
    assert {n for text in words for n in numbers(text)} <= allowed
    values = {float(f.value * 100) for f in brief.figures if f.value is not None}
    drawn = [v for shape in shapes if shape.has_chart for plot in shape.chart.plots
             for series in plot.series for v in series.values if v is not None]  # fmt: skip
    assert drawn
    assert all(any(v == pytest.approx(known_value) for known_value in values) for v in drawn)


def lix(text: str) -> float:
    """Björnsson's readability: words a sentence, and per cent of words over six letters."""
    words = [w.strip(".,:;()–") for w in text.split()]
    words = [w for w in words if any(c.isalpha() for c in w)]
    sentences = sum(text.count(mark) for mark in ".:?") or 1
    return len(words) / sentences + 100 * sum(len(w) > 6 for w in words) / len(words)


@pytest.mark.parametrize("lang", ["sv", "da"])
def test_the_brief_is_short_and_easy_to_read(lang: str) -> None:
    said = list(texts(write(facts(lang=lang)).document))
    assert sum(len(each.split()) for each in said) <= MOST_WORDS
    assert max(len(each.split()) for each in said) <= MOST_IN_A_POINT
    assert lix(" ".join(each if each.endswith(".") else f"{each}." for each in said)) <= MOST_LIX


def test_the_fullest_brief_is_still_one_page() -> None:
    named = tuple(replace(briefs.NAMED, case=f"AV-2026-{n:03}") for n in range(5))
    most = facts(named=named, settled=(briefs.BONUS, briefs.CURED, briefs.CURED))
    for lang in ("sv", "da"):
        assert len(pages(write(replace(most, lang=lang)))) == 1
    wordy = tuple(replace(n, title=f"{n.title} med ett ganska långt namn" * 3) for n in named)
    without_chart = pages(write(replace(most, named=wordy)))
    assert len(without_chart) == 1
    assert "inte än" not in without_chart[0]


def test_figures_and_text_come_back_as_they_were_kept() -> None:
    brief = write(facts())
    assert kept.figures_of(kept.figures_to_text(brief.figures)) == brief.figures
    assert kept.document_of(kept.document_to_text(brief.document)) == brief.document


def test_a_figure_that_differs_is_shown_and_words_alone_are_none() -> None:
    before = write(facts()).figures
    other = write(facts(late=3)).figures
    changed = stored.compare(before, other)
    assert [d.code for d in changed] == ["reports/late"]
    assert [f and f.value for f in (changed[0].then, changed[0].now)] == [2, 3]
    assert stored.compare(before, write(facts(lang="da")).figures) == ()
    gone = stored.compare(before, before[1:])
    assert [(d.code, d.now) for d in gone] == [(before[0].code, None)]


def test_open_data_say_what_they_are_and_stay_exact() -> None:
    brief = write(facts())
    told = json.loads(export.FORMS[".json"].write(brief.document, data(brief)))
    assert (told["licence"], told["as_of"]) == ("CC0 1.0", "2026-02-16")
    assert [c["name"] for c in told["columns"]] == list(open_data.COLUMNS)
    by_code = {f["code"]: f for f in told["figures"]}
    assert Decimal(by_code["goal/EGNA/latest"]["value"]) == brief.figures[2].value
    assert by_code["goal/EGNA/latest"]["text"] == "72,4–75,4\N{NO-BREAK SPACE}%"
    beside = json.loads(open_data.metadata(data(brief), "sv", "underlag.csv"))
    assert beside["url"] == "underlag.csv"
    assert beside["dc:license"] == "CC0 1.0"
    none = open_data.description(replace(data(brief), licence=None), "sv")
    assert none["licence"] is None
