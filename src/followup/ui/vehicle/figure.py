"""Charts of the fleet: vehicles per year by group, and each kind's zero-emission part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import plotly.graph_objects as go

from followup.services.vehicle.trend import CLASSES, GROUPS, UNKNOWN, Year, ZeroEmission
from followup.ui import theme
from followup.ui.chart_parts import BAR_WIDTH, HATCH, layout, percent_axis

# Colour and pattern of each group; one pattern tells apart what shares a colour.
_LOOKS: Final[Mapping[str, tuple[str, str]]] = {
    "no_exhaust": ("electric", ""), "7": ("hydrogen", ""), "6": ("bio", ""), "5": ("gas", ""),
    "4": ("blend", ""), "3": ("fossil", ""), "2": ("fossil", "."), "1": ("fossil", "x"),
    "electric": ("electric", ""), "hydrogen": ("hydrogen", ""),
    "plug_in_hybrid": ("electric", "/"), "hybrid": ("hydrogen", "/"), "gas": ("gas", ""),
    "ethanol": ("bio", "."), "petrol": ("blend", ""), "diesel": ("fossil", ""),
    "age_0": ("electric", ""), "age_5": ("bio", ""), "age_9": ("blend", ""),
    "age_13": ("fossil", ""),
}  # fmt: skip
Name = Callable[[str], str]


def groups_figure(years: Sequence[Year], kind: str, name: Name, lang: str) -> go.Figure:
    """Vehicles per year, stacked by group; the unknown on top, hatched."""
    figure = go.Figure()
    labels = [str(year.period) for year in years]
    for code in GROUPS[kind]:
        counts = [year.groups[kind][code] for year in years]
        if any(counts):
            words = [f"{label}: {name(code)} {n}" for label, n in zip(labels, counts, strict=True)]
            figure.add_bar(
                x=labels, y=counts, name=name(code), marker=_look(kind, code), width=BAR_WIDTH,
                hovertext=words, hoverinfo="text",
            )  # fmt: skip
    figure.update_layout(
        **layout(lang, height=320), barmode="stack",
        xaxis={"type": "category", "showgrid": False},
        yaxis={"rangemode": "tozero", "nticks": 4, "tickformat": ",d"},
    )  # fmt: skip
    figure.update_layout(showlegend=True, legend={"traceorder": "normal"}, margin_t=8)
    return figure


def zero_figure(zero: Mapping[str, ZeroEmission], name: Name, words: Sequence[str],
                lang: str) -> go.Figure:  # fmt: skip
    """Each kind's vehicles in parts of the whole: without exhaust, unknown and with exhaust.

    ``words`` name these three, in that order.
    """
    figure = go.Figure()
    kinds = [code for code in CLASSES if code in zero]
    parts: list[tuple[str, list[int], dict[str, Any]]] = [
        (words[0], [zero[k].zero for k in kinds], {"color": theme.FUEL_COLOURS["electric"]}),
        (words[1], [zero[k].unknown for k in kinds], HATCH),
        (words[2], [zero[k].other for k in kinds], {"color": theme.FUEL_COLOURS["fossil"]}),
    ]
    names = [name(kind) for kind in kinds]
    for label, counts, marker in parts:
        shares = [100 * n / zero[k].count for n, k in zip(counts, kinds, strict=True)]
        said = [f"{who}: {label} {n}" for who, n in zip(names, counts, strict=True)]
        figure.add_bar(
            y=names, x=shares, name=label, orientation="h", marker=marker, width=BAR_WIDTH,
            hovertext=said, hoverinfo="text",
        )  # fmt: skip
    figure.update_layout(
        **layout(lang, height=150 + 44 * len(kinds)), barmode="stack",
        xaxis={**percent_axis(lang), "range": [0, 106]},
        yaxis={"autorange": "reversed", "ticksuffix": " "},
    )  # fmt: skip
    figure.update_layout(legend={"y": -0.3, "traceorder": "normal"}, margin_t=8)
    return figure


def _look(kind: str, code: str) -> dict[str, Any]:
    if code == UNKNOWN:
        return HATCH
    colour, pattern = _LOOKS[f"age_{code}" if kind == "age" else code]
    found: dict[str, Any] = {"color": theme.FUEL_COLOURS[colour]}
    return found | ({"pattern": {"shape": pattern, "solidity": 0.35}} if pattern else {})
