"""Deviations: the queue, and one case from the frozen proof to the lesson."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import address, components, reads, state
from followup.ui.deviation import case, queue
from followup.ui.deviation import reads as deviation_reads

lang = state.current_language()
st.title(t("nav.deviations", lang), anchor=False)
state.keep_address()
now = reads.state()
with components.busy(t("app.working", lang)):
    desk = deviation_reads.desk(now)
asked = address.get("case")
matter = deviation_reads.matter(now, asked) if asked else None
if asked and matter is None:
    case.back(lang)
elif matter is not None:
    case.show(now, desk, matter, lang)
else:
    queue.show(now, desk, lang)
