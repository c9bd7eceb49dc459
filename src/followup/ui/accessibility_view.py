"""The accessibility statement on its page."""

from __future__ import annotations

import streamlit as st

from followup.i18n.text import t
from followup.services import accessibility
from followup.ui import folder
from followup.ui.components import escape, plain


def show(lang: str) -> None:
    """Who answers for the installation, the parts of the statement, and its day."""
    settings = folder.here()
    st.markdown(t("page_accessibility.intro", lang))
    plain(accessibility.responsible(settings, lang))
    for part in accessibility.parts(settings, lang):
        st.header(part.title, anchor=False)
        st.markdown(escape(part.text))
        if part.points:
            st.markdown("\n".join(f"- {_point(*point)}" for point in part.points))
    st.caption(accessibility.updated(lang))


def _point(words: str, link: tuple[str, str] | None) -> str:
    said = escape(words)
    return said if link is None else f"{said} [{escape(link[1])}]({link[0]})"
