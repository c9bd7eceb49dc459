"""The waterfall of a goal's ledger: from the figure then, part by part, to the figure now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import plotly.graph_objects as go

from followup.i18n.text import t
from followup.ui import theme
from followup.ui.chart_parts import layout
from followup.ui.kept_figure import kept

# Pixels for each bar, and of a label's longest line in signs before it goes on in the next.
BAR_PX, LINE_SIGNS = 38, 18
# Room for words on each side, as a part of the way between the lowest and the highest level.
ROOM: Final = 0.32
LEAST_SPAN: Final = 1.0


@dataclass(frozen=True, slots=True)
class Step:
    """A bar: its name, how far it moves the level in percentage points, and that in words."""

    label: str
    points: Decimal
    amount: str


@kept
def waterfall(
    start: tuple[str, Decimal, str],
    steps: Sequence[Step],
    end: tuple[str, Decimal, str],
    lang: str,
) -> go.Figure:
    """Lying bars from ``start`` to ``end``, each a (name, percent, words).

    The axis need not begin at nought, so the ends are points and only the changes are bars. What
    pulls down is hatched and written with its sign: no colour has to be told from another.
    """
    figure = go.Figure()
    names = [start[0], *(step.label for step in steps), end[0]]
    places = list(range(len(names)))
    levels = [start[1]]
    for step in steps:
        levels.append(levels[-1] + step.points)
    _connect(figure, levels)
    is_up = [step.points >= 0 for step in steps]
    figure.add_bar(
        orientation="h",
        y=places[1:-1],
        base=[float(level) for level in levels[:-1]],
        x=[float(step.points) for step in steps],
        width=0.56,
        text=[f"<b>{step.amount}</b>" for step in steps],
        textposition="outside",
        cliponaxis=False,
        marker={
            "color": [theme.LINE if up else theme.QUIET for up in is_up],
            "pattern": {"shape": ["" if up else "/" for up in is_up], "solidity": 0.4},
        },
        hovertext=[f"{step.label} {step.amount}" for step in steps],
        hoverinfo="text",
    )
    figure.add_scatter(
        x=[float(start[1]), float(end[1])],
        y=[places[0], places[-1]],
        mode="markers+text",
        marker={"size": 13, "symbol": "diamond", "color": theme.LINE},
        text=[f"<b>{start[2]}</b>", f"<b>{end[2]}</b>"],
        textposition="middle right",
        cliponaxis=False,
        hovertext=[f"{name}: {words}" for name, _, words in (start, end)],
        hoverinfo="text",
    )
    figure.update_layout(**layout(lang, height=BAR_PX * len(names) + 70))
    figure.update_layout(
        showlegend=False,
        margin={"t": 8, "l": 8, "r": 8},
        xaxis=_axis(levels, lang),
        yaxis={
            "tickvals": places,
            "ticktext": [_lines(name) for name in names],
            "range": [len(names) - 0.4, -0.6],
            "showgrid": False,
            "zeroline": False,
            "automargin": True,
        },
    )
    return figure


def _connect(figure: go.Figure, levels: Sequence[Decimal]) -> None:
    """Thin lines from where one step ends to where the next begins."""
    for place, level in enumerate(levels):
        figure.add_shape(
            type="line", x0=float(level), x1=float(level), y0=place, y1=place + 1,
            line={"color": theme.QUIET, "width": 1, "dash": "dot"}, layer="below",
        )  # fmt: skip


def _axis(levels: Sequence[Decimal], lang: str) -> dict[str, Any]:
    low, high = float(min(levels)), float(max(levels))
    span = max(high - low, LEAST_SPAN)
    return {
        "range": [low - ROOM * span, high + ROOM * span],
        "ticksuffix": t("chart.percent_suffix", lang),
        "nticks": 5,
        "zeroline": False,
    }


def _lines(name: str) -> str:
    """A name over lines short enough for a phone."""
    lines = [""]
    for word in name.split(" "):
        joined = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(joined) > LINE_SIGNS:
            lines.append(word)
        else:
            lines[-1] = joined
    return "<br>".join(lines)
