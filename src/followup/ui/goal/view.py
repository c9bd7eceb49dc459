"""The goal pages: a card for each goal, and one goal with all that stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_FLOOR, Decimal

import plotly.graph_objects as go
import streamlit as st

from followup.domain.goal import MEASURE, Goal, Point, Progress
from followup.domain.requirement import MEASURES
from followup.i18n.text import day, has_text, percent, percent_range, t
from followup.services.goal import words as goal_words
from followup.services.goal.status import Contribution
from followup.services.proof import figure_facts
from followup.services.proof import text as proof_text
from followup.ui import charts, components, meaning, resources, tables
from followup.ui.charts import GoalPoint, Note, PathPoint
from followup.ui.components import Place, escape
from followup.ui.goal import contracts as goal_contracts
from followup.ui.tables import Column, Row

SHARE_UNIT = goal_words.SHARE_UNIT
CARD_HEIGHT, CARD_WIDTH = 170, 380
WHOLE_PERCENT = Decimal("0.01")


def card(progress: Progress, lang: str) -> None:
    """One goal in a few lines, for a phone: where it stands, in one sentence and one line."""
    goal = progress.goal
    with st.container(border=True, height="stretch", key=f"goal_{goal.identifier}"):
        st.markdown(f"#### {escape(goal.title)}")
        _status(progress, lang)
        _standing(progress, lang)
        st.markdown(escape(tables.unbroken(goal_words.sentence(progress, lang))))
        if len([p for p in progress.series if p.value is not None]) > 1:
            drawn = _figure(progress, lang)
            drawn.update_layout(height=CARD_HEIGHT, showlegend=False, margin={"t": 24})
            _show(drawn, progress, lang, f"card_{goal.identifier}")
        place = Place(t("page_goals.open", lang), "goals", {"goal": goal.identifier})
        components.link(place, icon=":material/arrow_forward:")


def _status(progress: Progress, lang: str) -> None:
    goal = progress.goal
    with st.container(horizontal=True, gap="small"):
        components.status_badge(progress.status, lang, "status")
        if goal.is_proxy:
            st.badge(t("goal.proxy", lang), color="gray", help=t("page_goals.proxy_help", lang))
        if goal.is_own:
            st.badge(t("goal.own", lang), color="gray")
        if goal.status == "unverified":
            components.status_badge(
                goal.status, lang, "source_status", meaning.help_for(goal.status, lang)
            )
        st.badge(t(f"page_goals.scope.{goal.scope}", lang), color="gray")


def _standing(progress: Progress, lang: str) -> None:
    """The figure with what it measures and its day; below it the target and what it covers."""
    goal, latest = progress.goal, progress.latest
    told = [target(goal, lang)]
    if latest is not None:
        what = _indicator(goal, lang)
        label = t("page_goals.latest_on", lang, what=what, day=latest.day)
        st.metric(escape(label), figure(goal, latest, lang))
        # Of a known value the sentence says how many reports there are where some are missing.
        if latest.value is None or latest.coverage is None or latest.coverage >= 1:
            told.append(coverage(latest, lang))
    st.caption(tables.unbroken(" · ".join(told)))


def target(goal: Goal, lang: str) -> str:
    """``Mål 100 % senast 2030-12-31``, or that none is set."""
    if goal.target is None:
        return t("page_goals.no_target", lang)
    value = goal_words.level(goal, goal.target, lang)
    if goal.target_date is None:
        return t("page_goals.target_open", lang, value=value)
    return t("page_goals.target", lang, value=value, day=goal.target_date)


def coverage(point: Point, lang: str) -> str:
    """How much the figure stands on; an official figure has its source instead."""
    if point.coverage is not None:
        # Rounded down, so that less than everything never reads as all.
        share = point.coverage.quantize(WHOLE_PERCENT, ROUND_FLOOR)
        return t("goal.covers", lang, coverage=percent(share, lang, 0))
    key = "page_goals.official" if point.source else "app.coverage_unknown"
    return t(key, lang)


def figure(goal: Goal, point: Point, lang: str) -> str:
    """A point's value in words, as an interval where unknown amounts make it one."""
    if goal.unit == SHARE_UNIT and point.low != point.high:
        return percent_range(point.low, point.high, lang)
    return goal_words.level(goal, point.value, lang)


def _absent(progress: Progress, contributions: Sequence[Contribution]) -> set[str]:
    """Words of the help for what this goal does not show."""
    goal = progress.goal
    shown = {
        "base_value": goal.base is not None,
        "milestone": bool(goal.path),
        "index": goal.unit == "index",
        "proxy": goal.is_proxy,
        "pull": bool(contributions),
        "reduction_obligation": bool(progress.breaks),
        "unverified": goal.status == "unverified",
        "uncertainty": any(p.low != p.high for p in progress.series),
    }
    return {code for code, is_shown in shown.items() if not is_shown}


def rule(lang: str) -> tuple[str, ...]:
    """By which rule goals are assessed, in words."""
    return figure_facts.of_goals(resources.installation().catalogue, resources.today(), lang)


