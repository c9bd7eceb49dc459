"""Accessibility statement: what conforms, what does not, how it was tested, and whom to tell."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import accessibility_view, state

lang = state.current_language()
st.title(t("nav.accessibility", lang), anchor=False)
accessibility_view.show(lang)
