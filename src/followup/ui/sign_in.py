"""What stands in place of every page for who is not let in: why, and the way in."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Final

import streamlit as st

from followup.errors import UserError
from followup.i18n.text import t
from followup.services.access import members
from followup.services.access.claims import Person
from followup.services.installation import now_utc
from followup.settings import from_environment
from followup.ui import components, identity, resources, signed_in
from followup.ui.components import escape
from followup.ui.identity import Closed

_WIDTH_PX: Final = 460
# A sign-in that is over can be begun again at once; one that is shut out cannot.
_AGAIN: Final = ("anonymous", "ended", "expired", "idle")


def closed() -> Closed | UserError | None:
    """Why this session is shown no page; None when it is."""
    try:
        found = identity.closed()
        if found is None:
            identity.used()
        elif found == "idle":
            identity.end()
    except UserError as error:
        identity.refused(error.code)
        return error
    # Who has not signed in yet was refused nothing.
    if found not in (None, "anonymous"):
        identity.refused(found)
    return found


def show(why: Closed | UserError, lang: str) -> None:
    """Draw the page of who is not let in."""
    middle = st.container(horizontal_alignment="center")
    with middle, st.container(key="sign_in", width=_WIDTH_PX, gap="medium"):
        components.choose_language(lang)
        if isinstance(why, UserError):
            st.title(t("sign_in.title", lang), anchor=False)
            components.error_box(why, lang)
            if why.code != "login_settings":
                _sign_out(lang)
        elif why == "exposed":
            st.title(t("sign_in.exposed_title", lang), anchor=False)
            st.markdown(t("sign_in.exposed", lang))
        elif why in _AGAIN:
            _ways_in(why, lang)
        else:
            _nobody(why, lang)


def _ways_in(why: Closed, lang: str) -> None:
    login = signed_in.login()
    st.title(t("sign_in.title", lang), anchor=False)
    if why == "anonymous":
        whose = from_environment().organisation
        said = t("sign_in.whose", lang, name=escape(whose)) if whose else t("sign_in.why", lang)
        st.markdown(said)
    else:
        hours = _number(login.longest.total_seconds() / 3600) if login else ""
        minutes = _number(login.idle.total_seconds() / 60) if login else ""
        st.info(t(f"sign_in.{why}", lang, hours=hours, minutes=minutes), icon=":material/schedule:")
    for provider in login.providers if login else ():
        label = t("sign_in.with", lang, name=escape(provider.label or t("sign_in.account", lang)))
        st.button(
            label,
            key=f"sign_in_{provider.name or 'default'}",
            on_click=partial(_go, provider.name),
            type="primary",
            width="stretch",
            icon=":material/login:",
        )
    st.caption(t("sign_in.help", lang))


def _go(provider: str | None) -> None:
    st.login() if provider is None else st.login(provider)


def _nobody(why: Closed, lang: str) -> None:
    """Somebody who has signed in and may see nothing: shut out, or without a role."""
    person = signed_in.person()
    st.title(t(f"sign_in.{why}_title", lang), anchor=False)
    st.markdown(t(f"sign_in.{why}", lang))
    if person is not None:
        name, mark = escape(person.name), person.identity
        st.caption(t("sign_in.you_are", lang, name=name, identity=mark))
        if why == "no_role":
            _ask(person, lang)
    _sign_out(lang)


def _ask(person: Person, lang: str) -> None:
    if not members.has_asked(identity.register(), person):
        email = person.claims.get("email")
        if not st.button(t("sign_in.ask", lang), key="ask_access", type="primary"):
            st.caption(t("sign_in.ask_keeps", lang, email=escape(str(email or ""))))
            return
        members.ask(identity.register(), person, resources.real_today(), now_utc())
    st.success(t("sign_in.asked", lang), icon=":material/check:")


def _sign_out(lang: str) -> None:
    if st.button(t("sign_in.out", lang), key="sign_out", icon=":material/logout:"):
        out()


def out() -> None:
    """Sign out here and at the provider."""
    # A login that does not say whose it is opens nothing either.
    with suppress(UserError):
        identity.end()
    st.logout()


def _number(value: float) -> str:
    return f"{value:g}"
