"""Method and sources: how figures are computed and where they come from."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import components, state
from followup.ui.method import sets as method_sets
from followup.ui.method import view as method_view

lang = state.current_language()
st.title(t("nav.method", lang), anchor=False)
with st.container(horizontal=True, vertical_alignment="center"):
    st.markdown(t("page_method.intro", lang), width="content")
    components.link(components.Place(t("nav.glossary", lang), "glossary"), ":material/dictionary:")
chosen = method_view.view(lang)
if chosen == "view_figures":
    method_view.figures(lang)
elif chosen == "view_counted":
    method_sets.show(lang)
else:
    method_view.steps(lang)
