"""The page Granskning: who did what in words, sifted, and whether the chain holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from followup.domain.access import ACTS
from followup.i18n.text import has_text
from followup.services import installation
from followup.settings import from_environment
from tests.pages.conftest import close_all, opened
from tests.support.pages import arrived


def test_every_kind_of_act_has_words() -> None:
    assert [kind for kind in ACTS if not has_text(f"audit.kind.{kind}")] == []


def test_acts_are_told_in_words_and_a_change_beside_the_program_is_found(
    sample_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = arrived(opened(sample_copy, monkeypatch))
    page = app.switch_page("pages/audit.py").run()
    assert not page.exception
    assert "Sparade avtal" in set(page.dataframe[0].value["Vad"])
    _press(page)
    assert "Granskningskedjan håller" in page.success[0].value
    kinds = next(s for s in page.selectbox if s.label == "Vad")
    kinds.set_value("Lämnade in en rapport").run()
    shown = page.dataframe[0].value
    assert set(shown["Vad"]) == {"Lämnade in en rapport"}
    assert all(shown["Avtal"])
    close_all()
    with installation.opened(from_environment()) as beside:
        beside.database.connection.execute(
            'UPDATE store.main.fuel_delivery SET quantity = quantity + 1 WHERE "row" = 8'
        )
    page = arrived(opened(sample_copy, monkeypatch)).switch_page("pages/audit.py").run()
    _press(page)
    assert "håller inte" in page.error[0].value
    assert any("fuel" in line.value and "ändrade" in line.value for line in page.markdown)
    close_all()


def _press(page: AppTest) -> None:
    next(b for b in page.button if b.key == "audit_check").click().run()
