"""How far a property is searched: a few examples in every run, many in ``make test-long``."""

from __future__ import annotations

import os
from typing import Final

IS_LONG: Final = bool(os.environ.get("FOLLOWUP_SEARCH"))


def most(quick: int, thorough: int) -> int:
    """How many examples to try at most."""
    return thorough if IS_LONG else quick
