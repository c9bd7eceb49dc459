"""How many suppliers would have met each level: bars that add up to all who were tried."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import plotly.graph_objects as go

from followup.i18n.text import number, percent, t
from followup.services.tester.outcomes import AtLevel
from followup.services.tester.text import column
from followup.ui import theme
from followup.ui.chart_parts import BAR_WIDTH, HATCH, layout

# From the ground up: what is met, what is open, what is not met.
STACK: Final = ("met", "unclear", "not_met")
LOOKS: Final[dict[str, dict[str, Any]]] = {
    "met": {"color": theme.LINE},
    "unclear": HATCH,
    "not_met": {"color": "rgba(0,0,0,0)", "line": {"color": theme.QUIET, "width": 1}},
}


def figure(levels: Sequence[AtLevel], lang: str) -> go.Figure:
    """Suppliers by level; each bar has its words, and the number met stands in it."""
    drawn = go.Figure()
    names = [percent(at.level, lang, 0) for at in levels]
    places = list(range(len(levels)))
    for outcome in STACK:
        counts = [getattr(at, outcome) for at in levels]
        drawn.add_bar(
            x=places, y=counts, width=BAR_WIDTH, name=column(outcome, lang), marker=LOOKS[outcome],
            hovertext=[
                f"{name}: {column(outcome, lang)} {number(n, lang)}"
                for name, n in zip(names, counts, strict=True)
            ],
            hoverinfo="text",
            text=[str(n) if n and outcome == "met" else "" for n in counts],
            textposition="inside", insidetextanchor="end", textangle=0,
        )  # fmt: skip
    most = max(at.met + at.unclear + at.not_met for at in levels)
    drawn.update_layout(
        **layout(lang, height=300),
        barmode="stack",
        xaxis={"tickvals": places, "ticktext": names, "tickangle": 0, "showgrid": False},
        yaxis={"range": [0, most * 1.05], "dtick": max(1, -(-most // 4)), "tickformat": "d",
               "title": {"text": t("tester.axis_suppliers", lang)}},
    )  # fmt: skip
    return drawn
