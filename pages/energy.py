"""Energy saved per tender: baseline, promised and measured, in GWh a year."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import address, components, reads, state
from followup.ui.energy import form, one, view

lang = state.current_language()
st.title(t("nav.energy", lang), anchor=False)
state.keep_address()
now = reads.state()
asked = address.get("saving")
if asked == "new":
    form.new(now, lang)
elif asked:
    one.show(now, asked, lang)
else:
    form.said(lang)
    with components.busy(t("app.working", lang)):
        view.show(now, lang)
