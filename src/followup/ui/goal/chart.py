"""The chart of a goal: what was reached, what is needed, and what happened on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import plotly.graph_objects as go

from followup.i18n.text import (
    NO_BREAK_SPACE,
    day,
    has_text,
    number,
    percent,
    percent_range,
    t,
)
from followup.ui import theme
from followup.ui.chart_parts import layout, runs
from followup.ui.kept_figure import kept

MOST_TICKS: Final = 8
# A single figure has no width: its interval is drawn as wide as this on each side.
HALF_WIDTH: Final = timedelta(days=45)
HEIGHT, CARD_HEIGHT = 340, 170


@dataclass(frozen=True, slots=True)
class GoalPoint:
    """The measured value of a goal on a day, with its interval where it has one.

    ``is_complete`` is False for a year that still runs or waits for its reports.
    """

    day: date
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    is_complete: bool = True


@dataclass(frozen=True, slots=True)
class PathPoint:
    """A point of the path that a goal needs."""

    day: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class TrendLine:
    """The line through past figures, and from the newest of them on its ends."""

    line: Sequence[PathPoint]
    low: Sequence[PathPoint]
    high: Sequence[PathPoint]


@dataclass(frozen=True, slots=True)
class Note:
    """Something that happened on a day and explains the curve."""

    day: date
    text: str


@kept
def goal_figure(
    points: Sequence[GoalPoint],
    path: Sequence[PathPoint],
    lang: str,
    *,
    unit: str,
    notes: Sequence[Note] = (),
    stepped: bool = False,
    trend: TrendLine | None = None,
    scenario: Sequence[PathPoint] = (),
    is_card: bool = False,
) -> go.Figure:
    """What was reached (solid) against the path needed (dashed), with notes on the time line.

    ``unit`` is ``percent`` for shares of 1, else a unit of the texts or a word of its own.
    ``stepped`` draws the path as decided steps instead of a straight way. The trend is dotted,
    the scenario dashed and dotted with open squares. A card's figure is low and names no line.
    """
    figure = go.Figure()
    whole = [point for point in points if point.is_complete]
    if trend is not None:
        _fan(figure, trend, lang, unit)
    _band(figure, whole or points, lang, unit)
    needed = {"color": theme.NEEDED, "width": 2, "dash": "dash", "shape": _shape(stepped)}
    _line(figure, path, t("chart.needed", lang), needed, "diamond", lang, unit)
    if trend is not None:
        dotted = {"color": theme.TREND, "width": 2, "dash": "dot"}
        _line(figure, trend.line, t("chart.trend", lang), dotted, None, lang, unit)
    if scenario:
        kept = {"color": theme.SCENARIO, "width": 2, "dash": "dashdot"}
        _line(figure, scenario, t("chart.scenario", lang), kept, "square-open", lang, unit)
    figure.add_scatter(
        x=[point.day for point in whole],
        y=[_scaled(point.value, unit) for point in whole],
        mode="lines+markers",
        line={"color": theme.LINE, "width": 3},
        marker={"size": 8},
        name=t("chart.actual", lang),
        hovertext=[_words(t("chart.actual", lang), p.day, p.value, unit, lang) for p in whole],
        hoverinfo="text",
    )
    _so_far(figure, [point for point in points if not point.is_complete], lang, unit)
    told = whole or points
    is_below = bool(path) and path[-1].value > _last_value(told)
    _label_last(figure, told, lang, unit, is_below=is_below)
    _label_target(figure, path, lang, unit, is_above=is_below)
    for index, note in enumerate(notes):
        figure.add_shape(
            type="line",
            x0=note.day,
            x1=note.day,
            y0=0,
            y1=1,
            yref="paper",
            line={"color": theme.QUIET, "width": 1, "dash": "dot"},
        )
        figure.add_annotation(
            x=note.day,
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=15 * (index % 2),
            text=note.text,
            showarrow=False,
            font={"size": 11},
        )
    suffix = t("chart.percent_suffix", lang) if unit == "percent" else ""
    name = "" if unit == "percent" else _unit_name(unit, lang)
    figure.update_layout(
        **layout(lang, height=HEIGHT),
        xaxis={
            "showgrid": False,
            "hoverformat": "%Y-%m-%d",
            "tickformat": "%Y",
            # Figures stand on the last day of their year, and so do the ticks.
            "tick0": "2000-12-31",
            "dtick": f"M{12 * _years_per_tick([*points, *path, *scenario])}",
        },
        yaxis={
            "rangemode": "tozero",
            "ticksuffix": suffix,
            "tickformat": ",",
            "title": {"text": name},
        },
    )
    if is_card:
        figure.update_layout(height=CARD_HEIGHT, showlegend=False, margin={"t": 24})
    return figure


def _line(
    figure: go.Figure,
    points: Sequence[PathPoint],
    name: str,
    line: Mapping[str, object],
    symbol: str | None,
    lang: str,
    unit: str,
) -> None:
    figure.add_scatter(
        x=[point.day for point in points],
        y=[_scaled(point.value, unit) for point in points],
        mode="lines+markers" if symbol else "lines",
        line=dict(line),
        marker={"size": 6, "symbol": symbol} if symbol else None,
        name=name,
        hovertext=[_words(name, p.day, p.value, unit, lang) for p in points],
        hoverinfo="text",
    )


def _fan(figure: go.Figure, trend: TrendLine, lang: str, unit: str) -> None:
    """Between which ends the trend lies from the newest figure on."""
    around = [*trend.high, *reversed(trend.low)]
    figure.add_scatter(
        x=[point.day for point in around],
        y=[_scaled(point.value, unit) for point in around],
        fill="toself",
        fillcolor=theme.TREND_BAND,
        line={"width": 0},
        mode="lines",
        name=t("chart.trend_ends", lang),
        hoverinfo="skip",
    )


def _so_far(figure: go.Figure, points: Sequence[GoalPoint], lang: str, unit: str) -> None:
    """Years that are not whole: hollow and off the line, for they say nothing of the pace."""
    known = [point for point in points if point.value is not None]
    if not known:
        return
    name = t("goal.so_far", lang)
    figure.add_scatter(
        x=[point.day for point in known],
        y=[_scaled(point.value, unit) for point in known],
        mode="markers",
        marker={"size": 9, "symbol": "circle-open", "color": theme.LINE, "line": {"width": 2}},
        name=name[:1].upper() + name[1:],
        hovertext=[_words(name, p.day, p.value, unit, lang) for p in known],
        hoverinfo="text",
    )


def _last_value(points: Sequence[GoalPoint]) -> Decimal:
    return next((p.value for p in reversed(points) if p.value is not None), Decimal(0))


def _label_target(
    figure: go.Figure, path: Sequence[PathPoint], lang: str, unit: str, *, is_above: bool
) -> None:
    """What is needed in the end, in words at its point: a colour alone says nothing."""
    if not path:
        return
    last = path[-1]
    value = percent(last.value, lang, 0) if unit == "percent" else number(last.value, lang)
    figure.add_annotation(
        x=last.day, y=_scaled(last.value, unit), text=f"{t('chart.needed', lang)} {value}",
        showarrow=False, yshift=14 if is_above else -14, xanchor="right", xshift=12,
    )  # fmt: skip


def _label_last(
    figure: go.Figure, points: Sequence[GoalPoint], lang: str, unit: str, *, is_below: bool
) -> None:
    """The latest value written at its point, so that nobody has to read it off an axis.

    ``is_below`` keeps it clear of a path that rises from there.
    """
    last = next((p for p in reversed(points) if p.value is not None), None)
    if last is None:
        return
    words = number(last.value, lang)
    if unit == "percent":
        is_range = last.low is not None and last.high is not None
        ends = (last.low, last.high) if is_range else (last.value, last.value)
        words = percent_range(*ends, lang, 0)
    figure.add_annotation(
        x=last.day, y=_scaled(last.value, unit), text=words, showarrow=False,
        yshift=-16 if is_below else 14,
    )  # fmt: skip


def _years_per_tick(drawn: Sequence[GoalPoint | PathPoint]) -> int:
    years = [point.day.year for point in drawn]
    span = max(years) - min(years) if years else 0
    return next(step for step in (1, 2, 5, 10, 25, 1000) if span <= step * MOST_TICKS)


def _band(figure: go.Figure, points: Sequence[GoalPoint], lang: str, unit: str) -> None:
    known = [point.low is not None and point.high is not None for point in points]
    for index, run in enumerate(runs(known)):
        days = [points[i].day for i in run]
        low = [_scaled(points[i].low, unit) for i in run]
        high = [_scaled(points[i].high, unit) for i in run]
        if len(run) == 1:
            days, low, high = [days[0] - HALF_WIDTH, days[0] + HALF_WIDTH], low * 2, high * 2
        figure.add_scatter(
            x=days + days[::-1],
            y=high + low[::-1],
            fill="toself",
            fillcolor=theme.BAND,
            line={"width": 0},
            mode="lines",
            name=t("chart.uncertainty", lang),
            showlegend=index == 0,
            hoverinfo="skip",
        )


def _shape(stepped: bool) -> str:
    return "hv" if stepped else "linear"


def _scaled(value: Decimal | None, unit: str) -> float | None:
    if value is None:
        return None
    return float(value * 100 if unit == "percent" else value)


def _words(name: str, on: date, value: Decimal | None, unit: str, lang: str) -> str:
    amount = percent(value, lang)
    if unit != "percent":
        amount = f"{number(value, lang, 1)}{NO_BREAK_SPACE}{_unit_name(unit, lang)}"
    return f"{name} {day(on, lang)}: {amount}"


def _unit_name(unit: str, lang: str) -> str:
    """A unit in words; one without words stands as it is."""
    return t(f"unit.{unit}", lang) if has_text(f"unit.{unit}") else unit
