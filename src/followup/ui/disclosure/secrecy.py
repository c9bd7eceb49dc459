"""On a report: which columns somebody asks to be kept secret, and the form to ask or take back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from followup.domain.disclosure import SecrecyRequest
from followup.errors import UserError
from followup.i18n.text import day, t
from followup.services.disclosure import requests as service
from followup.services.disclosure import words
from followup.services.installation import now_utc
from followup.storage.submissions import Submission
from followup.ui import components, may, resources
from followup.ui.components import Place, escape
from followup.ui.disclosure import reads as disclosure_reads
from followup.ui.reads import State
from followup.ui.state import acting

DONE: Final = "secrecy_done"


def of_report(now: State, submission: Submission, actor: str | None, lang: str) -> None:
    """The requests for a version of a report, and for who may, what to do with them."""
    held = service.of_report(disclosure_reads.requested(now), submission.submission)
    if st.session_state.pop(f"{DONE}-{submission.submission}", False):
        st.success(t("secrecy.done", lang), icon=":material/check:")
    for same in _alike(held):
        _line(same, lang)
    if actor is not None:
        _ask(now, submission, held, actor, lang)
    place = Place(t("secrecy.to_page", lang), "disclosure", {"report": submission.submission})
    components.link(place, icon=":material/outbox:")


def _alike(held: Sequence[SecrecyRequest]) -> list[list[SecrecyRequest]]:
    """Those with one reason together."""
    groups: dict[tuple[object, ...], list[SecrecyRequest]] = defaultdict(list)
    for each in held:
        groups[each.reason, each.asked_by, each.day, each.actor].append(each)
    return list(groups.values())


def _line(same: Sequence[SecrecyRequest], lang: str) -> None:
    first = same[0]
    columns = ", ".join(words.column(r.place, r.header, lang) for r in same)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        components.status_badge("secrecy_request", lang, "secrecy.state")
        st.markdown(escape(columns))
    said = t("secrecy.asked", lang, whose=first.asked_by, day=day(first.day, lang))
    st.caption(f"{escape(said)} ”{escape(first.reason)}”")


@may.takes("secrecy_request")
def _ask(
    now: State, submission: Submission, held: Sequence[SecrecyRequest], actor: str, lang: str
) -> None:
    name = submission.submission
    box = st.expander(
        t("secrecy.ask", lang), key=f"secrecy-{name}", icon=":material/lock:", on_change="rerun"
    )
    # The file is read when somebody opens the form, and not before.
    if not box.open:
        return
    with box:
        st.markdown(t("secrecy.help", lang))
        try:
            with components.busy(t("app.working", lang)):
                found = disclosure_reads.book_of(now, submission).columns
        except UserError as error:
            components.error_box(error, lang)
            return
        by_label = {words.column(c.place, c.header, lang): c for c in found}
        with st.form(f"secrecy-form-{name}", border=False):
            chosen = st.multiselect(
                t("secrecy.columns", lang), list(by_label), key=f"secrecy-columns-{name}",
                placeholder=t("secrecy.choose", lang),
            )  # fmt: skip
            reason = st.text_area(
                t("secrecy.reason", lang), key=f"secrecy-reason-{name}",
                max_chars=service.MOST_SIGNS,
            )  # fmt: skip
            whose = st.text_input(
                t("secrecy.asked_by", lang), submission.reporter, key=f"secrecy-whose-{name}"
            )
            pressed = st.form_submit_button(t("secrecy.save", lang), icon=":material/lock:")
        if pressed:
            columns = [by_label[label] for label in chosen]
            _act(submission, lang, lambda: service.ask(
                resources.installation(), submission, columns, reason, whose, acting(actor),
                now.as_of, now_utc(),
            ))  # fmt: skip
        _take_back(now, submission, held, actor, lang)


def _take_back(
    now: State, submission: Submission, held: Sequence[SecrecyRequest], actor: str, lang: str
) -> None:
    if not held:
        return
    name = submission.submission
    by_label = {words.column(r.place, r.header, lang): r.place for r in held}
    gone = st.multiselect(
        t("secrecy.held", lang), list(by_label), key=f"secrecy-gone-{name}",
        placeholder=t("secrecy.choose", lang),
    )  # fmt: skip
    if st.button(t("secrecy.take_back", lang), key=f"secrecy-back-{name}", disabled=not gone):
        _act(submission, lang, lambda: service.take_back(
            resources.installation(), submission, [by_label[g] for g in gone], acting(actor),
            now.as_of, now_utc(),
        ))  # fmt: skip


def _act(submission: Submission, lang: str, do: Callable[[], int]) -> None:
    try:
        do()
    except UserError as error:
        components.error_box(error, lang)
    else:
        st.session_state[f"{DONE}-{submission.submission}"] = True
        st.rerun()
