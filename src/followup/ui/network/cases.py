"""Good examples: the list, one on its page with its papers, and the form for a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

import streamlit as st

from followup.domain.network import POLICY_AREAS, Entry
from followup.errors import UserError
from followup.i18n.text import day, t
from followup.render.document import Document
from followup.render.document_pdf import PDF, pdf
from followup.render.document_pptx import PPTX, pptx
from followup.services.installation import now_utc
from followup.services.network import cases, entries
from followup.services.proof import text as proof_text
from followup.ui import address, components, document_view, may, reads, resources, tables
from followup.ui.components import Place, escape
from followup.ui.network import case_form, downloads, form
from followup.ui.network import reads as network_reads
from followup.ui.reads import State
from followup.ui.state import acting

CASE: Final = "case"
NEW: Final = "new"
EDIT: Final = "edit"


def show(now: State, lang: str) -> None:
    """The list, the example that the address names, or the form for a new one."""
    form.said(lang)
    found = network_reads.of_kind(now, "case")
    opened = address.get(CASE)
    if opened is not None:
        chosen = next((c for c in found if c.identifier == opened), None)
        if chosen is None:
            back = Place(t("page_cases.back", lang), "cases")
            components.empty_state(t("page_cases.unknown", lang), back)
        elif address.get(EDIT):
            case_form.change(now, chosen, lang)
        else:
            _one(now, chosen, lang)
    elif address.get(NEW):
        case_form.new(now, lang)
    else:
        _list(now, found, lang)


def _list(now: State, found: Sequence[Entry], lang: str) -> None:
    new = Place(t("page_cases.new", lang), "cases", {NEW: "1"})
    published = [c for c in found if c.state == "published"]
    drafts = [c for c in found if c.state == "draft"]
    if not found:
        components.empty_state(t("page_cases.none", lang), new)
        return
    st.markdown(t("page_cases.intro", lang))
    shown = _filtered(published, lang)
    for case in shown:
        _card(now, case, lang)
    if not shown:
        st.info(t("page_cases.no_fit", lang), icon=":material/filter_alt_off:")
    components.link(new, ":material/add:")
    downloads.listed("case", published, now.as_of, lang)
    if drafts:
        st.header(t("page_cases.drafts", lang), anchor=False)
        st.caption(t("page_cases.drafts_why", lang))
        for case in drafts:
            _card(now, case, lang)


def _filtered(found: Sequence[Entry], lang: str) -> list[Entry]:
    left, right = st.columns(2)
    with left:
        area = address.select(
            "area", t("network.field.case.policy_area", lang), POLICY_AREAS, lang,
            lambda code: t(f"network.policy_area.{code}", lang),
        )  # fmt: skip
    with right:
        names = sorted({c.organisation for c in found})
        who = address.select("who", t("network.column.organisation", lang), names, lang)
    return [
        c for c in found
        if area in (None, c.of("policy_area")) and who in (None, c.organisation)
    ]  # fmt: skip


def _card(now: State, case: Entry, lang: str) -> None:
    """What was asked and what came of it, in three lines that open."""
    contract = cases.contract_of(reads.contracts(now), case)
    with st.container(border=True, key=f"case_{case.identifier}", gap="small"):
        place = Place(escape(case.title), "cases", {CASE: case.identifier})
        components.link(place, ":material/lightbulb:")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if case.state == "draft":
                components.status_badge("draft", lang, "network.state")
            if case.frozen is not None:
                components.status_badge(case.frozen.verdict, lang)
                st.markdown(escape(case.frozen.finding[lang]), width="content")
        st.markdown(escape(tables.unbroken(case.of("outcome"))))
        st.caption(escape(cases.about(case, contract, lang)))


def _one(now: State, case: Entry, lang: str) -> None:
    contract = cases.contract_of(reads.contracts(now), case)
    paper = cases.document(case, contract, lang)
    components.breadcrumb([Place(t("page_cases.back", lang), "cases")], case.identifier)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        components.status_badge(case.state, lang, "network.state")
        st.markdown(t("page_cases.since", lang, day=day(case.known_from, lang)))
    _papers(case, paper, lang)
    document_view.show(paper, "case_paper")
    _proof(now, case, lang)
    with st.container(horizontal=True, key="case_acts"):
        query = {CASE: case.identifier, EDIT: "1"}
        components.link(Place(t("page_cases.change", lang), "cases", query), ":material/edit:")
    if case.state == "draft":
        _publish(case, lang)
    form.take_back(now, case, lang)


def _papers(case: Entry, paper: Document, lang: str) -> None:
    """The example on one page, to print, to send and to show."""
    name = t("page_cases.file", lang, case=case.identifier)
    with st.container(horizontal=True, gap="small", key="case_papers"):
        st.download_button(
            t("page_cases.pdf", lang), data=partial(pdf, paper), file_name=f"{name}.pdf", mime=PDF,
            key="case_pdf", icon=":material/picture_as_pdf:", type="primary", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            t("page_cases.pptx", lang), data=partial(pptx, paper), file_name=f"{name}.pptx",
            mime=PPTX, key="case_pptx", icon=":material/co_present:", on_click="ignore",
        )  # fmt: skip


def _proof(now: State, case: Entry, lang: str) -> None:
    """The way to the rows behind, and what they say today where that is something else."""
    if case.frozen is None or not (case.contract and case.requirement and case.period):
        return
    query = {"contract": case.contract, "requirement": case.requirement, "period": case.period,
             "only": case.contract}  # fmt: skip
    place = Place(t("page_cases.open_proof", lang), "compliance", query)
    components.link(place, ":material/arrow_forward:")
    wanted = (case.requirement, case.period)
    today = next(
        (a for a in reads.assessments(now) if (a.requirement, str(a.period)) == wanted), None
    )
    if today is None:
        st.warning(t("page_cases.no_longer", lang), icon=":material/history:")
        return
    reads_now = proof_text.finding(today, lang)
    if (today.verdict, reads_now) != (case.frozen.verdict, case.frozen.finding[lang]):
        told = t("page_cases.reads_now", lang, finding=reads_now, day=now.as_of,
                 verdict=t(f"verdict.{today.verdict}", lang))  # fmt: skip
        st.warning(escape(tables.unbroken(told)), icon=":material/difference:")


@may.takes("network_case")
def _publish(case: Entry, lang: str) -> None:
    st.subheader(t("page_cases.publish_title", lang), anchor=False)
    st.markdown(t("page_cases.publish_why", lang))
    actor = components.ask_name(lang)
    if actor is None:
        return
    with st.form("case_publish", border=False):
        decision = st.text_input(
            t("network.field.case.decision", lang), case.of("decision"), key="case_decision",
            max_chars=entries.MOST_SIGNS["line"],
        )  # fmt: skip
        pressed = st.form_submit_button(
            t("page_cases.publish", lang), icon=":material/publish:", type="primary"
        )
    if not pressed:
        return
    decided = replace(case, fields={**case.fields, "decision": decision})
    try:
        with components.busy(t("app.working", lang)):
            own = resources.installation()
            cases.publish(own, decided, acting(actor), now_utc(), resources.today())
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[form.SAVED] = case.identifier
    st.rerun()
