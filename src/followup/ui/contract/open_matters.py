"""What is open on a contract: the lines that the work queue has of it, with the ways on."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.domain.parties import Contract
from followup.i18n.text import number, t
from followup.services.queue import text as inbox_text
from followup.services.queue.item import Item
from followup.ui import components, reads, tables, theme
from followup.ui.components import Place, escape
from followup.ui.queue import row
from followup.ui.reads import State

FIRST: Final = 6


def show(now: State, contract: Contract, lang: str) -> None:
    """The same words as in the queue, so that nobody has to go there to take a contract over."""
    st.subheader(t("page_contract.open_matters", lang), anchor=False)
    if not contract.requirements:
        st.markdown(f"- {t('page_contract.no_follow_up_yet', lang)}")
    own = [i for i in reads.queue(now).items if i.contract.number == contract.number]
    if not own and contract.requirements:
        st.markdown(t("page_contract.nothing_open", lang))
    if own:
        with st.container(border=True, key="contract_open"):
            for item in own[:FIRST]:
                _line(now, item, lang)
    if len(own) > FIRST:
        words = t("page_contract.all_open", lang, count=number(len(own), lang))
        components.link(
            Place(words, "start", {"only": contract.number}), icon=":material/arrow_forward:"
        )


def _line(now: State, item: Item, lang: str) -> None:
    here = ("contracts", {"contract": item.contract.number})
    ways = [p for p in row.places(item, lang) if (p.page, dict(p.query or {})) != here]
    said, way_on = st.columns(row.LINE, vertical_alignment="center", gap="small")
    with said, st.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            look = theme.mark(row.MARKS[item.kind])
            st.badge(inbox_text.kind(item, lang), icon=look.icon, color=look.tone)
            words = escape(tables.unbroken(inbox_text.size(item, now.as_of, lang)))
            st.markdown(words, width="content")
        st.caption(row.facts(item, (), now.as_of, lang))
    with way_on, st.container(gap=None):
        for place in ways:
            components.link(place, icon=":material/arrow_forward:")
