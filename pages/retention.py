"""Retention: which contracts may be erased, what would go, and what is left of what was."""

import streamlit as st

from followup.i18n.text import t
from followup.services.law import decisions, due, erase
from followup.ui import navigation, reads, resources, state
from followup.ui.retention import decide, trial, view

lang = state.current_language()
st.title(t(navigation.spec("retention").title_key, lang), anchor=False)
st.markdown(t("retention.intro", lang))
state.keep_address()
now, own = reads.state(), resources.installation()
found = due.due(own, now.as_of)
view.ended(found, lang)
trial.show(now, found, lang)
view.receipts(erase.receipts(own), lang)
view.rules(decisions.every(own, now.as_of), lang)
decide.show(now, lang)
view.law(own.catalogue.retention, lang)
view.stays(lang)
