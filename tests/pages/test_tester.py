"""A proposed clause, walked through the door: the answer, what is hidden, and on to a contract."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import tables
from tests.support.pages import page, words
from tests.support.world import World, clause

FUEL = "vehicle | fuel | quantity"


def fill(world: World) -> None:
    """Three of one kind at 40, 60 and 90 per cent, one of them without half its amounts, and a
    fourth alone of its kind.
    """
    mixes = {"T1": (40, 60), "T2": (60, 40), "T3": (90, 10), "T4": (100, 0)}
    for number, (hvo, diesel) in mixes.items():
        world.sign(
            clause(short="K1", limit="0.5", contract=number), number=number,
            supplier=f"Påhittad leverantör {number}", title=f"Avtal {number}",
            category="Buss" if number == "T4" else "Taxi",
        )  # fmt: skip
        rows = [("hvo100", hvo), ("diesel_b0_offroad", diesel)]
        table = "".join(f"\n{number}{fuel[:3]} | {fuel} | {n}" for fuel, n in rows if n)
        world.fuel("2025", FUEL + table, contract=number)


def _counts(app: AppTest) -> list[str]:
    return [line for line in words(app).splitlines() if line.startswith("**4 lev")]


def test_the_answer_counts_suppliers_and_hides_whom_it_would_tell_of(home: Path) -> None:
    app = page("tester", **{"from": "req:T1/K1"})
    assert not app.exception
    assert _counts(app) == [
        "**4 leverantörer hade leveranser att pröva 2025. 3 hade klarat kravet, 1 hade inte "
        "klarat det, och för 0 räcker underlaget inte för ett svar.**"
    ]
    shown = tables(app)
    # Taken from all of them, the three taxis would tell of the bus.
    assert "Taxi|3|3|3|visas inte|visas inte|visas inte|0|0" in shown
    assert "Buss|1|1|1|visas inte|visas inte|visas inte|0|0" in shown
    assert "90 %|1|3|0" in shown
    assert "Rapport: Drivmedel|av 4 av 4 leverantörer" in shown
    assert "Påhittad leverantör" not in words(app)
    app.selectbox(key="address_group").set_value("Buss").run()
    assert "**1 leverantör hade leveranser att pröva 2025. Utfallet visas inte." in words(app)
    assert not app.get("plotly_chart")


def test_a_level_is_written_and_the_clause_goes_on_into_a_contract(home: Path) -> None:
    app = page("tester")
    assert "Ingen nivå är vald än" in words(app)
    field = next(f for f in app.text_input if (f.key or "").startswith("requirement_limit_"))
    field.set_value("85").run()
    assert "2 hade klarat kravet, 2 hade inte klarat det" in _counts(app)[0]
    app.selectbox(key="tester_use").set_value("T2").run()
    app.button(key="tester_use_open").click().run()
    assert not app.exception
    assert "minst 85 % komma från förnybara drivmedel" in words(app)
