"""Sector by sector: what is measured, what is noted by hand, and what nobody measures here."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.i18n.text import join, t
from followup.reference.circular import CircularSector
from followup.services.proof.text import source_title
from followup.ui import components, resources, tables
from followup.ui.components import Place
from followup.ui.tables import Column

HOW: Final = ("measured", "by_hand", "not_measured")
GROUPS: Final = ("beef", "car", "home", "none")


def show(lang: str) -> None:
    """The sectors under their groups, as one table, and where the division comes from."""
    circular = resources.installation().catalogue.circular
    st.markdown(t("page_circular.sectors_intro", lang))
    columns = [Column("sector", t("page_circular.column_sector", lang)),
               *(Column(how, t(f"circular.how.{how}", lang)) for how in HOW)]  # fmt: skip
    for group in GROUPS:
        own = [s for s in circular.sectors if s.group == group]
        if own:
            name = t(f"circular.group.{group}", lang)
            st.header(name, anchor=False)
            with st.container(key=f"stack_circular_{group}"):
                tables.plain_table(
                    [_row(s, lang) for s in own], columns, lang,
                    alt=t("page_circular.sectors_alt", lang, group=name),
                )  # fmt: skip
            _links(own, lang)
    sources = sorted({sector.source for sector in circular.sectors})
    told = join([source_title(resources.installation().catalogue, s, lang) for s in sources], lang)
    st.caption(t("page_circular.sectors_source", lang, sources=components.escape(told)))


def _row(sector: CircularSector, lang: str) -> dict[str, object]:
    row: dict[str, object] = {"sector": t(f"circular.sector.{sector.code}", lang)}
    for how in HOW:
        names = [t(f"circular.indicator.{i.code}", lang) for i in sector.indicators if i.how == how]
        row[how] = ". ".join(names) + "." if names else t("page_circular.nothing", lang)
    return row


def _links(sectors: list[CircularSector], lang: str) -> None:
    """The way to the figures of the group, each part once."""
    parts = dict.fromkeys(i.part for s in sectors for i in s.indicators if i.part)
    with st.container(horizontal=True, gap="small"):
        for part in parts:
            label = t(f"page_circular.part_{part}", lang)
            components.link(Place(label, "circular", {"part": part}), ":material/arrow_forward:")
