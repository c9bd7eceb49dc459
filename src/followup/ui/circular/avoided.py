"""Purchases that were avoided: what was spared in each unit, and every note behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from followup.domain.circular import AvoidedPurchase
from followup.i18n.text import exact, number, quantity, t
from followup.services.circular import avoided
from followup.services.circular.avoided import UnitSum
from followup.ui import address, components, resources, tables
from followup.ui.circular import chart
from followup.ui.circular import reads as own_reads
from followup.ui.circular.filters import Choice
from followup.ui.components import Place
from followup.ui.reads import State
from followup.ui.tables import Column, Row

COLUMNS: Final = (
    "day", "what", "sector", "organisation", "way", "pieces", "value", "kg_co2e", "decided_by",
)  # fmt: skip
KINDS: Final = {"day": "date"}


def chosen(now: State, choice: Choice) -> tuple[AvoidedPurchase, ...]:
    """The purchases avoided in the year by the organisation."""
    return tuple(
        p for p in own_reads.avoided(now)
        if p.day.year == choice.year and choice.holds(p.organisation)
    )  # fmt: skip


def show(now: State, choice: Choice, lang: str) -> None:
    """Sums unit by unit, a chart for each, and the list with the needs analyses."""
    found = chosen(now, choice)
    st.markdown(t("page_circular.avoided_intro", lang))
    if not found:
        components.empty_state(t("page_circular.avoided_none", lang, year=choice.year))
        _new(lang)
        return
    told = avoided.sums(found)
    for place, one in zip(st.columns(len(told)), told, strict=True):
        with place:
            total(one, lang)
    st.caption(t("page_circular.avoided_apart", lang))
    _new(lang)
    _charts(found, told, lang)
    _list(found, now, lang)


def total(one: UnitSum, lang: str) -> None:
    """A sum in one unit, with how many notes give it and how many do not."""
    with st.container(border=True, height="stretch"):
        st.metric(t(f"page_circular.sum_{_kind(one.unit)}", lang),
                  quantity(one.amount, one.unit, lang))  # fmt: skip
        st.caption(known_words(one, lang))


def known_words(one: UnitSum, lang: str) -> str:
    """``Känt för 3 av 4 undvikna köp.``"""
    return t("page_circular.known_of", lang, known=number(one.known, lang),
             count=number(one.known + one.unknown, lang))  # fmt: skip


def _kind(unit: str) -> str:
    return unit if unit in (avoided.PIECES, avoided.CO2E) else "money"


def _charts(found: Sequence[AvoidedPurchase], told: Sequence[UnitSum], lang: str) -> None:
    sectors = [s.code for s in resources.installation().catalogue.circular.sectors]
    st.header(t("page_circular.by_sector", lang), anchor=False)
    for one in told:
        amounts = avoided.by_sector(found, sectors, one.unit)
        chart.amounts(
            [(t(f"circular.sector.{code}", lang), amount) for code, amount in amounts.items()],
            one.unit, lang, key=f"circular_avoided_{one.unit}",
            title=t(f"page_circular.sum_{_kind(one.unit)}", lang),
            what=t("page_circular.column_sector", lang),
        )  # fmt: skip


def _list(found: Sequence[AvoidedPurchase], now: State, lang: str) -> None:
    st.header(t("page_circular.notes", lang), anchor=False)
    columns = [
        Column(name, t(f"page_circular.column_{name}", lang), "date" if name == "day" else "text")
        for name in COLUMNS
    ]
    picked = tables.grid(
        [row_of(p, lang) for p in found], columns, lang, key=f"circular_avoided_{now.version}",
        alt=t("page_circular.avoided_alt", lang, count=number(len(found), lang)), pick=True,
    )  # fmt: skip
    names = {p.identifier: p for p in found}
    opened = st.selectbox(
        t("page_circular.open_one", lang), list(names), index=None,
        format_func=lambda name: names[name].what, placeholder=t("app.choose", lang),
        key="circular_open_avoided",
    )  # fmt: skip
    name = found[picked.row].identifier if picked else opened
    if name:
        st.session_state.pop(f"circular_avoided_{now.version}", None)
        address.put(note=name)
        st.rerun()


def row_of(purchase: AvoidedPurchase, lang: str) -> Row:
    """A note as the list and the file have it; what is not known says so."""
    pieces = None if purchase.pieces is None else exact(purchase.pieces, lang)
    unknown = t("unit.unknown", lang)
    return {
        "day": purchase.day,
        "what": purchase.what,
        "sector": t(f"circular.sector.{purchase.sector}", lang),
        "organisation": purchase.organisation,
        "way": t(f"circular.way.{purchase.way}", lang),
        "pieces": pieces or unknown,
        "value": quantity(purchase.value, purchase.currency or "", lang),
        "kg_co2e": quantity(purchase.kg_co2e, avoided.CO2E, lang),
        "decided_by": purchase.decided_by,
    }


def _new(lang: str) -> None:
    query = {"part": "avoided", "note": "new"}
    components.link(Place(t("page_circular.note_new", lang), "circular", query), ":material/add:")
