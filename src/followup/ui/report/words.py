"""A report's badge, and the link that opens it."""

from __future__ import annotations

import streamlit as st

from followup.services.report import text as report_text
from followup.services.report.overview import Report
from followup.ui import theme
from followup.ui.components import Place
from followup.ui.report import parts as report_parts


def badge(report: Report, lang: str) -> None:
    """The status as word, icon and colour."""
    look = theme.mark(report.status)
    st.badge(report_text.status(report, lang), icon=look.icon, color=look.tone)


def place(report: Report, label: str, filters: dict[str, str] | None = None) -> Place:
    """A link to the report, keeping the filters of the list it stands in."""
    return report_parts.place(
        label, report.contract.number, report.reporter, report.report_type, report.period,
        **(filters or {}),
    )  # fmt: skip
