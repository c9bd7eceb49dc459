"""A contract's follow-ups: which were held, by whom and with what outcome, and the next to hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

import streamlit as st

from followup.domain.parties import Contract
from followup.domain.period import Period, add_months
from followup.errors import UserError
from followup.i18n.text import day, moment, t
from followup.services import entry
from followup.services.contract.classes import Graded
from followup.services.installation import now_utc
from followup.services.plan import follow_up
from followup.services.plan import held as follow_up_held
from followup.services.plan.follow_up import FollowUp
from followup.storage.follow_ups import Held
from followup.ui import address, components, may, resources, state, tables
from followup.ui.components import Place, escape
from followup.ui.contract import reads as contract_reads
from followup.ui.reads import State
from followup.ui.report import parts as report_parts
from followup.ui.state import acting

NAME: Final = "followup"
DONE_KEY: Final = "follow_up_done"
# How far ahead one may be held before its day.
AHEAD_MONTHS: Final = 12


def place(label: str, planned: FollowUp) -> Place:
    """A link to the contract with the form for a planned follow-up opened."""
    query = {"contract": planned.contract.number, NAME: planned.day.isoformat()}
    return Place(label, "contracts", query)


def is_asked() -> bool:
    """Whether the address asks for a follow-up to be written down."""
    return bool(address.get(NAME))


def said(lang: str) -> None:
    """Say once what was saved; at the top of the page, where the form was."""
    if done := st.session_state.pop(DONE_KEY, None):
        st.success(t(str(done), lang), icon=":material/check:")


def show(now: State, contract: Contract, lang: str) -> None:
    """Those held, and the form for the next one; nothing for a contract without class."""
    graded = contract_reads.classes(now)[contract.number]
    words = contract_reads.follow_up_words(now, contract.number)
    open_days = _open_days(now, contract, graded)
    if not words and not open_days:
        return
    st.subheader(t("follow_up.title", lang), anchor=False)
    newest = {w.planned_date: w for w in words}
    held = [w for w in reversed(newest.values()) if w.is_held]
    if held:
        _lines(held, lang)
    else:
        st.caption(t("follow_up.none_held", lang))
    if not may.act("follow_up_held"):
        return
    actor = state.user_name()
    if actor is None:
        st.caption(t("follow_up.name_first", lang))
        return
    if open_days:
        _form(now, open_days, actor, lang)
    if held:
        _take_back(held, actor, lang)


def _open_days(now: State, contract: Contract, graded: Graded) -> list[FollowUp]:
    """The one that should have been held, and those of the year ahead."""
    own = resources.installation()
    known = follow_up_held.log(own, now.as_of)
    classes = {contract.number: graded}
    waited = follow_up_held.awaited(own, [contract], classes, known, now.as_of)
    passed = [a.planned for a in waited if a.is_due]
    ahead = Period(now.as_of, add_months(now.as_of, AHEAD_MONTHS))
    soon = follow_up.planned(own.catalogue, [contract], classes, ahead)
    coming = [
        f for f in soon
        if f.is_by_class and f not in passed and known.of(contract.number, f.day) is None
    ]  # fmt: skip
    return [*passed, *coming]


def _lines(held: list[Held], lang: str) -> None:
    """One after the other, the newest first: when and by whom, and what it found."""
    with st.container(border=True, key="follow_ups_held"):
        for word in held:
            head = t("follow_up.line", lang, held=word.held_date, planned=word.planned_date,
                     who=_who(word, lang))  # fmt: skip
            st.caption(escape(tables.unbroken(head)))
            components.plain(word.found)


def _who(word: Held, lang: str) -> str:
    name = report_parts.person(word.actor, lang)
    return f"{name}, {moment(word.at, lang)}" if word.at else name


def _form(now: State, open_days: list[FollowUp], actor: str, lang: str) -> None:
    asked = address.get(NAME)
    days = {f.day.isoformat(): f for f in open_days}
    options = list(days)
    box = st.expander(t("follow_up.to_form", lang), key="follow_up_box", expanded=asked is not None)
    with box, st.form("follow_up_form", border=False):
        left, right = st.columns(2)
        chosen = left.selectbox(
            t("follow_up.planned_for", lang), options,
            index=options.index(asked) if asked in days else 0,
            format_func=lambda d: f"{day(days[d].day, lang)} · "
            f"{t(f'calendar.kind.{days[d].task}', lang)}",
            placeholder=t("app.choose", lang), key="follow_up_planned",
        )  # fmt: skip
        on = right.text_input(
            t("follow_up.held_day", lang), now.as_of.isoformat(), key="follow_up_day"
        )
        found = st.text_area(
            t("follow_up.found", lang), key="follow_up_found", height=100,
            help=t("follow_up.found_help", lang),
        )  # fmt: skip
        pressed = st.form_submit_button(t("follow_up.save", lang), key="follow_up_save")
    if pressed and chosen:
        planned = days[chosen]
        try:
            held = entry.day(str(on or ""))
        except UserError as error:
            components.error_box(error, lang)
            return
        word = Held(planned.contract.number, planned.day, held, str(found or ""), True, now.as_of)
        _save(word, actor, "follow_up.saved", lang)


def _take_back(held: list[Held], actor: str, lang: str) -> None:
    """A follow-up ticked off by mistake: the word stays on file and no longer holds."""
    with st.popover(t("follow_up.take_back", lang), icon=":material/undo:", key="follow_up_undo"):
        st.markdown(t("follow_up.take_back_help", lang))
        days = {w.planned_date.isoformat(): w for w in held}
        chosen = st.selectbox(
            t("follow_up.planned_for", lang), list(days), key="follow_up_undo_day",
            format_func=lambda d: day(date.fromisoformat(d), lang),
            placeholder=t("app.choose", lang),
        )  # fmt: skip
        why = st.text_input(t("follow_up.take_back_why", lang), key="follow_up_undo_why")
        if st.button(t("follow_up.take_back_save", lang), key="follow_up_undo_save") and chosen:
            word = replace(days[chosen], is_held=False, found=str(why or ""))
            _save(word, actor, "follow_up.taken_back", lang)


def _save(word: Held, actor: str, done: str, lang: str) -> None:
    own, today = resources.installation(), resources.today()
    try:
        follow_up_held.hold(own, word, acting(actor), today, now_utc())
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[DONE_KEY] = done
    address.put(**{NAME: None})
    st.rerun()
