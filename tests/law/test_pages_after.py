"""No page breaks on a contract that was erased; its file says that it is gone, and since when."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from followup.errors import UserError
from followup.services import installation
from followup.services.report import reports
from followup.storage import submissions
from tests.law.test_erasure import NUMBER, PLATES, built, gone_once, here
from tests.pages.conftest import close_all, opened, tables, texts
from tests.support.pages import arrived

__all__ = ["built", "gone_once"]
PAGES = ("reports", "contracts", "compliance", "vehicles", "disclosure", "retention", "audit")


def test_pages_open_and_show_no_plate(
    gone_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Path(shutil.copytree(gone_once, tmp_path / "gone"))
    with installation.opened(here(home)) as held:
        stored = next(s for s in submissions.every(held.database) if s.contract == NUMBER)
        with pytest.raises(UserError, match="original_erased"):
            reports.original(held, stored)
    for name in PAGES:
        page = opened(home, monkeypatch)
        page.query_params["contract"] = NUMBER
        page.query_params["report"] = stored.submission
        arrived(page).switch_page(f"pages/{name}.py").run()
        assert not page.exception, name
        shown = texts(page) + tables(page)
        assert not [plate for plate in PLATES if plate in shown], name
        told = [e.value for e in page.error]
        assert all("Originalfilen gallrades" in words for words in told), name
        assert not told or name == "disclosure"
    close_all()
