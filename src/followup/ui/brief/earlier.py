"""Earlier briefs: who stored which for what meeting, as it stood, and made again to compare."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.domain.figure import Figure
from followup.errors import UserError
from followup.i18n.text import day, language_name, moment, t
from followup.services.brief.stored import Difference, Issued
from followup.ui import address, components, document_view, tables
from followup.ui.brief import downloads
from followup.ui.brief import reads as brief_reads
from followup.ui.components import Place, escape
from followup.ui.reads import State
from followup.ui.report import parts as report_parts
from followup.ui.tables import Column, Row

BRIEF: Final = "brief"


def show(now: State, lang: str) -> None:
    """The list of stored briefs; each opens to its own words and files."""
    found = brief_reads.listed(now)
    st.header(t("page_brief.earlier", lang), anchor=False)
    if not found:
        st.caption(t("page_brief.no_earlier", lang))
        return
    for issued in found:
        with st.container(border=True, key=f"brief_{issued.brief}"):
            place = Place(escape(f"{issued.meeting} ({issued.brief})"), "brief",
                          {BRIEF: issued.brief})  # fmt: skip
            components.link(place, ":material/description:")
            st.caption(_line(issued, lang))


def one(now: State, issued: Issued, lang: str) -> None:
    """A stored brief as it was written, its files, and what it would say made again."""
    components.link(Place(t("page_brief.back", lang), "brief"), ":material/arrow_back:")
    st.header(escape(issued.meeting), anchor=False)
    st.caption(_line(issued, lang))
    try:
        told = brief_reads.opened(now, issued)
    except UserError as error:
        components.error_box(error, lang)
        return
    downloads.show(told, (now.home, issued.brief), "brief_stored", lang)
    _again(now, issued, lang)
    document_view.show(told.document, "brief_frozen")


def find(now: State) -> Issued | None:
    """The stored brief that the address names."""
    asked = address.get(BRIEF)
    return next((i for i in brief_reads.listed(now) if i.brief == asked), None)


def _line(issued: Issued, lang: str) -> str:
    name = report_parts.person(issued.actor, lang)
    return escape(
        t(
            "page_brief.line", lang, day=issued.as_of, name=name, at=moment(issued.at, lang),
            language=language_name(issued.lang, lang), brief=issued.brief,
        )
    )  # fmt: skip


def _again(now: State, issued: Issued, lang: str) -> None:
    """Number for number against what was known then; asked for, since it reckons everything."""
    key = f"brief_again_{issued.brief}"
    st.session_state.setdefault(key, False)
    if st.button(t("page_brief.again", lang), key=f"{key}_press", icon=":material/fact_check:",
                 help=t("page_brief.again_help", lang)):  # fmt: skip
        st.session_state[key] = True
    if not st.session_state[key]:
        return
    with components.busy(t("app.working", lang)):
        found = brief_reads.differences(now, issued)
    if not found:
        st.success(t("page_brief.the_same", lang, day=issued.as_of), icon=":material/check:")
        return
    st.warning(t("page_brief.differs", lang, count=len(found)), icon=":material/difference:")
    rows: list[Row] = [_row(each, lang) for each in found]
    columns = [Column(c, t(f"page_brief.column_{c}", lang)) for c in ("what", "then", "now")]
    tables.plain_table(rows, columns, lang, alt=t("page_brief.differs", lang, count=len(found)))


def _row(found: Difference, lang: str) -> Row:
    told = found.then or found.now
    label = told.label if told else found.code
    return {"what": label, "then": _text(found.then, lang), "now": _text(found.now, lang)}


def _text(figure: Figure | None, lang: str) -> str:
    if figure is None:
        return t("app.missing", lang)
    return f"{figure.text} ({day(figure.day, lang)})"
