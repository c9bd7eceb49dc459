"""The network's page: meetings and their pack, talks, duties, papers, the law, who takes part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from followup.domain.network import KINDS, Entry
from followup.i18n.text import day, t
from followup.services.network import listing
from followup.services.network.reviews import waiting
from followup.services.proof.text import source_title
from followup.ui import address, components, reads, resources, tables
from followup.ui.components import Place
from followup.ui.network import downloads, duties, form, law, listed, meetings
from followup.ui.network import reads as network_reads
from followup.ui.network.form import Start
from followup.ui.reads import State
from followup.ui.tables import Column, Row

PAGE: Final = "network"


def show(now: State, lang: str) -> None:
    """The part that the address names; meetings where it names none."""
    form.said(lang)
    chosen = address.segments(
        "view", t("page_network.view", lang), [*_VIEWS], "meetings",
        lambda view: t(f"page_network.view_{view}", lang),
    )  # fmt: skip
    _VIEWS[chosen](now, lang)


def _dialogue(now: State, lang: str) -> None:
    st.markdown(t("page_network.dialogue_intro", lang))
    found = network_reads.of_kind(now, "dialogue")
    listed.show(now, found, Start("dialogue"), PAGE, lang)


def _documents(now: State, lang: str) -> None:
    st.markdown(t("page_network.documents_intro", lang))
    late = {w.entry.identifier for w in waiting(network_reads.every(now), now.as_of)}

    def note(entry: Entry, lang: str) -> None:
        is_late = entry.identifier in late
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            components.status_badge("review_due" if is_late else "in_force", lang, "network.state")
            key = "review_due" if is_late else "review_next"
            words = t(f"page_network.{key}", lang, day=day(entry.date_of("review_date"), lang))
            st.markdown(tables.unbroken(words), width="content")

    found = sorted(network_reads.of_kind(now, "document"), key=lambda e: e.of("review_date"))
    listed.show(now, found, Start("document"), PAGE, lang, note)


def _partners(now: State, lang: str) -> None:
    st.markdown(t("page_network.partners_intro", lang))
    catalogue = resources.installation().catalogue
    rows: list[Row] = [
        {"name": p.name, "country": t(f"pack.country.{p.country}", lang),
         "what": t(f"partner.{p.id}", lang), "source": source_title(catalogue, p.source, lang)}
        for p in catalogue.partners
    ]  # fmt: skip
    columns = [Column(c, t(f"page_network.column.{c}", lang))
               for c in ("name", "country", "what", "source")]  # fmt: skip
    tables.plain_table(rows, columns, lang, alt=t("page_network.partners_alt", lang))
    components.link(Place(t("page_network.expert", lang), "questions"), ":material/support_agent:")
    _tagged(now, lang)


def _tagged(now: State, lang: str) -> None:
    """Which contracts serve which policy areas, networks and joint projects."""
    st.header(t("page_network.tagged", lang), anchor=False)
    found = network_reads.of_kind(now, "tags")
    if not found:
        st.caption(t("page_network.tagged_none", lang))
        return
    titles = {c.number: f"{c.title} ({c.number})" for c in reads.contracts(now)}
    fields = KINDS["tags"].fields
    rows: list[Row] = [
        {"contract": titles.get(e.contract or "", e.contract),
         **{f.name: listing.words(e, f, lang) for f in fields}}
        for e in sorted(found, key=lambda e: e.contract or "")
    ]  # fmt: skip
    columns = [
        Column("contract", t("page_network.column.contract", lang)),
        *(Column(f.name, listing.label("tags", f.name, lang)) for f in fields),
    ]
    tables.plain_table(rows, columns, lang, alt=t("page_network.tagged", lang))
    downloads.listed("tags", found, now.as_of, lang)


_VIEWS: Final[Mapping[str, Callable[[State, str], None]]] = {
    "meetings": meetings.show, "dialogue": _dialogue, "duties": duties.show,
    "documents": _documents, "law": law.show, "partners": _partners,
}  # fmt: skip
