"""The network's pages: what is written there is kept, asked about on time, and put in the pack."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import NAME, tables, texts
from tests.support.pages import page
from tests.support.world import NUMBER, World, clause

TODAY = "2026-02-16"


def fill(world: World) -> None:
    """A contract that has met its clause."""
    world.sign(clause())
    world.fuel("2025", """
        vehicle | fuel       | quantity
        ABC123  | hvo100     | 2400
        ABC123  | diesel_mk1 | 300
    """)  # fmt: skip


def write(app: AppTest, key: str, **fields: str) -> None:
    """Fill in a form of the network and save it."""
    for name, said in fields.items():
        made = {w.key: w for w in (*app.text_input, *app.text_area, *app.selectbox)}
        made[f"{key}_{name}"].set_value(said)
    next(b for b in app.button if b.label == "Spara").click().run()
    assert not app.exception
    assert not app.error


def go(app: AppTest, script: str, **address: str) -> AppTest:
    app.query_params.clear()
    for name, value in address.items():
        app.query_params[name] = value
    return app.switch_page(f"pages/{script}.py").run()


def test_what_members_write_is_kept_asked_about_and_put_in_the_pack(home_copy: Path) -> None:
    assert home_copy
    app = page("network", new="meeting", user=NAME)
    write(app, "network_meeting__", title="Vårmötet", form="network", day="2026-03-17")
    go(app, "network", view="documents", new="document")
    write(app, "network_document__", title="Inköpspolicy", type="policy", decided_by="KS",
          review_date="2026-01-31", where="KS 1", role="coordinator")  # fmt: skip
    go(app, "network", view="duties", new="duty", task="late_report")
    write(app, "network_duty__", role="controller")
    assert "Uppgifter utan ansvarig: 14 av 15" in app.warning[0].value
    assert "Ta hand om sena rapporter|✓ Gäller|Controller" in tables(app).replace(
        ":green-badge[", ""
    ).replace("]", "")
    # A good example from the contract, with its figure, is a draft until it is published.
    go(app, "cases", new="1", contract=NUMBER, requirement=f"{NUMBER}/K1", period="2025")
    write(app, f"network_case_{NUMBER}_{NUMBER}/K1", need="Resor", outcome="Nådde kravet")
    assert "Utkast" in texts(app)
    app.text_input(key="case_decision").set_value("KS 12")
    next(b for b in app.button if b.label == "Publicera exemplet").click().run()
    assert [e.value for e in app.error] == []
    assert "Publicerat" in texts(app)
    assert "mot minst 80 %" in texts(app)
    go(app, "network")
    said = texts(app)
    assert "Underlag till Vårmötet" in said
    assert "Förnybart. Påhittad kommun. Avtal: Skolskjuts. Ansvarig: Påhittad nämnd." in said
    assert "Inköpspolicy (Påhittad kommun) skulle ha setts över 2026-01-31" in said
    # The paper waits on the start page, too.
    go(app, "start")
    assert "Nätverket väntar på någon" in texts(app)
