"""The page of figures: one row a figure, of which only the last cell is rewritten."""

from __future__ import annotations

import pytest

from tests.support import figures


def test_a_figure_is_kept_in_its_own_row_and_nowhere_else() -> None:
    page = figures.PAGE.read_text(encoding="utf-8")
    again = figures.rewritten(page, "rounds killed", "rounds 20, lost 0")
    (changed,) = set(again.splitlines()) - set(page.splitlines())
    assert changed.endswith("| tests/faults/test_killed.py | rounds 20, lost 0 |")
    assert figures.rewritten(again, "rounds killed", "rounds 20, lost 0") == again
    assert len(again.splitlines()) == len(page.splitlines())
    with pytest.raises(LookupError, match="no such figure"):
        figures.rewritten(page, "no such figure", "1")
