"""A goal's chart with its table twin: reached, needed, trend, and what contracts have promised."""

from __future__ import annotations

from datetime import date

import plotly.graph_objects as go
import streamlit as st

from followup.domain.goal import Goal, Point, Progress, TrendPoint
from followup.i18n.text import day, t
from followup.services.goal import outlook
from followup.services.goal import words as goal_words
from followup.ui import charts, tables
from followup.ui.charts import GoalPoint, Note, PathPoint, TrendLine
from followup.ui.components import escape
from followup.ui.goal import standing
from followup.ui.tables import Column, Row


def small(progress: Progress, lang: str) -> None:
    """The chart of a card: the same lines without names, and the whole twin."""
    if len([p for p in progress.series if p.value is not None]) > 1:
        drawn = figure(progress, lang, is_card=True)
        _show(drawn, progress, lang, f"card_{progress.goal.identifier}")


def show(progress: Progress, lang: str) -> None:
    """The chart of a goal's page, with what the trend and the contracts' steps say in words."""
    said = [outlook.trend(progress, lang), outlook.scenario(progress, lang)]
    if any(p.value is not None for p in progress.series):
        _show(figure(progress, lang), progress, lang, "goal_chart")
    for words in filter(None, said):
        st.markdown(escape(tables.unbroken(words)))
    told = [f"{n}\\. {words}" for n, (_, words) in enumerate(_notes(progress, lang), start=1)]
    if told:
        st.caption(t("page_goals.meanwhile", lang) + " " + " · ".join(told))


def figure(progress: Progress, lang: str, *, is_card: bool = False) -> go.Figure:
    """The figure without its words."""
    goal = progress.goal
    unit = "percent" if goal.unit == goal_words.SHARE_UNIT else goal.unit.replace(" ", "")
    told = [] if is_card else _notes(progress, lang)
    return charts.goal_figure(
        _points(progress),
        _path(progress),
        lang,
        unit=unit,
        notes=[Note(on, str(number)) for number, (on, _) in enumerate(told, start=1)],
        stepped=bool(goal.path),
        trend=_trend(progress),
        scenario=_scenario(progress),
        is_card=is_card,
    )


def _points(progress: Progress) -> list[GoalPoint]:
    """Years that do not decide stand off the line, as those that still run do."""
    is_exact = all(p.low == p.high for p in progress.series)
    return [
        GoalPoint(
            p.day, p.value, *((None, None) if is_exact else (p.low, p.high)),
            is_complete=p.value is None or p.day in progress.decisive,
        )
        for p in progress.series
    ]  # fmt: skip


def _path(progress: Progress) -> list[PathPoint]:
    goal = progress.goal
    path = [PathPoint(step.valid_from, step.value) for step in progress.path]
    if not path and goal.target is not None and goal.target_date is not None:
        # No way there was decided: what is needed leads from the latest whole year.
        whole = [p for p in progress.series if p.is_complete and p.day < goal.target_date]
        path = [PathPoint(p.day, p.value) for p in whole if p.value is not None][-1:]
        path.append(PathPoint(goal.target_date, goal.target))
    return path


def _trend(progress: Progress) -> TrendLine | None:
    found = progress.trend
    if found is None:
        return None
    ahead = [p for p in found.line if p.day >= found.last]
    return TrendLine(
        line=[PathPoint(p.day, p.value) for p in found.line],
        low=[PathPoint(p.day, p.low) for p in ahead],
        high=[PathPoint(p.day, p.high) for p in ahead],
    )


def _scenario(progress: Progress) -> list[PathPoint]:
    """What is promised at least (at most, where down is the way), from the newest figure on."""
    latest = progress.latest
    end = "low" if progress.goal.direction == "up" else "high"
    start = getattr(latest, end) if latest else None
    if not progress.scenario or latest is None or start is None:
        return []
    kept = [PathPoint(p.day, getattr(p, end)) for p in progress.scenario]
    return [PathPoint(latest.day, start), *kept]


def _notes(progress: Progress, lang: str) -> list[tuple[date, str]]:
    """Changes of the law within the years shown, each day once, in words."""
    first = min((p.day for p in progress.series), default=None)
    turns = sorted({(b.day, b.is_lower) for b in progress.breaks if first and b.day >= first})
    return [
        (on, t("page_goals.law_lowered" if lower else "page_goals.law_raised", lang, day=on))
        for on, lower in turns
    ]


def _show(drawn: go.Figure, progress: Progress, lang: str, key: str) -> None:
    columns = [Column("day", t("page_goals.column_day", lang))]
    columns += [Column(name, t(f"chart.{name}", lang)) for name in _told(progress)]
    columns.append(Column("coverage", t("page_goals.column_coverage", lang)))
    charts.show(
        drawn, lang, key=key, alt=alt(progress, lang), rows=_rows(progress, lang), columns=columns
    )


def alt(progress: Progress, lang: str) -> str:
    """The finding in words, for those who do not see the chart."""
    said = [
        f"{t(f'status.{progress.status}', lang)}.",
        standing.lead(progress, lang),
        goal_words.sentence(progress, lang),
        outlook.trend(progress, lang),
        outlook.scenario(progress, lang),
    ]
    return " ".join(filter(None, said))


def _told(progress: Progress) -> list[str]:
    """The columns of the twin, as codes of the chart's texts."""
    held = {"trend": progress.trend is not None, "scenario": bool(progress.scenario)}
    return ["actual", "needed", *(name for name, is_there in held.items() if is_there)]


def _rows(progress: Progress, lang: str) -> list[Row]:
    """A row for each day that any line has a point on, in order of day."""
    goal = progress.goal
    actual = {p.day: p for p in progress.series}
    needed = {p.day: p.value for p in _path(progress)}
    trend = {p.day: p for p in progress.trend.line} if progress.trend else {}
    kept = {p.day: p for p in progress.scenario}
    return [
        {
            "day": _day(on, actual.get(on), progress, lang),
            "actual": standing.figure(goal, actual[on], lang) if on in actual else "",
            "needed": goal_words.level(goal, needed[on], lang) if on in needed else "",
            "trend": _ends(goal, trend[on], lang) if on in trend else "",
            "scenario": outlook.between(goal, kept[on].low, kept[on].high, lang)
            if on in kept else "",
            "coverage": standing.coverage(actual[on], lang) if on in actual else "",
        }
        for on in sorted({*actual, *needed, *trend, *kept})
    ]  # fmt: skip


def _ends(goal: Goal, point: TrendPoint, lang: str) -> str:
    value = goal_words.level(goal, point.value, lang)
    return f"{value} ({outlook.between(goal, point.low, point.high, lang)})"


def _day(on: date, point: Point | None, progress: Progress, lang: str) -> str:
    is_open = point is not None and point.value is not None and on not in progress.decisive
    return f"{day(on, lang)} ({t('goal.so_far', lang)})" if is_open else day(on, lang)
