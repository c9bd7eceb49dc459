"""Verdicts before and after something, as every page shows them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from followup.domain.requirement import Assessment
from followup.i18n.text import period_label, t
from followup.services.installation import Installation
from followup.services.requirement import measure_text
from followup.services.upload import destination
from followup.services.upload.submit import Change
from followup.ui import may
from followup.ui.components import status_text
from followup.ui.tables import Column, plain_table


def show(
    installation: Installation,
    changed: Sequence[Change],
    lang: str,
    heading: str = "page_upload.changes",
) -> None:
    """Verdicts before and after, with their shares; by default what saving would do.

    Nothing for who opens no verdicts: a shortfall is the buyer's to tell a supplier.
    """
    if not may.opens("compliance"):
        return
    changed = [c for c in changed if _verdict(c.before, lang) != _verdict(c.after, lang)]
    if not changed:
        st.markdown(t("page_upload.no_changes", lang))
        return
    contracts = [
        destination.contract_of(installation, number)
        for number in dict.fromkeys(c.contract for c in changed)
    ]
    titles = {
        r.identifier: f"{r.identifier.rpartition('/')[2]} {r.title}"
        for contract in contracts
        for r in contract.requirements
    }
    named = {c.number: c.title for c in contracts}
    rows = [
        {
            "contract": f"{c.contract} {named[c.contract]}",
            "requirement": titles.get(c.requirement, c.requirement),
            "period": period_label(c.period, lang),
            "before": _verdict(c.before, lang),
            "after": _verdict(c.after, lang),
        }
        for c in changed
    ]
    # Of one contract everybody knows which.
    apart = [Column("contract", t("factors.column_contract", lang))] if len(contracts) > 1 else []
    columns = [
        *apart,
        Column("requirement", t("page_upload.requirement", lang)),
        Column("period", t("period.one", lang)),
        Column("before", t("page_upload.before", lang)),
        Column("after", t("page_upload.after", lang)),
    ]
    st.markdown(f"**{t(heading, lang)}**")
    plain_table(rows, columns, lang, alt=t("page_upload.changes_alt", lang, count=len(rows)))


def _verdict(found: Assessment | None, lang: str) -> str:
    if found is None:
        return "–"
    words = status_text(found.outcome, lang)
    measured = found.measured
    low, high = measured.low, measured.high
    if low is None or measured.unknown is None or (low == 0 and high == 1):
        return words  # nothing bounds the share: 0 to 100 per cent says no more than the word
    return f"{words} · {measure_text.value_range(low, high, found.spec, lang)}"
