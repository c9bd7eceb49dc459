"""What the charts have in common."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

import plotly.graph_objects as go

from followup.domain.measure import MeasureSpec
from followup.i18n.text import NO_BREAK_SPACE, number_marks, t
from followup.services.requirement import measure_text
from followup.ui import theme

BAR_WIDTH: Final = 0.62
# A missing period is drawn this high against the highest, so that its label has room above it.
HATCHED: Final = 0.7
FEW: Final = 6
HIGHEST: Final = 90
# Above the highest value of an axis without an end of its own, for words.
ROOM_ABOVE: Final = 1.25
# More names than this do not fit below a chart on a phone.
MOST_NAMES: Final = 8
YEAR_SIGNS: Final = 4
HATCH: Final[dict[str, Any]] = {
    "color": "rgba(0,0,0,0)",
    "line": {"color": theme.QUIET, "width": 1},
    "pattern": {"shape": "/", "fgcolor": theme.QUIET, "size": 7, "solidity": 0.25},
}


def layout(lang: str, height: int) -> dict[str, Any]:
    """What all charts share; the background and the text colour are the reader's theme's."""
    return {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 32, "b": 8},
        "separators": number_marks(lang),
        "hovermode": "closest",
        "dragmode": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "legend": {"orientation": "h", "y": -0.12, "yanchor": "top", "x": 0},
    }


def runs(known: Sequence[bool]) -> list[list[int]]:
    """The stretches of consecutive known places: [True, True, False, True] is [[0, 1], [3]]."""
    found: list[list[int]] = []
    for index, is_known in enumerate(known):
        if is_known and index and known[index - 1]:
            found[-1].append(index)
        elif is_known:
            found.append([index])
    return found


def drawn(value: Decimal | None) -> float | None:
    """A value for the eye; None stays None."""
    return None if value is None else float(value)


def in_percent(value: Decimal | None) -> float | None:
    """A share as percent for the eye; None stays None."""
    return None if value is None else float(value * 100)


def plotted(value: Decimal | None, spec: MeasureSpec) -> float | None:
    """A value on its measure's scale for the eye: a share in percent, all else as it is."""
    return in_percent(value) if spec.scale == "share" else drawn(value)


def value_axis(spec: MeasureSpec, values: Sequence[float | None], lang: str) -> dict[str, Any]:
    """An axis on the measure's scale: percent, or from nought in the measure's own unit."""
    if spec.basis in measure_text.JUDGED:
        words = [t(f"proof.{code}", lang) for code in ("not_shown", "shown")]
        return {"range": [-12, 124], "tickvals": [0, 100], "ticktext": words}
    if spec.scale == "share":
        return percent_axis(lang)
    top = max((value for value in values if value is not None), default=1.0) or 1.0
    unit = t(f"unit.{spec.unit}", lang)
    return {"range": [0, top * ROOM_ABOVE], "nticks": 4, "ticksuffix": f"{NO_BREAK_SPACE}{unit}"}


def percent_axis(lang: str) -> dict[str, Any]:
    """An axis of shares with few lines, and room for words above 100 %."""
    ticks = [0, 50, 100]
    suffix = t("chart.percent_suffix", lang)
    return {"range": [0, 112], "tickvals": ticks, "ticktext": [f"{x}{suffix}" for x in ticks]}


def limit_names(
    figure: go.Figure,
    limits: Sequence[Decimal | None],
    ends: Sequence[float | None],
    lang: str,
    spec: MeasureSpec,
    yref: str = "y",
) -> None:
    """The limit in words where it begins, and its figure at each step, on the side the share
    leaves free. In a narrow panel a period is no wider than the figure.
    """
    begins = next((i for i, limit in enumerate(limits) if limit is not None), 0)
    for i, limit in enumerate(limits):
        if limit is None or (i and limit == limits[i - 1]):
            continue
        height = plotted(limit, spec) or 0.0
        step = [end for end, other in zip(ends, limits, strict=True) if other == limit]
        # Above a limit near 100 % stands the panel's own name.
        has_room = spec.scale != "share" or height < HIGHEST
        is_above = has_room and any(end is not None and end < height for end in step)
        is_step = i > begins
        at_the_edge = is_step and i == len(limits) - 1
        words = measure_text.limit(limit, spec, lang)
        figure.add_annotation(
            x=i + 0.5 if at_the_edge else i - 0.5, y=height, yref=yref, showarrow=False,
            xanchor="right" if at_the_edge else "left",
            yanchor="bottom" if is_above else "top", yshift=8 if is_above else 0,
            text=words if is_step else f"{t('chart.limit', lang)} {words}",
        )  # fmt: skip


def nil_named(figure: go.Figure, places: Sequence[int], lang: str) -> None:
    """The word for a period in which, as reported, nothing was driven: not missing, no bar."""
    for place in places:
        figure.add_annotation(
            x=place, y=0, text=t("chart.nil", lang), showarrow=False, textangle=-90,
            xanchor="center", yanchor="bottom",
        )  # fmt: skip


def hatched(figure: go.Figure, places: Sequence[int], top: float, lang: str) -> None:
    """Hatched bars labelled "saknas" where a period has no report."""
    if not places:
        return
    label = t("app.missing", lang)
    figure.add_bar(
        x=list(places),
        y=[top * HATCHED] * len(places),
        width=BAR_WIDTH,
        name=label,
        marker=HATCH,
        hovertext=[label] * len(places),
        hoverinfo="text",
    )
    # Above the bar, where no hatching crosses it; on end where many periods stand close.
    angle = 0 if len(figure.data[0].x) <= FEW else -90
    for place in places:
        figure.add_annotation(
            x=place,
            y=top * HATCHED,
            text=f"<b>{label}</b>",
            showarrow=False,
            textangle=angle,
            yanchor="bottom",
        )


def period_axis(labels: Sequence[str], lang: str) -> dict[str, Any]:
    """An axis with a place per period; names stand on two lines, and every n-th where many."""
    step = max(-(-len(labels) // MOST_NAMES), 1)
    named = range((len(labels) - 1) % step, len(labels), step)
    return {
        "tickvals": list(named),
        "ticktext": [_tick(labels[i], lang) for i in named],
        "tickangle": 0,
        "range": [-0.6, len(labels) - 0.4],
        "showgrid": False,
    }


def _tick(label: str, lang: str) -> str:
    """A period's name short and on two lines, the year on one of its own."""
    short = label.replace(t("chart.quarter", lang), t("chart.quarter_short", lang))
    first, _, rest = short.partition(" ")
    is_year_first = first.isdecimal() and len(first) == YEAR_SIGNS
    return "<br>".join((first, rest) if is_year_first and rest else short.rsplit(" ", 1))


def panel_name(figure: go.Figure, text: str, top: float) -> None:
    """The name of a panel, above its left corner; ``top`` is the panel's upper edge, 0 to 1."""
    figure.add_annotation(
        x=0,
        y=top,
        xref="paper",
        yref="paper",
        text=f"<b>{text}</b>",
        showarrow=False,
        xanchor="left",
        yanchor="bottom",
        yshift=4,
    )
