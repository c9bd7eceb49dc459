"""Contracts: the list, and one contract with its requirements."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import components, state

lang = state.current_language()
st.title(t("nav.contracts", lang), anchor=False)
components.empty_state(
    t("page_contracts.none", lang), components.Place(t("nav.upload", lang), "upload")
)
