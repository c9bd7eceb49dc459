"""How a goal is judged and what is drawn beside it: the published rule, in words, on the page."""

from __future__ import annotations

from typing import Final, get_args

import streamlit as st

from followup.domain.goal import GoalStatus, Progress
from followup.i18n.text import percent, t
from followup.services.goal.knowledge import rule_of
from followup.ui import resources, tables
from followup.ui.tables import Column, Row, Status

_LINES: Final = ("method_figure", "method_status", "method_uncertainty")


def show(progress: Progress, lang: str) -> None:
    """Each status word with when it is said; then what the figure and the lines rest on."""
    rule = rule_of(resources.installation().catalogue, resources.today())
    st.subheader(t("page_goals.method_title", lang), anchor=False)
    rows: list[Row] = [
        {
            "status": Status(code, t(f"status.{code}", lang)),
            "when": t(f"goal_trend.when.{code}", lang),
        }
        for code in get_args(GoalStatus)
    ]
    columns = [
        Column("status", t("goal_trend.column_status", lang), "mark"),
        Column("when", t("goal_trend.column_when", lang)),
    ]
    tables.plain_table(rows, columns, lang, alt=t("goal_trend.rule_alt", lang))
    told = [t(f"page_goals.{code}", lang) for code in _LINES]
    floor = percent(rule.coverage_floor, lang, 0)
    told.append(t("goal_trend.method_coverage", lang, floor=floor))
    if rule.trend is not None:
        told.append(
            t(
                "goal_trend.method_trend", lang, minimum=rule.trend.minimum,
                years=rule.trend.years, probability=percent(rule.trend.probability, lang, 0),
            )
        )  # fmt: skip
    if progress.scenario:
        told.append(t("goal_trend.method_kept", lang))
    st.markdown("\n".join(f"- {line}" for line in told))
