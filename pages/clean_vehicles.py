"""Clean vehicles: what the law asks of an authority, and the vehicles behind each number."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import address, components, reads, state
from followup.ui.clean import form, view
from followup.ui.clean import load as clean_load

lang = state.current_language()
st.title(t("nav.clean_vehicles", lang), anchor=False)
state.keep_address()
now = reads.state()
form.saved(lang)
if address.get("load"):
    clean_load.show(now, lang)
elif address.get("vehicle"):
    form.show(now, lang)
else:
    with components.busy(t("app.working", lang)):
        view.show(now, lang)
