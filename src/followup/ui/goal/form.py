"""Change a goal, add one of one's own, take one up or put it away; every word is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from followup.domain.goal import Goal
from followup.errors import UserError
from followup.i18n.text import t
from followup.services.goal import check, choice, written
from followup.services.goal import status as goal_status
from followup.services.installation import Actor, now_utc
from followup.ui import address, components, may, resources
from followup.ui.components import Place
from followup.ui.goal import fields, own_reads
from followup.ui.reads import State
from followup.ui.state import acting

SAVED: Final = "goal_saved"
NEW: Final = Goal("", "", "", "07", "", "organisation", "up", check.SHARE_UNIT, None, None, None,
                  None, status="decided", is_own=True)  # fmt: skip


def saved(lang: str) -> None:
    """Tell once what was saved by the run before."""
    if told := st.session_state.pop(SAVED, None):
        st.toast(t(f"page_goal_edit.{told}", lang), icon=":material/check:")


def not_shown(goal: Goal, lang: str) -> None:
    """That a goal opened by its link is not followed, and the way to take it up."""
    with st.container(border=True, key="goal_not_shown"):
        st.markdown(t("page_goal_edit.not_shown", lang))
        take_up(goal, lang, key="take_up_opened")


@may.takes("save_goal")
def show(goal: Goal, now: State, lang: str, *, is_shown: bool = True) -> None:
    """The form of a goal, folded; asks for a name before it can be saved."""
    with st.expander(t("page_goals.edit", lang), icon=":material/edit:"):
        actor = components.ask_name(lang)
        if actor is None:
            return
        _form(goal, acting(actor), now, lang)
        if is_shown:
            st.divider()
            _put_away(goal, acting(actor), lang)


@may.takes("save_goal")
def show_new(now: State, lang: str) -> None:
    """A page of its own for a goal that is not there yet."""
    components.breadcrumb(
        [Place(t("page_goals.back", lang), "goals")], t("page_goal_edit.add", lang)
    )
    st.markdown(t("page_goal_edit.add_help", lang))
    actor = components.ask_name(lang)
    if actor is not None and (made := _form(NEW, acting(actor), now, lang)):
        address.put(new=None, goal=made)
        st.rerun()


@may.takes("take_up_goal")
def take_up(goal: Goal, lang: str, key: str) -> None:
    """A button that puts a goal among those shown; asks for a name first."""
    if st.button(t("page_goal_edit.take_up", lang), key=key, icon=":material/add:"):
        actor = components.ask_name(lang)
        if actor is not None:
            _act(lambda: choice.take_up(
                resources.installation(), goal, acting(actor), now_utc(), resources.today()
            ), "taken_up", lang)  # fmt: skip


def _form(goal: Goal, actor: Actor, now: State, lang: str) -> str | None:
    """The fields; saves what was written. The goal's name here once it is saved as new."""
    names = {one.series: one.title for one in own_reads.own_series(now)}
    found = fields.show(goal, names, lang)
    if found is None:
        return None
    is_new = not goal.identifier
    made: list[str] = []

    def save() -> None:
        after = written.goal(goal, found, check.series_units(resources.installation(), now.as_of))
        if is_new:
            after = goal_status.named(resources.installation(), after)
        goal_status.save_goal(resources.installation(), after, actor, now_utc(), resources.today())
        made.append(after.identifier)

    _act(save, "saved", lang, is_rerun=not is_new)
    return made[0] if is_new and made else None


def _put_away(goal: Goal, actor: Actor, lang: str) -> None:
    with st.form("goal_away", border=False):
        st.caption(t("page_goal_edit.put_away_help", lang))
        reason = st.text_input(t("page_goal_edit.put_away_why", lang), key="goal_away_why")
        label = t("page_goal_edit.put_away", lang)
        if st.form_submit_button(label, icon=":material/visibility_off:"):
            _act(lambda: choice.put_away(
                resources.installation(), goal, reason, actor, now_utc(), resources.today()
            ), "was_put_away", lang)  # fmt: skip


def _act(save: Callable[[], object], told: str, lang: str, *, is_rerun: bool = True) -> None:
    try:
        save()
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[SAVED] = told
    if is_rerun:
        st.rerun()
