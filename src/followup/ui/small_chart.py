"""A small chart of one quantity per period: kilometres, vehicles, tonnes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import plotly.graph_objects as go

from followup.i18n.text import has_text, quantity, t
from followup.ui import theme
from followup.ui.chart_parts import BAR_WIDTH, drawn, hatched, layout, nil_named, period_axis
from followup.ui.kept_figure import kept


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar or point of a small chart; None is missing, unless a nil report says nothing ran."""

    label: str
    value: Decimal | None
    is_nil: bool = False


@kept
def small_figure(
    bars: Sequence[Bar], lang: str, *, title: str, unit: str, kind: Literal["bar", "line"] = "bar"
) -> go.Figure:
    """One quantity per period: kilometres, vehicles, tonnes. ``unit`` as in ``quantity``."""
    figure = go.Figure()
    places = list(range(len(bars)))
    words = [
        f"{bar.label}: {t('chart.nil', lang) if bar.is_nil else quantity(bar.value, unit, lang)}"
        for bar in bars
    ]
    values = [drawn(bar.value) for bar in bars]
    shared = {"x": places, "y": values, "hovertext": words, "hoverinfo": "text", "name": title}
    if kind == "bar":
        figure.add_bar(**shared, width=BAR_WIDTH, marker={"color": theme.LINE})
    else:
        figure.add_scatter(**shared, mode="lines+markers", line={"color": theme.LINE})
    top = max((value for value in values if value is not None), default=0.0) or 1.0
    hatched(figure, [i for i in places if values[i] is None and not bars[i].is_nil], top, lang)
    nil_named(figure, [i for i in places if bars[i].is_nil], lang)
    figure.update_layout(
        **layout(lang, height=240),
        title={"text": _titled(title, unit, lang), "font": {"size": 14}, "x": 0},
        xaxis=period_axis([bar.label for bar in bars], lang),
        yaxis={"rangemode": "tozero", "tickformat": ",", "nticks": 4},
    )
    figure.update_layout(showlegend=False, barmode="overlay")
    return figure


def _titled(title: str, unit: str, lang: str) -> str:
    """The title with its unit, where it is not the unit's own name."""
    name = t(f"unit.{unit}", lang) if has_text(f"unit.{unit}") else unit
    return title if name.casefold() == title.casefold() else f"{title} ({name})"
