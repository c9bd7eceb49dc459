"""The library: requirements that others have set, to be used in one's own contracts."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import address, reads, state
from followup.ui.requirement import library
from followup.ui.shared import demand, listing

VIEWS = {"sources": library.show, "published": listing.show, "demand": demand.show}

lang = state.current_language()
st.title(t("nav.library", lang), anchor=False)
state.keep_address()
chosen = address.segments(
    "view", t("shared.view_label", lang), [*VIEWS], "sources", lambda v: t(f"shared.view.{v}", lang)
)
VIEWS[chosen](reads.state(), lang)
