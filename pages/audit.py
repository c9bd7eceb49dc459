"""Audit: who did what to which thing and when, and whether the chain of it holds."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import navigation, reads, state
from followup.ui.audit import view

lang = state.current_language()
st.title(t(navigation.spec("audit").title_key, lang), anchor=False)
state.keep_address()
view.show(reads.state(), lang)
