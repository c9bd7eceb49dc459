"""The receipt of an upload: what was stored, what it changed, and where to go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from followup.domain.requirement import Assessment
from followup.i18n.text import t
from followup.services.installation import Installation
from followup.services.report import reports
from followup.services.report.reports import Version
from followup.services.upload.submit import Receipt
from followup.ui import meaning, verdict_changes
from followup.ui.components import Place, link
from followup.ui.report import parts as report_parts
from followup.ui.upload import difference, tokens


def show(
    installation: Installation, names: Sequence[str], waiting: list[str], actor: str, lang: str
) -> None:
    """What was stored, from the database; what it changed, while the session remembers."""
    versions = [v for name in names if (v := reports.version(installation, name))]
    if not versions:
        st.info(t("page_upload.receipt_unknown", lang))
    elif f"receipt-{names[0]}" in st.session_state and not any(v.withdrawn for v in versions):
        st.success(t("page_upload.saved", lang), icon=":material/check:")
    for version in versions:
        report_parts.receipt(installation, version, actor, lang)
    meaning.explain("receipt", lang)
    receipt: Receipt | None = st.session_state.get(f"receipt-{names[0]}")
    if receipt is not None:
        difference.saved(receipt.counts, lang)
        verdict_changes.show(installation, receipt.changes, lang, "page_upload.changes_saved")
    if versions:
        _onwards(versions[0], receipt, lang)
    label = "page_upload.next_file" if waiting else "page_upload.another_file"
    if st.button(t(label, lang), key="upload_next", type="primary", icon=":material/upload_file:"):
        tokens.keep(waiting)
        st.rerun()


# The part of the circular page that a kind of report is shown in.
CIRCULAR: Final = {"packaging": "packaging", "furniture": "furniture", "food_waste": "food"}


def _onwards(version: Version, receipt: Receipt | None, lang: str) -> None:
    number_ = version.submission.contract
    stored = version.submission
    with st.container(horizontal=True):
        report = report_parts.place(
            t("page_reports.to_report", lang), number_, stored.reporter, stored.report_type,
            stored.period,
        )  # fmt: skip
        link(report, icon=":material/inventory_2:")
        link(
            Place(t("page_upload.to_contract", lang), "contracts", {"contract": number_}),
            icon=":material/contract:",
        )
        if part := CIRCULAR.get(stored.report_type):
            query = {"part": part, "year": str(stored.period.end.year)}
            link(Place(t("nav.circular", lang), "circular", query), icon=":material/recycling:")
        changed = [change.after for change in receipt.changes] if receipt else []
        if cell := _cell(changed):
            link(
                Place(
                    t("page_upload.to_proof", lang),
                    "compliance",
                    {
                        "contract": cell.contract,
                        "requirement": cell.requirement,
                        "period": str(cell.period),
                    },
                ),
                icon=":material/rule:",
            )


def _cell(changed: Sequence[Assessment]) -> Assessment | None:
    """The changed verdict most worth opening: a missed one, else the first that says anything."""
    order = ("not_met", "met", "not_assessable", "exempt", "not_due")
    return min(changed, key=lambda a: order.index(a.verdict), default=None)
