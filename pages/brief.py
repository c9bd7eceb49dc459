"""Brief: one page for a board, and the earlier ones."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import components, reads, state, whose
from followup.ui.brief import earlier, view
from followup.ui.components import Place

lang = state.current_language()
st.title(t("nav.brief", lang), anchor=False)
state.keep_address()
now = reads.state()
opened = earlier.find(now)
if opened is not None:
    earlier.one(now, opened, lang)
elif reads.goals(now, lang):
    st.markdown(t("page_brief.intro", lang))
    whose.note(lang)
    view.show(now, lang)
    earlier.show(now, lang)
else:
    components.empty_state(t("page_goals.none", lang), Place(t("nav.upload", lang), "upload"))
