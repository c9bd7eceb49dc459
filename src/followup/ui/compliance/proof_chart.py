"""A requirement's periods against its limit, with the one that is open marked."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from followup.domain.period import Period
from followup.domain.requirement import Assessment
from followup.i18n.text import period_label, t
from followup.services.proof.text import share_words
from followup.services.requirement import measure_text
from followup.ui import charts, theme
from followup.ui.chart_parts import layout, limit_names, plotted, value_axis
from followup.ui.components import status_text
from followup.ui.tables import Column, Row

NEWEST = 8
# More names than this do not fit below the chart on a phone.
MOST_NAMES = 4
# Below the lowest line there is room for words from this percentage on.
LEAST_ROOM = 25


def show(history: Sequence[Assessment], chosen: Period, lang: str, *, alt: str) -> None:
    """Draw the periods up to the newest, the limit stepped, the interval as a bar."""
    shown = _around(history, chosen)
    rows: list[Row] = [
        {
            "period": period_label(a.period, lang),
            "verdict": status_text(a.outcome, lang),
            "share": share_words(a, lang),
            "limit": measure_text.limit(a.limit, a.spec, lang),
        }
        for a in shown
    ]
    columns = [
        Column("period", t("period.one", lang)),
        Column("verdict", t("proof.verdict", lang)),
        Column("share", t("proof.share", lang)),
        Column("limit", t("chart.limit", lang)),
    ]
    figure = _figure(shown, chosen, lang)
    charts.show(figure, lang, key="proof_chart", alt=alt, rows=rows, columns=columns)


def _around(history: Sequence[Assessment], chosen: Period) -> list[Assessment]:
    """At most the newest periods, reaching back so far that the open one is among them."""
    known = [i for i, a in enumerate(history) if a.period == chosen or a.measured.low is not None]
    last = max(known, default=len(history) - 1)
    place = next((i for i, a in enumerate(history) if a.period == chosen), last)
    start = max(min(last - NEWEST + 1, place - 1), 0)
    return list(history[start : start + NEWEST])[: last - start + 1]


def _figure(shown: Sequence[Assessment], chosen: Period, lang: str) -> go.Figure:
    figure = go.Figure()
    places = list(range(len(shown)))
    spec = shown[0].spec
    steps = [(x, a.limit) for i, a in enumerate(shown) for x in (i - 0.5, i + 0.5)]
    figure.add_scatter(
        x=[x for x, _ in steps],
        y=[plotted(limit, spec) for _, limit in steps],
        mode="lines",
        line={"color": theme.LIMIT, "width": 2, "dash": "dash"},
        name=t("chart.limit", lang),
        showlegend=False,
        hovertext=[
            f"{t('chart.limit', lang)}: {measure_text.value(limit, spec, lang)}"
            for _, limit in steps
        ],
        hoverinfo="text",
    )
    lows = [plotted(a.measured.low, spec) for a in shown]
    highs = [plotted(a.measured.high, spec) for a in shown]
    wide = [
        None if low is None or high is None or low == high else high - low
        for low, high in zip(lows, highs, strict=True)
    ]
    if any(wide):
        figure.add_bar(
            x=places, y=wide, base=lows, width=0.28, name=t("chart.uncertainty", lang),
            marker={"color": theme.BAND}, hoverinfo="skip",
        )  # fmt: skip
    ends = [low if a.comparator == ">=" else high
            for a, low, high in zip(shown, lows, highs, strict=True)]  # fmt: skip
    is_open = [a.period == chosen for a in shown]
    figure.add_scatter(
        x=places,
        y=ends,
        mode="lines+markers",
        line={"color": theme.LINE, "width": 2},
        marker={
            "size": [13 if here else 7 for here in is_open],
            "symbol": ["diamond" if here else "circle" for here in is_open],
        },
        name=t("proof.share", lang),
        showlegend=False,
        hovertext=[f"{period_label(a.period, lang)}: {share_words(a, lang)}" for a in shown],
        hoverinfo="text",
    )
    for place in (i for i, here in enumerate(is_open) if here):
        figure.add_vrect(
            x0=place - 0.45,
            x1=place + 0.45,
            fillcolor=theme.QUIET,
            opacity=0.18,
            line_width=0,
            layer="below",
        )
    _names(figure, shown, ends, is_open, lang)
    every = -(-len(shown) // MOST_NAMES)
    named = [i for i in places if (places[-1] - i) % every == 0]
    figure.update_layout(
        showlegend=any(wide),
        **layout(lang, height=230),
        xaxis={
            "tickvals": named,
            "ticktext": [period_label(shown[i].period, lang) for i in named],
            "tickangle": 0,
            "range": [-0.6, len(shown) - 0.4],
            "showgrid": False,
        },
        yaxis=value_axis(spec, [*lows, *highs, *(plotted(a.limit, spec) for a in shown)], lang),
    )
    return figure


def _names(
    figure: go.Figure,
    shown: Sequence[Assessment],
    ends: Sequence[float | None],
    is_open: Sequence[bool],
    lang: str,
) -> None:
    """The limit where it begins and steps, and the open share clear of all lines."""
    spec = shown[0].spec
    limit_names(figure, [a.limit for a in shown], ends, lang, spec)
    values = [v for v in (*ends, *(plotted(a.limit, spec) for a in shown)) if v is not None]
    has_room = min(values) > (LEAST_ROOM if spec.scale == "share" else max(values) / 4)
    for i, a in enumerate(shown):
        if is_open[i] and ends[i] is not None:
            figure.add_annotation(
                x=i + 0.45, y=min(values) if has_room else max(values), xanchor="right",
                yanchor="top" if has_room else "bottom", yshift=-4 if has_room else 8,
                showarrow=False, text=f"<b>{share_words(a, lang)}</b>",
            )  # fmt: skip
