"""Vehicles: every one used, what its lists say, and what it ran on."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import components, reads, state
from followup.ui.vehicle import detail, overview

lang = state.current_language()
st.title(t("nav.vehicles", lang), anchor=False)
state.keep_address()
now = reads.state()
opened = st.query_params.get("vehicle")
with components.busy(t("app.working", lang)):
    if opened:
        detail.show(now, opened, lang)
    else:
        overview.show(now, lang)
