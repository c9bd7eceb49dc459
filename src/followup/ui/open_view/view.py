"""What anybody may read: the edition in force, its figures, its files, and all editions."""

from __future__ import annotations

from functools import partial

import streamlit as st

from followup.i18n.text import t
from followup.render.document_pdf import PDF
from followup.services.open_view import site
from followup.services.open_view.editions import Edition
from followup.services.open_view.public import Open
from followup.services.open_view.site import ZIP
from followup.ui import document_view, tables, wrong_number
from followup.ui.components import escape
from followup.ui.open_view import reads as open_reads
from followup.ui.reads import State
from followup.ui.tables import Column, Row


def show(now: State, lang: str) -> None:
    """The newest edition as it was frozen, or why there is none."""
    found = open_reads.editions(now)
    current = next((e for e in found if e.state == "in_force"), None)
    if current is None:
        key = "open_view.none_in_force" if found else "page_open_view.none"
        st.info(t(key, lang), icon=":material/public_off:")
    else:
        _edition(now, current, open_reads.content(now, current.publication.edition)[lang], lang)
    if found:
        _history(found, lang)


def _edition(now: State, edition: Edition, told: Open, lang: str) -> None:
    own = edition.publication
    words = t(
        "open_view.edition", lang, edition=own.edition, publisher=own.publisher,
        day=own.published_date, decision=own.decision, decided=own.decided_date,
    )  # fmt: skip
    st.markdown(escape(words))
    with st.container(horizontal=True, gap="small", key="open_view_downloads"):
        st.download_button(
            t("page_open_view.pdf", lang), data=partial(site.paper_bytes, told, own),
            file_name=t("page_open_view.pdf_file", lang, edition=own.edition), mime=PDF,
            key="open_view_pdf", icon=":material/picture_as_pdf:", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            t("page_open_view.site", lang), data=partial(open_reads.packed, now, lang),
            file_name=t("page_open_view.site_file", lang, edition=own.edition), mime=ZIP,
            key="open_view_site", icon=":material/folder_zip:", on_click="ignore",
            help=t("page_open_view.site_help", lang),
        )  # fmt: skip
    document_view.show(told.document, "open_view_document")
    with st.expander(t("open_view.figures", lang), icon=":material/tag:"):
        _figures(told, lang)
    st.subheader(t("open_view.wrong", lang), anchor=False)
    wrong = t("page_open_view.wrong", lang, contact=own.contact, edition=own.edition)
    st.markdown(escape(wrong))
    for figure in told.figures:
        if figure.code.endswith("/latest"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(escape(f"{figure.label}: {figure.text}"), width="content")
                wrong_number.link(figure.code, figure.text, lang, own.edition)


def _figures(told: Open, lang: str) -> None:
    heads = ("label", "text", "day", "code")
    columns = [Column(name, t(f"brief.open.column.{name}", lang)) for name in heads]
    rows: list[Row] = [
        dict(zip(heads, cells, strict=True)) for cells in site.figure_rows(told.figures, lang)
    ]
    tables.plain_table(rows, columns, lang, alt=t("open_view.figures", lang))


def _history(found: tuple[Edition, ...], lang: str) -> None:
    st.header(t("open_view.editions", lang), anchor=False)
    names = ("edition", "published", "holds", "decision", "state")
    columns = [Column(name, t(f"open_view.column.{name}", lang)) for name in names]
    rows: list[Row] = [dict(zip(names, site.edition_row(e, lang), strict=True)) for e in found]
    tables.plain_table(rows, columns, lang, alt=t("open_view.editions", lang))
