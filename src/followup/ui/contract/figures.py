"""The words, bars and rows of one requirement: what its chart and its table both say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from followup.domain.period import Period
from followup.domain.requirement import Assessment, Requirement
from followup.i18n.text import (
    energy,
    number,
    period_label,
    quantity,
    t,
)
from followup.rules.forecast import Outlook
from followup.services.asks import CIRCULAR
from followup.services.contract.overview import Amounts, WindowOverview
from followup.services.forecast import text as forecast_text
from followup.services.forecast.forecast import Ahead
from followup.services.requirement import measure_text
from followup.ui.charts import FuelEnergy, RequirementPeriod
from followup.ui.tables import Column, Status


def is_judged(a: Assessment) -> bool:
    """Whether a verdict on finished days has been given, for better or worse."""
    return a.verdict != "not_due"


def share_ends(a: Assessment) -> tuple[Decimal | None, Decimal | None]:
    """The ends of the share; nothing where no amount bounds it or no report is in."""
    m = a.measured
    if m.unknown is None or m.is_nothing or (m.expected and not m.covered and not m.rows_used):
        return None, None
    return m.low, m.high


def share_words(a: Assessment, lang: str) -> str:
    """The share as a figure, an interval, or that it is not known."""
    low, high = share_ends(a)
    return measure_text.value_range(low, high, a.spec, lang)


def limit_words(requirement: Requirement, limit: Decimal, lang: str) -> str:
    """``minst 80 %`` or ``högst 20 %``."""
    key = "at_least" if requirement.comparator == ">=" else "at_most"
    return t(f"page_contract.{key}", lang, limit=measure_text.limit(limit, requirement.spec, lang))


def finding(requirement: Requirement, windows: Sequence[WindowOverview], lang: str) -> str:
    """The one sentence that the chart shows: the latest verdict with its share and limit."""
    judged = [w.assessment for w in windows if is_judged(w.assessment)]
    if not judged:
        return t("page_contract.nothing_judged", lang)
    a = judged[-1]
    low, _ = share_ends(a)
    key = "page_contract.finding" if low is not None else "page_contract.finding_unknown"
    return t(
        key,
        lang,
        period=period_label(a.period, lang),
        share=share_words(a, lang),
        limit=limit_words(requirement, a.limit, lang),
        verdict=t(f"verdict.{a.outcome}", lang),
    )


Outlooks = Mapping[Period, Outlook]


def outlooks(ahead: Ahead | None) -> Outlooks:
    """What is foreseen, by the days it is foreseen for."""
    return {} if ahead is None else {one.target.period: one for one in ahead.outlooks}


def periods(
    windows: Sequence[WindowOverview], lang: str, foreseen: Outlooks
) -> list[RequirementPeriod]:
    """What the chart draws, one column per window."""
    none = (None, None)
    ends = {days: (one.low, one.high) for days, one in foreseen.items()}
    return [
        RequirementPeriod(
            label=period_label(w.assessment.period, lang),
            state=state(w),
            fuels=tuple(FuelEnergy(f.fuel, f.energy_mwh) for f in w.amounts.fuels)
            if w.assessment.unit != "report"
            else (),
            share_low=share_ends(w.assessment)[0],
            share_high=share_ends(w.assessment)[1],
            limit=w.assessment.limit,
            ahead_low=ends.get(w.assessment.period, none)[0],
            ahead_high=ends.get(w.assessment.period, none)[1],
        )
        for w in windows
    ]


def state(window: WindowOverview) -> Any:
    """Reported, nothing driven as reported, missing after its due date, or still to come."""
    a = window.assessment
    if window.amounts.row_count or a.measured.rows_used:
        return "reported"
    if a.outcome == "no_activity":
        return "nil"
    if a.verdict == "exempt":
        return "reported"
    return "coming" if a.verdict == "not_due" else "missing"


def unknown_words(count: int, of: int, lang: str) -> str:
    """``okänt för 3 av 41 rader``, or nothing."""
    if not count:
        return ""
    return t("page_contract.unknown_rows", lang, count=number(count, lang), of=number(of, lang))


def energy_words(amounts: Amounts, lang: str) -> str:
    """Energy with what is not known of it."""
    return _with_unknown(
        energy(amounts.energy_mwh, lang), amounts.rows_without_energy, amounts, lang
    )


def tonnes_words(amounts: Amounts, lang: str) -> str:
    """Emissions between their low and high factor, with what is not known of them."""
    low, high = amounts.tonnes_low, amounts.tonnes_high
    if low is None or high is None:
        words = t("unit.unknown", lang)
    elif number(low, lang, 1) == number(high, lang, 1):
        words = quantity(low, "tCO2e", lang, 1)
    else:
        words = f"{number(low, lang, 1)}–{quantity(high, 'tCO2e', lang, 1)}"
    return _with_unknown(words, amounts.rows_without_tonnes, amounts, lang)


def distance_words(amounts: Amounts, lang: str) -> str:
    """Kilometres with what is not known of them."""
    words = quantity(amounts.distance_km, "km", lang)
    return _with_unknown(words, amounts.rows_without_distance, amounts, lang)


def vehicles_words(amounts: Amounts, lang: str) -> str:
    """Vehicles that the rows name, with the rows that name none."""
    words = quantity(amounts.vehicles, "vehicle", lang)
    return _with_unknown(words, amounts.rows_without_vehicle, amounts, lang)


def _with_unknown(words: str, missing: int, amounts: Amounts, lang: str) -> str:
    unknown = unknown_words(missing, amounts.row_count, lang)
    if not amounts.row_count or not unknown or missing == amounts.row_count:
        return words
    return f"{words} ({unknown})"


def coverage_words(a: Assessment, lang: str) -> str:
    """How many of the expected months are in; of reports, how many came in time."""
    m = a.measured
    if a.unit == "report":
        known = number(m.numerator, lang), number(m.denominator, lang)
        return t("page_contract.reports_in_time", lang, count=known[0], of=known[1])
    if not m.expected:
        return t("page_contract.nothing_expected", lang)
    covered, expected = number(m.covered, lang), number(m.expected, lang)
    return t("page_contract.months_in", lang, covered=covered, expected=expected)


def rows(
    requirement: Requirement, windows: Sequence[WindowOverview], lang: str, foreseen: Outlooks
) -> list[dict[str, object]]:
    """The chart as a table, one row per window."""
    return [
        {
            "period": period_label(w.assessment.period, lang),
            "verdict": Status(w.assessment.outcome, t(f"verdict.{w.assessment.outcome}", lang)),
            "share": share_words(w.assessment, lang),
            "limit": limit_words(requirement, w.assessment.limit, lang),
            "ahead": _ahead_words(foreseen.get(w.assessment.period), requirement, lang),
            "coverage": coverage_words(w.assessment, lang),
            "energy": energy_words(w.amounts, lang),
            "tonnes": tonnes_words(w.amounts, lang),
            "distance": distance_words(w.amounts, lang),
            "vehicles": vehicles_words(w.amounts, lang),
        }
        for w in windows
    ]


def _ahead_words(one: Outlook | None, requirement: Requirement, lang: str) -> str:
    if one is None:
        return ""
    words = (forecast_text.expected(one, requirement, lang), forecast_text.answer(one, lang))
    return ": ".join(word for word in words if word)


def has_energy(requirement: Requirement) -> bool:
    """Whether what was driven is shown beside it; reports, judgements and goods have no energy."""
    spec = requirement.spec
    return spec.basis not in ("reports", "evidence", "market") and spec.sql not in CIRCULAR


def columns(requirement: Requirement, lang: str, foreseen: Outlooks) -> list[Column]:
    """The columns of ``rows``; reports in time have no energy of their own."""
    names = ["period", "verdict", "share", "limit", *(["ahead"] if foreseen else []), "coverage"]
    if has_energy(requirement):
        names += ["energy", "tonnes", "distance", "vehicles"]
    kinds = {"verdict": "status"}
    return [
        Column(name, _head(name, lang), kind=kinds.get(name, "text"))  # type: ignore[arg-type]
        for name in names
    ]


def _head(name: str, lang: str) -> str:
    key = "forecast.column.answer" if name == "ahead" else f"page_contract.column_{name}"
    return t(key, lang)


def share_of(a: Assessment, lang: str) -> str:
    """A short share for a link: one figure, its interval, or nothing."""
    low, high = share_ends(a)
    if low is None or high is None:
        return ""
    return measure_text.value_range(low, high, a.spec, lang, 0)
