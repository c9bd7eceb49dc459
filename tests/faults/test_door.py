"""What a user meets while the machine is in trouble, and when it is no longer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from followup.i18n.text import t
from followup.settings import from_environment
from followup.ui.opened import installation_of
from tests.faults.test_machine import largest_file
from tests.pages.conftest import close_all, opened
from tests.support.pages import filled, words
from tests.support.workbooks import workbook
from tests.support.world import NUMBER, World

HEADER = ["Reg.nr", "Produkt", "Liter", "Månad"]
# Larger than anything else that is written meanwhile.
REPORT = workbook([HEADER, *(["ABC123", "HVO100", 900 + n * 1.37, "2025-01"] for n in range(999))])
ROOM = 16_000


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    filled(tmp_path / "home", lambda world: world.sign())
    yield opened(tmp_path / "home", monkeypatch).run()
    close_all()


def test_a_full_disk_is_told_in_the_users_words_and_afterwards_all_goes_on(app: AppTest) -> None:
    assert len(REPORT) > ROOM
    app.query_params["lang"] = "da"
    app.query_params["contract"] = NUMBER
    app.switch_page("pages/upload.py").run()
    with largest_file(ROOM):
        app.file_uploader[0].set_value(("r.xlsx", REPORT, "")).run()
    assert t("error.storage_full", "da") in words(app)
    app.query_params["contract"] = NUMBER
    app.file_uploader[0].set_value(("r.xlsx", REPORT, "")).run()
    own = installation_of(from_environment())
    with largest_file(ROOM):
        app.button(key="upload_save_valid").click().run()
    assert t("error.storage_full", "da") in words(app)
    World(own).sign(number="T-2")
    # DuckDB shuts a store it cannot checkpoint: that is told once, and then it is open again.
    with largest_file(100), pytest.raises(Exception, match="invalidated"):
        own.database.connection.execute("CHECKPOINT store")
    app.run()
    assert t("error.store_shut", "da") in words(app)
    app.run()
    app.button(key="upload_save_valid").click().run()
    assert t("page_upload.saved", "da") in words(app)
    assert not app.error
