"""The list of reports: how many are in, which are late, and all of them behind filters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from followup.i18n.text import number, period_label, t
from followup.services.queue import reminders_sent
from followup.services.queue.reminder import by_reporter, reminder
from followup.services.report import overview as report_list
from followup.services.report import text as report_text
from followup.services.report.overview import Report
from followup.services.report.standing import STATUSES
from followup.ui import address, components, may, meaning, tables, theme
from followup.ui.components import Place, escape
from followup.ui.queue import row as queue_row
from followup.ui.reads import State
from followup.ui.report import letter as report_letter
from followup.ui.report import reads as report_reads
from followup.ui.report import words as report_words
from followup.ui.tables import Column, Status

FILTERS = ("only", "by", "year", "status", "changed")
# What is not due yet is looked at least.
FIRST_ROWS: Final = {"late": 15, "waited": 5, "rest": 15}
MORE_ROWS = 15


def show(now: State, found: Sequence[Report], lang: str) -> None:
    """Everything below the title."""
    chosen = _filtered(found, lang)
    _headline(now, chosen, lang)
    wanted = _counts(chosen, lang)
    shown = [r for r in chosen if wanted in (None, r.status)]
    if not shown:
        components.empty_state(t("page_reports.nothing_matches", lang))
        return
    late = [r for r in shown if r.status == "late"]
    _group("late", late, lang)
    if late and may.act("reminder_sent"):
        _reminders(now, late, late[: _most("late")], lang)
    _group("waited", [r for r in shown if r.status == "waited"], lang)
    _group("rest", [r for r in shown if r.status not in ("late", "waited")], lang)
    _table(now, shown, lang)


def filters() -> dict[str, str]:
    """The filters that stand in the address, for links that keep them."""
    return {name: value for name in FILTERS if (value := address.get(name))}


def _filtered(found: Sequence[Report], lang: str) -> list[Report]:
    titles = {r.contract.number: f"{r.contract.title} ({r.contract.number})" for r in found}
    reporters = sorted({r.reporter for r in found})
    years = sorted({str(r.period.end.year) for r in found}, reverse=True)
    with st.container(horizontal=True, key="report_filters"):
        only = address.select(
            "only", t("page_reports.contract", lang), sorted(titles), lang, titles.__getitem__
        )
        by = address.select("by", t("page_reports.reporter", lang), reporters, lang)
        year = address.select("year", t("page_reports.year", lang), years, lang)
    return [
        r
        for r in found
        if only in (None, r.contract.number)
        and by in (None, r.reporter)
        and year in (None, str(r.period.end.year))
    ]


def _headline(now: State, chosen: Sequence[Report], lang: str) -> None:
    tally = report_list.tally(chosen, now.as_of)
    if not tally.due:
        st.header(t("page_reports.none_due", lang), anchor=False)
        return
    words = {"came": number(tally.came, lang), "due": number(tally.due, lang)}
    st.header(t("page_reports.in", lang, **words), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(t("page_reports.in_base", lang, day=now.as_of), width="content")
        meaning.explain("reports", lang)


def _counts(chosen: list[Report], lang: str) -> str | None:
    """One count per status, which filters; and a switch for what was replaced or withdrawn."""
    changed = sum(r.is_changed for r in chosen)
    if address.get("changed"):
        chosen[:] = [r for r in chosen if r.is_changed]
    counted = report_list.counts(chosen)
    used = [s for s in STATUSES if counted[s] or s == address.get("status")]
    with st.container(horizontal=True, vertical_alignment="center", key="report_counts"):
        wanted = address.pills(
            "status",
            t("page_reports.column.status", lang),
            used,
            lambda s: (
                f"{theme.mark(s).sign} {t(f'page_reports.status.{s}', lang)} "
                f"**{number(counted[s], lang)}**"  # type: ignore[index]
            ),
        )
        if changed or address.get("changed"):
            address.toggle("changed", t("page_reports.changed", lang, count=number(changed, lang)))
    return wanted


def _most(name: str) -> int:
    """How many rows of a group are drawn; more when asked for."""
    return int(st.session_state.get(f"report_shown_{name}", FIRST_ROWS[name]))


def _group(name: str, rows: Sequence[Report], lang: str) -> None:
    if not rows:
        return
    title = t(f"page_reports.group.{name}", lang, count=number(len(rows), lang))
    st.subheader(title, anchor=False)
    most = _most(name)
    with st.container(border=True, key=f"reports_{name}", gap="small"):
        for each in rows[:most]:
            row(each, lang)
    if len(rows) > most:
        more = number(min(MORE_ROWS, len(rows) - most), lang)
        if st.button(t("page_reports.more", lang, count=more), key=f"report_more_{name}"):
            st.session_state[f"report_shown_{name}"] = most + MORE_ROWS
            st.rerun()


def row(report: Report, lang: str) -> None:
    """One report: on a phone its parts stand below each other."""
    mark, what, when = st.columns([9, 20, 12], gap="xsmall", vertical_alignment="center")
    with mark:
        report_words.badge(report, lang)
    with what.container(gap=None):
        label = f"{escape(report.contract.title)}, {escape(period_label(report.period, lang))}"
        components.link(report_words.place(report, label, filters()))
        words = (
            report.contract.number,
            report.reporter,
            t(f"page_start.report.{report.report_type}", lang),
        )
        st.caption(escape(" · ".join(words)))
    with when:
        said = (report_text.dates(report, lang), report_text.files(report, lang))
        st.caption("  \n".join(escape(words) for words in said if words))


def _reminders(now: State, late: Sequence[Report], shown: Sequence[Report], lang: str) -> None:
    """A letter to each reporter among the rows shown, about all that is late."""
    wanted = {(r.contract.number, r.reporter) for r in shown}
    about = [r for r in late if (r.contract.number, r.reporter) in wanted]
    title = t("page_reports.reminders", lang, count=number(len(wanted), lang))
    with st.expander(title, icon=":material/mail:"):
        st.caption(t("page_reports.reminder_help", lang))
        log = report_reads.reminder_log(now)
        for own in by_reporter(about):
            earlier = reminders_sent.about(log, own)
            words = f"{report_text.contract(own[0])}, {own[0].reporter}"
            st.markdown(f"**{escape(words)}**")
            report_letter.sent_lines(earlier, lang)
            st.code(reminder(own, now.as_of, earlier), language=None, wrap_lines=True)
            components.link(queue_row.letter_place(own[0], lang), ":material/outgoing_mail:")


def _table(now: State, shown: Sequence[Report], lang: str) -> None:
    """The same rows as one real table, to read aloud or copy, and all of them as a workbook."""
    st.download_button(
        t("page_reports.download", lang, count=number(len(shown), lang)),
        data=lambda: report_text.workbook(shown, now.as_of, lang),
        file_name=t("page_reports.download_file", lang, day=now.as_of),
        mime=components.XLSX,
        key="reports_download",
        icon=":material/download:",
        on_click="ignore",
    )
    columns = [Column(n, t(f"page_reports.column.{n}", lang)) for n in report_text.COLUMNS]
    alt = t("page_reports.alt", lang, count=number(len(shown), lang))
    # Days and periods take long to write: no more rows than the table shows.
    rows = [_line(r, lang) for r in shown[: tables.TWIN_ROWS]]
    tables.twin(rows, columns, lang, alt=alt, whole=len(shown))


def _line(report: Report, lang: str) -> dict[str, object]:
    late, rows = report.standing.days_late, report.row_count
    return {
        "status": Status(report.status, report_text.status(report, lang)),
        "contract": report_text.contract(report),
        "reporter": report.reporter,
        "kind": t(f"report_type.{report.report_type}", lang),
        "period": period_label(report.period, lang),
        "due": report_text.due_day(report, lang),
        "received": report_text.received_day(report, lang),
        "late": "" if late is None else number(late, lang),
        "versions": number(len(report.versions), lang),
        "rows": "" if rows is None else number(rows, lang),
    }


def nothing_yet(lang: str) -> None:
    """No contract, or none that has begun and nothing received."""
    components.empty_state(
        t("page_reports.none", lang), Place(t("page_reports.to_contracts", lang), "contracts")
    )
