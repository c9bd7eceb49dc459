"""Noting that an adjustment was carried out, and what was noted before."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.domain.price_index import NotedAdjustment
from followup.errors import UserError
from followup.i18n.text import GROUP_MARKS, exact, t
from followup.rules.price_index.adjust import Adjustment
from followup.services.installation import Actor, now_utc
from followup.services.price_index import clauses, words
from followup.services.price_index.overview import Indexed
from followup.ui import components, resources, state
from followup.ui.components import escape
from followup.ui.reads import State
from followup.ui.state import acting

SAVED: Final = "index_saved"


def saved(lang: str) -> None:
    """Say once what was done."""
    if done := st.session_state.pop(SAVED, None):
        st.success(t(f"page_price_index.{done}", lang), icon=":material/check:")


def show(found: Indexed, made: Adjustment, now: State, lang: str) -> None:
    """What was noted of the month, told apart from what is computed now, and the form."""
    noted = found.noted.get(made.month)
    if noted is not None:
        amount = words.price(noted.price, found.clause, lang)
        code = "noted" if made.price == noted.price else "noted_differs"
        said = t(f"page_price_index.{code}", lang, price=amount, note=noted.note,
                 computed=words.price(made.price, found.clause, lang))  # fmt: skip
        if code == "noted":
            st.markdown(f":material/check: {escape(said)}")
        else:
            st.warning(escape(said), icon=":material/difference:")
    if made.price is None or state.looked_back() is not None:
        return
    actor = state.user_name()
    with st.expander(t("page_price_index.note", lang), icon=":material/how_to_reg:"):
        if actor is None:
            components.ask_name(lang)
            return
        _form(found, made, acting(actor), now, lang)


def _form(found: Indexed, made: Adjustment, actor: Actor, now: State, lang: str) -> None:
    clause = found.clause
    st.markdown(t("page_price_index.note_help", lang))
    key = f"{clause.contract}_{made.month:%Y%m}"
    shown = exact(made.price, lang).replace(GROUP_MARKS[lang], "")
    price = st.text_input(t("page_price_index.noted_price", lang), shown, key=f"index_price_{key}")
    note = st.text_input(t("page_price_index.note_note", lang), key=f"index_note_{key}")
    if not st.button(
        t("page_price_index.note_save", lang), key="index_note_save", icon=":material/save:"
    ):
        return
    try:
        word = NotedAdjustment(
            clause.contract, made.month, clauses.number(price or ""), (note or "").strip()
        )
        clauses.note(resources.installation(), word, actor, now.as_of, now_utc())
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[SAVED] = "note_saved"
    st.rerun()