def detail(progress: Progress, contributions: Sequence[Contribution], lang: str) -> None:
    """One goal with its chart, its facts, the contracts that move it, and the method."""
    goal = progress.goal
    st.subheader(escape(goal.title), anchor=False)
    _status(progress, lang)
    _standing(progress, lang)
    st.markdown(f"**{escape(tables.unbroken(goal_words.sentence(progress, lang)))}**")
    goal_contracts.strongest(goal, contributions, lang)
    if doubts := [t(f"goal.reason.{code}", lang) for code in progress.reasons[1:]]:
        st.caption(" ".join(doubts))
    if any(p.value is not None for p in progress.series):
        _show(_figure(progress, lang, with_notes=True), progress, lang, "goal_chart")
    told = [f"{n}\\. {words}" for n, (_, words) in enumerate(_notes(progress, lang), start=1)]
    if told:
        st.caption(t("page_goals.meanwhile", lang) + " " + " · ".join(told))
    meaning.explain("goal", lang, rule(lang), _absent(progress, contributions))
    tables.pairs(_facts(progress, lang), alt=t("page_goals.facts_alt", lang))
    if contributions:
        goal_contracts.table(contributions, lang)
    st.subheader(t("page_goals.method_title", lang), anchor=False)
    for code in ("method_figure", "method_status", "method_uncertainty"):
        st.markdown(f"- {t(f'page_goals.{code}', lang)}")


def _figure(progress: Progress, lang: str, *, with_notes: bool = False) -> go.Figure:
    goal = progress.goal
    unit = "percent" if goal.unit == SHARE_UNIT else goal.unit.replace(" ", "")
    is_exact = all(p.low == p.high for p in progress.series)
    points = [
        GoalPoint(p.day, p.value, is_complete=p.is_complete)
        if is_exact
        else GoalPoint(p.day, p.value, p.low, p.high, p.is_complete)
        for p in progress.series
    ]
    path = [PathPoint(step.valid_from, step.value) for step in progress.path]
    if not path and goal.target is not None and goal.target_date is not None:
        # No way there was decided: what is needed leads from the latest whole year.
        whole = [p for p in progress.series if p.is_complete and p.day < goal.target_date]
        path = [PathPoint(p.day, p.value) for p in whole if p.value is not None][-1:]
        path.append(PathPoint(goal.target_date, goal.target))
    told = _notes(progress, lang) if with_notes else []
    notes = [Note(on, str(number)) for number, (on, _) in enumerate(told, start=1)]
    return charts.goal_figure(points, path, lang, unit=unit, notes=notes, stepped=bool(goal.path))


def _notes(progress: Progress, lang: str) -> list[tuple[date, str]]:
    """Changes of the law within the years shown, each day once, in words."""
    first = min((p.day for p in progress.series), default=None)
    turns = sorted({(b.day, b.is_lower) for b in progress.breaks if first and b.day >= first})
    return [
        (on, t("page_goals.law_lowered" if lower else "page_goals.law_raised", lang, day=on))
        for on, lower in turns
    ]


def _show(drawn: go.Figure, progress: Progress, lang: str, key: str) -> None:
    goal = progress.goal
    rows: list[Row] = [
        {
            "day": day(p.day, lang) if p.is_complete
            else f"{day(p.day, lang)} ({t('goal.so_far', lang)})",
            "actual": figure(goal, p, lang),
            "needed": "",
            "coverage": coverage(p, lang),
        }
        for p in progress.series
    ]  # fmt: skip
    rows += [
        {"day": day(s.valid_from, lang), "needed": goal_words.level(goal, s.value, lang)}
        for s in progress.path
    ]
    columns = [
        Column("day", t("page_goals.column_day", lang)),
        Column("actual", t("chart.actual", lang)),
        Column("needed", t("chart.needed", lang)),
        Column("coverage", t("page_goals.column_coverage", lang)),
    ]
    alt = f"{t(f'status.{progress.status}', lang)}. {goal_words.sentence(progress, lang)}"
    charts.show(drawn, lang, key=key, alt=alt, rows=rows, columns=columns)


def _facts(progress: Progress, lang: str) -> list[tuple[str, str]]:
    goal = progress.goal
    catalogue = resources.installation().catalogue
    source = proof_text.source_title(catalogue, goal.source, lang)
    facts = [
        ("needed_label", _pace(goal, progress.needed_per_year, lang)),
        ("change_label", _pace(goal, progress.latest_per_year, lang)),
        ("indicator_label", _indicator(goal, lang)),
        ("scope_label", t(f"page_goals.scope_long.{goal.scope}", lang)),
        ("owner_label", goal.owner),
        ("source_label", f"{source} · {t(f'source_status.{goal.status}', lang)}".strip(" ·")),
        ("figures_label", _figure_sources(progress, lang)),
        ("note_label", goal.note or ""),
    ]
    return [(t(f"page_goals.{label}", lang), text) for label, text in facts if text]


def _pace(goal: Goal, value: Decimal | None, lang: str) -> str:
    if value is None:
        return t("page_goals.no_pace", lang)
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return f"{sign}{goal_words.pace(goal, value, lang)}"


def _indicator(goal: Goal, lang: str) -> str:
    code = goal.indicator.removeprefix(MEASURE)
    if code in MEASURES:
        return t(f"measure.{code}", lang)
    code = code.rpartition("/")[2].rpartition(":")[2]
    key = f"reference.indicator.{code}"
    return t(key, lang) if has_text(key) else code


def _figure_sources(progress: Progress, lang: str) -> str:
    catalogue = resources.installation().catalogue
    named = dict.fromkeys(p.source for p in progress.series if p.source)
    if named:
        return "; ".join(proof_text.source_title(catalogue, s, lang) for s in named)
    return t("page_goals.from_reports", lang) if progress.series else ""
