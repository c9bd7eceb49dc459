"""One line of the work queue: what it is, and what can be done about it from here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import streamlit as st

from followup.i18n.text import day, t
from followup.services.deviation.matter import Matter
from followup.services.proof import basis_request
from followup.services.queue import text as inbox_text
from followup.services.queue.item import NO_GRADE, Item
from followup.services.report.overview import Report
from followup.storage.plans import Reminder
from followup.ui import address, components, navigation, tables, theme
from followup.ui.components import Place, escape
from followup.ui.contract import exemption_form, exemptions, follow_ups
from followup.ui.reads import State
from followup.ui.report import letter as report_letter
from followup.ui.report import reads as report_reads
from followup.ui.upload import take as upload_take

# How wide the words of a line are beside what can be done.
LINE: Final = (4, 1)
OPEN: Final = "open"
MARKS: Final = {
    "late_report": "late", "not_met": "not_met", "case": "case",
    "not_assessable": "not_assessable", "questions": "question", "to_decide": "to_decide",
    "double_claim": "question",
    "dispens": "dispens_pending", "follow_up": "follow_up", "follow_up_coming": "note",
    "spot_check": "question", "price_index": "to_decide",
    "coming_step": "note", "contract_ends": "note", "report_due": "not_due",
    "newer_version": "note",
}  # fmt: skip
# What a line can be opened for here: a letter.
WRITES: Final = {"late_report": "write_reminder", "not_assessable": "request_basis"}


def name(item: Item) -> str:
    """The line's name in the address."""
    parts = [item.kind, item.contract.number, *(d.reporter for d in item.dues[:1])]
    if item.assessment is not None:
        parts.append(item.assessment.requirement.rpartition("/")[2])
    return " ".join(parts)


def letter_place(report: Report, lang: str) -> Place:
    """The start page with the letter about a reporter's late reports opened."""
    number = report.contract.number
    query = {"only": number, OPEN: f"late_report {number} {report.reporter}"}
    return Place(t("reminder.open", lang), "start", query)


def show(now: State, item: Item, reminded: Sequence[Reminder], key: str, lang: str) -> None:
    """The line, and below it the letter that it was opened for."""
    said, way_on = st.columns(LINE, vertical_alignment="center", gap="small")
    with said, st.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            look = theme.mark(MARKS[item.kind])
            st.badge(inbox_text.kind(item, lang), icon=look.icon, color=look.tone)
            st.markdown(_heading(item, lang))
        st.markdown(escape(tables.unbroken(inbox_text.size(item, now.as_of, lang))))
        st.caption(facts(item, reminded, now.as_of, lang))
    with way_on, st.container(gap=None):
        _ways(item, key, lang)
    if item.kind in WRITES and address.get(OPEN) == name(item):
        _letter(now, item, key, lang)


def _heading(item: Item, lang: str) -> str:
    said = f"**{escape(item.contract.title)}** · {escape(item.contract.number)}"
    if item.grade != NO_GRADE:
        said += f" · {t('queue.grade', lang, grade=item.grade)}"
    return said


def facts(item: Item, reminded: Sequence[Reminder], today: date, lang: str) -> str:
    """Since when, by when, what next and whose, in one line made inert."""
    said = [] if item.since is None else [t("queue.since", lang, day=day(item.since, lang))]
    if item.deadline is not None:
        said.append(t("queue.by", lang, day=inbox_text.deadline(item, today, lang)))
    said.append(t("queue.then", lang, step=inbox_text.next_step(item, reminded, lang)))
    said.append(t("queue.whose", lang, owner=inbox_text.owner(item, lang)))
    if reminded:
        last = reminded[-1]
        said.append(t("queue.reminded", lang, turn=last.turn, day=last.sent_date))
    return escape(tables.unbroken(" · ".join(said)))


def _ways(item: Item, key: str, lang: str) -> None:
    if item.kind in WRITES:
        is_open = address.get(OPEN) == name(item)
        st.button(
            t("app.close" if is_open else f"queue.{WRITES[item.kind]}", lang),
            key=f"{key}_write", icon=":material/mail:", width="stretch",
            on_click=_open, args=(None if is_open else name(item),),
        )  # fmt: skip
    for place in places(item, lang):
        components.link(place, icon=":material/arrow_forward:")


def _open(line: str | None) -> None:
    address.put(**{OPEN: line})


def places(item: Item, lang: str) -> list[Place]:
    """Where the line leads: to what it is about, to its deviation, to a dispens."""
    contract = {"contract": item.contract.number}
    found = item.assessment
    ways: list[Place] = []
    if item.kind == "late_report":
        query = {"only": item.contract.number, "by": item.dues[0].reporter, "status": "late"}
        ways.append(Place(t("page_start.to_questions", lang), "reports", query))
    elif item.dues:
        query = upload_take.belonging(item.contract.number, item.dues[0].reporter)
        ways.append(Place(t("page_start.to_upload", lang), "upload", query))
    elif (own := _own_place(item, lang)) is not None:
        ways.append(own)
    elif item.question is not None:
        ways.append(Place(t("page_start.to_questions", lang), "contracts", contract))
    elif found is not None:
        query = contract | {"requirement": found.requirement, "period": str(found.period)}
        ways.append(Place(t("page_start.to_proof", lang), "compliance", query))
    if item.matters and "deviations" in {spec.script for spec in navigation.PAGES}:
        about = item.matters[0] if len(item.matters) == 1 else _spoken_of(item)
        query = {"case": about.identifier} if about else {"only": item.contract.number}
        ways.append(Place(t(f"queue.to_{item.kind}", lang), "deviations", query))
    if item.exemption is not None:
        ways.append(exemptions.decide_place(t("exemption.decide", lang), item.exemption))
    if item.planned is not None:
        ways.append(follow_ups.place(t("follow_up.to_form", lang), item.planned))
    if item.kind == "not_met" and found is not None:
        words = t("exemption.to_form", lang)
        clause = found.requirement
        ways.append(exemption_form.place(words, found.contract, clause, found.period))
    return ways or [Place(t("page_upload.to_contract", lang), "contracts", contract)]


def _own_place(item: Item, lang: str) -> Place | None:
    """The page of what has a page of its own."""
    if item.spot_check is not None:
        query = {"list": item.spot_check.identifier}
        return Place(t("queue.to_spot_check", lang), "spot_checks", query)
    if item.indexed is not None:
        query = {"contract": item.contract.number}
        return Place(t("queue.to_price_index", lang), "price_index", query)
    if item.copied:
        query = {"view": "published", "shared": item.copied[0].newer.key}
        return Place(t("queue.to_newer_version", lang), "library", query)
    return None


def _spoken_of(item: Item) -> Matter | None:
    found = item.assessment
    return next((m for m in item.matters if found and m.period == found.period), None)


def _letter(now: State, item: Item, key: str, lang: str) -> None:
    with st.container(border=True, key=f"{key}_letter"):
        if item.kind == "late_report":
            about = {(d.reporter, d.report_type, d.period) for d in item.dues}
            late = [
                r for r in report_reads.listed(now)
                if r.contract.number == item.contract.number and r.status == "late"
                and (r.reporter, r.report_type, r.period) in about
            ]  # fmt: skip
            st.caption(t("page_reports.reminder_help", lang))
            if late:
                report_letter.show(now, late, key, lang)
        elif item.assessment is not None:
            st.caption(t("queue.request_help", lang))
            words = basis_request.request(item.contract, item.assessment, now.as_of)
            st.code(words, language=None, wrap_lines=True)
