"""Figures of a manual goal: those entered, and the form to enter, correct or take back one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

import streamlit as st

from followup.domain.goal import LOG, Goal, Progress
from followup.errors import UserError
from followup.i18n.text import day, t
from followup.services.circular import tenders
from followup.services.goal import points, written
from followup.services.goal.words import level, unit_name
from followup.services.goal.written import WrittenPoint
from followup.services.installation import Actor, now_utc
from followup.ui import components, may, resources
from followup.ui.components import Place, escape
from followup.ui.goal import form
from followup.ui.state import acting

FIELDS: Final = ("day", "value", "low", "high")


def show(progress: Progress, lang: str) -> None:
    """Said to be entered by hand; the form is folded and asks for a name."""
    goal = progress.goal
    if goal.indicator.startswith(LOG):
        fed_by = goal.indicator.removeprefix(LOG)
        part = {"part": "tenders"} if fed_by in tenders.INDICATORS else None
        place = Place(t("page_goals.open_log", lang), "circular" if part else "energy", part)
        components.link(place, ":material/edit_note:")
    if not goal.is_manual or not may.act("enter_goal_point"):
        return
    st.subheader(t("page_goal_edit.figures_title", lang), anchor=False)
    st.caption(t("page_goal_edit.figures_help", lang))
    with st.expander(
        t("page_goal_edit.enter", lang), expanded=not progress.series,
        icon=":material/edit_note:",
    ):  # fmt: skip
        name = components.ask_name(lang)
        if name is None:
            return
        _enter(goal, acting(name), lang)
        if progress.series:
            st.divider()
            _take_back(goal, progress, acting(name), lang)


def _enter(goal: Goal, actor: Actor, lang: str) -> None:
    with st.form("goal_point", border=False, clear_on_submit=False):
        st.caption(t("page_goal_edit.enter_help", lang, unit=escape(unit_name(goal, lang))))
        columns = st.columns(4)
        on, value, low, high = (
            place.text_input(
                t(f"page_goal_edit.point_{name}", lang), key=f"goal_point_{name}",
                placeholder=t("app.for_example", lang, what="2025") if name == "day" else None,
            )
            for name, place in zip(FIELDS, columns, strict=True)
        )  # fmt: skip
        source = st.text_input(t("page_goal_edit.point_source", lang), key="goal_point_source")
        note = st.text_input(t("page_goal_edit.point_note", lang), key="goal_point_note")
        label = t("page_goal_edit.enter_save", lang)
        if st.form_submit_button(label, icon=":material/save:", type="primary"):
            told = WrittenPoint(on, value, low, high, source, note)
            _act(lambda: points.enter(
                resources.installation(), goal, written.point(goal, told), actor, now_utc(),
                resources.today(),
            ), lang)  # fmt: skip


def _take_back(goal: Goal, progress: Progress, actor: Actor, lang: str) -> None:
    days = {p.day: p for p in reversed(progress.series)}

    def words(on: date) -> str:
        return f"{day(on, lang)}: {level(goal, days[on].value or days[on].low, lang)}"

    with st.form("goal_point_back", border=False):
        on = st.selectbox(
            t("page_goal_edit.back_day", lang), list(days), format_func=words, key="goal_back_day"
        )  # fmt: skip
        why = st.text_input(t("page_goal_edit.back_why", lang), key="goal_back_why")
        if st.form_submit_button(t("page_goal_edit.back", lang), icon=":material/undo:"):
            _act(lambda: points.take_back(
                resources.installation(), goal, on, why, actor, now_utc(), resources.today()
            ), lang)  # fmt: skip


def _act(save: Callable[[], object], lang: str) -> None:
    try:
        save()
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[form.SAVED] = "figure_saved"
    st.rerun()
