"""Charts of a comparison: what each cost consists of, and how it moves with one input."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

import plotly.graph_objects as go

from followup.i18n.text import money, t
from followup.rules.lifecycle_cost import Sensitivity
from followup.services.cost.working import Result
from followup.ui import theme
from followup.ui.chart_parts import drawn, layout

# Parts that belong together, their colour and a pattern that tells them apart without it.
GROUPS: Final = {
    "acquired": (theme.LINE, "", ("price", "establishment", "lease_first", "lease_month",
                                  "hire_day", "bought_anew")),
    "energy": (theme.SCENARIO, "/", ("energy",)),
    "running": (theme.TREND, ".", ("service", "tyres", "tax", "insurance")),
    "end": (theme.QUIET, "x", ("disposal", "residual")),
}  # fmt: skip
LINES: Final = ((theme.LINE, "solid", "circle"), (theme.SCENARIO, "dash", "square"),
                (theme.TREND, "dot", "diamond"), (theme.QUIET, "dashdot", "x"))  # fmt: skip
ROW_PX, FRAME_PX = 58, 110


def groups(outcome: Result) -> dict[str, dict[str, Decimal]]:
    """Present value by group for each alternative that has a total."""
    found = {}
    for one in outcome.costed:
        if one.total is None or one.working is None:
            continue
        found[one.alternative.name] = {
            name: sum(
                (row.present_value or Decimal(0) for row in one.working.lines if row.part in parts),
                Decimal(0),
            )
            for name, (_, _, parts) in GROUPS.items()
        }
    return found


def parts_figure(outcome: Result, lang: str) -> go.Figure:
    """Lying bars, an alternative each, parted by group; what is got back lies left of nought."""
    found, currency = groups(outcome), outcome.comparison.currency
    totals = {c.alternative.name: c.total for c in outcome.costed}
    names = list(found)
    places = list(range(len(names)))[::-1]
    figure = go.Figure()
    for name, (colour, pattern, _) in GROUPS.items():
        label = t(f"cost.group.{name}", lang)
        values = [found[one][name] for one in names]
        if not any(values):
            continue
        figure.add_bar(
            orientation="h", y=places, x=[drawn(value) for value in values], name=label, width=0.46,
            marker={"color": colour, "pattern": {"shape": pattern, "solidity": 0.45}},
            hovertext=[f"{label}: {money(value, lang, currency)}" for value in values],
            hoverinfo="text",
        )  # fmt: skip
    for one, place in zip(names, places, strict=True):
        figure.add_annotation(
            x=0, y=place, xanchor="left", yanchor="bottom", yshift=15, showarrow=False,
            text=f"{one} <b>{money(totals[one], lang, currency)}</b>",
        )  # fmt: skip
    shared = layout(lang, height=FRAME_PX + ROW_PX * len(names))
    shared["legend"] |= {"y": -34 / (ROW_PX * len(names)), "traceorder": "normal"}
    figure.update_layout(
        **shared, barmode="relative", xaxis={"tickformat": ",", "nticks": 4},
        yaxis={"visible": False, "range": [-0.6, len(names) - 0.2]},
    )  # fmt: skip
    return figure


def tried_figure(steps: Sequence[Sensitivity], outcome: Result, lang: str) -> go.Figure:
    """A line for each alternative over the change in per cent."""
    currency = outcome.comparison.currency
    figure = go.Figure()
    for index, one in enumerate(outcome.costed):
        name = one.alternative.name
        colour, dash, symbol = LINES[index % len(LINES)]
        costs = [step.costs[name] for step in steps]
        figure.add_scatter(
            x=[float(step.change_percent) for step in steps], y=[drawn(cost) for cost in costs],
            mode="lines+markers", name=name, line={"color": colour, "dash": dash, "width": 2},
            marker={"symbol": symbol, "size": 8},
            hovertext=[f"{name}: {money(cost, lang, currency)}" for cost in costs],
            hoverinfo="text",
        )  # fmt: skip
    figure.update_layout(
        **layout(lang, height=320),
        xaxis={"title": {"text": t("page_costs.axis_change", lang)}, "showgrid": False,
               "tickvals": [float(step.change_percent) for step in steps]},
        yaxis={"tickformat": ",", "nticks": 5},
    )  # fmt: skip
    figure.update_layout(legend={"y": -0.28})
    return figure
