"""The page of costs: a comparison is written, read, corrected and looked at in its versions."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import tables, texts

SHARED = {"quantity": "2", "years": "2", "rate_percent": "0", "km": "1 000",
          "energy_price_electricity": "2"}  # fmt: skip
BIDDER = {"price": "1 000", "establishment": "100", "consumption": "20", "service": "50",
          "tyres": "10", "disposal": "0", "residual": "400"}  # fmt: skip
BUYER = {"tax": "5", "insurance": "35"}
LEASE = {"lease_first": "0", "lease_month": "20", "establishment": "100", "consumption": "20",
         "service": "0", "tyres": "0"}  # fmt: skip


def fill(app: AppTest, key: str, values: dict[str, str]) -> None:
    for name, value in values.items():
        app.text_input(key=f"{key}_{name}").set_value(value)


def test_a_comparison_is_written_read_and_corrected(named: AppTest) -> None:
    app = named
    app.switch_page("pages/costs.py").run()
    assert "Ingen jämförelse är sparad ännu" in texts(app)
    app.query_params["new"] = "1"
    app.run()
    app.selectbox(key="cost_new_0_fuel").set_value("electricity")
    app.selectbox(key="cost_new_1_fuel").set_value("electricity")
    app.selectbox(key="cost_new_1_form").set_value("lease").run()
    app.text_input(key="cost_new_title").set_value("Bilar (påhittat)")
    app.text_input(key="cost_new_0_name").set_value("Köp")
    app.text_input(key="cost_new_1_name").set_value("Leasing")
    fill(app, "cost_new", SHARED)
    fill(app, "cost_new_0_bidder", BIDDER)
    fill(app, "cost_new_0_buyer", BUYER)
    fill(app, "cost_new_1_bidder", LEASE | {"tyres": "tolv"})
    fill(app, "cost_new_1_buyer", BUYER)
    app.button(key="cost_save").click().run()
    assert "”tolv” i fältet Däck kan inte läsas som ett tal" in texts(app)
    # One figure left out is no nought: the comparison is saved, and says what it lacks.
    fill(app, "cost_new_1_bidder", {"tyres": ""})
    app.button(key="cost_save").click().run()
    assert not app.exception
    assert "Leasing har ingen summa. Det saknas: Däck." in texts(app)
    assert "Det går inte att säga vilket alternativ" in texts(app)
    app.query_params["edit"] = "1"
    app.run()
    fill(app, "cost_K-1_1_bidder", {"tyres": "0"})
    app.text_input(key="cost_K-1_reason").set_value("Däck ingår i avgiften")
    app.button(key="cost_save").click().run()
    assert not app.exception
    # Two cars for two years: 2 x 1 460 against 2 x 1 700, reckoned in test_cost_comparison.
    assert "Leasing kostar minst: 2 920 kr i nuvärde under 2 år, 480 kr mindre" in texts(app)
    assert "Köp|3 400 kr|1 700 kr|0,85 kr|Köp" in tables(app)
    assert "Köp|Inköpspris|1 000 kr" in tables(app)
    assert "Däck ingår i avgiften" in texts(app)
    app.query_params["version"] = "1"
    app.run()
    assert "Det här är en äldre version." in texts(app)
    del app.query_params["version"]
    app.run()
    app.text_input(key="cost_back_why").set_value("Gäller inte längre")
    next(b for b in app.button if b.label == "Ta bort jämförelsen").click().run()
    assert "Ingen jämförelse är sparad ännu" in texts(app)
