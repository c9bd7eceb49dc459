"""Questions and answers: what is asked most often, whom to ask, and what members have asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from followup.domain.network import KINDS, TOPICS, Entry, FieldSpec
from followup.i18n.text import join, t
from followup.reference.network import Answer
from followup.services.network import listing
from followup.services.proof.text import source_title
from followup.ui import address, components, navigation, resources, tables
from followup.ui.components import Place, escape
from followup.ui.network import downloads, form, listed
from followup.ui.network import reads as network_reads
from followup.ui.network.form import Start
from followup.ui.reads import State
from followup.ui.tables import Column, Row

PAGE: Final = "questions"


def show(now: State, lang: str) -> None:
    """Answers by topic and words, the contacts, and the members' own questions."""
    form.said(lang)
    own = network_reads.of_kind(now, "question")
    contacts = network_reads.of_kind(now, "contact")
    opened = address.get(listed.ENTRY)
    if address.get(listed.NEW) == "contact" or opened in {c.identifier for c in contacts}:
        listed.show(now, contacts, Start("contact"), PAGE, lang)
        return
    if address.get(listed.NEW) or opened:
        listed.show(now, own, Start("question"), PAGE, lang)
        return
    st.markdown(t("page_questions.intro", lang))
    topic, words = _asked(lang)
    _answers(topic, words, lang)
    _contacts(now, contacts, topic, lang)
    st.header(t("page_questions.asked_title", lang), anchor=False)
    fitting = [e for e in own if topic in (None, e.of("topic"))]
    listed.show(now, fitting, Start("question"), PAGE, lang, _note)


def _asked(lang: str) -> tuple[str | None, str]:
    left, right = st.columns([1, 2])
    with left:
        topic = address.select(
            "topic", t("page_questions.topic", lang), TOPICS, lang,
            lambda code: t(f"network.topic.{code}", lang),
        )  # fmt: skip
    with right:
        hint = t("page_questions.search_hint", lang)
        words = address.text("words", t("page_questions.search", lang), hint)
    return topic, words.strip().casefold()


def _answers(topic: str | None, words: str, lang: str) -> None:
    """Each question folded over its answer, with the source and the page that deals with it."""
    found = [
        a for a in resources.installation().catalogue.answers
        if topic in (None, a.topic) and words in _told(a, lang).casefold()
    ]  # fmt: skip
    if not found:
        st.info(t("page_questions.none_fit", lang), icon=":material/search_off:")
    for answer in found:
        with st.expander(t(f"answer.{answer.id}.question", lang), key=f"answer_{answer.id}"):
            _answer(answer, lang)


def _told(answer: Answer, lang: str) -> str:
    return " ".join(t(f"answer.{answer.id}.{part}", lang) for part in ("question", "answer"))


def _answer(answer: Answer, lang: str) -> None:
    st.markdown(t(f"answer.{answer.id}.answer", lang))
    if answer.sources:
        catalogue = resources.installation().catalogue
        named = join((source_title(catalogue, s, lang) for s in answer.sources), lang)
        st.caption(escape(t("page_questions.source", lang, source=named)))
    if answer.page:
        page = t(navigation.spec(answer.page).title_key, lang)
        place = Place(t("page_questions.go", lang, page=page), answer.page)
        components.link(place, ":material/arrow_forward:")


def _contacts(now: State, contacts: Sequence[Entry], topic: str | None, lang: str) -> None:
    st.header(t("page_questions.contacts_title", lang), anchor=False)
    known = {c.organisation for c in contacts}
    missing = [name for name in network_reads.organisations(now) if name not in known]
    shown = [c for c in contacts if topic in (None, c.of("topic"))]
    key = "contacts_why" if missing else "contacts_all"
    st.markdown(escape(t(f"page_questions.{key}", lang, names=join(missing, lang))))
    if shown:
        rows: list[Row] = [
            {"organisation": c.organisation, **{
                f: listing.words(c, spec, lang) for f, spec in _fields()
            }}
            for c in sorted(shown, key=lambda c: (c.organisation, c.of("topic")))
        ]  # fmt: skip
        columns = [
            Column("organisation", t("network.column.organisation", lang)),
            *(Column(f, listing.label("contact", f, lang)) for f, _ in _fields()),
        ]
        with st.container(key="stack_contacts"):
            tables.plain_table(rows, columns, lang, alt=t("page_questions.contacts_alt", lang))
    new = Place(t("page_network.new.contact", lang), PAGE, {listed.NEW: "contact"})
    components.link(new, ":material/add:")
    downloads.listed("contact", contacts, now.as_of, lang)


def _fields() -> list[tuple[str, FieldSpec]]:
    return [(f.name, f) for f in KINDS["contact"].fields]


def _note(entry: Entry, lang: str) -> None:
    if not entry.of("answer"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            components.status_badge("question", lang, "network.state")
            st.markdown(t("page_questions.unanswered", lang), width="content")
