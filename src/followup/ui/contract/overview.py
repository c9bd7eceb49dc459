"""All contracts in one table; a click opens one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import streamlit as st

from followup.domain.parties import Contract
from followup.domain.requirement import Assessment
from followup.i18n.text import day, join, t
from followup.services.overview import Due
from followup.ui import reads, tables
from followup.ui.contract import reads as contract_reads
from followup.ui.reads import State
from followup.ui.tables import Column, Status

# So many contracts stand whole before the list scrolls by itself.
ROWS_WHOLE: Final = 30
# Worst first: what a reader must know before anything else.
ORDER: Final = ("not_met", "not_assessable", "met", "exempt", "not_due")


def show(now: State, lang: str) -> None:
    """The list, and a way to open a contract without a mouse."""
    contracts = reads.contracts(now)
    latest = latest_verdicts(reads.assessments(now))
    dues = contract_reads.dues(now)
    rows = [_row(c, latest.get(c.number), dues.get(c.number), now, lang) for c in contracts]
    picked = tables.grid(
        rows,
        _columns(lang),
        lang,
        key="contract_list",
        alt=t("page_contracts.list_alt", lang, count=len(rows)),
        pick=True,
        height="content" if len(rows) <= ROWS_WHOLE else "auto",
    )
    numbers = [c.number for c in contracts]
    titles = {c.number: c.title for c in contracts}
    chosen = st.selectbox(
        t("page_contracts.open", lang),
        numbers,
        index=None,
        format_func=lambda number: f"{number} · {titles[number]}",
        placeholder=t("page_contracts.choose", lang),
        key="contract_open",
    )
    number = numbers[picked.row] if picked else chosen
    if number:
        st.session_state.pop("contract_list", None)
        st.query_params["contract"] = number
        st.rerun()


def latest_verdicts(found: Iterable[Assessment]) -> dict[str, Assessment]:
    """The worst of each clause's latest finished verdict, by contract."""
    newest: dict[tuple[str, str], Assessment] = {}
    for a in found:
        key = (a.contract, a.requirement)
        is_final = a.verdict != "not_due"
        known = newest.get(key)
        if known is None or (is_final and (known.verdict == "not_due" or a.period > known.period)):
            newest[key] = a
    grouped: dict[str, list[Assessment]] = defaultdict(list)
    for a in newest.values():
        grouped[a.contract].append(a)
    return {
        number: min(own, key=lambda a: ORDER.index(a.verdict)) for number, own in grouped.items()
    }


def _row(
    contract: Contract, verdict: Assessment | None, due: Due | None, now: State, lang: str
) -> dict[str, object]:
    return {
        "number": contract.number,
        "title": contract.title,
        "supplier": contract.supplier or t("page_upload.internal", lang),
        "buyers": join((b.name for b in contract.buyers), lang),
        "days": f"{day(contract.start_date, lang)} – {day(contract.end_date, lang)}",
        "requirements": short_names(contract, lang),
        "verdict": Status(verdict.outcome, t(f"verdict.{verdict.outcome}", lang))
        if verdict
        else None,
        "due": due_words(due, now, lang),
    }


def short_names(contract: Contract, lang: str) -> str:
    """K1, K2 och K3."""
    return join((r.identifier.rpartition("/")[2] for r in contract.requirements), lang)


def due_words(due: Due | None, now: State, lang: str) -> str:
    """When the next report is due, and whether that day has passed."""
    if due is None:
        return t("page_contracts.nothing_due", lang)
    key = "page_contracts.late" if due.day < now.as_of else "page_contracts.due"
    return t(key, lang, day=day(due.day, lang))


def _columns(lang: str) -> Sequence[Column]:
    return [
        Column("number", t("page_contracts.number", lang), pinned=True),
        Column("verdict", t("page_contracts.verdict", lang), kind="status"),
        Column("title", t("page_contracts.title", lang)),
        Column("due", t("page_contracts.next_report", lang)),
        Column("supplier", t("page_contracts.supplier", lang)),
        Column("buyers", t("page_contracts.buyers", lang)),
        Column("days", t("page_contracts.days", lang)),
        Column("requirements", t("page_contracts.requirements", lang)),
    ]
