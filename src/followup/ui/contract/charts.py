"""One requirement of a contract: its finding, its chart, and what was driven beside it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from followup.domain.requirement import Requirement
from followup.i18n.text import period_label, t
from followup.services.contract.overview import RequirementOverview, WindowOverview
from followup.services.forecast import text as forecast_text
from followup.services.forecast.forecast import Ahead
from followup.ui import charts, components, theme
from followup.ui.charts import Bar
from followup.ui.components import Place, escape, link
from followup.ui.contract import figures
from followup.ui.tables import Column

LATEST = 8
UNITS = {"distance": "km", "vehicles": "vehicle"}


def show(found: RequirementOverview, lang: str, ahead: Ahead | None = None) -> None:
    """Heading, clause, latest figures, chart with small charts beside, and links to proofs."""
    requirement, windows = found.requirement, found.windows
    short = requirement.identifier.rpartition("/")[2]
    st.subheader(f"{escape(short)} · {escape(requirement.title)}", anchor=False)
    _clause(requirement, windows, lang)
    if not windows:
        st.info(t("page_contract.no_windows", lang))
        return
    sentence = figures.finding(requirement, windows, lang)
    st.markdown(f"**{escape(sentence)}**")
    _latest(windows, lang)
    if ahead is not None:
        words = forecast_text.line(ahead.told, requirement, lang)
        st.caption(f"{theme.mark(f'ahead_{ahead.told.answer}').sign} {escape(words)}")
    _main_chart(requirement, windows, sentence, lang, figures.outlooks(ahead))
    if figures.has_energy(requirement):
        _small_charts(requirement, windows, lang)
    _proofs(requirement, windows, lang)


def _clause(requirement: Requirement, windows: Sequence[WindowOverview], lang: str) -> None:
    tiled = t(f"period.{requirement.assessment_period}", lang)
    words = [t("page_contract.assessed_per", lang, period=tiled)]
    if (measure := t(f"measure.{requirement.measure}", lang)) != requirement.title:
        words.insert(0, measure)
    if windows:
        now = next((w for w in reversed(windows) if figures.is_judged(w.assessment)), windows[0])
        limit = figures.limit_words(requirement, now.assessment.limit, lang)
        since = now.assessment.limit_valid_from
        words.insert(-1, t("page_contract.limit_from", lang, limit=limit, day=since))
    line = " · ".join(words)
    st.caption(escape(line[:1].upper() + line[1:]))
    if requirement.clause:
        with st.expander(t("page_contract.clause", lang), key=f"clause-{requirement.identifier}"):
            components.plain(requirement.clause)


def _latest(windows: Sequence[WindowOverview], lang: str) -> None:
    """Energy, tonnes and distance beside the share, each with what is not known of it."""
    judged = [w for w in windows if figures.is_judged(w.assessment)]
    if not judged:
        return
    window = judged[-1]
    a, amounts = window.assessment, window.amounts
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        components.status_badge(a.outcome, lang)
        st.caption(escape(figures.coverage_words(a, lang)), width="content")
    words = []
    if amounts.row_count and a.unit != "report":
        words = [
            t("page_contract.energy", lang, amount=figures.energy_words(amounts, lang)),
            t("page_contract.tonnes", lang, amount=figures.tonnes_words(amounts, lang)),
            t("page_contract.distance", lang, amount=figures.distance_words(amounts, lang)),
        ]
    reasons = [t(f"reason.{code}", lang) for code in a.reasons]
    for line in ([" · ".join(words)] if words else []) + reasons:
        st.caption(escape(line))


def _main_chart(
    requirement: Requirement,
    windows: Sequence[WindowOverview],
    sentence: str,
    lang: str,
    foreseen: figures.Outlooks,
) -> None:
    figure = charts.requirement_figure(
        figures.periods(windows, lang, foreseen),
        lang,
        share_name=t(f"measure.{requirement.measure}", lang),
        worst="low" if requirement.comparator == ">=" else "high",
        has_energy=figures.has_energy(requirement),
        spec=requirement.spec,
    )
    charts.show(
        figure,
        lang,
        key=f"chart-{requirement.identifier}",
        alt=t("page_contract.chart_alt", lang, title=requirement.title, finding=sentence),
        rows=figures.rows(requirement, windows, lang, foreseen),
        columns=figures.columns(requirement, lang, foreseen),
    )


def _small_charts(requirement: Requirement, windows: Sequence[WindowOverview], lang: str) -> None:
    places = st.columns(2)
    for place, (name, unit) in zip(places, UNITS.items(), strict=True):
        bars = [
            Bar(
                period_label(w.assessment.period, lang),
                w.amounts.distance_km if name == "distance" else _whole(w.amounts.vehicles),
                is_nil=figures.state(w) == "nil",
            )
            for w in windows
            if figures.state(w) != "coming"
        ]
        known = [bar.value for bar in bars if bar.value is not None]
        title = t(f"page_contract.column_{name}", lang)
        if not known:
            place.caption(t("page_contract.none_known", lang, what=escape(title)))
            continue
        words = figures.distance_words if name == "distance" else figures.vehicles_words
        shown = [w for w in windows if figures.state(w) != "coming"]
        table = [
            {"period": period_label(w.assessment.period, lang), "amount": words(w.amounts, lang)}
            for w in shown
        ]
        with place:
            charts.show(
                charts.small_figure(bars, lang, title=title, unit=unit),
                lang,
                key=f"small-{name}-{requirement.identifier}",
                alt=f"{title}: {table[-1]['period']} {table[-1]['amount']}",
                rows=table,
                columns=[
                    Column("period", t("page_contract.column_period", lang)),
                    Column("amount", title),
                ],
            )


def _whole(count: int | None) -> Decimal | None:
    return None if count is None else Decimal(count)


def _proofs(requirement: Requirement, windows: Sequence[WindowOverview], lang: str) -> None:
    """A link per verdict to its proof, the latest ones open."""
    judged = [w for w in windows if figures.is_judged(w.assessment)]
    st.caption(t("page_contract.open_proof", lang))
    latest, earlier = judged[-LATEST:], judged[:-LATEST]
    _links(latest or list(windows[:1]), lang)
    if earlier:
        with st.expander(
            t("page_contract.earlier", lang, count=len(earlier)),
            key=f"earlier-{requirement.identifier}",
        ):
            _links(earlier, lang)


def _links(windows: Sequence[WindowOverview], lang: str) -> None:
    with st.container(horizontal=True, gap="small"):
        for window in windows:
            a = window.assessment
            parts = [
                theme.mark(a.outcome).sign,
                period_label(a.period, lang),
                figures.share_of(a, lang) or t(f"verdict.{a.outcome}", lang),
            ]
            query = {
                "contract": a.contract,
                "requirement": a.requirement,
                "period": str(a.period),
            }
            link(Place(escape(" ".join(parts)), "compliance", query))
