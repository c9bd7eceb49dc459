"""Method and sources: how figures are computed and where they come from."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import components, method_view, resources, state

lang = state.current_language()
st.title(t("nav.method", lang), anchor=False)
st.markdown(t("page_method.intro", lang))
method_view.steps(lang)
method_view.figures(resources.installation().catalogue, lang)
components.link(components.Place(t("nav.glossary", lang), "glossary"), ":material/dictionary:")
