"""Good examples: what others asked for, and what came of it."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import reads, state
from followup.ui.network import cases

lang = state.current_language()
st.title(t("nav.cases", lang), anchor=False)
state.keep_address()
cases.show(reads.state(), lang)
