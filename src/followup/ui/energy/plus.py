"""The plus-energy county: renewable energy produced over energy used, entered by hand."""

from __future__ import annotations

import streamlit as st

from followup.domain.goal import Progress
from followup.errors import UserError
from followup.i18n.text import percent, t
from followup.services.energy import plus
from followup.services.energy.plus import WrittenPlus
from followup.services.goal.words import level
from followup.services.installation import now_utc
from followup.ui import components, may, resources
from followup.ui.components import Place, escape
from followup.ui.energy import reads as energy_reads
from followup.ui.reads import State
from followup.ui.state import acting

SAVED = "plus_energy_saved"


def show(now: State, lang: str) -> None:
    """The newest share with its year and source, and the form for another year."""
    for progress in energy_reads.plus_energy(now, lang):
        st.header(escape(progress.goal.title), anchor=False)
        if share := st.session_state.pop(SAVED, None):
            st.success(t("page_energy.plus_saved", lang, share=share), icon=":material/check:")
        st.markdown(t("page_energy.plus_text", lang))
        _latest(progress, lang)
        if not may.act("enter_goal_point"):
            continue
        with st.expander(t("page_energy.plus_enter", lang), icon=":material/edit_note:"):
            _form(progress, now, lang)


def _latest(progress: Progress, lang: str) -> None:
    point = progress.latest
    if point is None:
        st.info(t("page_energy.plus_none", lang), icon=":material/help:")
    else:
        st.metric(t("page_energy.plus_share", lang, year=point.day.year),
                  level(progress.goal, point.value, lang))  # fmt: skip
        st.caption(t("page_energy.plus_source", lang, source=escape(point.source or "")))
    place = Place(t("page_energy.to_goal_plus", lang), "goals",
                  {"goal": progress.goal.identifier})  # fmt: skip
    components.link(place, ":material/flag:")


def _form(progress: Progress, now: State, lang: str) -> None:
    name = components.ask_name(lang)
    if name is None:
        return
    with st.form("plus_energy", border=False):
        year, produced, used = (
            place.text_input(t(f"page_energy.plus_{field}", lang), key=f"plus_{field}")
            for place, field in zip(st.columns(3), ("year", "produced", "used"), strict=True)
        )
        source = st.text_input(t("page_energy.field_source", lang), key="plus_from")
        if not st.form_submit_button(t("page_energy.plus_save", lang), icon=":material/save:"):
            return
    try:
        share = plus.enter(
            resources.installation(), progress.goal, WrittenPlus(year, produced, used, source),
            acting(name), now_utc(), now.as_of, lang,
        )  # fmt: skip
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[SAVED] = percent(share, lang, 1)
    st.rerun()
