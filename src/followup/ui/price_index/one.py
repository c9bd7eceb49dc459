"""One contract's price adjustment: what it came to, every step of a month, and the terms."""

from __future__ import annotations

from functools import partial

import streamlit as st

from followup.i18n.text import t
from followup.rules.price_index.adjust import Adjustment
from followup.services.price_index import export, words
from followup.services.price_index.overview import Indexed
from followup.ui import address, charts, components, tables
from followup.ui.components import Place, escape
from followup.ui.price_index import note
from followup.ui.price_index.figure import change_figure
from followup.ui.reads import State
from followup.ui.tables import Column, Row, unbroken


def show(found: Indexed, now: State, lang: str) -> None:
    """The newest month first, with warnings; then the months, one month's steps, the terms."""
    clause, latest = found.clause, found.latest
    contract = Place(found.contract.number, "contracts", {"contract": found.contract.number})
    st.header(escape(found.contract.title), anchor=False)
    with st.container(horizontal=True, gap="medium", key="index_contract"):
        components.link(contract, ":material/contract:")
        components.link(edit_place(found, lang), ":material/edit:")
    note.saved(lang)
    if latest is None:
        first = words.month(clause.first_month, lang)
        st.info(t("page_price_index.not_begun", lang, month=first))
        _cautions(found, lang)
    else:
        chosen = _month(found, lang)
        st.markdown(f"**{escape(words.outcome(chosen, clause, lang))}**")
        _cautions(found, lang)
        _parts(found, chosen, lang)
        _steps(found, chosen, lang)
        note.show(found, chosen, now, lang)
        _months(found, lang)
        _download(found, now, lang)
    st.subheader(t("page_price_index.terms", lang), anchor=False)
    tables.pairs(
        [*words.terms(clause, lang),
         *((t("page_price_index.component_of", lang, name=c.name),
            f"{words.percent_weight(c.weight, lang)} · {words.series(c, lang)}")
           for c in clause.components)],
        alt=t("page_price_index.terms_alt", lang, contract=found.contract.number),
    )  # fmt: skip


def _cautions(found: Indexed, lang: str) -> None:
    for one in found.cautions:
        said = words.caution(one, found.clause, lang)
        st.warning(escape(unbroken(said)), icon=":material/warning:")


def edit_place(found: Indexed, lang: str) -> Place:
    """The form of the contract's clause."""
    query = {"view": "edit", "contract": found.contract.number}
    return Place(t("page_price_index.edit", lang), "price_index", query)


def _month(found: Indexed, lang: str) -> Adjustment:
    """The month looked at; the newest until another is chosen."""
    by_code = {f"{a.month:%Y-%m}": a for a in reversed(found.adjustments)}
    newest = next(iter(by_code))
    asked = address.get("month")
    chosen = address.one(
        "month", t("page_price_index.month", lang), list(by_code),
        asked if asked in by_code else newest, lambda code: words.month(by_code[code].month, lang),
    )  # fmt: skip
    return by_code[chosen]


def _parts(found: Indexed, made: Adjustment, lang: str) -> None:
    """What was read of every component, in points and in per cent, each under its own heading."""
    names = ("component", "series", "weight", "base_number", "read_number", "points", "percent",
             "factor")  # fmt: skip
    columns = [Column(n, t(f"page_price_index.column.{n}", lang)) for n in names]
    rows: list[Row] = []
    for one, moved in zip(made.found, made.working.moved, strict=True):
        rows.append({
            "component": one.component.name,
            "series": words.series(one.component, lang),
            "weight": t("price_index.weight_cell", lang,
                        value=words.percent_weight(one.component.weight, lang)),
            "base_number": t("price_index.base_cell", lang, number=words.index(one.base, lang)),
            "read_number": words.read(one, found.clause, lang),
            "points": words.points(moved.points, lang),
            "percent": words.per_cent(moved.change_percent, lang, signed=True),
            "factor": t("price_index.factor_cell", lang,
                        value=words.factor(moved.factor, lang)),
        })  # fmt: skip
    alt = t("page_price_index.parts_alt", lang, month=words.month(made.month, lang))
    st.subheader(t("page_price_index.parts", lang), anchor=False)
    with st.container(key="stack_index_parts"):
        tables.plain_table(rows, columns, lang, alt=alt)
    for one in made.found:
        if one.link is not None:
            st.caption(escape(words.link(one.link, lang)))


def _steps(found: Indexed, made: Adjustment, lang: str) -> None:
    st.subheader(t("page_price_index.steps", lang), anchor=False)
    alt = t("page_price_index.steps_alt", lang, month=words.month(made.month, lang))
    tables.pairs(words.steps(made, found.clause, lang), alt=alt)
    st.caption(t("page_price_index.steps_help", lang))


def _months(found: Indexed, lang: str) -> None:
    """The change of every month as a chart, with its table."""
    latest = found.adjustments[-1]
    columns = [
        Column(n, t(f"page_price_index.column.{n}", lang))
        for n in ("month", "price", "change", "status")
    ]
    rows: list[Row] = [
        {
            "month": words.month(a.month, lang),
            "price": words.price(a.price, found.clause, lang),
            "change": words.per_cent(a.working.price_change_percent, lang, signed=True),
            "status": t(f"price_index.status.{words.status(found, a)}", lang),
        }
        for a in reversed(found.adjustments)
    ]
    charts.show(
        change_figure(found, lang), lang, key="index_change",
        alt=words.outcome(latest, found.clause, lang), rows=rows, columns=columns,
    )  # fmt: skip


def _download(found: Indexed, now: State, lang: str) -> None:
    st.download_button(
        t("page_price_index.download", lang),
        data=partial(export.workbook, found, now.as_of, lang),
        file_name=t("page_price_index.file", lang, contract=found.contract.number),
        mime=components.XLSX, key="index_download", icon=":material/download:", on_click="ignore",
    )  # fmt: skip
