"""Spot checks: which rows receipts are asked for, and what each receipt showed."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import address, components, reads, state
from followup.ui.spot_check import new, one, overview
from followup.ui.spot_check import reads as check_reads

lang = state.current_language()
st.title(t("nav.spot_checks", lang), anchor=False)
state.keep_address()
now = reads.state()
asked = address.get("list")
made = next((m for m in check_reads.lists(now) if m.identifier == asked), None)
if made is not None:
    one.show(now, made, lang)
elif asked:
    components.empty_state(
        t("page_checks.not_there", lang),
        components.Place(t("page_checks.all", lang), "spot_checks"),
    )
elif address.get("new"):
    new.show(now, lang)
else:
    overview.show(now, lang)
