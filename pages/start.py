"""Start: what needs me now."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import components, reads, start_view, state

lang = state.current_language()
st.title(t("nav.start", lang), anchor=False)
now = reads.state()
if reads.contracts(now):
    with components.busy(t("app.working", lang)):
        found = reads.queue(now)
    start_view.show(found, now.as_of, lang)
else:
    start_view.first_time(lang)
