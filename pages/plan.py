"""Plan: what happens when, and who does what."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import address, components, reads, state
from followup.ui.components import Place
from followup.ui.plan import calendar, routine

lang = state.current_language()
st.title(t("nav.plan", lang), anchor=False)
state.keep_address()
now = reads.state()
if reads.contracts(now):
    views = {"calendar": calendar.show, "routine": routine.show}
    chosen = address.segments(
        "view", t("plan.view", lang), [*views], "calendar", lambda v: t(f"plan.view_{v}", lang)
    )
    with components.busy(t("app.working", lang)):
        views[chosen](now, lang)
else:
    components.empty_state(
        t("page_contracts.none", lang),
        Place(t("page_contracts.enter", lang), "contracts", {"new": "1"}),
    )
