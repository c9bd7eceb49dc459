"""Price adjustment: what each indexed contract's price comes to, with every step."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import address, components, reads, state
from followup.ui.price_index import form, load, view

lang = state.current_language()
st.title(t("nav.price_index", lang), anchor=False)
state.keep_address()
now = reads.state()
asked = address.get("view")
with components.busy(t("app.working", lang)):
    if asked == "series":
        load.show(now, lang)
    elif asked == "edit":
        form.show(now, lang)
    else:
        view.show(now, lang)
