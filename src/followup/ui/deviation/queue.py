"""The queue: what, on which contract, how big, since when, until when, next step and owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from followup.i18n.text import day, number, t
from followup.services.deviation import export as deviation_export
from followup.services.deviation import text as deviation_text
from followup.services.deviation.matter import OVER, Desk, Matter
from followup.ui import address, components, tables
from followup.ui.components import escape
from followup.ui.reads import State
from followup.ui.tables import Column, Row, Status

SHOWN = ("open", "small", "ended")
GRID = "deviation_list"
# So many stand whole before the list scrolls by itself.
ROWS_WHOLE = 30
# Pixels; from 61 on the grid breaks words into lines. All but owner and case fit a window of 1280.
ROW_HEIGHT = 62
WIDTHS = {
    "what": 166, "state": 126, "contract": 150, "size": 118, "since": 88, "deadline": 88,
    "next": 100, "owner": 134, "case": 110,
}  # fmt: skip


def show(now: State, desk: Desk, lang: str) -> None:
    """The rule, the three lists to choose from, and the chosen one."""
    rule = desk.rule
    st.markdown(
        t("page_deviations.intro", lang, count=number(rule.small_count, lang),
          months=number(rule.small_months, lang), back=number(rule.look_back_months, lang))
    )  # fmt: skip
    contracts = {m.contract.number: m.contract.title for m in (*desk.proposals, *desk.cases)}
    parts = _parts(desk, address.get("only"))
    with st.container(horizontal=True, vertical_alignment="bottom", key="deviation_filters"):
        shown = address.segments(
            "show", t("page_deviations.show", lang), SHOWN, SHOWN[0],
            lambda code: t(f"page_deviations.show_{code}", lang,
                           count=number(len(parts[code]), lang)),
        )  # fmt: skip
        address.select(
            "only", t("page_deviations.only", lang), sorted(contracts), lang,
            lambda code: f"{contracts[code]} ({code})",
        )  # fmt: skip
    if shown == "small":
        _small(desk, lang)
    _list(parts[shown], shown, now, lang)
    if desk.cases:
        st.download_button(
            t("page_deviations.export", lang),
            data=partial(deviation_export.workbook, desk.cases, now.as_of, lang),
            file_name=t("page_deviations.export_file", lang),
            mime=components.XLSX,
            key="deviation_export",
            icon=":material/download:",
            on_click="ignore",
        )


def _parts(desk: Desk, only: str | None) -> Mapping[str, Sequence[Matter]]:
    """Deadlines first among what is to be handled, then what has waited longest."""
    every = [m for m in (*desk.cases, *desk.proposals) if only in (None, m.contract.number)]
    small = {case.identifier for cases in desk.small.values() for case in cases}
    return {
        "open": sorted(
            (m for m in every if m.is_open),
            key=lambda m: (m.deadline is None, m.deadline or m.since, m.identifier),
        ),
        "small": [m for m in every if m.identifier in small],
        "ended": [m for m in every if m.state in OVER],
    }


def _small(desk: Desk, lang: str) -> None:
    """How many small ones each contract has, of how many that make one to handle."""
    known = {m.contract.number: m.contract.title for m in desk.cases}
    for contract, cases in sorted(desk.small.items()):
        words = t(
            "page_deviations.small_counted", lang, title=known.get(contract, contract),
            contract=contract, count=number(len(cases), lang),
            whole=number(desk.rule_of(contract).small_count, lang),
            months=number(desk.rule_of(contract).small_months, lang),
        )  # fmt: skip
        st.markdown(f"- {escape(words)}")


def _list(matters: Sequence[Matter], shown: str, now: State, lang: str) -> None:
    if not matters:
        components.empty_state(t(f"page_deviations.none_{shown}", lang))
        return
    key = f"{GRID}_{shown}_{now.version}_{address.get('only') or ''}"
    picked = tables.grid(
        [_row(m, lang) for m in matters], _columns(lang), lang, key=key,
        alt=t("page_deviations.list_alt", lang, count=number(len(matters), lang)),
        pick=True, row_height=ROW_HEIGHT,
        height="content" if len(matters) <= ROWS_WHOLE else ROWS_WHOLE * ROW_HEIGHT,
    )  # fmt: skip
    names = {m.identifier: m for m in matters}
    chosen = st.selectbox(
        t("page_deviations.open", lang),
        list(names),
        index=None,
        format_func=lambda name: (
            f"{deviation_text.what(names[name], lang)} · {names[name].contract.title}"
        ),
        placeholder=t("page_deviations.choose", lang),
        key="deviation_open",
    )
    name = matters[picked.row].identifier if picked else chosen
    if name:
        st.session_state.pop(key, None)
        address.put(case=name)
        st.rerun()


def _row(matter: Matter, lang: str) -> Row:
    return {
        "what": deviation_text.what(matter, lang),
        "state": Status(matter.state, t(f"deviation.state.{matter.state}", lang)),
        "contract": f"{matter.contract.title} ({matter.contract.number})",
        "size": deviation_text.size(matter, lang),
        "since": matter.since,
        "deadline": day(matter.deadline, lang) if matter.deadline else "",
        "next": deviation_text.next_step(matter, lang),
        "owner": matter.owner or t("page_deviations.no_owner", lang),
        "case": matter.case.identifier if matter.case else "",
    }


def _columns(lang: str) -> Sequence[Column]:
    kinds = {"state": "status", "since": "date"}
    return [
        Column(
            name, t(f"page_deviations.column_{name}", lang), kinds.get(name, "text"),  # type: ignore[arg-type]
            pinned=name == "what", width=width,
        )
        for name, width in WIDTHS.items()
    ]  # fmt: skip
