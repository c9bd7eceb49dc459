"""What the network says of a contract, on the contract's own page: tags, legal notes, talks."""

from __future__ import annotations

import streamlit as st

from followup.domain.network import Entry
from followup.domain.parties import Contract
from followup.i18n.text import t
from followup.services.network import listing
from followup.ui import components, may, tables
from followup.ui.components import Place, escape
from followup.ui.network import form
from followup.ui.network import reads as network_reads
from followup.ui.network.form import Start
from followup.ui.reads import State


def show(now: State, contract: Contract, lang: str) -> None:
    """Tags and legal notes of the contract, each to be changed; and the way to a good example."""
    form.said(lang)
    own = [e for e in network_reads.every(now) if e.contract == contract.number]
    st.subheader(t("contract_tags.title", lang), anchor=False)
    tags = next((e for e in own if e.kind == "tags"), None)
    if tags is None:
        st.caption(t("contract_tags.none", lang))
    else:
        tables.pairs(listing.lines(tags, lang), alt=t("contract_tags.title", lang))
    buyer = contract.buyers[0].name if contract.buyers else None
    if may.act("network_tags"):
        _tags(now, contract, tags, buyer, lang)
    _appeals(now, contract, [e for e in own if e.kind == "appeal"], buyer, lang)
    talks = [e for e in own if e.kind == "dialogue"]
    if talks:
        st.markdown(f"**{t('contract_tags.talks', lang)}**")
    for talk in talks:
        query = {"view": "dialogue", "entry": talk.identifier}
        components.link(Place(escape(talk.title), "network", query), ":material/forum:")
    new = Place(t("contract_tags.example", lang), "cases",
                {"new": "1", "contract": contract.number})  # fmt: skip
    components.link(new, ":material/lightbulb:")


def _tags(now: State, contract: Contract, tags: Entry | None, buyer: str | None, lang: str) -> None:
    with st.expander(t("contract_tags.edit", lang), key="contract_tags"):
        start = Start("tags", tags, None, buyer, contract=contract.number)
        if form.show(now, start, lang, is_folded=True):
            st.rerun()


def appeal_words(entry: Entry, lang: str) -> str:
    """``K1: risk låg. Kravet hänger ihop med tjänsten.``"""
    clause = (entry.requirement or "").rpartition("/")[2]
    risk = t(f"network.risk.{entry.of('risk')}", lang).lower()
    return t("contract_tags.appeal_line", lang, clause=clause, risk=risk, basis=entry.of("basis"))


def _appeals(
    now: State, contract: Contract, noted: list[Entry], buyer: str | None, lang: str
) -> None:
    if noted:
        st.markdown(f"**{t('contract_tags.appeal', lang)}**")
    for entry in noted:
        st.markdown(escape(appeal_words(entry, lang)))
    if not (contract.requirements and may.act("network_appeal")):
        return
    with st.expander(t("contract_tags.appeal_edit", lang), key="contract_appeal"):
        titles = {r.identifier: r.title for r in contract.requirements}
        clause = st.selectbox(
            t("contract_tags.appeal_clause", lang), list(titles),
            format_func=lambda r: f"{r.rpartition('/')[2]} · {titles[r]}", key="appeal_clause",
            placeholder=t("app.choose", lang),
        )  # fmt: skip
        before = next((e for e in noted if e.requirement == clause), None)
        start = Start("appeal", before, None, buyer, contract=contract.number, requirement=clause)
        if clause and form.show(now, start, lang, is_folded=True):
            st.rerun()
