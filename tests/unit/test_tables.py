"""What a plain table writes of words that are copied from it."""

from __future__ import annotations

import pytest

from followup.ui.tables import unbroken


def test_a_day_is_cut_by_no_line() -> None:
    assert unbroken("2025-01-31 – 2025-02-01") == "2025‑01‑31 – 2025‑02‑01"


@pytest.mark.parametrize("written", ["RK-2024-017", "rapport-2025-01-31.xlsx", "ABC-123"])
def test_what_is_searched_for_can_be_copied_as_it_stands(written: str) -> None:
    assert unbroken(written) == written
