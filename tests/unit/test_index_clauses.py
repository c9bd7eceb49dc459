"""Index clauses and index numbers: read, corrected, computed month by month, warned about."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from followup.domain.price_index import IndexClause, NotedAdjustment
from followup.errors import UserError
from followup.i18n.text import LANGUAGES
from followup.reference import catalogue
from followup.services import compliance
from followup.services.installation import Actor, as_known
from followup.services.price_index import clauses, export, overview, series, words
from followup.services.price_index.clauses import WrittenClause, WrittenComponent
from followup.services.price_index.overview import Indexed
from followup.services.price_index.series import ReadIndices, Said
from followup.services.queue import lines
from followup.services.queue import text as queue_text
from followup.services.upload import templates
from tests.support.world import NUMBER, World, clause

D = Decimal
CATALOGUE = catalogue.load()
TODAY, LATER = date(2025, 6, 10), date(2025, 9, 1)
NOW, KIM = datetime.fromisoformat("2025-06-10T12:00:00"), Actor("Kim Exempel")
HEADS = ("Serie", "Drivmedel i serien", "Månad eller kvartal", "Indextal", "Basår", "Frekvens",
         "Publicerad", "Källa")  # fmt: skip
HVO, WAGE = "PÅHITT-HVO", "PÅHITT-LÖN"
Row = Sequence[object]


@pytest.fixture
def here(world: World) -> World:
    """An installation with the real reference data and a contract of 2025."""
    found = replace(world, installation=replace(world.installation, catalogue=CATALOGUE))
    found.sign(clause(), days="2025")
    return found


def row(month: object, value: object, published: object = date(2025, 5, 1), **more: object) -> Row:
    own = {"series": HVO, "variant": "HVO", "base": "2016=100", "each": "månad",
           "source": "Påhittad källa", **more}  # fmt: skip
    return (own["series"], own["variant"], month, value, own["base"], own["each"], published,
            own["source"])  # fmt: skip


def stored(here: World, *rows: Row, on: date = TODAY, said: Said | None = None) -> ReadIndices:
    made = Workbook()
    for one in (HEADS, *rows):
        made.active.append(list(one))
    out = io.BytesIO()
    made.save(out)
    found = series.read(here.installation, out.getvalue(), "index.xlsx", said or Said(), on)
    if found.new or found.changed:
        series.save(here.installation, found, out.getvalue(), KIM, on, NOW)
    return found


def fuel_part(weight: str = "100", name: str = HVO, variant: str = "hvo") -> WrittenComponent:
    return WrittenComponent("Drivmedel", weight, name, variant)


def signed(here: World, *parts: WrittenComponent, **more: object) -> IndexClause:
    written = WrittenClause(**{
        "base_month": "2025-01", "base_price": "100", "price_of": "per km (påhittat)",
        "currency": "SEK", "components": parts or (fuel_part(),), "first_month": "2025-02",
        "lag_months": 0, **more,
    })  # type: ignore[arg-type]  # fmt: skip
    return clauses.save(here.installation, NUMBER, written, KIM, TODAY, NOW)


def now(here: World, on: date = TODAY) -> Indexed:
    contracts = compliance.contracts_on(here.installation, on)
    (found,) = overview.indexed(here.installation, contracts, on)
    return found


def prices(here: World, on: date = TODAY) -> list[tuple[int, Decimal | None]]:
    return [(a.month.month, a.price) for a in now(here, on).adjustments]


def lacks(here: World, on: date = TODAY) -> dict[int, str | None]:
    return {a.month.month: f.lack for a in now(here, on).adjustments for f in a.found}


def test_a_month_without_a_number_has_no_price_and_takes_none_from_another(here: World) -> None:
    found = stored(here, row("2025-01", "120,0"), row("2025-02", "126,0"), row("2025-03", None),
                   row("2025-04", ".."), row("2025-05", 150))  # fmt: skip
    assert [p.error.code for p in found.problems] == ["index_cell", "index_cell"]
    signed(here)
    assert prices(here) == [(2, D("105.00")), (3, None), (4, None), (5, D("125.00")), (6, None)]
    assert lacks(here) == {2: None, 3: "missing", 4: "missing", 5: None, 6: "missing"}
    may = now(here).adjustments[3]
    (moved,) = may.working.moved
    assert (moved.points, moved.change_percent) == (30, 25)
    for lang in LANGUAGES:
        said = dict(words.steps(may, now(here).clause, lang))
        assert len(said) == 5
        assert "125" in words.outcome(may, now(here).clause, lang)
        assert HVO in words.outcome(now(here).adjustments[1], now(here).clause, lang)
        assert len(words.steps(now(here).adjustments[1], now(here).clause, lang)) == 2


def test_a_number_read_again_is_a_correction_and_the_earlier_word_is_kept(here: World) -> None:
    stored(here, row("2025-01", 100, date(2025, 2, 15)), row("2025-02", 110, date(2025, 3, 15)))
    signed(here)
    again = stored(here, row("2025-01", 100, date(2025, 2, 15)), row("2025-02", 120), on=LATER)
    assert (len(again.new), len(again.changed), again.same) == (0, 1, 1)
    assert prices(here)[0] == (2, D("110.00"))
    assert prices(here, LATER)[0] == (2, D("120.00"))
    # What was not published by a day was not known on it.
    stored(here, row("2025-03", 130, date(2025, 4, 15)))
    early = replace(here, installation=as_known(here.installation, reference_day=date(2025, 4, 1)))
    assert prices(here)[1] == (3, D("130.00"))
    assert prices(early)[1] == (3, None)


def test_a_csv_of_one_series_needs_two_columns_and_what_is_said_of_all(here: World) -> None:
    text = "Månad;Index\n2025-01;100,0\n2025-02;104,5\n".encode()
    said = Said(HVO, "hvo", "month", "2016=100", "Påhittad källa", date(2025, 3, 1))
    found = series.read(here.installation, text, "serie.csv", said, TODAY)
    assert [(p.month.month, p.value, p.variant) for p in found.new] == [
        (1, 100, "hvo"), (2, D("104.5"), "hvo"),
    ]  # fmt: skip
    nothing = series.read(here.installation, text, "serie.csv", Said(), TODAY)
    assert {p.error.code for p in nothing.problems} == {"index_series_missing"}


# A month of its own for each, so that none of them is another's correction.
BAD = (
    (row("2024-01", 0), "index_not_above_zero"),
    (row("2024-02", 100, None), "index_published_missing"),
    (row("2024-03", 100, date(2027, 1, 1)), "index_published_ahead"),
    (row("2025-05", 100, date(2025, 1, 1)), "index_published_early"),
    (row("2024-05", 100, source=None), "index_source_missing"),
    (row("2024-06", 100, variant="raketbränsle"), "index_word"),
    (row("hösten", 100), "index_cell"),
)


def test_a_number_that_cannot_be_trusted_is_told_by_its_row(here: World) -> None:
    found = stored(here, *(bad for bad, _ in BAD), row("2024-07", 100), row("2024-07", 101))
    codes = [p.error.code for p in found.problems]
    assert codes == [*(code for _, code in BAD), "index_twice"]
    assert [p.row for p in found.problems] == [*range(2, 9), 10]


def test_the_latest_published_is_read_and_an_old_one_is_not_taken_for_it(here: World) -> None:
    wages = {"series": WAGE, "variant": "Gäller inte drivmedel", "each": "kvartal"}
    stored(here, row("2025-01", 100, date(2025, 2, 15)), row("2025-02", 101, date(2025, 3, 15)),
           row("2025-03", 102, date(2025, 4, 15)),
           row("2024K4", 200, date(2025, 3, 1), **wages),
           row("2025K1", 204, date(2025, 6, 1), **wages))  # fmt: skip
    parts = (fuel_part("60"), WrittenComponent("Lön", "40", WAGE, "none"))
    signed(here, *parts, base_month="2025-01", lag_months=None, first_month="2025-03")
    found = now(here, date(2025, 7, 1)).adjustments
    read = [[f.now.month.isoformat()[:7] if f.now else None for f in a.found] for a in found]
    # In March the number of February is not out; the first quarter's of wages is out in June.
    assert read == [["2025-01", "2024-10"], ["2025-02", "2024-10"], ["2025-03", "2024-10"],
                    ["2025-03", "2025-01"], ["2025-03", "2025-01"]]  # fmt: skip
    # January lies in the first quarter, whose number is the base of wages.
    assert [f.index_base for f in found[3].found] == [100, 204]
    assert found[3].working.basket_factor == D("1.012")
    # In July the number of March is four months old: there must be a newer one.
    assert [a.found[0].lack for a in found] == [None, None, None, None, "stale"]
    assert found[4].price is None


def test_a_series_with_a_new_base_is_joined_where_both_are_and_else_not_compared(
    here: World,
) -> None:
    stored(here, row("2025-01", 200), row("2025-02", 210), row("2025-03", 110, base="2025=100"))
    signed(here)
    assert lacks(here)[3] == "rebased"
    assert [c.code for c in now(here).cautions] == ["rebased"]
    stored(here, row("2025-02", 105, base="2025=100"))
    march = now(here).adjustments[1]
    assert (march.found[0].index_now, march.price) == (220, D("110.00"))
    (told,) = now(here).cautions
    assert told.code == "rebased"
    assert told.link is not None
    assert "2025=100" in words.caution(told, now(here).clause, "sv")


def test_comparing_with_the_month_before_stops_where_a_month_is_missing(here: World) -> None:
    stored(here, row("2025-01", 100), row("2025-02", 120), row("2025-03", 100),
           row("2025-05", 110), row("2025-06", 120))  # fmt: skip
    signed(here, compares="previous", share="90")
    assert prices(here) == [(2, D("118.00")), (3, D("100.30")), (4, None), (5, None), (6, None)]
    assert "month_on_month" in {c.code for c in now(here).cautions}
    assert lacks(here)[5] == "before"


def test_threshold_share_and_rounding_are_the_contracts_own(here: World) -> None:
    stored(here, row("2025-01", 170), row("2025-02", 173), row("2025-03", 178))
    signed(here, base_price="10500", threshold="3", factor_digits=4, interval_months=1)
    february, march = now(here).adjustments[:2]
    assert (february.price, february.is_moved) == (10500, False)
    assert march.price == D("10500") * D("1.0471")
    signed(here, base_price="10500", share="90")
    assert now(here).adjustments[0].working.price_change_percent == D(
        "1.588235294117647058823529412"
    )
    with pytest.raises(UserError, match="index_weights"):
        signed(here, fuel_part("60"), fuel_part("30"))
    with pytest.raises(UserError, match="index_month"):
        signed(here, base_month="januari")
    with pytest.raises(UserError, match="index_price"):
        signed(here, base_price="0")


def cautions(here: World) -> set[str]:
    return {c.code for c in now(here).cautions}


def test_a_contract_that_runs_on_another_fuel_than_its_index_is_warned_about(here: World) -> None:
    diesel = fuel_part(name="PÅHITT-MK1", variant="diesel")
    signed(here, diesel)
    # The requirement of 80 % renewable fuel is enough by itself.
    (told,) = now(here).cautions
    assert (told.code, told.required, told.fuels) == ("other_fuel", ("K1",), ())
    here.sign(clause("report_in_time", "1"), days="2025", known_on="2025-02-01")
    assert cautions(here) == {"fuel_not_told"}
    here.fuel("2025-01", "fuel | quantity\ndiesel_mk1 | 900")
    assert cautions(here) == set()
    here.fuel("2025-02", "fuel | quantity\nhvo100 | 2000")
    (told,) = now(here).cautions
    assert [f.fuel for f in told.fuels] == ["hvo100"]
    assert told.fuels[0].share is not None
    assert D("0.67") < told.fuels[0].share < D("0.69")
    # One amount that nobody knows, and nobody knows the share of any.
    here.fuel("2025-03", "fuel | quantity\ndiesel_mk1 | ")
    (told,) = now(here).cautions
    assert [(f.fuel, f.share) for f in told.fuels] == [("hvo100", None)]
    signed(here, fuel_part("50", "PÅHITT-MK1", "diesel"), fuel_part("50"))
    assert cautions(here) == set()


def test_a_series_without_fuel_on_the_whole_price_is_warned_about(here: World) -> None:
    without = WrittenComponent("Transport", "100", "PÅHITT-ED", "without_fuel")
    signed(here, without, base_month="2025-01")
    assert cautions(here) == {"without_fuel"}
    signed(here, without, share="75")
    assert cautions(here) == set()
    signed(here, replace(without, weight="75"), fuel_part("25"))
    assert cautions(here) == set()
    signed(here, replace(without, variant="unknown"), base_month="2024-08", first_month="2025-02")
    assert cautions(here) == {"variant_unknown", "base_quarter_3"}


def test_a_new_price_waits_on_the_start_page_until_somebody_notes_it(here: World) -> None:
    stored(here, row("2025-01", 100), row("2025-06", 110, date(2025, 6, 5)))
    signed(here, interval_months=6, first_month="2025-06")
    (item,) = lines._price_indices(_sources(here))
    assert item.since == date(2025, 6, 1)
    assert "110" in queue_text.size(item, TODAY, "sv")
    june = NotedAdjustment(NUMBER, date(2025, 6, 1), D("110"), "Överenskommet (påhittat)")
    clauses.note(here.installation, june, KIM, TODAY, NOW)
    assert [*lines._price_indices(_sources(here))] == []
    clauses.remove(here.installation, now(here).clause, "Skrevs fel (prov)", KIM, LATER, NOW)
    contracts = compliance.contracts_on(here.installation, LATER)
    assert overview.indexed(here.installation, contracts, LATER) == ()
    assert now(here).noted[date(2025, 6, 1)].price == 110


def _sources(here: World) -> lines.Sources:
    desk: object = None
    return lines.Sources(
        as_of=TODAY, contracts={}, clauses={}, by_clause={}, owed=(), desk=desk,  # type: ignore[arg-type]
        questions=(), applications=(), follow_ups=(), indexed=(now(here),),
    )  # fmt: skip


def test_the_workbook_has_the_numbers_themselves_and_empty_cells_for_unknown(here: World) -> None:
    stored(here, row("2025-01", 170), row("2025-02", 173))
    signed(here, base_price="10500")
    for lang in LANGUAGES:
        book = load_workbook(io.BytesIO(export.workbook(now(here), TODAY, lang)))
        sheet = book.worksheets[0]
        heads = [c.value for c in sheet[3]]
        february, march = ([c.value for c in sheet[n]] for n in (4, 5))
        place = export.PRICES.index("price")
        assert len(heads) == len(export.PRICES)
        assert february[place] == 10685.29
        assert march[place] is None
        assert march[export.PRICES.index("added")] is None
        assert HVO in str(march[export.PRICES.index("why")])
        parts = [c.value for c in book.worksheets[1][4]]
        assert parts[export.PARTS.index("points")] == 3
        assert parts[export.PARTS.index("place")].startswith("index.xlsx")
        assert load_workbook(io.BytesIO(templates.workbook(series.TYPE, lang)))


def test_a_number_that_no_page_could_show_is_refused_where_it_is_written() -> None:
    assert clauses.number("1 234,5 %") == D("1234.5")
    for slip in ("1e400", "NaN", "tolv", ""):
        with pytest.raises(UserError, match="index_number"):
            clauses.number(slip)
