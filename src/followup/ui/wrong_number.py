"""The link "this number looks wrong?" beside a figure, its form, and the list of such messages."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st

from followup.domain.wrong_number import OUTCOMES, Matter, Message
from followup.errors import UserError
from followup.i18n.text import day, number, t
from followup.services import wrong_number as service
from followup.services.brief.facts import Known
from followup.services.installation import now_utc
from followup.ui import address, components, may, reads, resources, state, tables
from followup.ui.components import Place, escape
from followup.ui.reads import State
from followup.ui.state import acting

PAGE: Final = "wrong_numbers"
FIGURE, TOLD, EDITION = "figure", "told", "edition"
SENT, ANSWERED = "wrong_number_sent", "wrong_number_answered"
CLOSED_SHOWN: Final = 20


def link(figure_code: str, told: str, lang: str, edition: str = "") -> None:
    """A link to say that a figure looks wrong; ``told`` is how it stands beside the link."""
    asked = {FIGURE: figure_code, TOLD: told[: service.MOST_OF_A_FIGURE]}
    edition = edition or resources.today().isoformat()
    place = Place(t("wrong_number.link", lang), PAGE, asked | {EDITION: edition})
    components.link(place, icon=":material/flag:")


def page(now: State, lang: str) -> None:
    """The form for the figure in the address; for whoever has given a name, the messages."""
    if st.session_state.pop(SENT, False):
        st.success(t("wrong_number.thanks", lang), icon=":material/check:")
    elif code := address.get(FIGURE):
        _form(now, code[: service.MOST_OF_A_FIGURE], lang)
    else:
        st.markdown(t("wrong_number.intro", lang))
    _matters(now, lang)


def waiting(now: State, lang: str) -> None:
    """A line of the queue for the messages that nobody has answered; nothing without any."""
    found = [m for m in matters(now) if m.is_open]
    if not found:
        return
    with st.container(border=True, key="wrong_numbers_waiting"):
        key = "one_waits" if len(found) == 1 else "wait"
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            components.status_badge("wrong_number", lang, "wrong_number.state")
            st.markdown(t(f"wrong_number.{key}", lang, count=number(len(found), lang)))
        oldest = found[-1]
        st.caption(
            escape(tables.unbroken(t(
                "wrong_number.oldest", lang, label=oldest.message.label, day=oldest.day
            )))
        )  # fmt: skip
        components.link(
            Place(t("wrong_number.answer_them", lang), PAGE), ":material/arrow_forward:"
        )


@st.cache_resource(max_entries=4, show_spinner=False)
def _read(home: str, version: int, as_of: date) -> tuple[Matter, ...]:
    del home, version
    return service.matters(resources.installation(), as_of)


def matters(now: State) -> tuple[Matter, ...]:
    """The messages known on the day."""
    return _read(now.home, now.version, now.as_of)


def _known(now: State, lang: str) -> Known:
    return Known(
        reads.goals(now, lang), reads.contracts(now), reads.assessments(now), reads.reports(now)
    )


def _form(now: State, code: str, lang: str) -> None:
    known = _known(now, lang)
    found = service.figure_now(resources.installation(), code, known, now.as_of, lang)
    if found is None and service.goal_of(code, known) is None:
        components.empty_state(
            t("wrong_number.no_such", lang), Place(t("nav.goals", lang), "goals")
        )
        return
    label = found.label if found else code
    told = (address.get(TOLD) or (found.text if found else ""))[: service.MOST_OF_A_FIGURE]
    edition = (address.get(EDITION) or now.as_of.isoformat())[: service.MOST_OF_A_FIGURE]
    st.markdown(t("wrong_number.about", lang, label=escape(label)))
    stood = t("wrong_number.stood", lang, told=escape(told), edition=escape(edition))
    st.markdown(tables.unbroken(stood))
    with st.form("wrong_number_form"):
        words = st.text_area(
            t("wrong_number.words", lang), key="wrong_number_words", max_chars=service.MOST_SIGNS
        )
        contact = st.text_input(
            t("wrong_number.contact", lang), key="wrong_number_contact",
            max_chars=service.MOST_CONTACT,
        )  # fmt: skip
        st.caption(t("wrong_number.contact_warning", lang))
        pressed = st.form_submit_button(
            t("wrong_number.send", lang), icon=":material/send:", type="primary"
        )
    if pressed:
        _send(Message(code, label, told, edition, words, contact or None), lang)


def _send(message: Message, lang: str) -> None:
    try:
        service.report(resources.installation(), message, now_utc(), resources.today())
    except UserError as error:
        components.error_box(error, lang)
    else:
        st.session_state[SENT] = True
        st.rerun()


@may.takes("answer_wrong_number")
def _matters(now: State, lang: str) -> None:
    """What was written, for who deals with it: no word of it stands on a page without a name."""
    found = matters(now)
    open_ones = [m for m in found if m.is_open]
    st.header(t("wrong_number.list_title", lang), anchor=False)
    st.caption(t("wrong_number.counts", lang, open=number(len(open_ones), lang),
                 closed=number(len(found) - len(open_ones), lang)))  # fmt: skip
    name = state.user_name()
    if not found:
        return
    if name is None:
        st.info(t("wrong_number.name_first", lang), icon=":material/person:")
        return
    if st.session_state.pop(ANSWERED, False):
        st.toast(t("wrong_number.answered", lang), icon=":material/check:")
    for matter in open_ones:
        _open(now, matter, name, lang)
    for matter in [m for m in found if not m.is_open][:CLOSED_SHOWN]:
        _closed(matter, lang)


def _open(now: State, matter: Matter, name: str, lang: str) -> None:
    about = matter.message
    with components.busy(t("app.working", lang)):
        figure = service.figure_now(
            resources.installation(), about.figure, _known(now, lang), now.as_of, lang
        )
    reads_now = figure.text if figure else t("unit.unknown", lang)
    with st.container(border=True, key=f"wrong_number_{matter.number}"):
        _said(matter, lang)
        if about.contact:
            components.plain(t("wrong_number.reach", lang, contact=about.contact))
        st.markdown(escape(tables.unbroken(_then_and_now(matter, reads_now, lang))))
        goal = service.goal_of(about.figure, _known(now, lang))
        if goal:
            place = Place(t("wrong_number.to_figure", lang), "goals", {"goal": goal})
            components.link(place, icon=":material/arrow_forward:")
        _answer(matter, reads_now, name, lang)


def _answer(matter: Matter, reads_now: str, name: str, lang: str) -> None:
    """The form that closes a message."""
    with st.form(f"wrong_number_answer_{matter.number}", border=False):
        outcome = st.radio(
            t("wrong_number.outcome_label", lang), OUTCOMES, index=None,
            format_func=lambda code: t(f"wrong_number.outcome.{code}", lang),
            key=f"wrong_number_outcome_{matter.number}",
        )  # fmt: skip
        words = st.text_area(
            t("wrong_number.answer_label", lang), key=f"wrong_number_text_{matter.number}",
            max_chars=service.MOST_SIGNS,
        )  # fmt: skip
        pressed = st.form_submit_button(
            t("wrong_number.close", lang), icon=":material/check:", type="primary"
        )
    if not pressed:
        return
    try:
        service.answer(
            resources.installation(), matter.number, outcome, words, reads_now, acting(name),
            now_utc(), resources.today(),
        )  # fmt: skip
    except UserError as error:
        components.error_box(error, lang)
    else:
        st.session_state[ANSWERED] = True
        st.rerun()


def _closed(matter: Matter, lang: str) -> None:
    if matter.answer is None:
        return
    with st.container(border=True, key=f"wrong_number_{matter.number}"):
        _said(matter, lang)
        st.markdown(escape(tables.unbroken(_then_and_now(matter, matter.answer.told_now, lang))))
        outcome = t(f"wrong_number.outcome.{matter.answer.outcome}", lang)
        st.markdown(
            f"**{escape(outcome)}** · {day(matter.answer.day, lang)} · "
            f"{escape(matter.answer.actor)}"
        )
        components.plain(matter.answer.answer)


def _said(matter: Matter, lang: str) -> None:
    code = "closed" if matter.answer else "wrong_number"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        components.status_badge(code, lang, "wrong_number.state")
        st.markdown(f"**{escape(matter.message.label)}** · {day(matter.day, lang)}")
    components.plain(matter.message.words)


def _then_and_now(matter: Matter, reads_now: str, lang: str) -> str:
    about = matter.message
    return t(
        "wrong_number.then_and_now", lang, then=about.told, edition=about.edition, now=reads_now
    )
