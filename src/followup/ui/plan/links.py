"""Links that calendar programs fetch by: make one, see which there are, take one back."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.i18n.text import moment, t
from followup.services.installation import now_utc
from followup.services.plan import links as calendar_links
from followup.storage.plans import Link
from followup.ui import components, feed, reads, resources, state
from followup.ui.components import escape
from followup.ui.reads import State
from followup.ui.report import parts as report_parts
from followup.ui.state import acting

MADE: Final = "plan_link_made"


def show(now: State, only: str | None, owner: str | None, lang: str) -> None:
    """What a link reveals, the way to make one for what is shown, and those in force."""
    st.header(t("plan.links_title", lang), anchor=False)
    st.markdown(t("plan.links_reveal", lang))
    if not feed.is_served():
        st.info(t("plan.links_not_served", lang), icon=":material/info:")
    else:
        _make(only, owner, lang)
    found = calendar_links.in_force(resources.installation())
    if not found:
        st.caption(t("plan.no_links", lang))
    for link in found:
        _link(now, link, lang)


def _make(only: str | None, owner: str | None, lang: str) -> None:
    name = components.ask_name(lang)
    if st.button(
        t("plan.make_link", lang), key="plan_link", icon=":material/add_link:",
        disabled=name is None, help=t("plan.make_link_help", lang),
    ) and name:  # fmt: skip
        secret = calendar_links.create(
            resources.installation(), acting(name), now_utc(), lang,
            contract=only, responsible=None if only else owner,
        )  # fmt: skip
        st.session_state[MADE] = feed.link(secret)
        st.rerun()
    if made := st.session_state.pop(MADE, None):
        st.success(t("plan.link_made", lang), icon=":material/check:")
        st.code(made, language=None, wrap_lines=True)


def _link(now: State, link: Link, lang: str) -> None:
    titles = {c.number: c.title for c in reads.contracts(now)}
    about = t("plan.link_all", lang)
    if link.contract is not None:
        about = f"{titles.get(link.contract, '')} ({link.contract})".strip()
    elif link.responsible is not None:
        about = t("plan.link_owner", lang, owner=link.responsible)
    who = report_parts.person(link.actor, lang)
    said = t("plan.link_line", lang, about=about, name=who, at=moment(link.at, lang))
    with st.container(horizontal=True, vertical_alignment="center", key=f"line_link_{link.link}"):
        st.markdown(f":material/link: {escape(said)}")
        name = state.user_name()
        if st.button(
            t("plan.revoke", lang), key=f"plan_revoke_{link.link}", icon=":material/link_off:",
            disabled=name is None, type="tertiary",
        ) and name:  # fmt: skip
            calendar_links.revoke(resources.installation(), link.link, acting(name), now_utc())
            st.rerun()
