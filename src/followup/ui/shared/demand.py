"""What will be required of suppliers in a coming year, to read and to hand out."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.i18n.text import t
from followup.render.document_pdf import PDF
from followup.services.shared import text
from followup.services.shared.demand import Demand
from followup.ui import address, components, tables, whose
from followup.ui.components import escape
from followup.ui.reads import State
from followup.ui.shared import reads as shared_reads
from followup.ui.tables import Column, Row

AHEAD: Final = 3


def show(now: State, lang: str) -> None:
    """A year's demand, measure by measure."""
    st.markdown(t("shared.demand_intro", lang))
    coming = [str(now.as_of.year + n) for n in range(1, AHEAD + 1)]
    year = int(address.one("year", t("shared.demand_year", lang), coming, coming[0]))
    found = shared_reads.of_year(now, year)
    st.markdown(f"**{escape(text.headline(found, lang))}**")
    st.caption(t("shared.demand_rule", lang))
    whose.note(lang)
    if found.ideas:
        st.caption(t("shared.ideas", lang, count=found.ideas))
    for line in found.lines:
        what = text.what_words(line.what, lang)
        name = t("shared.demand_more", lang, what=what, summary=text.summary(line, lang))
        with st.expander(escape(name)):
            columns = [
                Column(column, label)
                for column, label in zip(text.ASKED, text.columns(lang), strict=True)
            ]
            rows: list[Row] = [text.asked_row(line, one, lang) for one in line.asked]
            alt = t("shared.demand_alt", lang, what=what, year=year, count=len(rows))
            tables.plain_table(rows, columns, lang, alt=alt)
    if found.undelivered:
        st.subheader(t("shared.undelivered_title", lang), anchor=False)
        for one in found.undelivered:
            st.markdown(f"- {escape(text.undelivered(one, lang))}")
    if found.lines or found.undelivered:
        _downloads(found, now, lang)


def _downloads(found: Demand, now: State, lang: str) -> None:
    name = t("shared.demand_file", lang, year=found.year)
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            t("shared.demand_pdf", lang), data=lambda: text.paper(found, now.as_of, lang),
            file_name=f"{name}.pdf", mime=PDF, key="demand_pdf", icon=":material/picture_as_pdf:",
            on_click="ignore",
        )  # fmt: skip
        st.download_button(
            t("shared.demand_xlsx", lang), data=lambda: text.workbook(found, now.as_of, lang),
            file_name=f"{name}.xlsx", mime=components.XLSX, key="demand_xlsx",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
