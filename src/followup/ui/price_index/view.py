"""Every contract that follows an index, and the one that is looked at."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.i18n.text import t
from followup.services.price_index import words
from followup.services.price_index.overview import Indexed
from followup.ui import address, components, tables
from followup.ui.components import Place
from followup.ui.price_index import one
from followup.ui.price_index import reads as index_reads
from followup.ui.reads import State
from followup.ui.tables import Column, Row, Status

MARKS: Final = {
    "to_do": "to_decide", "lacking": "lacking", "below": "fine", "noted": "closed", "told": "note",
}  # fmt: skip


def show(now: State, lang: str) -> None:
    """How each indexed contract stands, then the chosen one's working."""
    found = index_reads.indexed(now)
    st.markdown(t("page_price_index.intro", lang))
    with st.container(horizontal=True, gap="medium", key="index_ways"):
        components.link(
            Place(t("page_price_index.series_place", lang), "price_index", {"view": "series"}),
            ":material/upload_file:",
        )
        components.link(
            Place(t("page_price_index.add", lang), "price_index", {"view": "edit"}),
            ":material/add:",
        )
    if not found:
        components.empty_state(t("page_price_index.none", lang))
        return
    asked = address.get("contract")
    first = next((i for i in found if i.is_due), found[0]).contract.number
    if asked not in {i.contract.number for i in found}:
        asked = None
    if asked is None:
        _overview(found, lang)
    number = first
    if len(found) > 1:
        titles = {i.contract.number: i.contract.title for i in found}
        number = address.one(
            "contract", t("page_price_index.contract", lang), list(titles), asked or first,
            lambda n: f"{titles[n]} ({n})",
        )  # fmt: skip
    one.show(next(i for i in found if i.contract.number == number), now, lang)


def _overview(found: tuple[Indexed, ...], lang: str) -> None:
    columns = [
        Column(name, t(f"page_price_index.column.{name}", lang),
               "mark" if name == "status" else "text")
        for name in ("contract", "month", "price", "change", "status")
    ]  # fmt: skip
    due = sum(i.is_due for i in found)
    words_due = t("page_price_index.due", lang, due=str(due), count=str(len(found)))
    st.markdown(words_due)
    with st.container(key="stack_indexed"):
        tables.plain_table([_row(i, lang) for i in found], columns, lang, alt=words_due)


def _row(found: Indexed, lang: str) -> Row:
    latest = found.latest
    if latest is None:
        first = words.month(found.clause.first_month, lang)
        words_first = t("page_price_index.not_begun", lang, month=first)
        return {"contract": found.contract.title, "month": words_first, "price": "", "change": "",
                "status": Status("not_due", t("price_index.status.not_begun", lang))}  # fmt: skip
    code = words.status(found, latest)
    return {
        "contract": f"{found.contract.title} ({found.contract.number})",
        "month": words.month(latest.month, lang),
        "price": words.price(latest.price, found.clause, lang),
        "change": words.per_cent(latest.working.price_change_percent, lang, signed=True),
        "status": Status(MARKS[code], t(f"price_index.status.{code}", lang)),
    }
