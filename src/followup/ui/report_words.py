"""A report in words: what it is, where it stands, and when."""

from __future__ import annotations

import streamlit as st

from followup.i18n.text import day, number, t
from followup.services.report_list import Report
from followup.ui import report_parts, theme
from followup.ui.components import Place

COUNTED = ("late", "received_late")


def kind(report: Report, lang: str) -> str:
    """Which kind of report it is: a fuel report, a vehicle list."""
    return t(f"page_start.report.{report.report_type}", lang)


def status(report: Report, lang: str) -> str:
    """The status word, with the days where they matter."""
    late = report.standing.days_late
    if report.status in COUNTED and late:
        form = "one_day" if late == 1 else "days"
        key = f"page_reports.status_{form}.{report.status}"
        return t(key, lang, days=number(late, lang))
    return t(f"page_reports.status.{report.status}", lang)


def badge(report: Report, lang: str) -> None:
    """The status as word, icon and colour."""
    look = theme.mark(report.status)
    st.badge(status(report, lang), icon=look.icon, color=look.tone)


def due_day(report: Report, lang: str) -> str:
    """The last day it is in time, or that none was set."""
    known = report.due_day
    return t("page_reports.no_due_day", lang) if known is None else day(known, lang)


def received_day(report: Report, lang: str) -> str:
    """The day all of it had come, or that it has not."""
    known = report.standing.received_date
    return t("page_reports.not_received", lang) if known is None else day(known, lang)


def dates(report: Report, lang: str) -> str:
    """When it was due and when it came, as one line."""
    found = report.standing
    said = []
    if report.due_day is not None and report.status != "exempt":
        said.append(t("page_reports.due", lang, day=day(report.due_day, lang)))
    if found.received_date is not None:
        said.append(t("page_reports.came", lang, day=day(found.received_date, lang)))
    if found.received_date is None and found.days_in:
        part, whole = number(found.days_in, lang), number(found.days_asked, lang)
        said.append(t("page_reports.partly", lang, part=part, whole=whole))
    return " · ".join(said)


def files(report: Report, lang: str) -> str:
    """How many versions have come, and the rows of those in force."""
    said = []
    if report.versions:
        count = len(report.versions)
        key = "page_reports.one_version" if count == 1 else "page_reports.versions"
        said.append(t(key, lang, count=number(count, lang)))
    if report.row_count is not None:
        said.append(t("page_reports.rows", lang, count=number(report.row_count, lang)))
    return ", ".join(said)


def place(report: Report, label: str, filters: dict[str, str] | None = None) -> Place:
    """A link to the report, keeping the filters of the list it stands in."""
    return report_parts.place(
        label, report.contract.number, report.reporter, report.report_type, report.period,
        **(filters or {}),
    )  # fmt: skip
