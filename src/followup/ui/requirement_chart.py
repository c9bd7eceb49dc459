"""The chart of a requirement: its share against the limit, and the energy behind it.

None is unknown or missing and is drawn as that, never as 0. Nothing is decided here: values
come in as Decimal and are drawn as floats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import plotly.graph_objects as go

from followup.domain.measure import MEASURES, MeasureSpec
from followup.i18n.text import has_text, quantity, t
from followup.services.requirement import measure_text
from followup.ui import theme
from followup.ui.chart_parts import (
    BAR_WIDTH,
    drawn,
    hatched,
    layout,
    limit_names,
    nil_named,
    panel_name,
    period_axis,
    plotted,
    runs,
    value_axis,
)

PeriodState = Literal["reported", "nil", "missing", "coming"]


@dataclass(frozen=True, slots=True)
class FuelEnergy:
    """Energy of one fuel in one period; None where the amount is not known."""

    fuel: str
    mwh: Decimal | None


@dataclass(frozen=True, slots=True)
class RequirementPeriod:
    """One assessment period of a requirement.

    ``share_low`` and ``share_high`` (0 to 1) are equal when all is known and None when nothing
    is; ``limit`` is the one in force at the period's end. ``ahead_low`` and ``ahead_high`` are
    what the share comes to if nothing changes, None where nothing is foreseen.
    """

    label: str
    state: PeriodState
    fuels: tuple[FuelEnergy, ...] = ()
    share_low: Decimal | None = None
    share_high: Decimal | None = None
    limit: Decimal | None = None
    ahead_low: Decimal | None = None
    ahead_high: Decimal | None = None


def requirement_figure(
    periods: Sequence[RequirementPeriod],
    lang: str,
    *,
    share_name: str,
    worst: Literal["low", "high"] = "low",
    has_energy: bool = True,
    spec: MeasureSpec = MEASURES["renewable_energy_share"],
) -> go.Figure:
    """Share against its limit above, energy per fuel below, one column per period.

    The line follows the end of the interval that decides whether the limit is met: the low one
    for "at least", the high one for "at most" (``worst``). Without ``has_energy`` (a share of
    reports, say) the share takes the whole figure.
    """
    figure = go.Figure()
    _energy_bars(figure, periods, lang)
    _share_lines(figure, periods, lang, share_name, worst, spec)
    _ahead_line(figure, periods, lang, worst, spec)
    # On a phone the legend is one name a line and would eat the panels.
    names = sum(trace.showlegend is not False for trace in figure.data)
    is_known = any(f.mwh is not None for p in periods for f in p.fuels)
    figure.update_layout(
        **layout(lang, height=(390 if has_energy else 210) + 15 * names),
        barmode="stack",
        xaxis={**period_axis([p.label for p in periods], lang), "anchor": "y"},
        yaxis={
            "domain": [0, 0.48 if has_energy else 1],
            "rangemode": "tozero",
            "tickformat": ",",
            "nticks": 4,
            # The height of hatched bars alone means nothing.
            "showticklabels": is_known,
            "showgrid": has_energy,
        },
        yaxis2={
            "domain": [0.58 if has_energy else 0, 1],
            "overlaying": None if has_energy else "y",
            **value_axis(spec, _drawn_values(periods, spec), lang),
        },
    )
    # Names lie above their panels: turned on end beside the axis they take a phone's width.
    panel_name(figure, share_name, 1.0)
    if has_energy:
        panel_name(figure, t("measure.energy_mwh", lang) + " (MWh)", 0.48)
    return figure


def _drawn_values(periods: Sequence[RequirementPeriod], spec: MeasureSpec) -> list[float | None]:
    return [
        plotted(v, spec)
        for p in periods
        for v in (p.share_low, p.share_high, p.limit, p.ahead_high)
    ]


def _energy_bars(figure: go.Figure, periods: Sequence[RequirementPeriod], lang: str) -> None:
    known = [{f.fuel: f.mwh for f in p.fuels if f.mwh is not None} for p in periods]
    fuels = sorted({fuel for part in known for fuel in part}, key=_fuel_order)
    for fuel in fuels:
        colour, pattern = theme.fuel_look(fuel)
        name = fuel_name(fuel, lang)
        amounts = [part.get(fuel) for part in known]
        figure.add_bar(
            x=list(range(len(periods))),
            y=[drawn(x) for x in amounts],
            width=BAR_WIDTH,
            name=name,
            marker={
                "color": colour,
                "pattern": {
                    "shape": pattern,
                    "fgcolor": "#ffffff",
                    "fillmode": "overlay",
                    "size": 6,
                    "solidity": 0.25,
                },
            },
            hovertext=[
                f"{period.label}<br>{name}: {quantity(x, 'MWh', lang, 1)}"
                for period, x in zip(periods, amounts, strict=True)
            ],
            hoverinfo="text",
        )
    top = max((float(sum(part.values())) for part in known), default=0.0) or 1.0
    hatched(figure, [i for i, p in enumerate(periods) if p.state == "missing"], top, lang)
    nil_named(figure, [i for i, p in enumerate(periods) if p.state == "nil"], lang)
    for index, period in enumerate(periods):
        if any(f.mwh is None for f in period.fuels):
            height = float(sum(known[index].values()))
            label = f"+ {t('unit.unknown', lang)}"
            figure.add_annotation(x=index, y=height, text=label, showarrow=False, yshift=9)


def fuel_name(fuel: str, lang: str) -> str:
    """The fuel's name in the language, or its code where it has none yet."""
    return t(f"fuel.{fuel}", lang) if has_text(f"fuel.{fuel}") else fuel


