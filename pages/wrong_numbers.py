"""Figures that somebody says are wrong: the form, and the answers."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import reads, state, wrong_number

lang = state.current_language()
st.title(t("nav.wrong_numbers", lang), anchor=False)
state.keep_address()
wrong_number.page(reads.state(), lang)
