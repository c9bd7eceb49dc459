"""Glossary: the words of the product and the field, in three languages."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import glossary_view, resources, state

lang = state.current_language()
st.title(t("nav.glossary", lang), anchor=False)
st.markdown(t("page_glossary.intro", lang))
glossary_view.show(resources.installation().catalogue, lang)
