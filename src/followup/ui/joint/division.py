"""A contract of several buyers: how it is divided, what each has, and saying otherwise."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st

from followup.domain.parties import Contract
from followup.domain.period import Period, calendar_period
from followup.i18n.text import day, number, period_label, t
from followup.services.joint import division as division_service
from followup.services.joint import division_text
from followup.services.joint.sums import Sums
from followup.ui import components, may, resources, state, tables
from followup.ui.components import escape
from followup.ui.contract import reads as contract_reads
from followup.ui.joint import division_form, reads
from followup.ui.reads import State
from followup.ui.tables import Column


def show(now: State, contract: Contract, lang: str) -> None:
    """Nothing for a contract of one buyer."""
    if len(contract.buyers) < 2:
        return
    st.subheader(t("division.title", lang), anchor=False)
    division_form.said(lang)
    days = _days(now, contract, lang)
    found = reads.sums(now, contract, days)
    _rules(now, contract, found, lang)
    if found.lines:
        _table(contract, found, lang)
    else:
        st.caption(t("division.nothing", lang, period=period_label(days, lang)))
    if not may.act("division"):
        return
    actor = state.user_name()
    if actor is None:
        st.caption(t("division.name_first", lang))
    else:
        division_form.show(now, contract, actor, lang)


def _days(now: State, contract: Contract, lang: str) -> Period:
    """A calendar year of the contract's, the newest of any report unless another is chosen."""
    last = min(contract.days.end, max(now.as_of, contract.days.start))
    years = list(range(last.year, contract.days.start.year - 1, -1))
    told = {v.submission.period.end.year for v in contract_reads.history(now, contract.number)}
    newest = next((place for place, year in enumerate(years) if year in told), 0)
    chosen = st.selectbox(
        t("division.year", lang), years, index=newest, key="division_year",
        placeholder=t("app.choose", lang),
    )  # fmt: skip
    year = calendar_period(date(chosen or years[0], 1, 1), "year")
    return year.overlap(contract.days) or year


def _rules(now: State, contract: Contract, found: Sums, lang: str) -> None:
    """What holds, stretch by stretch, and what it rests on."""
    said = division_service.words_on(resources.installation(), contract.number, now.as_of)
    for stretch in found.stretches:
        word = division_text.holding(said, stretch)
        line = division_text.rule(contract, word, stretch, lang)
        if len(found.stretches) > 1:
            line = t("division.from", lang, day=day(stretch.days.start, lang), rule=line)
        st.markdown(escape(line))
        if word is not None and word.note:
            st.caption(escape(t("division.rests_on", lang, note=word.note)))
    key = "counted_parts" if found.is_divided else "counted_full"
    st.caption(t(f"division.{key}", lang))


COLUMNS: Final = ("what", "unit", "whole")


def _table(contract: Contract, found: Sums, lang: str) -> None:
    rows = list(division_text.rows(found, lang))
    names = [(f"buyer:{b.name}", b.name) for b in contract.buyers] if found.is_divided else []
    columns = [Column(n, t(f"division.column.{n}", lang)) for n in COLUMNS]
    columns += [Column(code, escape(name)) for code, name in names]
    columns += [
        Column(n, t(f"division.column.{n}", lang))
        for n in ("unplaced", "without")
        if any(row[n] for row in rows)
    ]
    alt = t("division.alt", lang, count=number(len(rows), lang),
            period=period_label(found.days, lang))  # fmt: skip
    tables.plain_table(rows, columns, lang, alt=alt)
    if found.unplaced_rows:
        st.markdown(t("division.unplaced", lang, count=number(found.unplaced_rows, lang)))
    if found.is_divided and found.ties:
        st.caption(t("division.ties", lang))
    st.download_button(
        t("division.download", lang), data=lambda: division_text.workbook(contract, found, lang),
        file_name=t("division.file", lang, contract=contract.number.replace("/", "-"),
                    year=found.days.start.year),
        mime=components.XLSX, key="division_download", icon=":material/download:",
        on_click="ignore",
    )  # fmt: skip
