"""What the law asks of an authority in a period, class by class, and what lies behind it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

import streamlit as st

from followup.domain.clean_vehicle import CLASSES, Law
from followup.i18n.text import number, t
from followup.rules.clean_count import Asked, Count
from followup.services.clean import export as clean_export
from followup.services.clean import words
from followup.services.clean.delivered import Delivered
from followup.services.clean.vehicles import Overview
from followup.services.upload import templates
from followup.ui import address, components, reads, resources, tables
from followup.ui.clean import listing
from followup.ui.clean import reads as clean_reads
from followup.ui.components import Place, escape
from followup.ui.reads import State

TABLE: Final = "clean_vehicles"


def show(now: State, lang: str) -> None:
    """The authority and the period, a card for each class, the vehicles, and how it is counted."""
    found = clean_reads.overview(now)
    st.markdown(t("page_clean.intro", lang))
    if not found.judged:
        _empty(now, lang)
        return
    buyer, period = _chosen(found, now, lang)
    counts = [c for c in found.counts if (c.buyer, c.period) == (buyer, period)]
    law = _law(found, buyer)
    st.caption(
        f"{words.period_days(law, period, lang)}. {words.due_words(law, period, lang)}".strip()
    )
    for place, one in zip(st.columns(len(CLASSES)), CLASSES, strict=True):
        with place:
            _card(next(c for c in counts if c.vehicle_class == one), lang)
    _actions(found, buyer, period, now, lang)
    own = [j for j in found.judged if buyer in j.buyers and period in j.periods]
    listing.show(own, now, lang)
    _delivered(now, buyer, lang)
    _method(law, period, lang)


def _law(found: Overview, buyer: str) -> Law:
    country = next(j.contract.country for j in found.judged if buyer in j.buyers)
    return found.laws[country]


def _chosen(found: Overview, now: State, lang: str) -> tuple[str, str]:
    """The authority with most vehicles, and the period the day lies in, until others are chosen."""
    weights = {b: sum(b in j.buyers for j in found.judged) for b in found.buyers}
    first = max(found.buyers, key=lambda b: weights[b])
    with st.container(horizontal=True, vertical_alignment="bottom", key="clean_filters"):
        buyer = first
        if len(found.buyers) > 1:
            options = [first, *(b for b in found.buyers if b != first)]
            buyer = address.get("buyer") or first
            buyer = buyer if buyer in options else first
            chosen = st.selectbox(
                t("page_clean.buyer", lang), options, index=options.index(buyer),
                placeholder=t("app.choose", lang), key="clean_buyer",
            )  # fmt: skip
            if chosen and chosen != buyer:
                address.put(buyer=chosen)
                buyer = chosen
        codes = [p.code for p in _law(found, buyer).periods]
        ended = [p.code for p in _law(found, buyer).periods if p.days.end < now.as_of]
        period = address.segments(
            "period", t("page_clean.period", lang), codes, (ended or codes)[-1],
            lambda code: t(f"page_clean.period_{code}", lang),
        )  # fmt: skip
    return buyer, period


def _card(count: Count, lang: str) -> None:
    name = t(f"clean_vehicle.class.{count.vehicle_class}", lang)
    with st.container(border=True, key=f"clean_card_{count.vehicle_class}", height="stretch"):
        st.header(name, anchor=False)
        _asked(count.clean, "page_clean.clean_of", lang)
        if count.unknown:
            key = "page_clean.unknown_one" if count.unknown == 1 else "page_clean.unknown_many"
            st.caption(t(key, lang, count=number(count.unknown, lang)))
        if count.zero is not None and count.vehicles:
            st.markdown(f"**{t('clean_vehicle.zero_class', lang)}**")
            _asked(count.zero, "page_clean.zero_of", lang)
            st.caption(words.other_reading(count, lang))
        if count.vehicles:
            query = {**_here(), "show": count.vehicle_class}
            label = t("page_clean.open", lang, count=number(len(count.vehicles), lang))
            components.link(Place(label, "clean_vehicles", query), ":material/list:")


def _here() -> dict[str, str]:
    kept = {name: address.get(name) for name in ("buyer", "period")}
    return {name: value for name, value in kept.items() if value}


def _asked(asked: Asked, key: str, lang: str) -> None:
    """The verdict in words with its icon, how many of how many, and what is asked."""
    if asked.reason == "no_vehicles":
        st.caption(t("clean_vehicle.why.no_vehicles", lang))
        return
    components.status_badge(asked.verdict, lang)
    counted = t(key, lang, counted=words.of_total(asked, lang))
    st.markdown(f"{counted} {words.asked_words(asked, lang)}")
    if asked.reason:
        st.caption(words.verdict_why(asked, lang))


def _actions(found: Overview, buyer: str, period: str, now: State, lang: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="clean_actions"):
        st.download_button(
            t("page_clean.download", lang),
            data=partial(clean_export.workbook, found, buyer, period, now.as_of, lang),
            file_name=t("page_clean.file", lang), mime=components.XLSX, key="clean_download",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        _register_links(lang)


def _register_links(lang: str) -> None:
    place = Place(t("page_clean.add", lang), "clean_vehicles", {"vehicle": "new"})
    components.link(place, ":material/add:")
    place = Place(t("page_clean.load", lang), "clean_vehicles", {"load": "1"})
    components.link(place, ":material/upload_file:")


def _empty(now: State, lang: str) -> None:
    if not reads.contracts(now):
        place = Place(t("page_contracts.enter", lang), "contracts", {"new": "1"})
        components.empty_state(t("page_clean.no_contracts", lang), place)
        return
    components.empty_state(t("page_clean.none_yet", lang))
    with st.container(horizontal=True, vertical_alignment="center", key="clean_actions"):
        _register_links(lang)
        template_button(lang)


def template_button(lang: str) -> None:
    """The empty template for procured vehicles."""
    st.download_button(
        t("page_clean.template", lang),
        data=lambda: templates.workbook("procured_vehicle", lang),
        file_name=t("page_clean.template_file", lang), mime=components.XLSX,
        key="clean_template", icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _delivered(now: State, buyer: str, lang: str) -> None:
    """Awarded beside delivered, one line a contract; which vehicles differ stands below."""
    found = [d for d in clean_reads.delivered(now) if buyer in {b.name for b in d.contract.buyers}]
    if not found:
        return
    st.header(t("page_clean.delivered", lang), anchor=False)
    st.caption(t("page_clean.delivered_help", lang))
    for one in found:
        st.markdown(f"**{escape(one.contract.title)}** ({escape(one.contract.number)})")
        lines = [(t(f"page_clean.delivered_{n}", lang), text) for n, text in _lines(one, lang)]
        tables.pairs(lines, alt=t("page_clean.delivered_alt", lang))


def _lines(one: Delivered, lang: str) -> Iterator[tuple[str, str]]:
    """What was awarded, what the list shows, and the vehicles that stand in one of them alone."""
    yield "awarded", _counted(one.awarded, one.awarded_clean, one.awarded_unknown, lang)
    if not one.has_list:
        yield "listed", t("page_clean.no_list", lang)
        return
    count = one.clean + one.not_clean + one.unknown
    yield "listed", _counted(count, one.clean, one.unknown, lang)
    yield "seen", number(one.seen, lang)
    if one.not_seen:
        yield "not_seen", ", ".join(one.not_seen)
    if one.others:
        yield "others", ", ".join(one.others)


def _counted(count: int, clean: int, unknown: int, lang: str) -> str:
    key = "counted_unknown" if unknown else "counted"
    return t(
        f"page_clean.{key}", lang, count=number(count, lang), clean=number(clean, lang),
        unknown=number(unknown, lang),
    )  # fmt: skip


def _method(law: Law, period: str, lang: str) -> None:
    """The shares of the period with where they stand, and what is known and not calculated."""
    catalogue = resources.installation().catalogue
    with st.expander(t("page_clean.method", lang), key="clean_method"):
        st.markdown(t("page_clean.method_text", lang))
        lines = [
            (t(f"clean_vehicle.class.{one}", lang), words.share_figure(law, one, period, lang))
            for one in CLASSES
        ]
        tables.pairs(lines, alt=t("page_clean.method_alt", lang))
        for note in catalogue.clean_scope.notes:
            st.markdown(f"- {escape(t(f'reference.clean_note.{note.code}', lang))}")
        query = {"table": TABLE}
        components.link(
            Place(t("page_clean.sources", lang), "method", query), ":material/menu_book:"
        )
