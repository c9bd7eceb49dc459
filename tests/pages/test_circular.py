"""Circular purchasing on its page: notes in, unknown told, and no chart with two units."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from followup.services import compliance, installation
from followup.services.circular import export, figures, log, tenders
from followup.services.goal import status as goal_status
from followup.services.installation import Actor, now_utc
from tests.pages.conftest import NAME
from tests.spec.test_circular_log import DESKS, TENDER
from tests.support.circular import send, yearly
from tests.support.goals import goal
from tests.support.pages import page, rows, words
from tests.support.world import NUMBER, World, settings

WHO, DAY = Actor(NAME), date(2026, 2, 16)

WASTE = goal(identifier="SVINN", indicator="measure:food_waste_per_portion", scope="purchases",
             direction="down", unit="g/portion", target="33")  # fmt: skip
ASSESSED = goal(identifier="BEDOMDA", indicator="log:tenders_assessed_for_packaging_share",
                scope="project")  # fmt: skip


def fill(world: World) -> None:
    """Reports with gaps, two avoided purchases and one noted tender, for a contract of 2025."""
    world.sign(reporters=tuple(yearly(kind) for kind in ("packaging", "furniture", "food_waste")))
    send(world, "packaging", """
        class    | kg | units
        reuse    | 60 | 10
        recycled | 20 | 70
        ?        | 20 | 20
    """)  # fmt: skip
    send(world, "furniture", """
        how      | pieces | value | avoided | co2 | factor | source | fixed | back | out | route
        reused   | 6      | 600   | 9000    | 240 | 40     | Källa  | yes   | 0    | 0   | waste
        internal | 2      | 0     | 3000    | 80  |        |        | no    | 0    | 5   | reuse
        new      | 2      | 1800  |         |     |        |        | no    | 0    | 0   | waste
    """)  # fmt: skip
    send(world, "food_waste", """
        kitchen | scope | kg | portions
        Norr    | total | 40 | 1000
    """)  # fmt: skip
    own = world.installation
    for asked in (WASTE, ASSESSED):
        goal_status.save_goal(own, asked, WHO, now_utc(), DAY)
    lent = replace(DESKS, what="Bärbara datorer", sector="it", pieces=Decimal(3), value=None,
                   currency=None, value_source=None, kg_co2e_per_piece=None, factor_source=None,
                   organisation="<b>Annan</b> kommun")  # fmt: skip
    for each in (DESKS, lent, TENDER):
        log.note(own, each, WHO, now_utc(), DAY)


def said(text: str) -> str:
    """Without the spaces that keep a number and its unit together."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def one_unit(chart: Any) -> str:
    """The unit in a chart's title; its bars have no other axis."""
    figure = json.loads(chart.proto.spec)
    assert {trace.get("yaxis", "y") for trace in figure["data"]} == {"y"}
    return str(figure["layout"]["title"]["text"]).rpartition("(")[2].rstrip(")")


def field(app: AppTest, name: str) -> str:
    """The key of a form's field."""
    return next(str(x.key) for x in (*app.text_input, *app.text_area, *app.selectbox, *app.button)
                if str(x.key).endswith(f"-{name}"))  # fmt: skip


