"""Disclosure: reports given out as public documents, and what is held on a vehicle or a person."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import reads, state
from followup.ui.disclosure import view

lang = state.current_language()
st.title(t("nav.disclosure", lang), anchor=False)
state.keep_address()
view.show(reads.state(), lang)
