"""Method and sources: how figures are computed and where they come from."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import components, state

lang = state.current_language()
st.title(t("nav.method", lang), anchor=False)
components.empty_state(t("page_method.intro", lang))
