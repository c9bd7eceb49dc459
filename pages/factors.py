"""Factors: the reference values that verdicts rest on, and the organisation's own versions."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import components, reads, state
from followup.ui.factors import form, listing, load, owned

lang = state.current_language()
state.keep_address()
now = reads.state()
st.title(t("nav.factors", lang), anchor=False)
st.markdown(t("factors.intro", lang))
components.link(components.Place(t("nav.method", lang), "method"), ":material/menu_book:")
form.saved(lang)
chosen = listing.choose(now, lang)
listing.show(now, chosen, lang)
owned.show(now, lang)
form.show(now, chosen, lang)
load.show(now, lang)
