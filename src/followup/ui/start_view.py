"""The start page's parts beside the queue: whose first screen it is, and the ways to begin."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from followup.domain.access import Role
from followup.i18n.text import t
from followup.services.deviation.public import public
from followup.services.goal import words as goal_words
from followup.services.queue.inbox import Inbox
from followup.ui import (
    address,
    components,
    folder,
    may,
    reads,
    start_buyer,
    start_sender,
    state,
    tables,
    whose,
    wrong_number,
)
from followup.ui.components import Place, escape
from followup.ui.deviation import reads as deviation_reads
from followup.ui.goal import deviations as goal_deviations
from followup.ui.network import panel as network_panel
from followup.ui.network import waiting as network_waiting
from followup.ui.queue import view as queue_view
from followup.ui.reads import State

ROLE: Final = "role"
ROLES: Final = ("strategist", "manager", "buyer", "politician")


# Whose first screen a role has; who has every role at once chooses among those of the desk.
SCREENS: Final[dict[Role, str]] = {
    "strategist": "strategist", "contract_manager": "manager", "viewer": "politician",
    "supplier": "sender", "vehicle_manager": "sender", "administrator": "politician",
}  # fmt: skip


def choose_role(lang: str) -> str:
    """Whose first screen is shown: by the reader's role, else the address decides, then the
    session. It gives no rights."""
    held = may.role()
    if held is not None:
        return SCREENS[held]
    asked = address.get(ROLE)
    if asked in ROLES:
        st.session_state[state.ROLE_KEY] = asked
    known = st.session_state.get(state.ROLE_KEY)
    if known is not None and asked != known:
        address.put(**{ROLE: known})
    role = address.segments(
        ROLE, t("role.choose", lang), ROLES, ROLES[0], lambda r: t(f"role.{r}", lang)
    )
    if address.get(ROLE) in ROLES:
        st.session_state[state.ROLE_KEY] = role
    return role


def show(now: State, role: str, found: Inbox, lang: str) -> None:
    """The first screen of a role: the queue, for who tenders what ends, for politicians goals."""
    if role == "politician":
        _goals(now, lang)
        # Outside the desk an engine's verdict is no shortfall yet (rule 27).
        of_all = {contract.number for contract in reads.contracts(now)}
        goal_deviations.under_review(public(deviation_reads.desk(now), of_all), lang)
        queue_view.counts(replace(found, verdicts={}), lang)
        network_panel.show(now, lang)
    elif role == "sender":
        start_sender.show(now, lang)
    elif role == "buyer":
        start_buyer.show(now, lang)
    else:
        wrong_number.waiting(now, lang)
        queue_view.show(now, found, lang, is_flat=role == "manager")
        network_waiting.show(now, lang)


def _goals(now: State, lang: str) -> None:
    """Each goal in a sentence; no contract is named here."""
    st.header(t("role.politician_title", lang), anchor=False)
    with st.container(border=True, key="start_goals"):
        for progress in reads.goals(now, lang):
            goal = progress.goal
            with st.container(gap=None):
                with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                    components.status_badge(progress.status, lang, "status")
                    place = Place(escape(goal.title), "goals", {"goal": goal.identifier})
                    components.link(place)
                st.markdown(escape(tables.unbroken(goal_words.sentence(progress, lang))))
    st.caption(t("role.politician_note", lang))
    whose.note(lang)


def first_time(lang: str) -> None:
    """Nothing entered yet: one's own data, or the sample world, and what each gives."""
    st.markdown(t("page_start.welcome", lang))
    own, sample = st.columns(2, gap="medium")
    with own, st.container(border=True, height="stretch", key="start_own"):
        st.header(t("page_start.own_title", lang), anchor=False)
        st.markdown(t("page_start.own_text", lang))
        arrow = ":material/arrow_forward:"
        new = Place(t("page_start.own_contract", lang), "contracts", {"new": "1"})
        components.link(new, icon=arrow)
        components.link(Place(t("page_start.own_upload", lang), "upload"), icon=arrow)
    with sample, st.container(border=True, height="stretch", key="start_sample"):
        st.header(t("page_start.sample_title", lang), anchor=False)
        st.markdown(t("page_start.sample_text", lang))
        if st.button(
            t("page_start.sample_open", lang),
            key="open_sample",
            type="primary",
            icon=":material/science:",
        ):
            folder.go(folder.SAMPLE)
