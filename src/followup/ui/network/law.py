"""The law in short with its sources, what has changed, and notes on single requirements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from followup.domain.period import add_months
from followup.i18n.text import join, t
from followup.services.network import laws
from followup.services.proof.text import source_title
from followup.ui import components, reads, resources, tables
from followup.ui.components import Place, escape
from followup.ui.network import contract_tags, downloads
from followup.ui.network import reads as network_reads
from followup.ui.reads import State
from followup.ui.tables import Column, Row

# The paragraphs in order, each with the sources it was read in.
NOTE: Final[Mapping[str, tuple[str, ...]]] = {
    "duty": ("W09",), "equal": ("W09",), "link": ("W09", "W02"), "dialogue": ("W01", "W14"),
    "social": ("W15", "W08"), "testing": ("LUND003",),
}  # fmt: skip
MONTHS_SHOWN: Final = 12


def show(now: State, lang: str) -> None:
    """The note, the changes and the requirements' own notes."""
    catalogue = resources.installation().catalogue
    st.header(t("page_network.law_title", lang), anchor=False)
    st.caption(t("page_network.law_note", lang))
    for code, sources in NOTE.items():
        st.markdown(t(f"page_network.law.{code}", lang))
        named = join((source_title(catalogue, s, lang) for s in sources), lang)
        st.caption(escape(t("page_questions.source", lang, source=named)))
    st.header(t("page_network.law_changes", lang), anchor=False)
    _changes(now, lang)
    st.header(t("page_network.appeals", lang), anchor=False)
    _appeals(now, lang)


def _changes(now: State, lang: str) -> None:
    since = add_months(now.as_of, -MONTHS_SHOWN)
    found = laws.changes(resources.installation().catalogue, since, now.as_of, lang)
    if not found:
        st.caption(t("page_network.law_changes_none", lang))
        return
    rows: list[Row] = [
        {"day": c.day, "when": t(f"pack.when.{c.when}", lang), "what": c.words,
         "country": t(f"pack.country.{c.country}", lang), "source": c.source}
        for c in found
    ]  # fmt: skip
    names = ("day", "when", "country", "what", "source")
    columns = [
        Column(n, t(f"pack.column.{n}", lang), kind="date" if n == "day" else "text")
        for n in names
    ]  # fmt: skip
    with st.container(key="stack_law"):
        tables.plain_table(rows, columns, lang, alt=t("page_network.law_changes", lang))


def _appeals(now: State, lang: str) -> None:
    found = network_reads.of_kind(now, "appeal")
    if not found:
        st.caption(t("page_network.appeals_none", lang))
        return
    titles = {c.number: c.title for c in reads.contracts(now)}
    for entry in found:
        with st.container(border=True, key=f"appeal_{entry.identifier}", gap="small"):
            number = entry.contract or ""
            words = f"{titles.get(number, number)} ({entry.requirement})"
            components.link(Place(escape(words), "contracts", {"contract": number}))
            st.markdown(escape(contract_tags.appeal_words(entry, lang)))
            if entry.of("experience"):
                st.caption(escape(entry.of("experience")))
    downloads.listed("appeal", found, now.as_of, lang)
