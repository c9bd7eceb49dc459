"""Official series read from a file: source, day of publication and corrections are kept."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from followup.domain.goal import Goal
from followup.errors import UserError
from followup.i18n.text import LANGUAGES
from followup.reference import catalogue
from followup.services.goal import series, status
from followup.services.goal.series import ReadSeries, Said
from followup.services.installation import Actor, as_known
from followup.services.upload import templates
from tests.support.world import World

CATALOGUE = catalogue.load()
TODAY, LATER = date(2026, 3, 1), date(2026, 9, 1)
NOW, KIM = datetime.fromisoformat("2026-03-01T12:00:00"), Actor("Kim Exempel")
HEADS = ("Serie", "År eller dag", "Värde", "Lägst", "Högst", "Enhet", "Källa", "Läst i",
         "Publicerad", "Anmärkning")  # fmt: skip
CARS = "Elbilar i länet (påhittat)"
Row = Sequence[object]


@pytest.fixture
def here(world: World) -> World:
    """An installation with the real goals."""
    return replace(world, installation=replace(world.installation, catalogue=CATALOGUE))


def book(*rows: Row, heads: Row = HEADS) -> bytes:
    made = Workbook()
    for row in (heads, *rows):
        made.active.append(list(row))
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def row(year: object, value: object, published: object = date(2025, 5, 20), **more: object) -> Row:
    own = {"low": None, "high": None, "unit": "%", "source": "Påhittad källa", "title": CARS,
           "read_at": "tabell 7 (påhittad)", **more}  # fmt: skip
    return (own["title"], year, value, own["low"], own["high"], own["unit"], own["source"],
            own["read_at"], published, None)  # fmt: skip


def read(here: World, content: bytes, said: Said | None = None, on: date = TODAY) -> ReadSeries:
    return series.read(here.installation, content, "statistik.xlsx", said or Said(), on)


def stored(here: World, *rows: Row, on: date = TODAY) -> ReadSeries:
    content = book(*rows)
    found = read(here, content, on=on)
    series.save(here.installation, found, content, KIM, on, NOW)
    return found


def cars(here: World, on: date, **changes: object) -> list[tuple[int, Decimal | None, str | None]]:
    """The points of a goal that follows the series."""
    goal = Goal(
        "EGET", "Påhittat", "Påhittad", "07", f"series:{series.key_of(CARS)}", "territory", "up",
        "share", None, None, None, None,
    )  # fmt: skip
    (found,) = status.progress_of(here.installation, [goal], on)
    return [(p.day.year, p.value, p.source) for p in found.series]


def codes(found: ReadSeries) -> list[str]:
    return [problem.error.code for problem in found.problems]


def test_a_point_keeps_its_source_where_it_was_read_its_unit_and_its_day_of_publication(
    here: World,
) -> None:
    stored(here, row(2024, 12.5), row("2025-06-30", "14,25", date(2025, 9, 1), low=14, high=14.5))
    (one,) = series.own_series(here.installation, TODAY)
    assert (one.title, one.unit) == (CARS, "share")
    first, second = one.points
    assert (first.day, first.value) == (date(2024, 12, 31), Decimal("0.125"))
    assert (first.source, first.read_at) == ("Påhittad källa", "tabell 7 (påhittad)")
    assert first.published == date(2025, 5, 20)
    assert (first.place or "").startswith("statistik.xlsx Sheet!2 ")
    assert (second.low, second.value, second.high) == (
        Decimal("0.14"), Decimal("0.1425"), Decimal("0.145"),
    )  # fmt: skip
    assert cars(here, TODAY)[0] == (2024, Decimal("0.125"), "Påhittad källa")


def test_a_year_read_again_is_a_correction_and_the_earlier_word_is_kept(here: World) -> None:
    stored(here, row(2023, 10), row(2024, 12))
    again = stored(here, row(2023, 10), row(2024, 13, date(2026, 5, 20)), on=LATER)
    assert (len(again.new), len(again.changed), again.same) == (0, 1, 1)
    assert [v for _, v, _ in cars(here, LATER)] == [Decimal("0.1"), Decimal("0.13")]
    assert [v for _, v, _ in cars(here, TODAY)] == [Decimal("0.1"), Decimal("0.12")]
    # What was published by a day is what holds where that day's reference values are asked for.
    before = replace(here, installation=as_known(here.installation, reference_day=date(2026, 1, 1)))
    assert [v for _, v, _ in cars(before, LATER)] == [Decimal("0.1"), Decimal("0.12")]
    with pytest.raises(UserError, match="nothing_to_save"):
        stored(here, row(2024, 13, date(2026, 5, 20)), on=LATER)


# A year of its own for each, so that none of them is another's correction.
BAD = (
    (row(2001, None), "series_value_missing"),
    (row(2002, "tolv"), "series_cell"),
    (row(2003, "ca 12"), "series_cell"),
    (row("hösten", 12), "series_cell"),
    (row(2004, 12, None), "series_published_missing"),
    (row(2005, 12, date(2005, 6, 1)), "series_published_early"),
    (row(2006, 12, date(2027, 1, 1)), "series_published_ahead"),
    (row(2007, 12, source=None), "series_source_missing"),
    (row(2008, 12, read_at=None), "series_read_at_missing"),
    (row(2009, 12, title=None), "series_title_missing"),
    (row(2010, 12, unit=None), "series_unit_missing"),
    (row(2011, 12, low=11), "series_ends"),
    (row(2012, 112), "series_share"),
    (row(2013, 12, unit="GWh"), "series_unit"),
    (row(2023, 11), "series_twice"),
    # Per cent that never passes one may be fractions: asked about, never guessed.
    (row(2014, 0.1, title="Annan serie (påhittad)"), "series_fractions"),
)


def test_a_row_that_cannot_be_trusted_is_left_out_and_told(here: World) -> None:
    share = {"unit": "Andel", "title": "Som andel (påhittad)"}
    found = read(here, book(row(2023, 10), row(2024, 0.12, **share), *(bad for bad, _ in BAD)))
    assert codes(found) == [code for _, code in BAD]
    assert [(p.day.year, p.value) for p in found.new] == [
        (2023, Decimal("0.1")), (2024, Decimal("0.12")),
    ]  # fmt: skip


def test_what_the_file_does_not_say_is_asked_for_once(here: World) -> None:
    bare = book((2023, 559707.75), (2024, "443 634,23"), heads=("År", "Värde"))
    assert codes(read(here, bare)) == ["series_title_missing"] * 2
    said = Said("Utsläpp (påhittat)", "ton co2e", "Påhittad", "sida 3", date(2025, 6, 1))
    found = read(here, bare, said)
    assert [(p.unit, p.value) for p in found.new] == [
        ("t CO2e", Decimal("559707.75")), ("t CO2e", Decimal("443634.23")),
    ]  # fmt: skip


def test_what_is_no_list_of_statistics_is_refused_by_the_same_guard(here: World) -> None:
    refused = {
        "no_known_table": book(("A", "diesel", 5), heads=("Fordon", "Drivmedel", "Liter")),
        "personal_data": book((2023, 5, "19010101-1234"), heads=("År", "Värde", "Personnummer")),
    }
    for code, content in refused.items():
        refusal = read(here, content).refusal
        assert refusal is not None
        assert refusal.code == code


def test_the_template_is_read_back_in_every_language(here: World) -> None:
    made = Workbook()
    for lang in LANGUAGES:
        sheet = load_workbook(io.BytesIO(templates.workbook(series.TYPE, lang))).worksheets[0]
        heads = next([c.value for c in cells] for cells in sheet.iter_rows() if cells[2].value)
        filled = made.create_sheet(lang)
        for cells in (heads, row(2023, 10, title=lang), row(2024, 12, title=lang)):
            filled.append(list(cells))
    saved = io.BytesIO()
    made.save(saved)
    found = read(here, saved.getvalue())
    assert (sorted(p.title for p in found.new), codes(found)) == (sorted(2 * LANGUAGES), [])