def _fuel_order(fuel: str) -> tuple[int, str]:
    known = list(theme.FUEL_LOOKS)
    return (known.index(fuel) if fuel in known else len(known), fuel)


def _share_lines(
    figure: go.Figure,
    periods: Sequence[RequirementPeriod],
    lang: str,
    name: str,
    worst: Literal["low", "high"],
    spec: MeasureSpec,
) -> None:
    shares = [(p.share_low, p.share_high) for p in periods]
    band_named = False
    for run in runs([low is not None and high is not None for low, high in shares]):
        if all(shares[i][0] == shares[i][1] for i in run):
            continue
        low, high = ([plotted(shares[i][end], spec) for i in run] for end in (0, 1))
        # A single period has no width: its band is drawn as wide as half a bar.
        across = [run[0] - 0.15, run[0] + 0.15] if len(run) == 1 else list(run)
        low, high = (ends * 2 if len(run) == 1 else ends for ends in (low, high))
        figure.add_scatter(
            x=across + across[::-1],
            y=high + low[::-1],
            yaxis="y2",
            fill="toself",
            fillcolor=theme.BAND,
            line={"width": 0},
            name=t("chart.uncertainty", lang),
            showlegend=not band_named,
            hoverinfo="skip",
            mode="lines",
        )
        band_named = True
    decisive = [low if worst == "low" else high for low, high in shares]
    figure.add_scatter(
        x=list(range(len(periods))),
        y=[plotted(x, spec) for x in decisive],
        yaxis="y2",
        mode="lines+markers",
        line={"color": theme.LINE, "width": 2.5},
        marker={"size": 8},
        name=name,
        showlegend=False,
        hovertext=[
            f"{period.label}<br>{name}: {measure_text.value_range(low, high, spec, lang)}"
            for period, (low, high) in zip(periods, shares, strict=True)
        ],
        hoverinfo="text",
    )
    steps = [(x, p.limit) for i, p in enumerate(periods) for x in (i - 0.5, i + 0.5)]
    figure.add_scatter(
        x=[x for x, _ in steps],
        y=[plotted(limit, spec) for _, limit in steps],
        yaxis="y2",
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
    coming = [p.ahead_low if worst == "low" else p.ahead_high for p in periods]
    ends = [plotted(x if x is not None else y, spec) for x, y in zip(decisive, coming, strict=True)]
    limit_names(figure, [p.limit for p in periods], ends, lang, spec, yref="y2")


def _ahead_line(
    figure: go.Figure,
    periods: Sequence[RequirementPeriod],
    lang: str,
    worst: Literal["low", "high"],
    spec: MeasureSpec,
) -> None:
    """Dots from the newest share to what is foreseen, each as long as it is unsure."""
    places = [i for i, p in enumerate(periods) if p.ahead_low is not None]
    if not places:
        return
    ends = [(plotted(periods[i].ahead_low, spec), plotted(periods[i].ahead_high, spec))
            for i in places]  # fmt: skip
    known = [i for i, p in enumerate(periods[: places[0]]) if p.share_low is not None][-1:]
    shares = [periods[i].share_low if worst == "low" else periods[i].share_high for i in known]
    drawn_ends = [low if worst == "low" else high for low, high in ends]
    sizes = [(high or 0) - (low or 0) for low, high in ends]
    before, none = len(known), [0.0] * len(known)
    name = t("forecast.in_chart", lang)
    words = [measure_text.value_range(periods[i].ahead_low, periods[i].ahead_high, spec, lang)
             for i in places]  # fmt: skip
    figure.add_scatter(
        x=known + places,
        y=[plotted(x, spec) for x in shares] + drawn_ends,
        yaxis="y2",
        mode="lines+markers",
        line={"color": theme.LINE, "width": 2, "dash": "dot"},
        marker={"symbol": "diamond-open", "size": [0] * before + [11] * len(places)},
        error_y={
            "type": "data",
            "array": none + (sizes if worst == "low" else [0.0] * len(sizes)),
            "arrayminus": none + ([0.0] * len(sizes) if worst == "low" else sizes),
            "color": theme.LINE,
            "thickness": 1.5,
        },
        name=name,
        hovertext=[""] * before
        + [f"{periods[i].label}<br>{name}: {w}" for i, w in zip(places, words, strict=True)],
        hoverinfo="text",
    )
