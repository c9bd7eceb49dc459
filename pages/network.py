"""The network: meetings and their pack, market dialogue, duties, papers, the law."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import reads, state
from followup.ui.network import view

lang = state.current_language()
st.title(t("nav.network", lang), anchor=False)
state.keep_address()
view.show(reads.state(), lang)
