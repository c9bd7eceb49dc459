"""Addresses in the app for figures: relative to its first page, as its menu names the pages."""

from __future__ import annotations

from urllib.parse import urlencode


def goal_page(goal: str) -> str:
    """A goal's own page."""
    return f"mal?{urlencode({'goal': goal})}"


def compliance_of(contract: str) -> str:
    """The verdicts of one contract, with the way to each row."""
    return f"efterlevnad?{urlencode({'only': contract})}"


def case_page(case: str) -> str:
    """A deviation."""
    return f"avvikelser?{urlencode({'case': case})}"


CONTRACTS = "avtal"
COMPLIANCE = "efterlevnad"
DEVIATIONS = "avvikelser"
REPORTS = "rapporter"
