"""Costs: what alternatives cost over their whole use, compared before anything is bought."""

import streamlit as st

from followup.i18n.text import t
from followup.services.cost import comparisons
from followup.ui import address, components, reads, state
from followup.ui.cost import acts, form, one, overview
from followup.ui.cost import reads as cost_reads

lang = state.current_language()
st.title(t("nav.costs", lang), anchor=False)
state.keep_address()
now = reads.state()
acts.saved(lang)
asked, number = address.get("comparison"), address.get("version")
every = [v for v in cost_reads.versions(now) if v.comparison.identifier == asked]
newest = next((v for v in comparisons.in_force(every)), None)
version = next((v for v in every if str(v.number) == number and not v.is_removed), newest)
if asked and (newest is None or version is None):
    components.empty_state(
        t("page_costs.not_there", lang), components.Place(t("page_costs.all", lang), "costs")
    )
elif newest is not None and version is not None:
    if address.get("edit"):
        form.show(now, newest, lang)
    else:
        one.show(now, version, newest, lang)
elif address.get("new"):
    form.show(now, None, lang)
else:
    overview.show(now, lang)
