"""Start: what needs me now."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import components, may, reads, resources, start_view, state, stories, tours

lang = state.current_language()
st.title(t("nav.start", lang), anchor=False)
state.keep_address()
now = reads.state()
is_sample = resources.world().is_sample and bool(stories.there(now)) and may.opens("deviations")
if reads.contracts(now):
    if is_sample:
        tours.offer(lang, is_sample=True)
    role = start_view.choose_role(lang)
    with components.busy(t("app.working", lang)):
        found = reads.queue(now)
    start_view.show(now, role, found, lang)
    if is_sample:
        stories.show(now, lang)
else:
    start_view.first_time(lang)
    tours.offer(lang, is_sample=False)
