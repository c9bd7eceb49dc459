"""Start: what needs me now."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import components, state

lang = state.current_language()
st.title(t("nav.start", lang), anchor=False)
components.empty_state(
    t("page_start.nothing_to_do", lang), components.Place(t("nav.upload", lang), "upload")
)
