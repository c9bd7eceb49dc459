"""The organisations' figures of one year beside each other, each with its interval and target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import plotly.graph_objects as go

from followup.i18n.text import t
from followup.ui import theme
from followup.ui.chart_parts import in_percent, layout, percent_axis

ROW_PX: Final = 46
FRAME_PX: Final = 116
LEGEND_PX: Final = 34


@dataclass(frozen=True, slots=True)
class Held:
    """One organisation's share with its interval, and its own target where it has one."""

    name: str
    words: str
    value: Decimal
    low: Decimal
    high: Decimal
    target: Decimal | None = None


def figure(held: Sequence[Held], whole: Held | None, lang: str) -> go.Figure:
    """A line for each organisation; ``whole`` is drawn across them as what all have together.

    Names stand above their lines, so that a phone has room for both.
    """
    drawn = go.Figure()
    places = list(range(len(held)))[::-1]
    _ends(drawn, held, places)
    drawn.add_scatter(
        x=[in_percent(h.value) for h in held], y=places, mode="markers",
        marker={"size": 12, "color": theme.LINE}, name=t("page_compare.legend_figure", lang),
        hovertext=[f"{h.name}: {h.words}" for h in held], hoverinfo="text",
    )  # fmt: skip
    aims = [(in_percent(h.target), y) for h, y in zip(held, places, strict=True)
            if h.target is not None]  # fmt: skip
    if aims:
        drawn.add_scatter(
            x=[x for x, _ in aims], y=[y for _, y in aims], mode="markers",
            marker={"size": 11, "symbol": "diamond-open", "color": theme.NEEDED,
                    "line": {"width": 2}},
            name=t("page_compare.legend_target", lang), hoverinfo="skip",
        )  # fmt: skip
    for one, place in zip(held, places, strict=True):
        drawn.add_annotation(
            x=0, y=place, xanchor="left", yanchor="bottom", yshift=6, showarrow=False,
            text=f"{one.name} <b>{one.words}</b>",
        )  # fmt: skip
    if whole is not None:
        drawn.add_scatter(
            x=[in_percent(whole.value)] * 2, y=[-0.5, len(held) - 0.3], mode="lines",
            line={"color": theme.QUIET, "width": 2, "dash": "dot"},
            name=f"{whole.name} {whole.words}", hoverinfo="skip",
        )  # fmt: skip
    shared = layout(lang, height=FRAME_PX + ROW_PX * len(held))
    # Below the axis however few lines there are: its place is in parts of their height.
    shared["legend"] |= {"y": -LEGEND_PX / (ROW_PX * len(held))}
    drawn.update_layout(
        **shared,
        xaxis=percent_axis(lang),
        yaxis={"visible": False, "range": [-0.6, len(held) - 0.1]},
    )
    return drawn


def _ends(drawn: go.Figure, held: Sequence[Held], places: Sequence[int]) -> None:
    for one, place in zip(held, places, strict=True):
        drawn.add_scatter(
            x=[in_percent(one.low), in_percent(one.high)], y=[place, place], mode="lines",
            line={"color": theme.BAND, "width": 12}, showlegend=False, hoverinfo="skip",
        )  # fmt: skip
