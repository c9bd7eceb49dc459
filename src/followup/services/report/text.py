"""A report in words: where it stands and when, and the whole list as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from followup.i18n.text import day, number, period_label, t
from followup.render.list_workbook import write_list
from followup.render.rows_of import Cell
from followup.services.report.overview import Report

COLUMNS: Final = (
    "status", "contract", "reporter", "kind", "period", "due", "received", "late", "versions",
    "rows",
)  # fmt: skip
_COUNTED = ("late", "received_late")


def status(report: Report, lang: str) -> str:
    """The status word, with the days where they matter."""
    late = report.standing.days_late
    if report.status in _COUNTED and late:
        form = "one_day" if late == 1 else "days"
        key = f"page_reports.status_{form}.{report.status}"
        return t(key, lang, days=number(late, lang))
    return t(f"page_reports.status.{report.status}", lang)


def contract(report: Report) -> str:
    """The contract's title and number."""
    return f"{report.contract.title} ({report.contract.number})"


def due_day(report: Report, lang: str) -> str:
    """The last day it is in time, or that none was set."""
    known = report.due_day
    return t("page_reports.no_due_day", lang) if known is None else day(known, lang)


def received_day(report: Report, lang: str) -> str:
    """The day all of it had come, or that it has not."""
    known = report.standing.received_date
    return t("page_reports.not_received", lang) if known is None else day(known, lang)


def part_in(report: Report, lang: str) -> str | None:
    """How many of its days have come, where some but not all have."""
    found = report.standing
    if found.received_date is not None or not found.days_in:
        return None
    part, whole = number(found.days_in, lang), number(found.days_asked, lang)
    return t("page_reports.partly", lang, part=part, whole=whole)


def dates(report: Report, lang: str) -> str:
    """When it was due and when it came, as one line."""
    said = []
    if report.due_day is not None and report.status != "exempt":
        said.append(t("page_reports.due", lang, day=day(report.due_day, lang)))
    if report.standing.received_date is not None:
        came = day(report.standing.received_date, lang)
        said.append(t("page_reports.came", lang, day=came))
    return " · ".join([*said, *filter(None, [part_in(report, lang)])])


def files(report: Report, lang: str) -> str:
    """How many versions have come, and the rows of those in force."""
    said = []
    if report.versions:
        count = len(report.versions)
        key = "page_reports.one_version" if count == 1 else "page_reports.versions"
        said.append(t(key, lang, count=number(count, lang)))
    if report.row_count is not None:
        key = "page_reports.one_row" if report.row_count == 1 else "page_reports.rows"
        said.append(t(key, lang, count=number(report.row_count, lang)))
    if report.wider is not None:
        said.append(t("page_reports.wider", lang, period=report.wider))
    return ", ".join(said)


def workbook(found: Sequence[Report], as_of: date, lang: str) -> bytes:
    """The reports as a workbook, a row each in the order given."""
    note = t("page_reports.workbook_note", lang, day=as_of)
    headings = [t(f"page_reports.column.{name}", lang) for name in COLUMNS]
    return write_list(t("nav.reports", lang), note, headings, [_cells(r, lang) for r in found])


def _cells(report: Report, lang: str) -> list[Cell]:
    found = report.standing
    return [
        status(report, lang), contract(report), report.reporter,
        t(f"report_type.{report.report_type}", lang), period_label(report.period, lang),
        report.due_day or due_day(report, lang),
        found.received_date or received_day(report, lang), found.days_late,
        len(report.versions), report.row_count,
    ]  # fmt: skip
