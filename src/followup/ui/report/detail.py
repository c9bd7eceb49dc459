"""One report: where it stands, every version with its receipt, and what it has to do with."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from followup.domain.facts import REPORT_FACTS
from followup.domain.requirement import Assessment
from followup.i18n.text import number, period_label, quantity, t
from followup.services.asks import REPORT_TYPE_OF_MEASURE
from followup.services.dispens.text import exemption_line
from followup.services.report import text as report_text
from followup.services.report.overview import Report
from followup.services.report.reports import Content, Version
from followup.services.report.standing import share
from followup.services.upload import finding_text
from followup.ui import components, kind_rows, may, resources, state, tables
from followup.ui.components import Place, escape, link
from followup.ui.disclosure import secrecy
from followup.ui.reads import State
from followup.ui.report import difference as report_difference
from followup.ui.report import letter as report_letter
from followup.ui.report import overview as report_list
from followup.ui.report import parts as report_parts
from followup.ui.report import reads as report_reads
from followup.ui.report import words as report_words
from followup.ui.requirement_chart import fuel_name
from followup.ui.spot_check import links as spot_check_links
from followup.ui.tables import Column
from followup.ui.upload import send_back
from followup.ui.upload import take as upload_take

SHOWN_VERDICTS = 12


def show(now: State, report: Report, found: Sequence[Assessment], lang: str) -> None:
    """The report below the way back to the list as it was filtered."""
    all_ = Place(t("page_reports.all", lang), "reports", report_list.filters() or None)
    kind = t(f"report_type.{report.report_type}", lang)
    components.breadcrumb([all_], f"{kind}, {period_label(report.period, lang)}")
    st.header(escape(report.contract.title), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        report_words.badge(report, lang)
        st.caption(t(f"page_reports.meaning.{report.status}", lang))
    left, right = st.columns([4, 7], gap="medium")
    with left:
        _facts(report, lang)
        _links(report, lang)
    with right:
        if report.status == "late":
            _reminder(now, report, lang)
        _spoken_for(report, lang)
        _versions(now, report, lang)
        _verdicts(report, found, lang)


def not_there(lang: str) -> None:
    """An address that names no report."""
    components.empty_state(
        t("page_reports.unknown", lang), Place(t("page_reports.all", lang), "reports")
    )


def _facts(report: Report, lang: str) -> None:
    lines = [
        ("contract", report_text.contract(report)),
        ("reporter", report.reporter),
        ("kind", t(f"report_type.{report.report_type}", lang)),
        ("period", period_label(report.period, lang)),
        ("due", report_text.due_day(report, lang)),
        ("received", report_text.received_day(report, lang)),
    ]
    if part := report_text.part_in(report, lang):
        lines.append(("days", part))
    tables.pairs(
        [(t(f"page_reports.column.{name}", lang), words) for name, words in lines],
        alt=t("page_reports.facts_alt", lang),
    )


def _links(report: Report, lang: str) -> None:
    contract = {"contract": report.contract.number}
    if report.status in ("late", "waited"):
        query = upload_take.belonging(report.contract.number, report.reporter)
        upload = Place(t("page_start.to_upload", lang), "upload", query)
        link(upload, icon=":material/upload_file:")
        nil = Place(t("page_reports.to_nil", lang), "contracts", contract)
        link(nil, icon=":material/pause_circle:")
    link(Place(t("page_upload.to_contract", lang), "contracts", contract),
         icon=":material/contract:")  # fmt: skip
    link(Place(t("page_reports.to_compliance", lang), "compliance",
               {"only": report.contract.number}), icon=":material/rule:")  # fmt: skip


@may.takes("reminder_sent")
def _reminder(now: State, report: Report, lang: str) -> None:
    st.subheader(t("page_reports.reminder", lang), anchor=False)
    st.caption(t("page_reports.reminder_help", lang))
    report_letter.show(now, [report], "report", lang)


def _spoken_for(report: Report, lang: str) -> None:
    """Nil reports and dispens for some of its days."""
    actor = state.user_name()
    for nil in report.nil_reports:
        with st.container(horizontal=True, vertical_alignment="center"):
            report_parts.nil_line(nil, lang)
            if actor and nil.act_id is not None:
                report_parts.undo_nil(resources.installation(), nil, actor, lang)
    for exemption in report.exemptions:
        words = exemption_line(exemption, lang)
        st.markdown(f":material/radio_button_unchecked: {escape(words)}")


def _versions(now: State, report: Report, lang: str) -> None:
    st.subheader(t("page_reports.received_versions", lang), anchor=False)
    if not report.versions:
        st.markdown(t("page_reports.no_versions", lang))
        return
    actor = state.user_name()
    if actor is None and any(v.status == "in_force" for v in report.versions):
        st.caption(t("page_reports.name_to_undo", lang))
    for version in report.versions:
        with report_parts.receipt(resources.installation(), version, actor, lang):
            held = report_reads.content(now, version.submission)
            spot_check_links.of_report(now, version.submission, lang)
            _content(version, held, lang)
            secrecy.of_report(now, version.submission, actor, lang)
            if version.status == "in_force":
                send_back.for_version(
                    resources.installation(), report.contract, version, held, actor, lang
                )
    if len(report.versions) > 1:
        report_difference.between_versions(now, report, lang)


def _content(version: Version, held: Content, lang: str) -> None:
    """What a version says, folded away unless it counts."""
    name = version.submission.submission
    with st.expander(
        t("page_reports.content", lang, version=version.number), key=f"report-content-{name}"
    ):
        said = [t(f"page_upload.{w}_count", lang, count=number(n, lang))
                for w, n in sorted(held.findings.items())]  # fmt: skip
        st.markdown(" · ".join(said) if said else t("page_reports.no_findings", lang))
        if held.questioned_rows:
            count = number(held.questioned_rows, lang)
            st.markdown(t("page_reports.questioned", lang, count=count))
        for found, cells in held.explained:
            what = finding_text.words(found, lang, clean=escape)
            st.markdown(f"- {what} ({number(cells, lang)})" if cells > 1 else f"- {what}")
        if held.vehicles is not None:
            st.markdown(t("page_reports.vehicles", lang, count=number(held.vehicles, lang)))
        if held.rows is not None:
            kind_rows.show(REPORT_FACTS[version.submission.report_type], held.rows, lang)
        rows = [
            {
                "fuel": fuel_name(total.fuel or "unknown", lang),
                "amount": quantity(total.amount, total.unit or "unknown", lang, 2),
                "without": number(total.rows_without, lang),
            }
            for total in held.totals
        ]
        if rows:
            columns = [Column(n, t(f"page_reports.column.{n}", lang)) for n in rows[0]]
            alt = t("page_reports.totals_alt", lang)
            tables.plain_table(rows, columns, lang, alt=alt)
            st.caption(t("page_reports.totals_note", lang))


def _verdicts(report: Report, found: Sequence[Assessment], lang: str) -> None:
    """The judgements that rest on the report's days."""
    clauses = {r.identifier: r for r in report.contract.requirements}
    own = [
        a
        for a in found
        if a.requirement in clauses
        and share(a.period, report.period)
        and REPORT_TYPE_OF_MEASURE.get(clauses[a.requirement].spec.sql, "fuel")
        in (None, report.report_type)
    ]
    if not own or not may.opens("compliance"):
        return
    st.subheader(t("page_reports.verdicts", lang), anchor=False)
    if len(own) > SHOWN_VERDICTS:
        shown, count = number(SHOWN_VERDICTS, lang), number(len(own), lang)
        st.caption(t("page_reports.verdicts_shown", lang, shown=shown, count=count))
    for a in own[:SHOWN_VERDICTS]:
        short = a.requirement.rpartition("/")[2]
        title = clauses[a.requirement].title
        label = f"{short} {title}, {period_label(a.period, lang)}"
        query = {"contract": a.contract, "requirement": a.requirement, "period": str(a.period)}
        with st.container(horizontal=True, vertical_alignment="center"):
            components.status_badge(a.verdict, lang)
            link(Place(escape(label), "compliance", query))
