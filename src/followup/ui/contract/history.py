"""What has been received on a contract: every version, its status, its original, and undo."""

from __future__ import annotations

import streamlit as st

from followup.domain.parties import Contract
from followup.i18n.text import day, moment, number, period_label, t
from followup.services.report.reports import Version
from followup.ui import components, resources, state, tables
from followup.ui.components import Place, escape
from followup.ui.contract import reads as contract_reads
from followup.ui.reads import State
from followup.ui.report import parts as report_parts
from followup.ui.tables import Column, Status

NEWEST = 6


def show(now: State, contract: Contract, lang: str) -> None:
    """Reports with versions and status, the newest ready to open; and nil reports."""
    st.subheader(t("page_contract.received", lang), anchor=False)
    versions = contract_reads.history(now, contract.number)
    if not versions:
        components.empty_state(
            t("page_contract.nothing_received", lang),
            Place(t("page_contract.upload", lang), "upload", {"contract": contract.number}),
        )
    for version in versions[:NEWEST]:
        _line(version, lang)
    if versions:
        tables.twin(
            [_row(version, lang) for version in versions],
            _columns(lang),
            lang,
            alt=t("page_contract.history_alt", lang, count=len(versions)),
        )
    all_ = Place(t("page_reports.of_contract", lang), "reports", {"only": contract.number})
    components.link(all_, icon=":material/inventory_2:")
    fleet = Place(t("page_vehicles.of_contract", lang), "vehicles", {"only": contract.number})
    components.link(fleet, icon=":material/local_shipping:")
    _nil_reports(now, contract, lang)


def _line(version: Version, lang: str) -> None:
    stored = version.submission
    name = f"history-{stored.submission}"
    left, right = st.columns([5, 2], vertical_alignment="center")
    with left.container(horizontal=True, vertical_alignment="center", key=name):
        report_parts.version_badge(version, lang)
        words = t(
            "page_contract.history_line",
            lang,
            type=t(f"report_type.{stored.report_type}", lang),
            period=period_label(stored.period, lang),
            reporter=stored.reporter,
            version=version.number,
            day=stored.received_date,
            rows=number(stored.row_count, lang),
        )
        st.markdown(escape(words), width="stretch")
    with right.container(
        horizontal=True, vertical_alignment="center", gap="small", key=f"{name}-take"
    ):
        report = report_parts.place(
            t("app.open", lang), stored.contract, stored.reporter, stored.report_type,
            stored.period,
        )  # fmt: skip
        components.link(report)
        report_parts.original(resources.installation(), version, lang, is_short=True)
        actor = state.user_name()
        if version.status == "in_force" and actor:
            report_parts.undo(resources.installation(), version, actor, lang)


def _row(version: Version, lang: str) -> dict[str, object]:
    stored = version.submission
    return {
        "status": Status(version.status, report_parts.version_words(version, lang)),
        "type": t(f"report_type.{stored.report_type}", lang),
        "period": period_label(stored.period, lang),
        "reporter": stored.reporter,
        "version": version.number,
        "received": day(stored.received_date, lang),
        "reason": stored.received_reason or "",
        "stored": moment(stored.stored_at, lang),
        "rows": stored.row_count,
        "file": stored.file_name,
        "receipt": stored.receipt_number,
    }


def _columns(lang: str) -> list[Column]:
    kinds = {"status": "status", "rows": "number", "version": "number"}
    names = (
        "status", "type", "period", "reporter", "version", "received", "reason", "stored", "rows",
        "file", "receipt",
    )  # fmt: skip
    return [
        Column(n, t(f"page_contract.history_{n}", lang), kind=kinds.get(n, "text"))  # type: ignore[arg-type]
        for n in names
    ]


def _nil_reports(now: State, contract: Contract, lang: str) -> None:
    actor = state.user_name()
    for nil in contract_reads.nil_reports(now, contract.number):
        with st.container(horizontal=True, vertical_alignment="center"):
            report_parts.nil_line(nil, lang)
            if actor and nil.act_id is not None:
                report_parts.undo_nil(resources.installation(), nil, actor, lang)
