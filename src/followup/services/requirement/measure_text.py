"""Figures on a measure's own scale in words: per cent, grams per kilometre, vehicles, yes or no."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from followup.domain.measure import MeasureSpec
from followup.i18n.text import NO_BREAK_SPACE, exact, number, percent, percent_range, quantity, t

JUDGED = ("evidence", "market")


def limit(value: Decimal, spec: MeasureSpec, lang: str) -> str:
    """A limit as it was agreed: ``80 %``, ``95 g/km``, ``3 fordon``; yes for what is judged."""
    if spec.basis in JUDGED:
        return t("proof.shown", lang)
    if spec.scale == "share":
        return t("unit.percent", lang, value=exact(value * 100, lang))
    return f"{exact(value, lang)}{NO_BREAK_SPACE}{t(f'unit.{spec.unit}', lang)}"


def limit_from(value: Decimal, comparator: str, spec: MeasureSpec, day: date, lang: str) -> str:
    """``Minst 80 %, gäller från 2025-01-01``; what is judged is to be shown."""
    if spec.basis in JUDGED:
        return t("proof.limit_to_show", lang, day=day)
    key = "proof.limit_at_least" if comparator == ">=" else "proof.limit_at_most"
    return t(key, lang, limit=limit(value, spec, lang), day=day)


def value(found: Decimal | None, spec: MeasureSpec, lang: str, decimals: int = 1) -> str:
    """One end of what was measured, rounded for reading; never compared."""
    if found is None:
        return t("unit.unknown", lang)
    if spec.basis in JUDGED:
        return t("proof.shown" if found >= 1 else "proof.not_shown", lang)
    if spec.scale == "share":
        return percent(found, lang, decimals)
    return quantity(found, spec.unit, lang, 0 if spec.scale == "count" else decimals)


def value_range(
    low: Decimal | None, high: Decimal | None, spec: MeasureSpec, lang: str, decimals: int = 1
) -> str:
    """Both ends, or one figure where they read the same: ``60,0–95,0 %``, ``73–89 g/km``."""
    if low is None or high is None:
        return t("unit.unknown", lang)
    if spec.scale == "share" and spec.basis not in JUDGED:
        return percent_range(low, high, lang, decimals)
    first, last = value(low, spec, lang, decimals), value(high, spec, lang, decimals)
    if first == last:
        return first
    digits = 0 if spec.scale == "count" else decimals
    return f"{number(low, lang, digits)}–{last}"
