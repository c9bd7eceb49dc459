"""Who the reader is, in the strip at the top: their name, their role, and the way out."""

from __future__ import annotations

import streamlit as st

from followup.domain.access import ROLES
from followup.i18n.text import t
from followup.services.access.claims import Person
from followup.services.access.standing import Standing
from followup.ui import components, folder, identity, sign_in, signed_in, state
from followup.ui.components import escape


def show(lang: str) -> None:
    """The name that nobody has checked, or who has signed in and as what."""
    person = signed_in.person()
    if person is None:
        _at_this_machine(lang)
        return
    now = identity.chosen()
    with st.popover(escape(person.name), icon=":material/person:", type="tertiary", key="who"):
        _who(person, lang)
        if now is not None:
            _choose(identity.mine(person), now, lang)
        if st.button(t("sign_in.out", lang), key="sign_out", icon=":material/logout:"):
            sign_in.out()


def _at_this_machine(lang: str) -> None:
    """Without login: a name that nobody has checked, and the role to try on."""
    name, tried = state.user_name(), state.tried_role()
    label = f"{escape(name)} {t('app.unverified', lang)}" if name else t("app.your_name", lang)
    if tried is not None:
        label = f"{label} · {t(f'access_role.{tried}', lang)}"
    with st.popover(label, icon=":material/person:", type="tertiary", key="who"):
        components.name_field(lang, "name_in_header")
        # An empty text stands for every role: with None the box would ask in English.
        choices = ["", *ROLES]
        st.selectbox(
            t("may.try", lang),
            choices,
            index=choices.index(tried or ""),
            format_func=lambda r: t(f"access_role.{r}" if r else "may.every_role", lang),
            key="role_tried_choice",
            on_change=state.take_role,
            args=("role_tried_choice",),
            help=t("may.try_why", lang),
        )


def standing_words(standing: Standing, lang: str) -> str:
    """A role and for whom."""
    role = t(f"access_role.{standing.role}", lang)
    whose = escape(standing.organisation) if standing.organisation else t("access_role.all", lang)
    return f"{role}, {whose}"


def _who(person: Person, lang: str) -> None:
    where = escape(person.provider.label)
    st.caption(t("sign_in.as", lang, where=where, identity=person.identity))


def _choose(held: tuple[Standing, ...], now: Standing, lang: str) -> None:
    if len(held) == 1:
        st.markdown(standing_words(now, lang))
        return
    by_key = {standing.key: standing for standing in held}
    st.radio(
        t("sign_in.act_as", lang),
        list(by_key),
        index=list(by_key).index(now.key),
        format_func=lambda key: standing_words(by_key[key], lang),
        key="standing",
        on_change=_take,
    )


def _take() -> None:
    """Keep the role chosen, and forget what was held of what the other one saw."""
    st.session_state[state.STANDING_KEY] = st.session_state["standing"]
    folder.forget()
