"""Goals: what was reached, what is needed."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import components, state

lang = state.current_language()
st.title(t("nav.goals", lang), anchor=False)
components.empty_state(
    t("page_goals.none", lang), components.Place(t("nav.upload", lang), "upload")
)
