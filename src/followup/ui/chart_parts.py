"""What the charts have in common."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

import plotly.graph_objects as go

from followup.i18n.text import number_marks, t
from followup.ui import theme

BAR_WIDTH: Final = 0.62
# A missing period is drawn this high against the highest, so that its label has room above it.
HATCHED: Final = 0.7
FEW: Final = 6
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
