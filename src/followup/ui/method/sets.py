"""The fuel sets as readable lists: what counts in full, in part and not at all, on a day."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.i18n.text import t
from followup.reference.tables import COUNTRIES
from followup.services.method import sets as method_sets
from followup.services.method.sets import Meaning
from followup.ui import address, components, resources, tables, theme
from followup.ui.components import escape
from followup.ui.tables import Column, Row, Status


def show(lang: str) -> None:
    """Every set, for the country chosen, as it counts today."""
    country = address.segments(
        "country", t("page_method.country", lang), COUNTRIES, COUNTRIES[0],
        lambda code: t(f"page_contract.country_{code}", lang),
    )  # fmt: skip
    today = resources.today()
    st.markdown(t("page_method.counted_text", lang, day=today))
    with components.busy(t("page_method.opening", lang)):
        checksum = resources.installation().catalogue.checksum
        found = _meanings(checksum, country, today, lang)
    for each in found:
        with st.container(border=True, key=f"set_{each.code}"):
            _set(each, lang)


def _set(each: Meaning, lang: str) -> None:
    look = theme.mark(each.status)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(escape(each.name), anchor=False, width="content")
        st.badge(t(f"source_status.{each.status}", lang), icon=look.icon, color=look.tone)
    st.markdown(escape(each.note))
    st.caption(escape(each.line))
    for group in ("all_of", "none_of"):
        names = [fuel.fuel for fuel in each.fuels if fuel.group == group]
        if names:
            st.markdown(f"**{t(f'page_method.{group}', lang)}:** {escape(', '.join(names))}")
    rows: list[Row] = [
        {
            "fuel": fuel.fuel,
            "share_today": fuel.share,
            "status": Status(fuel.status, fuel.status_text),
            "source": fuel.source,
        }
        for fuel in each.fuels
        if fuel.group == "in_part"
    ]
    if rows:
        st.markdown(f"**{t('page_method.in_part', lang)}:**")
        columns = [
            Column("fuel", t("page_method.fuel", lang)),
            Column("share_today", t("page_method.share_today", lang)),
            Column("status", t("proof.column.status", lang)),
            Column("source", t("page_method.column.source", lang)),
        ]
        alt = t("page_method.counted_alt", lang, name=each.name)
        with st.container(key=f"stack_{each.code}"):
            tables.plain_table(rows, columns, lang, alt=alt)


@st.cache_data(max_entries=12, show_spinner=False)
def _meanings(checksum: str, country: str, day: date, lang: str) -> tuple[Meaning, ...]:
    del checksum  # it is the key
    return method_sets.meanings(resources.installation().catalogue, country, day, lang)
