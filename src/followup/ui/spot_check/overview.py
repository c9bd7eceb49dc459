"""All lists: from what each was drawn, where it stands, and by when an answer is due."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.domain.spot_check import SpotCheck
from followup.i18n.text import day, number, t
from followup.services.spot_check import text
from followup.ui import address, components, reads, tables
from followup.ui.components import Place
from followup.ui.reads import State
from followup.ui.spot_check import reads as check_reads
from followup.ui.tables import Column, Row, Status

WIDTHS: Final = {
    "list": 120, "state": 150, "about": 330, "answers": 230, "energy": 110, "reply": 110,
    "drawn": 100,
}  # fmt: skip
ROW_HEIGHT: Final = 62


def show(now: State, lang: str) -> None:
    """What a spot check is, the way to a new one, and every list."""
    st.markdown(t("page_checks.intro", lang))
    new = Place(t("page_checks.new", lang), "spot_checks", {"new": "1"})
    known = {c.number: c for c in reads.contracts(now)}
    contracts = sorted({n for m in check_reads.lists(now) for n in m.contracts})
    only = address.get("contract")
    lists = [m for m in check_reads.lists(now) if only is None or only in m.contracts]
    if not lists:
        components.empty_state(t("page_checks.none", lang), new)
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="check_filters"):
        address.select(
            "contract", t("page_checks.contract", lang), contracts, lang,
            lambda n: f"{known[n].title} ({n})" if n in known else n,
        )  # fmt: skip
        components.link(new, icon=":material/add:")
    key = f"check_list_{now.version}_{only or ''}"
    columns = [
        Column(name, t(f"page_checks.column_{name}", lang),
               "status" if name == "state" else "text", pinned=name == "list", width=width)
        for name, width in WIDTHS.items()
    ]  # fmt: skip
    picked = tables.grid(
        [_row(m, now, lang) for m in lists], columns, lang, key=key, pick=True,
        alt=t("page_checks.list_alt", lang, count=number(len(lists), lang)),
        row_height=ROW_HEIGHT, height="content",
    )  # fmt: skip
    names = {m.identifier: m for m in lists}
    chosen = st.selectbox(
        t("page_checks.open", lang), list(names), index=None,
        format_func=lambda name: f"{name} · {text.about(names[name], known, lang)}",
        placeholder=t("page_checks.choose", lang), key="check_open",
    )  # fmt: skip
    name = lists[picked.row].identifier if picked else chosen
    if name:
        st.session_state.pop(key, None)
        address.put(list=name, contract=None)
        st.rerun()


def status(made: SpotCheck, now: State) -> str:
    """Where a list stands, as the code of a mark and of its words."""
    return "late" if made.is_late(now.as_of) else text.state(made)


def _row(made: SpotCheck, now: State, lang: str) -> Row:
    known = {c.number: c for c in reads.contracts(now)}
    code = status(made, now)
    return {
        "list": made.identifier,
        "state": Status(f"check_{code}", t(f"spot_check.state.{code}", lang)),
        "about": text.about(made, known, lang),
        "answers": text.standing(made, lang),
        "energy": text.energy_share(made, lang),
        "reply": text.deadline(made, lang),
        "drawn": day(made.drawn_date, lang),
    }
