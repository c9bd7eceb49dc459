"""Circular purchasing: how circular it is, what was avoided, and how much is not known."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import components, reads, state
from followup.ui.circular import view

lang = state.current_language()
st.title(t("nav.circular", lang), anchor=False)
state.keep_address()
now = reads.state()
with components.busy(t("app.working", lang)):
    view.show(now, lang)
