"""A finding in words, the same on every page, in every export and on the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final

from followup.domain.finding import Finding
from followup.domain.period import parse_period
from followup.i18n.text import day, exact, has_text, period_label, t

# Parameters that hold a figure of ours, written with a point and no spaces.
AMOUNTS: Final = frozenset(
    {"amount", "earlier", "found", "high", "low", "of", "per_100_km", "reading", "rows", "stated"}
)


def words(found: Finding, lang: str, clean: Callable[[str], str] = str) -> str:
    """What was found; ``clean`` makes words from the file inert where the text is drawn.

    An explained question is told with what was asked and the reason that was given.
    """
    params = {name: _written(name, value, lang, clean) for name, value in found.params.items()}
    asked = found.params.get("code", "")
    if asked and has_text(f"finding.{asked}"):
        params["what"] = t(f"finding.{asked}", lang, **params)
    if not has_text(f"finding.{found.code}"):
        return clean(found.code)
    return t(f"finding.{found.code}", lang, **params)


def _written(name: str, value: str, lang: str, clean: Callable[[str], str]) -> str:
    """A parameter as it is read; only our own figures and days are written anew."""
    if name in AMOUNTS:
        return exact(Decimal(value), lang)
    if name == "day":
        return day(date.fromisoformat(value), lang)
    if name == "period":
        return clean(period_label(parse_period(value), lang))
    if name == "unit" and has_text(f"unit.{value}"):
        return t(f"unit.{value}", lang)
    return clean(value)
