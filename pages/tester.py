"""The tester: a requirement tried on stored deliveries before it goes into a tender."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import reads, state
from followup.ui.tester import view

lang = state.current_language()
st.title(t("nav.tester", lang), anchor=False)
state.keep_address()
view.show(reads.state(), lang)
