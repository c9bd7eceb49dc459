"""Every saved comparison with its answer, and the way to a new one."""

from __future__ import annotations

import streamlit as st

from followup.domain.cost_comparison import Version
from followup.i18n.text import day, t
from followup.services.cost import comparisons, text
from followup.ui import components
from followup.ui.components import Place, escape
from followup.ui.cost import reads as cost_reads
from followup.ui.reads import State

MATERIAL = {
    "vehicle": ":material/directions_car:", "machine": ":material/agriculture:",
    "furniture": ":material/chair:",
}  # fmt: skip


def show(now: State, lang: str) -> None:
    """What the page is for, and each comparison with what it came to."""
    st.markdown(t("page_costs.intro", lang))
    found = comparisons.in_force(cost_reads.versions(now))
    new = Place(t("page_costs.new", lang), "costs", {"new": "1"})
    if not found:
        components.empty_state(t("page_costs.none", lang), new)
        return
    for version in found:
        _line(now, version, lang)
    components.link(new, icon=":material/add:")


def _line(now: State, version: Version, lang: str) -> None:
    told = version.comparison
    outcome = cost_reads.outcome(now, version)
    with st.container(border=True, gap="small", key=f"cost_{told.identifier}"):
        st.header(escape(told.title), anchor=False)
        st.caption(escape(t(
            "page_costs.list_line", lang, kind=t(f"cost.kind.{told.kind}", lang),
            organisation=told.organisation or "–", day=day(version.known_from, lang),
        )))  # fmt: skip
        st.markdown(escape(text.answer(outcome, lang)))
        for words in text.missing(outcome, lang):
            st.caption(escape(words))
        place = Place(
            t("page_costs.open", lang, title=escape(told.title)), "costs",
            {"comparison": told.identifier},
        )  # fmt: skip
        components.link(place, icon=MATERIAL[told.kind])
