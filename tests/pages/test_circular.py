"""Circular purchasing on its page: notes in, unknown told, and no chart with two units."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from streamlit.testing.v1 import AppTest

from followup.services.circular import log
from followup.services.installation import Actor, now_utc
from tests.pages.conftest import NAME
from tests.spec.test_circular_log import DESKS, TENDER
from tests.support.pages import page, words
from tests.support.world import World

WHO, DAY = Actor(NAME), date(2026, 2, 16)


def fill(world: World) -> None:
    """Two avoided purchases of which one is known by its pieces alone, and one noted tender."""
    world.sign()
    own = world.installation
    lent = replace(DESKS, what="Bärbara datorer", sector="it", pieces=Decimal(3), value=None,
                   currency=None, value_source=None, kg_co2e_per_piece=None, factor_source=None,
                   organisation="<b>Annan</b> kommun")  # fmt: skip
    for each in (DESKS, lent, TENDER):
        log.note(own, each, WHO, now_utc(), DAY)


def field(app: AppTest, name: str) -> str:
    """The key of a form's field."""
    return next(str(x.key) for x in (*app.text_input, *app.text_area, *app.selectbox, *app.button)
                if str(x.key).endswith(f"-{name}"))  # fmt: skip


def test_the_page_tells_what_is_known_in_each_unit_and_what_is_not(home: Path) -> None:
    shown = words(page("circular"))
    assert "2 antecknade" in shown
    assert "Ja för 1 av 2. Okänt för 1. Svar finns för 50 %." in shown
    app = page("circular", part="avoided")
    shown = words(app)
    assert [(m.label, m.value.replace("\N{NO-BREAK SPACE}", " ")) for m in app.metric] == [
        ("Antal som inte köptes", "15 st"), ("Uppskattat värde", "48 000 kr"),
        ("Undvikna klimatutsläpp", "426 kg CO₂e"),
    ]  # fmt: skip
    assert shown.count("Känt för 1 av 2 undvikna köp.") == 2
    assert "<b>Annan</b> kommun" in shown
    # One chart to a unit, and in each of them bars of one kind alone.
    assert len(app.get("plotly_chart")) == 3
    shown = words(page("circular", part="avoided", organisation="<b>Annan</b> kommun"))
    assert "Skrivbord" not in shown
    assert "Biffen" in words(page("circular", part="sectors"))
    assert "Ingen anteckning om avtalets upphandling." in words(page("circular", part="tenders"))


def test_a_purchase_is_noted_corrected_with_a_reason_and_taken_back(home_copy: Path) -> None:
    app = page("circular", part="avoided", note="new")
    app.button(key=field(app, "save")).click().run()
    assert "Fyll i ”Vad behövde inte köpas?”." in words(app)
    written = {"what": "Projektorer", "decided_by": "Skolnämnden", "need": "Sex salar",
               "instead": "Skärmarna räckte", "pieces": "6", "day": "2025-05-05"}  # fmt: skip
    for name, text in written.items():
        key = field(app, name)
        box = app.text_area if name in ("need", "instead") else app.text_input
        box(key=key).set_value(text)
    app.selectbox(key=field(app, "organisation")).set_value("Påhittad kommun")
    app.button(key=field(app, "save")).click().run()
    shown = words(app)
    assert "Anteckningen är sparad." in shown
    assert "Projektorer" in shown
    app = page("circular", part="avoided", note="3")
    app.button(key=field(app, "save")).click().run()
    assert "Skriv skälet." in words(app)
    app.text_input(key=field(app, "withdraw-why")).set_value("Köptes ändå")
    app.button(key=field(app, "withdraw")).click().run()
    shown = words(app)
    assert "Anteckningen är tillbakatagen." in shown
    assert "Bärbara datorer" not in shown
