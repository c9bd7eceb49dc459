"""Questions and answers, and whom to ask."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import reads, state
from followup.ui.network import questions

lang = state.current_language()
st.title(t("nav.questions", lang), anchor=False)
state.keep_address()
questions.show(reads.state(), lang)
