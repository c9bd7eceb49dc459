"""The glossary: every word with its meaning, its neighbours' word, its source and its page."""

from __future__ import annotations

import streamlit as st

from followup.i18n import glossary
from followup.i18n.glossary import Entry
from followup.i18n.text import language_name, number, t
from followup.reference.catalogue import Catalogue
from followup.services.proof import text as proof_text
from followup.ui import address, components, navigation
from followup.ui.components import Place, escape

SEARCH = "glossary_search"


def show(catalogue: Catalogue, lang: str) -> None:
    """The search field and the words that match; ``?term=coverage`` starts with that one."""
    asked = address.get("term")
    known = {entry.code for entry in glossary.entries()}
    if asked in known:
        st.session_state.setdefault(SEARCH, glossary.term(asked, lang))
    wanted = st.text_input(t("page_glossary.search", lang), key=SEARCH, icon=":material/search:")
    found = [e for e in glossary.entries() if _matches(e, wanted or "", lang)]
    count, whole = number(len(found), lang), number(len(known), lang)
    st.caption(t("page_glossary.count", lang, count=count, whole=whole))
    if not found:
        components.empty_state(t("page_glossary.none", lang))
    for group in dict.fromkeys(entry.group for entry in found):
        st.header(t(f"glossary_group.{group}", lang), anchor=False)
        for entry in found:
            if entry.group == group:
                _entry(entry, catalogue, lang)


def _entry(entry: Entry, catalogue: Catalogue, lang: str) -> None:
    word, meaning = glossary.term(entry.code, lang), glossary.explanation(entry.code, lang)
    with st.container(gap=None, key=f"term_{entry.code}"):
        st.markdown(f"**{escape(word)}**  \n{escape(meaning)}")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(_small_print(entry, catalogue, lang), width="content")
            title = t(navigation.spec(entry.page).title_key, lang)
            components.link(Place(t("page_glossary.used", lang, page=title), entry.page))


def _small_print(entry: Entry, catalogue: Catalogue, lang: str) -> str:
    parts = [
        t("page_glossary.other", lang, name=language_name(other, lang), word=word)
        for other, word in glossary.other_words(entry.code, lang).items()
    ]
    parts += [
        t("page_glossary.source", lang, title=proof_text.source_title(catalogue, source, lang))
        for source in entry.sources
    ]
    return escape(" · ".join(parts))


def _matches(entry: Entry, wanted: str, lang: str) -> bool:
    said = [glossary.term(entry.code, lang), glossary.explanation(entry.code, lang)]
    said += glossary.other_words(entry.code, lang).values()
    text = " ".join(said).casefold()
    return all(word in text for word in wanted.casefold().split())
