"""Choose goals and language, see the brief as it will stand, take it away and store it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.domain.goal import Progress
from followup.errors import UserError
from followup.i18n.text import LANGUAGES, language_name, t
from followup.services.brief import facts, stored
from followup.services.brief.brief import Brief
from followup.services.installation import now_utc
from followup.ui import address, components, document_view, may, reads, resources
from followup.ui.brief import downloads
from followup.ui.brief import reads as brief_reads
from followup.ui.reads import State
from followup.ui.state import acting

GOALS: Final = "goals"
LANGUAGE: Final = "in"
CHOSEN_KEY: Final = "brief_goals"
SAVED_KEY: Final = "brief_saved"


def show(now: State, lang: str) -> None:
    """The brief that is to be, from the choice to what is stored."""
    found = reads.goals(now, lang)
    goals = _choose(found, lang)
    written_in = address.segments(
        LANGUAGE, t("page_brief.language", lang), LANGUAGES, lang,
        lambda code: language_name(code, lang),
    )  # fmt: skip
    if not goals:
        st.info(t("error.no_goal_chosen", lang), icon=":material/flag:")
        return
    try:
        with components.busy(t("app.working", lang)):
            told = brief_reads.brief(now, written_in, goals)
    except UserError as error:
        components.error_box(error, lang)
        return
    key = (now.home, now.version, now.as_of, now.checksum, written_in, goals)
    downloads.show(told, key, "brief", lang)
    st.caption(t("page_brief.same_numbers", lang))
    document_view.show(told.document, "brief_preview")
    _store(now, told, lang)


def _choose(found: list[Progress], lang: str) -> tuple[str, ...]:
    """The goals of the address, else the organisation's own few."""
    titles = {p.goal.identifier: p.goal.title for p in found}
    asked = address.get(GOALS)
    wanted = asked.split(",") if asked is not None else facts.usual(found)
    st.session_state[CHOSEN_KEY] = [g for g in wanted if g in titles]
    chosen = st.multiselect(
        t("page_brief.goals", lang), list(titles), key=CHOSEN_KEY,
        format_func=lambda code: titles.get(code, code), max_selections=facts.MOST_GOALS,
        placeholder=t("page_brief.goals_none", lang), on_change=_take,
        help=t("page_brief.goals_help", lang),
    )  # fmt: skip
    return tuple(chosen)


def _take() -> None:
    # None chosen is a choice, too: a comma stands for it in the address.
    address.put(**{GOALS: ",".join(st.session_state[CHOSEN_KEY]) or ","})


@may.takes("store_brief")
def _store(now: State, told: Brief, lang: str) -> None:
    """Keep the brief as it stands for a meeting, under a name."""
    st.subheader(t("page_brief.store_title", lang), anchor=False)
    st.markdown(t("page_brief.store_help", lang))
    if name := st.session_state.pop(SAVED_KEY, None):
        st.toast(t("page_brief.stored", lang, brief=name), icon=":material/check:")
    actor = components.ask_name(lang)
    if actor is None:
        return
    with st.form("brief_store", border=False, clear_on_submit=True):
        meeting = st.text_input(
            t("page_brief.meeting", lang), key="brief_meeting", max_chars=120,
            placeholder=t("page_brief.meeting_example", lang),
        )  # fmt: skip
        pressed = st.form_submit_button(
            t("page_brief.store", lang), icon=":material/inventory:", type="primary"
        )
    if not pressed:
        return
    try:
        st.session_state[SAVED_KEY] = stored.store(
            resources.installation(), told, meeting, now.version, acting(actor), now_utc(),
            resources.today(),
        )  # fmt: skip
    except UserError as error:
        components.error_box(error, lang)
        return
    st.rerun()
