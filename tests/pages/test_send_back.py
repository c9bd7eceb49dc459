"""A messy report: the marked file is offered, and the note that it was sent back stays."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import texts, workbook
from tests.pages.test_contracts import NUMBER
from tests.pages.test_upload import HEADER, put_in

MESSY = workbook(
    HEADER,
    ("ABC123", "HVO100", 900, "2025-01"),
    ("ABC123", "HVO100", None, "2025-02"),
    ("ABC123", "HVO100", 700, "2025-03"),
)


def test_a_messy_report_can_be_sent_back_from_the_draft_and_from_its_page(
    entry: AppTest,
) -> None:
    app = put_in(entry, MESSY)
    assert "send-back" in {button.key for button in app.get("download_button")}
    app.text_input(key="send-back-reason").set_value("Februari *saknas*, till åkeriet")
    app.button(key="send-back-now").click().run()
    assert "Återsänd" in texts(app)
    assert "Februari *saknas*, till åkeriet" in texts(app)
    app.button(key="upload_save_valid").click().run()
    app.query_params.clear()
    app.query_params.update(
        {"contract": NUMBER, "kind": "fuel", "period": "2025-Q1", "reporter": "Påhittad Åkeri AB"}
    )
    app.switch_page("pages/reports.py").run()
    assert not app.exception
    assert any(b.key.startswith("send-back-") for b in app.get("download_button")), texts(app)
    assert "Februari *saknas*, till åkeriet" in texts(app)
