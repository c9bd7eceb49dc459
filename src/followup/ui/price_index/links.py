"""Price adjustment where it is met elsewhere: on a contract."""

from __future__ import annotations

import streamlit as st

from followup.domain.parties import Contract
from followup.i18n.text import t
from followup.services.price_index import words
from followup.ui import components
from followup.ui.components import Place, escape
from followup.ui.price_index import reads as index_reads
from followup.ui.reads import State


def of_contract(now: State, contract: Contract, lang: str) -> None:
    """The newest adjustment in a sentence, and the way to its working; or to add a clause."""
    own = next((i for i in index_reads.indexed(now) if i.contract.number == contract.number), None)
    query = {"contract": contract.number}
    st.subheader(t("page_price_index.on_contract", lang), anchor=False)
    if own is None:
        components.link(
            Place(t("page_price_index.add", lang), "price_index", {**query, "view": "edit"}),
            ":material/add:",
        )
        return
    for one in own.cautions:
        st.warning(escape(words.caution(one, own.clause, lang)), icon=":material/warning:")
    if own.latest is not None:
        st.markdown(escape(words.outcome(own.latest, own.clause, lang)))
    components.link(
        Place(t("page_price_index.to_working", lang), "price_index", query),
        ":material/calculate:",
    )
