"""Comparison: the region together, and each organisation at its own speed."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import address, components, reads, state, whose
from followup.ui.compare import form, pair, view
from followup.ui.compare import reads as pace_reads

lang = state.current_language()
st.title(t("nav.comparison", lang), anchor=False)
state.keep_address()
now = reads.state()
st.markdown(t("page_compare.intro", lang))
whose.note(lang)
with components.busy(t("app.working", lang)):
    goals = pace_reads.shared(now, lang)
    titles = {p.goal.identifier: p.goal.title for p in goals}
if not titles:
    components.empty_state(
        t("page_goals.none", lang), components.Place(t("nav.goals", lang), "goals")
    )
else:
    chosen = address.one(
        "goal",
        t("page_compare.goal", lang),
        [*titles],
        pace_reads.first(now, goals),
        lambda g: titles[g],
    )
    with components.busy(t("app.working", lang)):
        region = pace_reads.region(now, lang, chosen)
    if region is not None:
        view.together(region, lang)
    if region is not None and region.members:
        view.groups(region, lang)
        view.beside(region, lang)
        view.download(region, lang)
        pair.show(now, region, goals, lang)
        form.show(now, region, lang)
