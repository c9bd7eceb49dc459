"""A contract entered by hand: what is asked for, what is refused, and what the page then shows."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from streamlit.testing.v1 import AppTest

from followup.ui.contract.overview import FILTERS, let_through
from followup.ui.reads import State
from tests.pages.conftest import tables, texts
from tests.support.world import agreement

NUMBER = "PH-2025-001"


def enter(app: AppTest, *, limit: str = "80", number: str = NUMBER) -> AppTest:
    """Fill in the smallest contract that can be followed up, and save it."""
    app.query_params["new"] = "1"
    app.switch_page("pages/contracts.py").run()
    fields = {
        "number": number,
        "title": "Skolskjuts (påhittat)",
        "supplier": "Påhittad Åkeri AB",
        "start": "2025-01-01",
        "end": "2026-12-31",
        "responsible": "Avtalsansvarig (påhittad)",
        "board": "Påhittad nämnd",
    }
    for name, value in fields.items():
        app.text_input(key=f"contract-new-{name}").set_value(value)
    app.text_area(key="contract-new-buyers").set_value("Påhittad kommun\nPåhittad region")
    step = next(w for w in app.text_input if w.key.startswith("step-limit-"))
    step.set_value(limit)
    return app.button(key="contract_save").click().run()


def test_a_contract_entered_by_hand_opens_with_its_requirement(named: AppTest) -> None:
    enter(named)
    assert not named.exception
    assert not named.error
    shown = texts(named)
    assert "PH-2025-001 är sparat" in shown
    assert "Skolskjuts" in shown
    assert "minst 80 %" in shown
    facts = tables(named)
    assert "Påhittad kommun och Påhittad region" in facts
    assert "2025-01-01 – 2026-12-31" in facts


def test_a_limit_that_is_no_number_is_said_and_nothing_is_saved(named: AppTest) -> None:
    enter(named, limit="åttio")
    assert "”åttio” är ingen gräns" in named.error[0].value
    named.query_params.clear()
    named.switch_page("pages/contracts.py").run()
    assert "Inga avtal ännu" in texts(named)


def test_a_number_that_is_taken_does_not_become_a_new_version(entry: AppTest) -> None:
    enter(entry, limit="50")
    assert "finns redan ett avtal" in entry.error[0].value


def test_a_second_step_is_a_second_level_and_a_change_is_a_new_version(
    entry: AppTest,
) -> None:
    entry.query_params.clear()
    entry.query_params["contract"] = NUMBER
    entry.query_params["clause"] = "K1"
    entry.switch_page("pages/contracts.py").run()
    entry.button(key="requirement_add_step").click().run()
    limits = [w for w in entry.text_input if w.key.startswith("requirement_limit_")]
    assert [w.value for w in limits] == ["80", ""]
    limits[1].set_value("90,5")
    clocks = [w for w in entry.selectbox if w.key.startswith("requirement_clock_")]
    clocks[1].set_value("contract_year")
    entry.run()
    [w for w in entry.text_input if w.key.startswith("requirement_at_")][1].set_value("2").run()
    entry.button(key="requirement_save").click().run()
    assert not entry.error
    # What the contract's own form changes leaves its requirements as they are.
    entry.query_params["edit"] = "1"
    entry.run()
    entry.text_input(key=f"contract-{NUMBER}-title").set_value("Skolskjuts (påhittat), södra")
    entry.button(key="contract_save").click().run()
    assert not entry.error
    assert "från 2026-01-01 90,5 %" in tables(entry)
    limits_shown = [row for row in tables(entry).splitlines() if "minst" in row]
    assert any("90,5 %" in row for row in limits_shown)


def test_the_list_says_what_is_late(entry: AppTest) -> None:
    entry.query_params.clear()
    entry.switch_page("pages/contracts.py").run()
    row = next(line for line in tables(entry).splitlines() if "PH" in line)
    assert "Skolskjuts" in row
    assert "försenad sedan 2025-04-30" in row
    assert "Kan inte bedömas" in row


def test_a_nil_report_needs_a_reason_and_then_counts_as_in(entry: AppTest) -> None:
    entry.query_params["contract"] = NUMBER
    entry.switch_page("pages/contracts.py").run()
    entry.text_input(key="nil_period").set_value("2025-Q1")
    entry.button(key="nil_save").click().run()
    assert "Skriv varför" in entry.error[0].value
    entry.text_input(key="nil_reason").set_value("vinteruppehåll")
    entry.button(key="nil_save").click().run()
    assert not entry.error
    assert "vinteruppehåll" in texts(entry)
    assert "3 av 12 månader rapporterade" in tables(entry)
    # Taken back, it counts no more.
    reason = next(w for w in entry.text_input if w.key.startswith("undo-nil-reason-"))
    reason.set_value("fel kvartal")
    next(b for b in entry.button if b.key.startswith("undo-nil-now-")).click().run()
    assert not entry.error
    assert "vinteruppehåll" not in texts(entry)
    assert "3 av 12 månader rapporterade" not in tables(entry)


def test_a_whole_dispens_takes_the_period_out(entry: AppTest) -> None:
    entry.query_params.clear()
    entry.query_params.update({"contract": NUMBER, "dispens": f"{NUMBER}/K1", "days": "2025"})
    entry.switch_page("pages/contracts.py").run()
    fields = {"reason": "leveransstopp", "decided": "2026-02-01", "diary": "Dnr 2026-14"}
    for name, value in fields.items():
        entry.text_input(key=f"exemption_{name}").set_value(value)
    entry.button(key="exemption_review").click().run()
    assert "Ange vem som beslutade" in entry.error[0].value
    entry.text_input(key="exemption_by").set_value("Nämnden (påhittad)")
    entry.button(key="exemption_review").click().run()
    # What it would change is said before it is saved.
    assert not entry.error
    changes = [row for row in tables(entry).splitlines() if "→" in row or "Dispens" in row]
    assert changes
    assert "Gäller" not in texts(entry)
    entry.button(key="exemption_save").click().run()
    assert not entry.error
    assert any("Dispens" in row for row in tables(entry).splitlines())
    line = "beslutad i efterhand 2026-02-01, av Nämnden (påhittad), dnr Dnr 2026-14"
    assert line in texts(entry)
    # Revoked from its first day on it takes nothing away any more, and stays on the page.
    name = next(w.key for w in entry.text_input if w.key.startswith("end-day-")).removeprefix(
        "end-day-"
    )
    entry.text_input(key=f"end-day-{name}").set_value("2025-01-01")
    entry.text_input(key=f"end-reason-{name}").set_value("beslutet återkallat")
    entry.run()
    entry.button(key=f"end-save-{name}").click().run()
    assert not entry.error
    assert "Upphävd dispens K1" in texts(entry)
    assert not any("Dispens" in row for row in tables(entry).splitlines())


def test_a_contract_that_is_not_there_is_said(named: AppTest) -> None:
    named.query_params["contract"] = "finns-inte"
    named.switch_page("pages/contracts.py").run()
    assert "Det finns inget avtal" in named.error[0].value


def test_the_export_holds_what_the_filters_let_through() -> None:
    own = [
        agreement(
            number="T-1", responsible="Eva", title="Skolskjuts", days="2025-01-01..2026-03-31"
        ),
        agreement(number="T-2", responsible="Bo", board="Gatunämnden", title="Plogning"),
        agreement(number="T-3", responsible="Eva", title="Skolmat", days="2025-01-01..2029-12-31"),
    ]
    grades: Any = {"T-1": SimpleNamespace(grade="A"), "T-2": SimpleNamespace(grade=None),
                   "T-3": SimpleNamespace(grade="B")}  # fmt: skip
    now = State("", 1, date(2026, 2, 16), "")

    def through(**asked: str) -> list[str]:
        wanted = {name: asked.get(name) for name in FILTERS}
        return [c.number for c in let_through(own, grades, now, wanted)]

    assert through() == ["T-1", "T-2", "T-3"]
    assert through(responsible="Eva") == ["T-1", "T-3"]
    assert through(**{"class": "none"}) == ["T-2"]
    assert through(ends="6") == ["T-1"]
    assert through(q="skol", responsible="Bo") == []
    # What is no value of a filter asks nothing: an address may hold anything.
    assert through(ends="sex") == ["T-1", "T-2", "T-3"]
