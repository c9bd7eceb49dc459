"""Who waits for a role, and who has one."""

from __future__ import annotations

import streamlit as st

from followup.i18n.text import day, t
from followup.services.access.members import Known
from followup.storage.access import Membership
from followup.ui import components, tables
from followup.ui.access.reads import Desk
from followup.ui.components import escape
from followup.ui.tables import Column

_COLUMNS = ("person", "code", "role", "organisation", "contract", "valid", "status")


def waiting(desk: Desk, lang: str) -> None:
    """Who has signed in and asked, with what their login says of them."""
    st.header(t("page_access.waiting_title", lang), anchor=False)
    found = [person for person in desk.people if person.is_waiting]
    if not found:
        st.caption(t("page_access.nobody_waits", lang))
    for person in found:
        asked = day(person.asked_date, lang) if person.asked_date else ""
        name = escape(person.name)
        st.markdown(t("page_access.waiting", lang, name=name, identity=person.identity, day=asked))
        if person.email:
            st.caption(t("page_access.email", lang, email=escape(person.email)))


def table(desk: Desk, lang: str) -> None:
    """Everybody with a role, one line for each."""
    st.header(t("page_access.people_title", lang), anchor=False)
    rows = [_row(person, held, desk, lang) for person in desk.people for held in person.memberships]
    if not rows:
        components.empty_state(t("page_access.nobody", lang))
        return
    columns = [Column(name, t(f"page_access.{name}", lang)) for name in _COLUMNS]
    tables.plain_table(rows, columns, lang, alt=t("page_access.alt", lang))


def days(held: Membership, lang: str) -> str:
    """When a membership is in force."""
    first = day(held.valid_from, lang)
    if held.valid_to is None:
        return t("page_access.from", lang, day=first)
    return t("page_access.between", lang, first=first, last=day(held.valid_to, lang))


def _row(person: Known, held: Membership, desk: Desk, lang: str) -> dict[str, object]:
    state = "in_force" if held.holds(desk.today) else "later"
    return {
        "person": person.name,
        "code": person.identity,
        "role": t(f"access_role.{held.role}", lang),
        "organisation": held.organisation or t("access_role.all", lang),
        "contract": held.contract or t("page_access.every_contract", lang),
        "valid": days(held, lang),
        "status": t(f"page_access.{'shut' if person.is_blocked else state}", lang),
    }
