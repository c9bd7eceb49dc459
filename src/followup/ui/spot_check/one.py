"""One list: how it was drawn, the request, its rows, what the receipts showed, and what follows."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from followup.domain.parties import Contract
from followup.domain.spot_check import SpotCheck
from followup.i18n.text import moment, number, percent, t
from followup.services.spot_check import export as spot_check_export
from followup.services.spot_check import spot_checks, text
from followup.ui import components, reads, resources, tables, theme
from followup.ui.components import Place, escape
from followup.ui.reads import State
from followup.ui.spot_check import cases, new, outcomes, papers
from followup.ui.spot_check.overview import status
from followup.ui.tables import Column, Status

COLUMNS: Final = {
    "number": 50, "outcome": 170, "vehicle": 95, "days": 100, "fuel": 150, "amount": 95,
    "why": 260, "place": 240, "chance": 110,
}  # fmt: skip
ROW_HEIGHT: Final = 62


def show(now: State, made: SpotCheck, lang: str) -> None:
    """Everything below the title."""
    components.breadcrumb([Place(t("page_checks.all", lang), "spot_checks")], made.identifier)
    new.saved(lang)
    outcomes.saved(lang)
    papers.saved(lang)
    cases.saved(lang)
    known = {c.number: c for c in reads.contracts(now)}
    st.header(escape(text.about(made, known, lang)), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        code = status(made, now)
        look = theme.mark(f"check_{code}")
        st.badge(t(f"spot_check.state.{code}", lang), icon=look.icon, color=look.tone)
        st.markdown(f"**{text.standing(made, lang)}**", width="content")
    lines = spot_check_export.how(made, known, lang)
    with st.container(key="stack_lines"):
        tables.pairs(lines, alt=t("page_checks.how_alt", lang, list=made.identifier))
    _again(made, lang)
    papers.show(now, made, [known[n] for n in made.contracts if n in known], lang)
    _rows(now, made, known, lang)
    actor = components.ask_name(lang)
    if actor is not None:
        outcomes.show(now, made, actor, lang)
    cases.show(now, made, actor, lang)
    _history(made, lang)


def _again(made: SpotCheck, lang: str) -> None:
    """The draw can be repeated by whoever doubts it."""
    with st.expander(t("page_checks.how", lang), key="check_how"):
        st.caption(t("page_checks.how_help", lang))
        if not st.button(t("page_checks.again", lang), key="check_again"):
            return
        with components.busy(t("app.working", lang)):
            same = spot_checks.is_same(resources.installation(), made)
        if same is None:
            st.info(t("page_checks.again_changed", lang), icon=":material/difference:")
        elif same:
            st.success(t("page_checks.again_same", lang), icon=":material/check:")
        else:
            st.error(t("page_checks.again_differs", lang), icon=":material/error:")


def _rows(now: State, made: SpotCheck, known: dict[str, Contract], lang: str) -> None:
    st.subheader(t("page_checks.rows_title", lang), anchor=False)
    rows = []
    for drawn in made.rows:
        word = made.holding.get(drawn.number)
        code = word.outcome if word else "open"
        rows.append({
            "number": str(drawn.number),
            "outcome": Status(f"receipt_{code}", text.outcome(made, drawn, lang)),
            "vehicle": text.vehicle(drawn.row, lang), "days": text.days(drawn.row.period, lang),
            "fuel": text.fuel(drawn.row, lang), "amount": text.amount(drawn.row, lang),
            "why": text.why(drawn, lang), "place": text.place(drawn.row, lang),
            "chance": percent(drawn.probability, lang),
        })  # fmt: skip
    columns = [
        Column(name, t(f"spot_check.column.{name}", lang),
               "status" if name == "outcome" else "text", pinned=name == "number", width=width)
        for name, width in COLUMNS.items()
    ]  # fmt: skip
    alt = t("page_checks.rows_alt", lang, count=number(len(rows), lang), list=made.identifier)
    tables.grid(rows, columns, lang, key=f"check_rows_{made.identifier}", alt=alt,
                row_height=ROW_HEIGHT)  # fmt: skip
    st.download_button(
        t("page_checks.excel", lang),
        data=partial(spot_check_export.workbook, made, known, now.as_of, lang),
        file_name=t("page_checks.excel_file", lang, list=made.identifier),
        mime=components.XLSX, key="check_excel", icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _history(made: SpotCheck, lang: str) -> None:
    """Every word, also those that others have replaced."""
    if not made.words:
        return
    label = t("page_checks.history", lang, count=number(len(made.words), lang))
    with st.expander(label, key="check_history"):
        names = ("number", "outcome", "note", "when")
        rows = [
            {
                "number": t("page_checks.history_line", lang, number=word.number),
                "outcome": t(f"spot_check.outcome.{word.outcome}", lang),
                "note": text.evidence(word, lang),
                "when": moment(word.at, lang),
            }
            for word in made.words
        ]
        labels = {"number": "number", "outcome": "outcome", "note": "note", "when": "seen_date"}
        columns = [Column(n, t(f"spot_check.column.{labels[n]}", lang)) for n in names]
        tables.plain_table(rows, columns, lang, alt=t("page_checks.history_alt", lang))
