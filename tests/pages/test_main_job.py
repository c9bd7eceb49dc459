"""The main job through the door: contract, upload, verdict, proof, goal."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import tables, texts, workbook
from tests.pages.test_contracts import NUMBER, enter
from tests.pages.test_upload import put_in, select

MONTHS = tuple(f"2025-{month:02}" for month in range(1, 13))
REPORT = workbook(
    ("Reg.nr", "Liter", "Månad"),
    *(("ABC123", 1000, month) for month in MONTHS),
)


def test_a_contract_a_report_and_an_answer_give_a_verdict_its_proof_and_a_goal(
    named: AppTest,
) -> None:
    enter(named)
    app = put_in(named, REPORT)
    select(app, "upload-fuel").set_value("hvo100").run()
    assert "Uppfyllt" in tables(app)
    app.button(key="upload_save_valid").click().run()
    assert not app.exception
    assert "Kvitto" in texts(app)

    app.query_params.clear()
    app.query_params.update({"contract": NUMBER, "requirement": "K1", "period": "2025"})
    app.switch_page("pages/compliance.py").run()
    assert not app.exception
    assert "100,0 % mot minst 80 %" in texts(app)
    # 12 x 1000 l at 34.02 MJ/l
    assert "408 240 MJ / 408 240 MJ / 0 MJ" in tables(app)
    assert "12 räknas, 0 utelämnade" in tables(app)

    app.query_params.clear()
    app.switch_page("pages/goals.py").run()
    assert not app.exception
    assert app.metric[0].value == "100\N{NO-BREAK SPACE}%"
    assert "Det säger inget om resten av länet." in texts(app)
    assert "Gäller 100 % av de väntade rapporterna" in texts(app)
