"""Upload: from a supplier's file to what it means, before anything is saved."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import components, state

lang = state.current_language()
st.title(t("nav.upload", lang), anchor=False)
components.empty_state(t("page_upload.intro", lang))
