"""Roles and responsibilities: every task of an organisation, its gaps, and whom to ask."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.domain.network import KINDS, TASKS, Entry
from followup.domain.parties import Contract
from followup.i18n.text import number, t
from followup.services.network import duties, listing
from followup.ui import address, components, reads, tables
from followup.ui.components import Place, escape
from followup.ui.network import downloads, form, listed
from followup.ui.network import reads as network_reads
from followup.ui.network.form import Start
from followup.ui.reads import State
from followup.ui.tables import Column, Row, Status

ORGANISATION: Final = "org"
COLUMNS: Final = ("task", "state", "role", "function", "deputy", "asked")


def show(now: State, lang: str) -> None:
    """The matrix of the organisation chosen, its gaps, and whom to ask about late reports."""
    st.markdown(t("page_network.duties_intro", lang))
    names = network_reads.organisations(now)
    entries = network_reads.every(now)
    if address.get(listed.NEW) == "duty":
        _new(now, entries, lang)
        return
    if not names:
        new = Place(t("page_network.new.duty", lang), "network",
                    {"view": "duties", listed.NEW: "duty"})  # fmt: skip
        components.empty_state(t("page_network.none.duty", lang), new)
        return
    asked = address.get(ORGANISATION)
    counted = {n: len(TASKS) - len(duties.gaps(entries, n)) for n in names}
    # Who has said most is shown first.
    usual = max(names, key=lambda n: counted[n])
    st.session_state["duty_organisation"] = asked if asked in names else usual
    organisation = st.selectbox(
        t("page_network.organisation", lang), names, key="duty_organisation", on_change=_choose,
        placeholder=t("app.choose", lang),
    )  # fmt: skip
    _matrix(entries, organisation or usual, lang)
    downloads.listed("duty", network_reads.of_kind(now, "duty"), now.as_of, lang)
    _late(now, entries, lang)


def _choose() -> None:
    address.put(**{ORGANISATION: str(st.session_state["duty_organisation"])})


def _new(now: State, entries: tuple[Entry, ...], lang: str) -> None:
    """Appoint somebody; a new word on the same task replaces the one before."""
    organisation, task = address.get(ORGANISATION), address.get("task")
    before = next((e for e in entries if e.kind == "duty" and e.organisation == organisation
                   and e.of("task") == task), None)  # fmt: skip
    fields = before.fields if before else {"task": task or ""}
    if form.show(now, Start("duty", None, fields, organisation), lang):
        address.put(**{listed.NEW: None, "task": None})
        st.rerun()
    back = Place(t("page_network.back", lang), "network", {"view": "duties"})
    components.link(back, ":material/arrow_back:")


def _matrix(entries: tuple[Entry, ...], organisation: str, lang: str) -> None:
    gaps = duties.gaps(entries, organisation)
    if gaps:
        count, whole = number(len(gaps), lang), number(len(TASKS), lang)
        st.warning(t("page_network.gaps", lang, count=count, whole=whole),
                   icon=":material/person_off:")  # fmt: skip
    else:
        st.success(t("page_network.gaps_none", lang), icon=":material/check:")
    rows = [_row(task, duty, lang) for task, duty in duties.matrix(entries, organisation)]
    kinds = {"state": "mark"}
    columns = [
        Column(c, t(f"page_network.column.{c}", lang), kind=kinds.get(c, "text"))  # type: ignore[arg-type]
        for c in COLUMNS
    ]
    alt = t("page_network.matrix_alt", lang, organisation=organisation)
    tables.plain_table(rows, columns, lang, alt=alt)
    query = {"view": "duties", listed.NEW: "duty", ORGANISATION: organisation}
    if gaps:
        query["task"] = gaps[0]
    components.link(Place(t("page_network.new.duty", lang), "network", query), ":material/add:")


def _row(task: str, duty: Entry | None, lang: str) -> Row:
    code = "gap" if duty is None else "in_force"
    told = {} if duty is None else {
        f.name: listing.words(duty, f, lang) for f in KINDS["duty"].fields
    }  # fmt: skip
    return {
        "task": t(f"network.task.{task}", lang),
        "state": Status(code, t(f"network.state.{code}", lang)),
        **{name: told.get(name, "") for name in COLUMNS[2:]},
    }


def _late(now: State, entries: tuple[Entry, ...], lang: str) -> None:
    """Whom to ask about each contract with late reports: its own, then by the matrix."""
    st.header(t("page_network.late_title", lang), anchor=False)
    late: dict[str, Contract] = {
        r.contract.number: r.contract for r in reads.reports(now) if r.status == "late"
    }
    if not late:
        st.caption(t("page_network.late_none", lang))
        return
    rows: list[Row] = []
    for asked in duties.late_reports(entries, list(late.values())):
        then = t("page_network.late_gap", lang)
        if asked.duty is not None:
            role = t(f"network.role.{asked.duty.of('role')}", lang)
            then = f"{role}, {asked.duty.organisation}"
        rows.append({
            "contract": f"{asked.contract.title} ({asked.contract.number})",
            "first": asked.responsible or t("queue.no_owner", lang), "then": then,
        })  # fmt: skip
    columns = [
        Column(c, t(f"page_network.column.{c}", lang)) for c in ("contract", "first", "then")
    ]
    tables.plain_table(rows, columns, lang, alt=t("page_network.late_alt", lang))
    components.link(Place(escape(t("nav.reports", lang)), "reports"), ":material/arrow_forward:")
