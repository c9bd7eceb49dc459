"""The page of price adjustment: how contracts stand, the working of a month, the form, the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from followup.services.installation import Actor, now_utc
from followup.services.price_index import clauses, series
from followup.services.price_index.clauses import WrittenClause, WrittenComponent
from followup.services.price_index.series import Said
from tests.pages.conftest import NAME
from tests.support.pages import page, words
from tests.support.world import NUMBER, World

TODAY = "2025-04-10"
DAY, KIM = date.fromisoformat(TODAY), Actor(NAME)
OTHER = "T-2025-002"


def fill(world: World) -> None:
    """A contract whose fuel lacks February, and one whose clause is not there yet."""
    world.sign(known_on="2025-01-01")
    world.sign(known_on="2025-01-01", number=OTHER, title="Sophämtning")
    text = "Månad;Index\n2025-01;120,0\n2025-02;\n2025-03;150,0\n2025-04;150,0\n".encode()
    said = Said("PÅHITT-<b>MK1</b>", "diesel", "month", "2015=100", "Påhittad", date(2025, 4, 1))
    found = series.read(world.installation, text, "serie.csv", said, DAY)
    series.save(world.installation, found, text, KIM, DAY, now_utc())
    part = WrittenComponent("Drivmedel", "100", "PÅHITT-<b>MK1</b>", "diesel")
    written = WrittenClause(
        "2025-01", "40", "per km", "SEK", (part,), "2025-02", share="90", lag_months=0
    )
    clauses.save(world.installation, NUMBER, written, KIM, DAY, now_utc())


def test_a_month_is_worked_out_step_by_step_noted_and_leaves_the_queue(home_copy: Path) -> None:
    start = page("start")
    assert "49,00 kr per km" in words(start)
    app = page("price_index")
    said = words(app)
    # Points and per cent, each with its own name; the share is of the per cent.
    for told in ("+30 indexenheter", "+25,00 %", "90 % av +25,00 % = +22,50 %", "1,25",
                 "40,00 × 1,225 = 40,00 + 9, avrundat till 2 decimaler: 49,00 kr per km",
                 "Nytt pris att notera", "PÅHITT-<b>MK1</b>"):  # fmt: skip
        assert told in said, told
    # Nothing is reported, so that nobody knows whether diesel is right.
    assert "kan därför inte bedömas" in said
    lacking = words(page("price_index", contract=NUMBER, month="2025-02"))
    assert "inget pris kan räknas ut. Drivmedel: indextalet för feb. 2025 saknas" in lacking
    assert "Räkningen stannar här" in lacking
    app.text_input(key="name_in_header").set_value(NAME).run()
    app.button(key="index_note_save").click().run()
    assert "Prisändringen är noterad." in words(app)
    assert "49,00 kr per km" not in words(page("start"))
    assert "Noterat: 49,00 kr per km" in words(page("price_index", lang="sv"))


def test_a_clause_is_entered_by_hand_and_a_wrong_one_is_told(home_copy: Path) -> None:
    app = page("price_index", view="edit", contract=OTHER, user=NAME)
    own = f"index_{OTHER}_"
    for field, value in (("base_price", "100"), ("price_of", "per ton"), ("base_month", "2025-01"),
                         ("first_month", "2025-03"), ("0_name", "Drivmedel"),
                         ("0_weight", "90")):  # fmt: skip
        app.text_input(key=own + field).set_value(value)
    app.selectbox(key=own + "0_series").set_value("PÅHITT-<b>MK1</b>").run()
    # Whose fuel is known is not left as unknown, for which no number would be found.
    assert app.selectbox(key=own + "0_variant").value == "diesel"
    app.button(key="index_save").click().run()
    assert "Vikterna är tillsammans 90 %" in words(app)
    app.text_input(key=own + "0_weight").set_value("100")
    app.selectbox(key=own + "lag").set_value("0")
    app.button(key="index_save").click().run()
    assert "125,00 kr per ton" in words(app)


def test_the_series_are_shown_with_source_and_day_and_a_contract_leads_here(home: Path) -> None:
    said = words(page("price_index", view="series"))
    assert "150 (mars 2025, 2015=100)" in said
    assert "serie.csv" in said
    assert "49,00 kr per km" in words(page("contracts", contract=NUMBER))
