"""Compliance: contract by period; a cell opens its proof."""

import streamlit as st

from followup.i18n.text import t
from followup.ui import components, reads, state
from followup.ui.compliance import view as matrix_view

lang = state.current_language()
st.title(t("nav.compliance", lang), anchor=False)
now = reads.state()
if any(contract.requirements for contract in reads.contracts(now)):
    matrix_view.show(now, lang)
else:
    components.empty_state(
        t("page_compliance.none", lang), components.Place(t("nav.contracts", lang), "contracts")
    )
