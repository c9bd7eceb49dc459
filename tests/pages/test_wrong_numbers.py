"""Anybody can say that a figure is wrong; it is answered with what it said then and says now."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from followup.domain.wrong_number import Message
from followup.errors import UserError
from followup.services import wrong_number
from followup.services.installation import CLOCK_FILE, Actor, as_known
from followup.storage import acts
from tests.support.pages import page, words
from tests.support.world import World, clause, monthly

GOAL = "KRON_FBF_2030_CONTRACTS"
FIGURE = f"goal/{GOAL}/latest"
NOW = datetime.fromisoformat("2026-02-16T12:00:00")
DAY = date(2026, 2, 16)
SAID = Message(FIGURE, "Andel", "72,4 %", "2026-02-01", "Bussarna saknas.", "kim@exempel.se")


def fill(world: World) -> None:
    world.sign(clause(limit="0.5"), reporters=(monthly(frequency="year"),), days="2025")
    world.fuel("2025", "fuel | quantity\n hvo100 | 70\n diesel_b0_offroad | 30")


def test_a_message_is_an_act_on_the_figure_without_words_or_sender(world: World) -> None:
    own = world.installation
    number = wrong_number.report(own, SAID, NOW, DAY)
    (found,) = wrong_number.matters(own, DAY)
    assert (found.number, found.message, found.is_open) == (number, SAID, True)
    actor, subject, detail = own.database.connection.execute(
        "SELECT actor, subject, detail FROM store.main.act WHERE act_id = ?", [number]
    ).fetchall()[0]
    assert subject == FIGURE
    assert json.loads(detail)["edition"] == "2026-02-01"
    assert not any(word in f"{actor}{detail}" for word in ("Bussarna", "kim@"))
    # What was not known then is not seen looking back.
    assert wrong_number.matters(as_known(own, upto_act=number - 1), DAY) == ()


def test_the_answer_keeps_both_figures_and_lets_go_of_who_asked(world: World) -> None:
    own = world.installation
    number = wrong_number.report(own, SAID, NOW, DAY)
    kim = Actor("Kim Exempel")
    wrong_number.answer(own, number, "corrected", "Två bussar till.", "74 %", kim, NOW, DAY)
    (found,) = wrong_number.matters(own, DAY)
    assert found.answer is not None
    assert (found.message.told, found.answer.told_now) == ("72,4 %", "74 %")
    assert found.message.contact is None
    with pytest.raises(UserError, match="wrong_number_closed"):
        wrong_number.answer(own, number, "stands", "Igen", "74 %", kim, NOW, DAY)
    with pytest.raises(UserError, match="wrong_number_unknown"):
        wrong_number.answer(own, 99, "stands", "Igen", "74 %", kim, NOW, DAY)


def test_nothing_empty_overlong_or_without_end_is_taken(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = world.installation
    before = acts.data_version(own.database)
    for wrong in ({"words": " "}, {"words": "x" * 2001}, {"told": "x" * 301},
                  {"contact": "x" * 201}, {"figure": ""}):  # fmt: skip
        with pytest.raises(UserError):
            wrong_number.report(own, replace(SAID, **wrong), NOW, DAY)  # type: ignore[arg-type]
    assert acts.data_version(own.database) == before
    monkeypatch.setattr(wrong_number, "MOST_OPEN", 1)
    wrong_number.report(own, SAID, NOW, DAY)
    with pytest.raises(UserError, match="wrong_number_full"):
        wrong_number.report(own, SAID, NOW, DAY)


def test_from_the_figure_s_link_to_the_queue_and_the_answer(home_copy: Path) -> None:
    # One's own data: nobody has a name there until one is given.
    (home_copy / CLOCK_FILE).unlink()
    goal = page("goals", goal=GOAL)
    link = next(x for x in goal.get("page_link") if "Stämmer inte siffran" in x.proto.label)
    assert f"figure=goal%2F{GOAL}%2Flatest" in link.proto.query_string
    asked = {"figure": FIGURE, "told": "![x](http://a.example) 99 %", "edition": "2026-01-31"}
    app = page("wrong_numbers", **asked)
    assert not any("](http" in str(m.value) for m in app.markdown)
    app.text_area(key="wrong_number_words").set_value("Siffran är **för hög**.")
    app.text_input(key="wrong_number_contact").set_value("kim@exempel.se")
    app.button(key="FormSubmitter:wrong_number_form-Skicka").click().run()
    assert not app.exception
    said = words(app)
    assert "Tack." in said
    # Without a name neither the words nor the sender stand on the page.
    assert "för hög" not in said
    assert "kim@" not in said
    assert "Ett meddelande om en siffra väntar på svar" in words(page("start"))
    app.text_input(key="name_in_header").set_value("Sam Exempel").run()
    assert "kim@exempel.se" in words(app)
    number = next(b.key for b in app.radio).rpartition("_")[2]
    app.radio(key=f"wrong_number_outcome_{number}").set_value("stands")
    app.text_area(key=f"wrong_number_text_{number}").set_value("Räknat om.")
    app.button(key=f"FormSubmitter:wrong_number_answer_{number}-Svara och stäng").click().run()
    assert not app.exception
    told = words(app)
    assert "Siffran stämmer" in told
    assert "kim@" not in told
    assert "99 %" in told
    # 70 l HVO of 34.0 MJ beside 30 l diesel of 35.3: 2,380 of 3,439 MJ.
    assert "(2026-01-31). Nu: 69,2 %" in told
    assert "väntar på svar" not in words(page("start"))


def test_a_figure_that_is_not_there_takes_no_message(home: Path) -> None:
    app = page("wrong_numbers", figure="goal/NO_SUCH/latest")
    assert "Siffran finns inte här" in words(app)
    assert not app.text_area
