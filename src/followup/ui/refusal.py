"""What stands in place of a page that the reader's role does not open."""

from __future__ import annotations

import streamlit as st

from followup.i18n.text import t
from followup.ui import components, may
from followup.ui.components import Place


def guard(page: str, lang: str) -> None:
    """End the run where the reader's role does not open a page, by whatever address it came.

    Says that it is not for this role, whom to ask, and where to go instead.
    """
    if may.opens(page):
        return
    # In the middle of a sentence.
    held = t(f"access_role.{may.role()}", lang).lower()
    st.title(t("may.closed_title", lang), anchor=False)
    st.markdown(t("may.closed", lang, role=held))
    start = Place(t("nav.start", lang), "start")
    components.link(start, icon=":material/arrow_forward:")
    st.stop()
