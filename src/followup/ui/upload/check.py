"""Step 5 of an upload: what was found, grouped by what it is, and the totals."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

import streamlit as st

from followup.domain.finding import Finding, Severity
from followup.i18n.text import number, quantity, t
from followup.ingest.draft import Draft
from followup.services import finding_text
from followup.ui.components import escape
from followup.ui.requirement_chart import fuel_name
from followup.ui.tables import TWIN_ROWS, Column, plain_table
from followup.ui.theme import mark

SEVERITIES: Final[tuple[Severity, ...]] = ("error", "question", "note")


def findings(draft: Draft, lang: str) -> None:
    """Errors, questions and notes apart; each kind with its cells and what to do."""
    if not draft.findings:
        st.markdown(t("page_upload.no_findings", lang))
    for severity in SEVERITIES:
        own = [f for f in draft.findings if f.severity == severity]
        if own:
            _severity(severity, own, lang)


def _severity(severity: Severity, found: Sequence[Finding], lang: str) -> None:
    look = mark(severity)
    with st.container(horizontal=True, vertical_alignment="center"):
        label = t(f"page_upload.{severity}_count", lang, count=number(len(found), lang))
        st.badge(label, icon=look.icon, color=look.tone)
        st.caption(t(f"page_upload.{severity}_next", lang), width="content")
    by_code = sorted(found, key=lambda f: f.code)
    for code, group in groupby(by_code, key=lambda f: f.code):
        own = list(group)
        where = any(f.row is not None or f.column is not None for f in own)
        title = f"{message(own[0], lang)} ({number(len(own), lang)})"
        if not where:
            st.markdown(f"- {message(own[0], lang)}")
            continue
        with st.expander(title, key=f"finding-{code}", expanded=severity == "error"):
            _cells(own, lang)


def _cells(found: Sequence[Finding], lang: str) -> None:
    rows = [
        {
            "sheet": f.sheet or "–",
            "place": f"{f.column or ''}{f.row or ''}",
            "value": f.value or "",
        }
        for f in found[:TWIN_ROWS]
    ]
    columns = [
        Column("sheet", t("page_upload.sheet", lang)),
        Column("place", t("page_upload.cell", lang)),
        Column("value", t("page_upload.value", lang)),
    ]
    if len({f.sheet for f in found}) == 1 and found[0].sheet is None:
        columns = columns[1:]
    plain_table(rows, columns, lang, alt=message(found[0], lang))
    if len(found) > TWIN_ROWS:
        shown, count = number(TWIN_ROWS, lang), number(len(found), lang)
        st.caption(t("page_upload.cells_shown", lang, shown=shown, count=count))


def message(found: Finding, lang: str) -> str:
    """A finding in words; words from the file are made inert."""
    return finding_text.words(found, lang, clean=escape)


def totals(draft: Draft, lang: str) -> None:
    """Sums per fuel as read: duplicates once, credits netted."""
    if not draft.totals:
        return
    rows = []
    for name, amount in draft.totals.items():
        fuel, _, unit = name.partition("|")
        known = fuel_name(fuel, lang)
        sum_ = (
            t("page_upload.unit_unknown", lang, amount=number(amount, lang, 2))
            if unit == "unknown"
            else quantity(amount, unit, lang, 2)
        )
        rows.append({"fuel": known, "amount": sum_})
    columns = [
        Column("fuel", t("page_upload.fuel", lang)),
        Column("amount", t("page_upload.total", lang)),
    ]
    st.markdown(f"**{t('page_upload.totals', lang)}**")
    plain_table(rows, columns, lang, alt=t("page_upload.totals", lang))
    st.caption(t("page_upload.totals_note", lang))