def test_the_file_holds_every_row_behind_the_figures_and_leaves_the_unknown_empty(
    kept: Path,
) -> None:
    with installation.opened(settings(kept)) as own:
        contracts = compliance.contracts_on(own, DAY)
        found = [figures.reported(own, contracts, r, 2025, DAY) for r in figures.ASKED]
        shown = export.Shown(2025, None, found, log.avoided(own, DAY), tenders.tenders(own, DAY))
        book = load_workbook(io.BytesIO(export.workbook(own, shown, DAY, "sv")))
    sheets = {s.title: list(s.iter_rows(min_row=3, values_only=True)) for s in book}
    heads = {title: of.pop(0) for title, of in sheets.items()}
    weights = [r for r in sheets["Mängder efter klass"] if r[2] == "Vikt" and r[5] == "kg"]
    kilos = [dict(zip(heads["Förpackningar"], r, strict=True))["Vikt (kg)"]
             for r in sheets["Förpackningar"]]  # fmt: skip
    # What the sums by class say is what the rows add up to, class by class.
    assert {r[3]: r[4] for r in weights if r[0] == "Förpackningar"} == {
        "Återbruk": 60, "Återvunnet": 20, "Okänd klass": 20,
    }  # fmt: skip
    assert kilos == [60, 20, 20]
    noted = [dict(zip(heads["Undvikna köp"], r, strict=True)) for r in sheets["Undvikna köp"]]
    assert {r["Vad som inte köptes"]: r["Uppskattat värde"] for r in noted} == {
        "Skrivbord (påhittat)": 48000, "Bärbara datorer": None,
    }  # fmt: skip


def test_the_page_tells_what_is_known_in_each_unit_and_what_is_not(home: Path) -> None:
    first = page("circular")
    shown = words(first)
    assert "2 antecknade" in shown
    # Of the weight 60 of 100 kg, or 80 if all of the unreadable class is reuse.
    assert [(m.label, said(m.value)) for m in first.metric] == [
        ("Återbruk, andel av vikten", "60–80 %"),
        ("Cirkulärt anskaffat, andel av antalet", "80 %"),
        ("Matsvinn per portion", "40,0 gram per portion"),
        ("Bedömda för krav på förpackningar", "50–100 %"),
    ]
    assert "Räknat på 80 kg. Okänt för 20 kg." in shown
    assert "Av inköpsvärdet (kr): 25 %." in shown
    assert "Ja för 1 av 2. Okänt för 1. Svar finns för 50 %." in shown
    app = page("circular", part="avoided")
    shown = words(app)
    assert [(m.label, said(m.value)) for m in app.metric] == [
        ("Antal som inte köptes", "15 st"), ("Uppskattat värde", "48 000 kr"),
        ("Undvikna klimatutsläpp", "426 kg CO₂e"),
    ]  # fmt: skip
    assert shown.count("Känt för 1 av 2 undvikna köp.") == 2
    assert "<b>Annan</b> kommun" in shown
    assert [one_unit(chart) for chart in app.get("plotly_chart")] == ["st", "kr", "kg CO₂e"]
    app = page("circular", part="furniture")
    shown = words(app)
    # One row gives its avoided emissions without a source: they are not known.
    assert "Rader utan uppgift om ”Undvikna klimatutsläpp”: 1." in shown
    assert ["Påhittad kommun", "Ja", "Nej", "Ja", "1"] in [
        r for x in app.table for r in rows(x.value)
    ]
    assert "Blad1!C3" in shown
    units = [one_unit(chart) for chart in app.get("plotly_chart")]
    assert units == ["st", "kr", "kr", "kg CO₂e", "st"]


def test_goals_on_means_and_on_notes_are_told_in_their_unit_and_open_to_what_is_behind(
    home: Path,
) -> None:
    shown = words(page("goals", goal="SVINN"))
    assert "40 gram per portion" in said(shown)
    assert "4 000" not in said(shown)
    shown = words(page("goals", goal="SVINN", contract=NUMBER, year="2025"))
    assert "2025: 40 gram per portion av det kända, 40 000 g av 1 000 portioner." in said(shown)
    app = page("goals", goal="BEDOMDA")
    assert "50" in words(app)
    assert "Öppna anteckningarna bakom siffran" in [link.label for link in app.get("page_link")]


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
    app = page("circular", part="avoided", note="8")
    app.button(key=field(app, "save")).click().run()
    assert "Skriv skälet." in words(app)
    app.text_input(key=field(app, "withdraw-why")).set_value("Köptes ändå")
    app.button(key=field(app, "withdraw")).click().run()
    shown = words(app)
    assert "Anteckningen är tillbakatagen." in shown
    assert "Bärbara datorer" not in shown
