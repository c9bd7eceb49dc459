"""A forecast in words: the same on Efterlevnad, on the contract and in tables."""

from __future__ import annotations

from followup.domain.requirement import Requirement
from followup.i18n.text import has_text, number, percent, period_label, t
from followup.rules.forecast import ForecastRule, Outlook
from followup.services.proof import text as proof_text
from followup.services.requirement import measure_text
from followup.services.requirement import text as requirement_text

STEPS = ("points", "season", "trend", "carried", "running", "margin", "answer", "tried")


def answer(one: Outlook, lang: str) -> str:
    """``Bryts vid steget 2026-03-01``; where nothing can be said, that."""
    if one.answer == "cannot_tell":
        return t("forecast.answer.cannot_tell", lang)
    kind = "step" if one.target.is_step else "window"
    return t(f"forecast.{one.answer}_{kind}", lang, day=one.target.day)


def expected(one: Outlook, requirement: Requirement, lang: str) -> str:
    """Both ends of what is expected; ``okänt`` where nothing can be."""
    if one.low is None or one.high is None:
        return t("forecast.unknown", lang)
    return measure_text.value_range(one.low, one.high, requirement.spec, lang)


def limit(one: Outlook, requirement: Requirement, lang: str) -> str:
    """``minst 85 %``, as it will be then."""
    return requirement_text.limit_words(requirement, one.target.limit.value, lang)


def why(one: Outlook, lang: str) -> str:
    """What the forecast rests on, or why there is none."""
    if one.reason is not None:
        own = f"forecast.reason.{one.reason}"
        return t(own if has_text(own) else f"reason.{one.reason}", lang)
    code = "carried_of" if one.method == "carried" and one.points > 1 else one.method
    return t(f"forecast.method.{code}", lang, count=number(one.points, lang))


def newest(one: Outlook, lang: str) -> str:
    """The newest share with its period: ``71,2–75,6 %, 2025 Q4``; empty without any."""
    found = one.newest
    if found is None:
        return ""
    words = period_label(found.period, lang)
    share = proof_text.share_words(found, lang, 1) if one.low is not None else ""
    return f"{share}, {words}" if share else words


def line(one: Outlook, requirement: Requirement, lang: str) -> str:
    """The forecast in one sentence."""
    if one.low is None:
        day = one.target.day
        return t("forecast.line_open", lang, day=day, reason=why(one, lang))
    said = answer(one, lang)
    words = t(
        "forecast.line", lang, expected=expected(one, requirement, lang),
        limit=limit(one, requirement, lang), answer=said,
    )  # fmt: skip
    return f"{words} {why(one, lang)}" if one.reason else words


def steps(rule: ForecastRule, lang: str) -> tuple[str, ...]:
    """The published method, in its order, with the parameters in force."""
    words = {
        "months": number(rule.history_months, lang),
        "fewest": number(rule.fewest_periods, lang),
        "season": percent(rule.season_part, lang, 0),
        "comparisons": number(rule.season_comparisons, lang),
        "periods": number(rule.trend_periods, lang),
        "part": percent(rule.usual_change_part, lang, 0),
        "assumed": percent(rule.assumed_change, lang, 0),
    }
    return tuple(t(f"forecast.step.{code}", lang, **words) for code in STEPS)
