"""The mix of fuels: how the energy is spread, where one fuel dominates, and what fuels are for."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import components, reads, state
from followup.ui.energy import mix_view

lang = state.current_language()
st.title(t("nav.fuel_mix", lang), anchor=False)
state.keep_address()
now = reads.state()
with components.busy(t("app.working", lang)):
    mix_view.show(now, lang)
