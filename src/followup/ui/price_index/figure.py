"""The chart of a contract's price adjustments: each month's change in per cent."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from followup.i18n.text import t
from followup.services.price_index import words
from followup.services.price_index.overview import Indexed
from followup.ui import theme
from followup.ui.chart_parts import BAR_WIDTH, drawn, hatched, layout, period_axis


def change_figure(found: Indexed, lang: str) -> go.Figure:
    """A bar a month: the price's relative change; hatched where it cannot be told."""
    made = found.adjustments
    places = list(range(len(made)))
    values = [drawn(a.working.price_change_percent) for a in made]
    hover = [words.outcome(a, found.clause, lang) for a in made]
    figure = go.Figure()
    figure.add_bar(
        x=places, y=values, width=BAR_WIDTH, marker={"color": theme.LINE}, hovertext=hover,
        hoverinfo="text", name=t("page_price_index.column.price_change", lang),
    )  # fmt: skip
    top = _top(values)
    hatched(figure, [i for i in places if values[i] is None], top, lang)
    figure.update_layout(
        **layout(lang, height=240),
        title={"text": t("page_price_index.chart", lang), "font": {"size": 14}, "x": 0},
        xaxis=period_axis([words.month(a.month, lang) for a in made], lang),
        yaxis={"ticksuffix": t("chart.percent_suffix", lang), "nticks": 4},
    )
    figure.update_layout(showlegend=False, barmode="overlay")
    return figure


def _top(values: Sequence[float | None]) -> float:
    return max((abs(v) for v in values if v is not None), default=0.0) or 1.0
