"""The first screen: how circular the purchases are, and how much of it is not known."""

from __future__ import annotations

import streamlit as st

from followup.i18n.text import number, quantity, t
from followup.services.circular import avoided as sums
from followup.ui import components
from followup.ui.circular import avoided, tenders
from followup.ui.circular.filters import Choice
from followup.ui.components import Place
from followup.ui.reads import State


def show(now: State, choice: Choice, lang: str) -> None:
    """A card for each part, with its figure, what is not known, and the way to its rows."""
    st.header(t("page_circular.overview_title", lang), anchor=False)
    left, right = st.columns(2)
    with left:
        _avoided(now, choice, lang)
    with right:
        _tenders(now, choice, lang)


def _avoided(now: State, choice: Choice, lang: str) -> None:
    found = avoided.chosen(now, choice)
    with st.container(border=True, height="stretch", key="circular_card_avoided"):
        st.subheader(t("page_circular.part_avoided", lang), anchor=False)
        if found:
            st.markdown(t("page_circular.avoided_count", lang, count=number(len(found), lang)))
            for one in sums.sums(found):
                st.markdown(f"**{quantity(one.amount, one.unit, lang)}**")
                st.caption(avoided.known_words(one, lang))
        else:
            st.markdown(t("page_circular.none_noted", lang))
        link("avoided", choice, lang)


def _tenders(now: State, choice: Choice, lang: str) -> None:
    found = tenders.chosen(now, choice)
    with st.container(border=True, height="stretch", key="circular_card_tenders"):
        st.subheader(t("page_circular.part_tenders", lang), anchor=False)
        if found:
            tenders.share(found, "assessed", lang)
        else:
            st.markdown(t("page_circular.none_noted", lang))
        link("tenders", choice, lang)


def link(part: str, choice: Choice, lang: str) -> None:
    """The way to a part, with the same year and organisation."""
    query = {"part": part, "year": str(choice.year)}
    if choice.organisation:
        query["organisation"] = choice.organisation
    place = Place(t("page_circular.open_part", lang), "circular", query)
    components.link(place, ":material/arrow_forward:")
