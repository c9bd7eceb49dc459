"""The versions of a comparison, the way to change it, and to take it back."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.domain.cost_comparison import Version
from followup.errors import UserError
from followup.i18n.text import moment, t
from followup.services.cost import comparisons
from followup.services.installation import Actor, now_utc
from followup.ui import address, components, resources
from followup.ui.components import Place, escape
from followup.ui.cost import reads as cost_reads
from followup.ui.reads import State
from followup.ui.report import parts as report_parts
from followup.ui.state import acting

SAVED: Final = "cost_saved"


def saved(lang: str) -> None:
    """Tell once what was saved by the run before."""
    if told := st.session_state.pop(SAVED, None):
        st.toast(t(f"page_costs.{told}", lang), icon=":material/check:")


def show(now: State, version: Version, newest: Version, lang: str) -> None:
    """Who changed what and why, the link to the form, and the way to take it back."""
    identifier = version.comparison.identifier
    st.subheader(t("page_costs.history", lang), anchor=False)
    every = [v for v in cost_reads.versions(now) if v.comparison.identifier == identifier]
    for one in reversed(every):
        who = report_parts.person(one.actor, lang)
        line = t("page_costs.history_line", lang, number=one.number, day=moment(one.at, lang),
                 name=who)  # fmt: skip
        st.markdown(
            f"- {escape(line)}: {escape(one.reason or t('page_costs.history_first', lang))}"
        )
        if one.number != version.number:
            query = {"comparison": identifier, "version": str(one.number)}
            words = t("page_costs.history_open", lang, number=one.number)
            components.link(Place(words, "costs", query))
    if version.number != newest.number:
        return
    edit = Place(t("page_costs.edit", lang), "costs", {"comparison": identifier, "edit": "1"})
    components.link(edit, icon=":material/edit:")
    with st.expander(t("page_costs.take_back", lang), icon=":material/undo:"):
        st.caption(t("page_costs.take_back_help", lang))
        name = components.ask_name(lang)
        if name is not None:
            _take_back(now, identifier, acting(name), lang)


def _take_back(now: State, identifier: str, actor: Actor, lang: str) -> None:
    with st.form("cost_back", border=False):
        why = st.text_input(t("page_costs.why", lang), key="cost_back_why")
        if not st.form_submit_button(t("page_costs.take_back", lang), icon=":material/undo:"):
            return
    try:
        comparisons.take_back(
            resources.installation(), identifier, why, actor, now_utc(), now.as_of
        )
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[SAVED] = "taken_back"
    address.put(comparison=None, version=None, hinge=None)
    st.rerun()
