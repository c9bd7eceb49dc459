"""Entries of a kind as a list that opens: one card each, one form to add and to change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from followup.domain.network import Entry, Kind
from followup.i18n.text import day, t
from followup.services.network import listing
from followup.ui import address, components, may, tables
from followup.ui.components import Place, escape
from followup.ui.network import downloads, form
from followup.ui.network.form import Start
from followup.ui.reads import State

NEW: Final = "new"
ENTRY: Final = "entry"
Note = Callable[[Entry, str], None]


def show(
    now: State, found: Sequence[Entry], start: Start, page: str, lang: str, note: Note | None = None
) -> None:
    """The list of a kind, or the entry or the new one that the address names.

    ``start`` says the kind and what a new entry begins with; ``note`` draws what a card says more.
    """
    opened = next((e for e in found if e.identifier == address.get(ENTRY)), None)
    if opened is not None:
        _one(now, opened, page, lang)
        return
    if address.get(NEW) == start.kind:
        if form.show(now, start, lang):
            address.put(**{NEW: None})
            st.rerun()
        components.link(_back(page, lang), ":material/arrow_back:")
        return
    _list(now, found, start.kind, page, lang, note)


def _list(
    now: State, found: Sequence[Entry], kind: Kind, page: str, lang: str, note: Note | None
) -> None:
    new = Place(t(f"page_network.new.{kind}", lang), page, _kept() | {NEW: kind})
    if not found:
        components.empty_state(t(f"page_network.none.{kind}", lang), new)
        return
    components.link(new, ":material/add:")
    for entry in found:
        with st.container(border=True, key=f"entry_{entry.identifier}", gap="small"):
            place = Place(escape(entry.title), page, _kept() | {ENTRY: entry.identifier})
            components.link(place)
            if note is not None:
                note(entry, lang)
            words = [f"{label}: {said}" for label, said in listing.lines(entry, lang)[2:]
                     if said != entry.title]  # fmt: skip
            st.caption(f"{escape(entry.organisation)} · {day(entry.day, lang)}")
            st.markdown(
                "  \n".join(escape(tables.unbroken(line)) for line in words) or "–"
            )  # fmt: skip
    downloads.listed(kind, found, now.as_of, lang)


def _one(now: State, entry: Entry, page: str, lang: str) -> None:
    """An entry with all it says, its form, and the way to take it back."""
    components.breadcrumb([_back(page, lang)], entry.identifier)
    st.header(escape(entry.title), anchor=False)
    tables.pairs(listing.lines(entry, lang), alt=entry.title)
    if entry.words > 1:
        st.caption(
            t("page_network.history", lang, words=entry.words, first=entry.first_day)
        )  # fmt: skip
    if entry.kind == "document":
        st.markdown(t("page_network.reviewed", lang))
    if not may.act(f"network_{entry.kind}"):
        return
    st.subheader(t("page_network.change", lang), anchor=False)
    start = Start(entry.kind, entry, contract=entry.contract, requirement=entry.requirement)
    if form.show(now, start, lang):
        address.put(**{ENTRY: None})
        st.rerun()
    form.take_back(now, entry, lang)


def _back(page: str, lang: str) -> Place:
    return Place(t("page_network.back", lang), page, _kept())


def _kept() -> dict[str, str]:
    """The view of the page, which stays."""
    view = address.get("view")
    return {"view": view} if view else {}
