"""The first screen: how circular the purchases are, and how much of it is not known."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from followup.i18n.text import number, quantity, t
from followup.services.circular import avoided as sums
from followup.services.circular import words
from followup.services.circular.figures import Reported
from followup.ui import components, resources
from followup.ui.circular import avoided, tenders
from followup.ui.circular import reads as own_reads
from followup.ui.circular.filters import Choice
from followup.ui.components import Place, escape
from followup.ui.reads import State


def show(now: State, choice: Choice, lang: str) -> None:
    """A card for each part, with its figure, what is not known, and the way to its rows."""
    st.header(t("page_circular.overview_title", lang), anchor=False)
    first, second, third = st.columns(3)
    with first:
        _packaging(now, choice, lang)
    with second:
        _furniture(now, choice, lang)
    with third:
        _food(now, choice, lang)
    left, right = st.columns(2)
    with left:
        _avoided(now, choice, lang)
    with right:
        _tenders(now, choice, lang)
    st.caption(t("page_circular.apart", lang))


def _packaging(now: State, choice: Choice, lang: str) -> None:
    found = own_reads.reported(now, "packaging", choice.year, choice.organisation)
    with _card("packaging", lang):
        if _headline(found, "reused_packaging_share", "reuse_by_weight", lang):
            others = t(
                "page_circular.then", lang,
                recycled=_figure(found, "recycled_packaging_share", lang),
                biobased=_figure(found, "biobased_packaging_share", lang),
            )  # fmt: skip
            st.markdown(others)
            _standing(found, "reused_packaging_share", lang)
        link("packaging", choice, lang)


def _furniture(now: State, choice: Choice, lang: str) -> None:
    found = own_reads.reported(now, "furniture", choice.year, choice.organisation)
    with _card("furniture", lang):
        if _headline(found, "circular_furniture_share_pieces", "circular_by_pieces", lang):
            for currency, point in found.values.items():
                share = words.figure(currency, point, lang)
                unit = t(f"unit.{currency}", lang)
                st.markdown(t("page_circular.by_value", lang, share=share, currency=unit))
            _standing(found, "circular_furniture_share_pieces", lang)
        link("furniture", choice, lang)


def _food(now: State, choice: Choice, lang: str) -> None:
    found = own_reads.reported(now, "food_waste", choice.year, choice.organisation)
    name = "food_waste_per_portion"
    with _card("food", lang):
        if _headline(found, name, "waste_per_portion", lang):
            point = found.points.get(name)
            grams = point.value if point and point.low == point.high else None
            catalogue = resources.installation().catalogue
            st.markdown(words.waste_class(catalogue, grams, now.as_of, lang))
            _standing(found, name, lang)
        link("food", choice, lang)


def _headline(found: Reported, name: str, label: str, lang: str) -> bool:
    """The figure; False where no contract sends the report, which is said instead."""
    if not found.reporting:
        st.markdown(t("page_circular.no_reports", lang))
        return False
    st.metric(t(f"page_circular.{label}", lang), _figure(found, name, lang))
    return True


def _figure(found: Reported, name: str, lang: str) -> str:
    return words.figure(name, found.points.get(name), lang)


def _standing(found: Reported, name: str, lang: str) -> None:
    told = (words.standing(name, found.points.get(name), lang), words.reporting(found, lang))
    st.caption(escape(" ".join(each for each in told if each)))


def _avoided(now: State, choice: Choice, lang: str) -> None:
    found = avoided.chosen(now, choice)
    with _card("avoided", lang):
        if found:
            st.markdown(t("page_circular.avoided_count", lang, count=number(len(found), lang)))
            for one in sums.sums(found):
                amount = quantity(one.amount, one.unit, lang)
                st.markdown(f"**{amount}** · {avoided.known_words(one, lang)}")
        else:
            st.markdown(t("page_circular.none_noted", lang))
        link("avoided", choice, lang)


def _tenders(now: State, choice: Choice, lang: str) -> None:
    found = tenders.chosen(now, choice)
    with _card("tenders", lang):
        if found:
            tenders.share(found, "assessed", lang)
        else:
            st.markdown(t("page_circular.none_noted", lang))
        link("tenders", choice, lang)


@contextmanager
def _card(part: str, lang: str) -> Iterator[None]:
    with st.container(border=True, height="stretch", key=f"circular_card_{part}"):
        st.subheader(t(f"page_circular.part_{part}", lang), anchor=False)
        yield


def link(part: str, choice: Choice, lang: str) -> None:
    """The way to a part, with the same year and organisation."""
    query = {"part": part, "year": str(choice.year)}
    if choice.organisation:
        query["organisation"] = choice.organisation
    place = Place(t("page_circular.open_part", lang), "circular", query)
    components.link(place, ":material/arrow_forward:")
