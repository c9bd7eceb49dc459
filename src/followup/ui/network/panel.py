"""What the network has for politicians, on their first screen: examples, and their questions."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.i18n.text import t
from followup.ui import components
from followup.ui.components import Place, escape
from followup.ui.network import reads as network_reads
from followup.ui.reads import State

MOST: Final = 3


def show(now: State, lang: str) -> None:
    """The newest good examples, and the way to what politicians decide and must answer."""
    told = [c for c in network_reads.of_kind(now, "case") if c.state == "published"]
    st.header(t("page_cases.panel", lang), anchor=False)
    for case in sorted(told, key=lambda c: c.known_from, reverse=True)[:MOST]:
        place = Place(escape(case.title), "cases", {"case": case.identifier})
        components.link(place, ":material/lightbulb:")
        if case.frozen is not None:
            st.caption(escape(f"{case.organisation}: {case.frozen.finding[lang]}"))
    place = Place(t("page_cases.politics", lang), "questions", {"topic": "politics"})
    components.link(place, ":material/help:")
