"""What waits for somebody in the network, on the start page."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.i18n.text import t
from followup.services.network import pack
from followup.services.network.reviews import Waiting, waiting
from followup.ui import components, tables
from followup.ui.components import Place, escape
from followup.ui.network import reads as network_reads
from followup.ui.reads import State

_VIEWS: Final = {"review": "documents", "next_step": "dialogue"}


def show(now: State, lang: str) -> None:
    """A line for each; nothing where nothing waits."""
    found = waiting(network_reads.every(now), now.as_of)
    if not found:
        return
    with st.container(border=True, key="network_waiting", gap="small"):
        st.markdown(f"**{t('network.waiting.title', lang)}**")
        for each in found:
            words = escape(tables.unbroken(pack.line(each, lang)))
            components.link(_place(each, words), ":material/arrow_forward:")


def _place(found: Waiting, words: str) -> Place:
    entry = {"entry": found.entry.identifier}
    if found.kind == "question":
        return Place(words, "questions", entry)
    return Place(words, "network", {"view": _VIEWS[found.kind]} | entry)
