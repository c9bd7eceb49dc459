"""Publish a new edition, or take the one in force back: by a name, with a decision."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.errors import UserError
from followup.i18n.text import t
from followup.services import entry
from followup.services.installation import now_utc
from followup.services.open_view import editions as service
from followup.services.open_view.editions import Edition, Terms
from followup.ui import components, may, reads, resources
from followup.ui.components import escape
from followup.ui.open_view import reads as open_reads
from followup.ui.reads import State
from followup.ui.state import acting

DONE: Final = "open_view_done"


@may.takes("publish")
def show(now: State, lang: str) -> None:
    """The two forms, folded; nothing is read or reckoned before one is used."""
    if done := st.session_state.pop(DONE, None):
        st.toast(escape(done), icon=":material/check:")
    if resources.installation().database.looks_back:
        return
    with st.expander(t("page_open_view.new", lang), icon=":material/publish:"):
        name = components.ask_name(lang, "page_open_view.name_first")
        if name is not None:
            _publish(now, name, lang)
    current = next((e for e in open_reads.editions(now) if e.state == "in_force"), None)
    if current is not None and name is not None:
        _withdraw(current, name, lang)


def _publish(now: State, name: str, lang: str) -> None:
    st.markdown(t("page_open_view.new_why", lang))
    known = {p.goal.identifier: p.goal.title for p in reads.goals(now, lang) if p.latest}
    last = next((e.publication for e in open_reads.editions(now)), None)
    with st.form("open_view_form", border=False):
        goals = st.multiselect(
            t("page_open_view.goals", lang), list(known), format_func=lambda g: known[g],
            default=[g for g in (last.goals if last else known) if g in known],
            key="open_view_goals", placeholder=t("page_open_view.goals", lang),
        )  # fmt: skip
        publisher = st.text_input(
            t("page_open_view.publisher", lang), last.publisher if last else "",
            key="open_view_publisher", help=t("page_open_view.publisher_help", lang),
        )  # fmt: skip
        decision = st.text_input(t("page_open_view.decision", lang), key="open_view_decision")
        decided = st.text_input(
            t("page_open_view.decided", lang), now.as_of.isoformat(), key="open_view_decided"
        )
        contact = st.text_input(
            t("page_open_view.contact", lang), last.contact if last else "",
            key="open_view_contact", help=t("page_open_view.contact_help", lang),
        )  # fmt: skip
        may = st.checkbox(t("page_open_view.may", lang), key="open_view_may")
        pressed = st.form_submit_button(
            t("page_open_view.publish", lang), icon=":material/publish:", type="primary",
            key="open_view_publish",
        )  # fmt: skip
    if pressed and not may:
        st.error(t("page_open_view.unsigned", lang), icon=":material/error:")
    elif pressed:
        _store(now, tuple(goals), (publisher, decision, decided, contact), name, lang)


def _store(
    now: State, goals: tuple[str, ...], written: tuple[str, str, str, str], name: str, lang: str
) -> None:
    publisher, decision, decided, contact = written
    try:
        terms = Terms(publisher, decision, entry.day(decided), contact)
        with components.busy(t("app.working", lang)):
            told = open_reads.prepared(now, goals)
            edition = service.publish(
                resources.installation(), told, now.version, goals, terms, acting(name), now_utc(),
                now.as_of,
            )  # fmt: skip
    except UserError as error:
        components.error_box(error, lang)
    else:
        st.session_state[DONE] = t("page_open_view.published", lang, edition=edition)
        st.rerun()


def _withdraw(current: Edition, name: str, lang: str) -> None:
    edition = current.publication.edition
    title = escape(t("page_open_view.withdraw", lang, edition=edition))
    with (
        st.expander(title, icon=":material/undo:"),
        st.form("open_view_withdraw", border=False),
    ):
        st.markdown(t("page_open_view.withdraw_why", lang))
        reason = st.text_input(t("page_open_view.reason", lang), key="open_view_reason")
        pressed = st.form_submit_button(
            t("page_open_view.withdraw_button", lang), key="open_view_take_back"
        )
    if not pressed:
        return
    try:
        service.take_back(
            resources.installation(), edition, reason, acting(name), now_utc(), resources.today()
        )
    except UserError as error:
        components.error_box(error, lang)
    else:
        st.session_state[DONE] = t("page_open_view.withdrawn", lang, edition=edition)
        st.rerun()
