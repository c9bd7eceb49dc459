"""The library page: requirements that others have set, to look through and to use."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from followup.domain.parties import Contract
from followup.i18n.text import t
from followup.services.requirement import library
from followup.services.requirement.library import Entry
from followup.ui import address, components, reads, resources, tables, theme
from followup.ui.components import Place, escape
from followup.ui.reads import State
from followup.ui.tables import Column, Status

SECTIONS: Final = {
    "basis": "requirement_basis.{}", "category": "library_category.{}",
    "country": "page_library.country_{}", "status": "source_status.{}",
}  # fmt: skip


def show(now: State, lang: str) -> None:
    """The whole library with its filters, or one entry."""
    found = library.entries(resources.installation().catalogue, lang)
    opened = address.get("entry")
    if opened is not None:
        chosen = next((e for e in found if e.code == opened), None)
        if chosen is None:
            back = Place(t("page_library.back", lang), "library")
            components.empty_state(t("page_library.unknown", lang), back)
        else:
            _entry(now, chosen, lang)
        return
    st.markdown(t("page_library.intro", lang))
    fitting = _filtered(found, lang)
    st.caption(t("page_library.found", lang, count=len(fitting), of=len(found)))
    if not fitting:
        st.info(t("page_library.none", lang), icon=":material/filter_alt_off:")
        return
    _list(fitting, lang)


def _filtered(found: Sequence[Entry], lang: str) -> list[Entry]:
    fitting = list(found)
    for place, name in zip(st.columns(len(library.FILTERS)), library.FILTERS, strict=True):
        options = list(dict.fromkeys(str(getattr(e, name)) for e in found))
        with place:
            chosen = address.select(
                name, t(f"page_library.{name}", lang), options, lang, partial(_word, name, lang)
            )
        fitting = [e for e in fitting if chosen in (None, getattr(e, name))]
    return fitting


def _word(name: str, lang: str, code: str) -> str:
    return t(SECTIONS[name].format(code), lang)


def _list(fitting: Sequence[Entry], lang: str) -> None:
    rows = [
        {
            "title": e.title,
            "publisher": e.publisher,
            "status": Status(e.status, t(f"source_status.{e.status}", lang)),
            "basis": t(f"requirement_basis.{e.basis}", lang),
            "limit": e.limit,
            "category": t(f"library_category.{e.category}", lang),
            "country": t(f"page_library.country_{e.country}", lang),
        }
        for e in fitting
    ]
    columns = [
        Column("title", t("page_library.title", lang), pinned=True, width="medium"),
        Column("status", t("page_library.status", lang), kind="status"),
        Column("basis", t("page_library.basis", lang)),
        Column("limit", t("page_library.limit", lang), width="medium"),
        Column("publisher", t("page_library.source", lang)),
        Column("category", t("page_library.category", lang)),
        Column("country", t("page_library.country", lang)),
    ]
    picked = tables.grid(
        rows, columns, lang, key="library_list", pick=True,
        alt=t("page_library.list_alt", lang, count=len(rows)),
    )  # fmt: skip
    titles = {e.code: f"{e.title} · {e.publisher}".strip(" ·") for e in fitting}
    chosen = st.selectbox(
        t("page_library.open", lang), list(titles), index=None,
        format_func=lambda code: titles[code], placeholder=t("page_library.choose", lang),
        key="library_open",
    )  # fmt: skip
    code = fitting[picked.row].code if picked else chosen
    if code:
        st.session_state.pop("library_list", None)
        st.query_params["entry"] = code
        st.rerun()


def _entry(now: State, entry: Entry, lang: str) -> None:
    catalogue = resources.installation().catalogue
    back = Place(t("page_library.back", lang), "library")
    components.breadcrumb([back], entry.title)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(escape(entry.title), anchor=False, width="content")
        look = theme.mark(entry.status)
        st.badge(
            t(f"source_status.{entry.status}", lang), icon=look.icon, color=look.tone,
            help=t(f"source_status.{entry.status}_help", lang),
        )  # fmt: skip
    st.markdown(escape(entry.help))
    for gap in library.gaps(catalogue, entry.code, lang):
        st.info(f"{t('page_library.gap', lang)}: {escape(gap)}", icon=":material/info:")
    contracts = reads.contracts(now)
    if contracts:
        example = library.example_sentence(catalogue, entry.code, contracts[0], lang)
        st.markdown(f"**{t('page_library.means', lang)}:** {escape(example)}")
    tables.pairs(
        library.facts(catalogue, entry.code, lang),
        alt=t("page_library.facts_alt", lang, title=entry.title),
    )
    tried = Place(t("tester.try", lang), "tester", {"from": f"lib:{entry.code}"})
    components.link(tried, ":material/science:")
    _use(contracts, entry, lang)


def _use(contracts: Sequence[Contract], entry: Entry, lang: str) -> None:
    if not contracts:
        new = Place(t("page_contracts.enter", lang), "contracts", {"new": "1"})
        components.empty_state(t("page_library.no_contract", lang), new)
        return
    titles = {c.number: f"{c.number} · {c.title}" for c in contracts}
    chosen = st.selectbox(
        t("page_library.use", lang), list(titles), index=None,
        format_func=lambda number: titles[number], placeholder=t("page_contracts.choose", lang),
        key=f"library_use_{entry.code}",
    )  # fmt: skip
    if chosen:
        query = {"contract": chosen, "clause": "new", "start": entry.code}
        words = t("page_library.use_open", lang, contract=escape(chosen))
        components.link(Place(words, "contracts", query), ":material/arrow_forward:")
