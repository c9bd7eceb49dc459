"""The library: requirements that others have set, to be used in one's own contracts."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import reads, state
from followup.ui.requirement import library

lang = state.current_language()
st.title(t("nav.library", lang), anchor=False)
state.keep_address()
library.show(reads.state(), lang)
