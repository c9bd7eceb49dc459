"""The open view: what anybody may read, and for who may the form to publish it."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import reads, state
from followup.ui.open_view import form, view

lang = state.current_language()
st.title(t("nav.open_view", lang), anchor=False)
state.keep_address()
now = reads.state()
st.markdown(t("page_open_view.intro", lang))
view.show(now, lang)
form.show(now, lang)
