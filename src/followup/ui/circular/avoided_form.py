"""The form of an avoided purchase: the need first, what was done, and what it would have been."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

import streamlit as st

from followup.domain.circular import CURRENCIES, WAYS, AvoidedPurchase
from followup.i18n.text import GROUP_MARKS, exact, t
from followup.services.circular import written
from followup.ui import components, reads, resources
from followup.ui.circular import form
from followup.ui.circular import reads as own_reads
from followup.ui.reads import State

AMOUNTS: Final = ("pieces", "value", "kg_co2e_per_piece")


def show(now: State, name: str, lang: str) -> None:
    """A new note, or the one that has this name."""
    before = next((p for p in own_reads.avoided(now) if p.identifier == name), None)
    if before is None and name != "new":
        components.empty_state(t("error.unknown_circular_entry", lang))
        return
    form.frame(
        "avoided", before, partial(_fields, now, before, lang=lang),
        lambda fields: written.avoided(fields, before), now, lang,
    )  # fmt: skip


def _fields(
    now: State, before: AvoidedPurchase | None, key: str, *, lang: str
) -> Mapping[str, str]:
    found: dict[str, str] = {}
    sectors = [s.code for s in resources.installation().catalogue.circular.sectors]
    left, right = st.columns(2)
    with left:
        found["what"] = form.text("what", _start(before, "what", lang), key, lang)
        found["sector"] = form.choice("sector", sectors, _start(before, "sector", lang), key, lang,
                                      lambda code: t(f"circular.sector.{code}", lang))  # fmt: skip
        found["day"] = form.text("day", _start(before, "day", lang) or now.as_of.isoformat(),
                                 key, lang)  # fmt: skip
    with right:
        found["organisation"] = _organisation(now, before, key, lang)
        found["way"] = form.choice("way", WAYS, _start(before, "way", lang), key, lang,
                                   lambda code: t(f"circular.way.{code}", lang))  # fmt: skip
        found["decided_by"] = form.text("decided_by", _start(before, "decided_by", lang), key, lang)
    st.markdown(f"**{t('page_circular.needs', lang)}**")
    for name in ("need", "instead"):
        found[name] = form.text(name, _start(before, name, lang), key, lang, is_long=True)
    st.markdown(f"**{t('page_circular.spared', lang)}**")
    st.caption(t("page_circular.spared_help", lang))
    found |= _amounts(now, before, key, lang)
    return found


def _amounts(
    now: State, before: AvoidedPurchase | None, key: str, lang: str
) -> dict[str, str]:  # fmt: skip
    found: dict[str, str] = {}
    rows = (("pieces",), ("value", "currency", "value_source"),
            ("kg_co2e_per_piece", "factor_source"))  # fmt: skip
    for row in rows:
        for place, name in zip(st.columns(len(row)), row, strict=True):
            with place:
                start = _start(before, name, lang)
                if name == "currency":
                    own = start or _currency(now)
                    found[name] = form.choice(name, CURRENCIES, own, key, lang,
                                              lambda code: t(f"unit.{code}", lang))  # fmt: skip
                else:
                    found[name] = form.text(name, start, key, lang)
    return found


def _currency(now: State) -> str:
    """The currency of the country that most contracts here are of."""
    countries = [c.country for c in reads.contracts(now)]
    return "DKK" if countries.count("DK") > countries.count("SE") else "SEK"


def _organisation(now: State, before: AvoidedPurchase | None, key: str, lang: str) -> str:
    known = sorted({b.name for c in reads.contracts(now) for b in c.buyers})
    start = _start(before, "organisation", lang)
    options = [*known, *({start} - {*known, ""})]
    if not options:
        return form.text("organisation", start, key, lang)
    chosen = st.selectbox(
        t("page_circular.field_organisation", lang), options,
        index=options.index(start) if start in options else None, accept_new_options=True,
        placeholder=t("app.choose", lang), key=f"{key}-organisation",
    )  # fmt: skip
    return chosen or ""


def _start(before: AvoidedPurchase | None, name: str, lang: str) -> str:
    value = getattr(before, name) if before else None
    if value is None:
        return ""
    return exact(value, lang).replace(GROUP_MARKS[lang], "") if name in AMOUNTS else str(value)
