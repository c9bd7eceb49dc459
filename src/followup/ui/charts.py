"""A figure on a page: always with words for those who do not see it, and its table twin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import plotly.graph_objects as go
import streamlit as st

from followup.ui.figure_text import inert
from followup.ui.goal.chart import GoalPoint, Note, PathPoint, TrendLine, goal_figure
from followup.ui.requirement_chart import FuelEnergy, RequirementPeriod, requirement_figure
from followup.ui.small_chart import Bar, small_figure
from followup.ui.tables import Column, Row, twin

__all__ = [
    "Bar",
    "FuelEnergy",
    "GoalPoint",
    "Note",
    "PathPoint",
    "RequirementPeriod",
    "TrendLine",
    "goal_figure",
    "requirement_figure",
    "show",
    "small_figure",
]

# The tool bar would be seven English stops of the tab key on every chart.
CONFIG: Final[dict[str, Any]] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def show(
    figure: go.Figure,
    lang: str,
    *,
    key: str,
    alt: str,
    rows: Sequence[Row],
    columns: Sequence[Column],
) -> None:
    """Draw a figure and, folded under it, the same numbers as a table.

    ``alt`` is the finding in one sentence with its main number ("71,4 % mot gränsen 80 %").
    """
    if not alt.strip():
        raise ValueError("a chart needs words: alt is empty")
    st.plotly_chart(inert(figure), key=key, alt=alt, config=CONFIG, theme="streamlit")
    twin(rows, columns, lang, alt=alt)
