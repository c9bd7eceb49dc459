"""Who may sign in, as what and for whom: asked for, given, taken back, shut out."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import navigation, signed_in, state
from followup.ui.access import forms, people
from followup.ui.access.reads import desk

lang = state.current_language()
st.title(t(navigation.spec("access").title_key, lang), anchor=False)
st.markdown(t("page_access.intro", lang))
found = desk()
if signed_in.login() is None:
    st.info(t("page_access.no_login", lang), icon=":material/info:")
people.waiting(found, lang)
people.table(found, lang)
forms.show(found, lang)
