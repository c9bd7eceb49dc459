"""Give a role, take one back, shut somebody out: each is an act under one's own name."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.errors import UserError
from followup.i18n.text import t
from followup.services import entry, written
from followup.services.access import members
from followup.services.access.claims import ROLES
from followup.services.access.members import Known
from followup.services.installation import now_utc
from followup.storage.access import Membership
from followup.ui import components, identity
from followup.ui.access.reads import Desk
from followup.ui.components import escape
from followup.ui.state import acting

DONE: Final = "access_done"


def show(desk: Desk, lang: str) -> None:
    """The forms, folded; what was done last stands above them."""
    if done := st.session_state.pop(DONE, None):
        st.success(done, icon=":material/check:")
    if not desk.people:
        return
    name = components.ask_name(lang)
    if name is None:
        return
    waits = any(person.is_waiting for person in desk.people)
    with st.expander(t("page_access.give_title", lang), key="access_give", expanded=waits):
        _give(desk, name, lang)
    if any(person.memberships for person in desk.people):
        with st.expander(t("page_access.end_title", lang), key="access_end"):
            _end(desk, name, lang)
    with st.expander(t("page_access.block_title", lang), key="access_block"):
        _block(desk, name, lang)


def _person(desk: Desk, key: str, lang: str) -> Known:
    by_mark = {person.identity: person for person in desk.people}
    chosen = st.selectbox(
        t("page_access.whose", lang),
        list(by_mark),
        format_func=lambda mark: f"{by_mark[mark].name} ({mark})",
        key=key,
    )
    return by_mark[chosen]


def _give(desk: Desk, name: str, lang: str) -> None:
    everything = t("page_access.everything", lang)
    with st.form("access_give_form", border=False):
        person = _person(desk, "give_person", lang)
        role = st.selectbox(
            t("page_access.role", lang), ROLES,
            format_func=lambda r: t(f"access_role.{r}", lang), key="give_role",
        )  # fmt: skip
        open_to = [*desk.organisations] + ([everything] if desk.scope.organisations is None else [])
        whose = st.selectbox(
            t("page_access.organisation", lang), open_to, key="give_organisation",
            help=t("page_access.organisation_help", lang),
            accept_new_options=desk.scope.organisations is None,
            placeholder=t("app.choose", lang),
        )  # fmt: skip
        numbers = st.multiselect(
            t("page_access.contract", lang), list(desk.contracts), key="give_contracts",
            format_func=lambda n: f"{n} {desk.contracts[n]}",
            placeholder=t("page_access.every_contract", lang),
            help=t("page_access.contract_help", lang),
        )  # fmt: skip
        first = st.text_input(
            t("page_access.first_day", lang), desk.today.isoformat(), key="give_first"
        )
        last = st.text_input(t("page_access.last_day", lang), key="give_last")
        sent = st.form_submit_button(t("page_access.give", lang), type="primary")
    if sent:
        organisation = None if whose == everything else str(whose)
        chosen: list[str | None] = [*numbers] or [None]
        try:
            days = entry.day(first), written.maybe_day(last)
            said = [members.granted(person, role, organisation, number, *days) for number in chosen]
            members.grant(
                identity.register(), desk.scope, said, acting(name), desk.today, now_utc()
            )
        except UserError as error:
            components.error_box(error, lang)
            return
        _tell(t("page_access.given", lang, name=escape(person.name)))


def _end(desk: Desk, name: str, lang: str) -> None:
    held = {m.identifier: (person, m) for person in desk.people for m in person.memberships}
    chosen = st.selectbox(
        t("page_access.which", lang), list(held), key="end_membership",
        format_func=lambda i: _line(*held[i], lang),
    )  # fmt: skip
    if st.button(t("page_access.end", lang), key="end_it"):
        try:
            members.end(
                identity.register(), desk.scope, chosen, acting(name), desk.today, now_utc()
            )
        except UserError as error:
            components.error_box(error, lang)
            return
        _tell(t("page_access.ended", lang))


def _line(person: Known, held: Membership, lang: str) -> str:
    parts = (t(f"access_role.{held.role}", lang), held.organisation, held.contract)
    role = ", ".join(escape(part) for part in parts if part)
    return t("page_access.line", lang, person=escape(person.name), role=role)


def _block(desk: Desk, name: str, lang: str) -> None:
    st.caption(t("page_access.block_why", lang))
    person = _person(desk, "block_person", lang)
    code = "unblock" if person.is_blocked else "block"
    reason = st.text_input(t("page_access.reason", lang), key="block_reason", max_chars=200)
    if st.button(t(f"page_access.{code}", lang), key="block_it"):
        try:
            members.block(
                identity.register(), desk.scope, person.identity, reason, acting(name), desk.today,
                now_utc(), is_blocked=not person.is_blocked,
            )  # fmt: skip
        except UserError as error:
            components.error_box(error, lang)
            return
        _tell(t(f"page_access.{code}ed", lang))


def _tell(words: str) -> None:
    st.session_state[DONE] = words
    st.rerun()
