"""The list of reports: how many are in, which are late, and all of them behind filters."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from followup.i18n.text import number, period_label, t
from followup.services import report_list
from followup.services.report_list import STATUSES, Report
from followup.services.report_reminder import reminders
from followup.ui import address, components, report_words, tables, theme
from followup.ui.components import Place, escape
from followup.ui.reads import State
from followup.ui.tables import Column, Status

FILTERS = ("only", "by", "year", "status", "changed")
PAGE_ROWS = 25


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
    if late:
        _reminders(now, late, lang)
    _group("waited", [r for r in shown if r.status == "waited"], lang)
    _group("rest", [r for r in shown if r.status not in ("late", "waited")], lang)
    _table(shown, lang)


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
        st.markdown(f"#### {t('page_reports.none_due', lang)}")
        return
    words = {"came": number(tally.came, lang), "due": number(tally.due, lang)}
    st.markdown(f"#### {t('page_reports.in', lang, **words)}")
    st.caption(t("page_reports.in_base", lang, day=now.as_of))


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


def _group(name: str, rows: Sequence[Report], lang: str) -> None:
    if not rows:
        return
    title = t(f"page_reports.group.{name}", lang, count=number(len(rows), lang))
    st.subheader(title, anchor=False)
    key = f"report_shown_{name}"
    most = st.session_state.get(key, PAGE_ROWS)
    with st.container(border=True, key=f"reports_{name}", gap="small"):
        for row in rows[:most]:
            _row(row, lang)
    if len(rows) > most:
        more = number(min(PAGE_ROWS, len(rows) - most), lang)
        if st.button(t("page_reports.more", lang, count=more), key=f"{key}_more"):
            st.session_state[key] = most + PAGE_ROWS
            st.rerun()


def _row(report: Report, lang: str) -> None:
    """One report: on a phone its parts stand below each other."""
    mark, what, when = st.columns([4, 9, 6], gap="xsmall", vertical_alignment="center")
    with mark:
        report_words.badge(report, lang)
    with what.container(gap=None):
        label = f"{escape(report.contract.title)}, {escape(period_label(report.period, lang))}"
        components.link(report_words.place(report, label, filters()))
        words = (report.contract.number, report.reporter, report_words.kind(report, lang))
        st.caption(escape(" · ".join(words)))
    with when:
        said = (report_words.dates(report, lang), report_words.files(report, lang))
        st.caption("  \n".join(escape(words) for words in said if words))


def _reminders(now: State, late: Sequence[Report], lang: str) -> None:
    with st.expander(t("page_reports.reminders", lang), icon=":material/mail:"):
        st.caption(t("page_reports.reminder_help", lang))
        for own, text in list(reminders(late, now.as_of))[:PAGE_ROWS]:
            words = f"{own[0].contract.title} ({own[0].contract.number}), {own[0].reporter}"
            st.markdown(f"**{escape(words)}**")
            st.code(text, language=None, wrap_lines=True)


def _table(shown: Sequence[Report], lang: str) -> None:
    """The same rows as one real table, to read aloud or copy."""
    rows = [
        {
            "status": Status(r.status, report_words.status(r, lang)),
            "contract": f"{r.contract.title} ({r.contract.number})",
            "reporter": r.reporter,
            "kind": t(f"report_type.{r.report_type}", lang),
            "period": period_label(r.period, lang),
            "due": report_words.due_day(r, lang),
            "received": report_words.received_day(r, lang),
            "late": "" if r.standing.days_late is None else number(r.standing.days_late, lang),
            "versions": number(len(r.versions), lang),
            "rows": "" if r.row_count is None else number(r.row_count, lang),
        }
        for r in shown
    ]
    names = ("status", "contract", "reporter", "kind", "period", "due", "received", "late",
             "versions", "rows")  # fmt: skip
    columns = [Column(name, t(f"page_reports.column.{name}", lang)) for name in names]
    alt = t("page_reports.alt", lang, count=number(len(rows), lang))
    tables.twin(rows, columns, lang, alt=alt)


def nothing_yet(lang: str) -> None:
    """No contract, or none that has begun and nothing received."""
    components.empty_state(
        t("page_reports.none", lang), Place(t("page_reports.to_contracts", lang), "contracts")
    )
