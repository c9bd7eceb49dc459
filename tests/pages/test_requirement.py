"""The library and the builder: look, copy, change, see what it means and what it said before."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import tables, texts
from tests.pages.test_contracts import NUMBER


def at(app: AppTest, script: str, **address: str) -> AppTest:
    """A page, opened as by a link."""
    app.query_params.clear()
    for name, value in address.items():
        app.query_params[name] = value
    return app.switch_page(f"pages/{script}.py").run()


def field(app: AppTest, kind: str, name: str) -> object:
    """A field of the builder, whatever draft it belongs to."""
    found = [w for w in getattr(app, kind) if (w.key or "").startswith(f"requirement_{name}")]
    assert found, name
    return found[0]


def test_the_library_is_filtered_by_the_address_and_one_is_used(named: AppTest) -> None:
    at(named, "library", country="DK", basis="evidence")
    assert not named.exception
    assert "3 av " in texts(named)
    assert "Personer under upplärning (Danmark)" in tables(named)
    at(named, "library", entry="lund_steps")
    shown = texts(named) + tables(named)
    assert "Lägg in ett avtal först" in shown
    assert "≥ 50 %, ≥ 100 % vid förlängning 1" in shown
    assert "Fossilbränslefria kommuner" in shown
    at(named, "library", entry="finns_inte")
    assert "inget sådant krav" in texts(named)


def test_a_copy_from_the_library_is_changed_saved_and_keeps_what_it_said(
    entry: AppTest,
) -> None:
    at(entry, "contracts", contract=NUMBER, clause="new", start="uhm_passenger")
    assert not entry.exception
    # Without a level it cannot be saved, and nothing is promised yet.
    assert "saknar gräns" in texts(entry)
    assert "requirement_save" not in {b.key for b in entry.button}
    assert not entry.error
    field(entry, "text_input", "limit_").set_value("60").run()  # type: ignore[attr-defined]
    assert not entry.error
    assert "minst 60 % köras på förnybara drivmedel" in texts(entry)
    assert "ingen i avtalet lämnar körsträcka och arbete" in texts(entry)
    entry.button(key="requirement_save").click().run()
    assert not entry.exception
    shown = texts(entry)
    assert "Krav K2 är sparat" in shown
    assert "Från biblioteket: Förnybar andel av personkilometer." in shown
    assert "körsträcka och arbete, varje kvartal" in shown.lower()

    at(entry, "contracts", contract=NUMBER, clause="K2")
    field(entry, "text_input", "limit_").set_value("70").run()  # type: ignore[attr-defined]
    field(entry, "selectbox", "assessment_period").set_value("contract_year").run()  # type: ignore[attr-defined]
    entry.button(key="requirement_save").click().run()
    assert not entry.error
    assert "Ändrat här: bedömningsperioden" in texts(entry)
    versions = [row for row in tables(entry).splitlines() if "personkilometerna ska" in row]
    assert ["minst 70 %" in row for row in versions] == [True, False]

    at(entry, "contracts", contract=NUMBER, clause="K2")
    entry.button(key="requirement_remove").click().run()
    assert "Kravet är borttaget" in texts(entry)
    assert "Personkilometer" not in tables(entry)


def test_two_curves_with_a_step_at_the_extension_are_drawn_together(entry: AppTest) -> None:
    at(entry, "contracts", contract=NUMBER, clause="new", start="two_curves_specific")
    field(entry, "text_input", "limit_").set_value("20").run()  # type: ignore[attr-defined]
    field(entry, "selectbox", "part_of").set_value(f"{NUMBER}/K1").run()  # type: ignore[attr-defined]
    entry.button(key="requirement_add_step").click().run()
    limits = [w for w in entry.text_input if w.key.startswith("requirement_limit_")]
    limits[1].set_value("40")
    [w for w in entry.selectbox if w.key.startswith("requirement_clock_")][1].set_value(
        "months_after_start"
    )
    entry.run()
    [w for w in entry.text_input if w.key.startswith("requirement_at_")][1].set_value("12").run()
    assert not entry.error
    shown = texts(entry)
    assert "från 2026-01-01 40 %. Det är en del av krav K1." in shown
    assert "K1|2025-01-01|minst 80 %" in tables(entry)
    assert "K2|2026-01-01|minst 40 %" in tables(entry)
