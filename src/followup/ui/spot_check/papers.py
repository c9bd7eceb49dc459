"""The request: a letter to take away, and the note that it was sent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from followup.domain.parties import Contract
from followup.domain.spot_check import Sent, SpotCheck
from followup.errors import UserError
from followup.i18n.text import LANGUAGES, language_name, t
from followup.render.document_docx import DOCX, write_docx
from followup.services.entry import day as entered_day
from followup.services.installation import now_utc
from followup.services.spot_check import letter, spot_checks
from followup.services.spot_check.rule import rule_of
from followup.services.spot_check.spot_checks import Deed
from followup.ui import components, resources, state
from followup.ui.components import escape
from followup.ui.reads import State
from followup.ui.state import acting

SAVED_KEY = "check_sent_saved"


def show(now: State, made: SpotCheck, contracts: Sequence[Contract], lang: str) -> None:
    """The letter in the language chosen, and when it was sent to whom."""
    st.subheader(t("page_checks.papers", lang), anchor=False)
    rule = rule_of(resources.installation().catalogue, now.as_of)
    usual = letter.usual(made, contracts, now.as_of, rule.reply_days)
    left, right = st.columns(2, vertical_alignment="bottom")
    chosen = left.selectbox(
        t("page_checks.language", lang), LANGUAGES, index=LANGUAGES.index(usual.lang),
        format_func=lambda code: language_name(code, lang), key="check_language",
    )  # fmt: skip
    reply = right.text_input(
        t("page_checks.reply", lang), usual.reply_date.isoformat(),
        key=f"check_reply_{made.identifier}_{len(made.sent)}",
    )  # fmt: skip
    try:
        by = entered_day(reply or "")
    except UserError as error:
        components.error_box(error, lang)
        return
    wanted = letter.Wanted(str(chosen), now.as_of, by)
    document = letter.request(made, contracts, wanted)
    st.download_button(
        t("page_checks.letter", lang), data=partial(write_docx, document),
        file_name=letter.file_name(made, wanted.lang), mime=DOCX, key="check_letter",
        icon=":material/description:", on_click="ignore",
    )  # fmt: skip
    st.caption(t("page_checks.letter_help", lang))
    for sent in made.sent:
        words = t("page_checks.sent_line", lang, day=sent.sent_date, to=sent.sent_to,
                  reply=sent.reply_date)  # fmt: skip
        st.markdown(f":material/outgoing_mail: {escape(words)}")
    actor = state.user_name()
    if actor is not None and made.open_rows:
        _sent(now, made, by, actor, lang)


def _sent(now: State, made: SpotCheck, reply: object, actor: str, lang: str) -> None:
    with st.expander(t("page_checks.sent", lang), key="check_sent"):
        with st.form("check_sent_form", border=False):
            left, right = st.columns(2)
            day = left.text_input(
                t("page_checks.sent_day", lang), now.as_of.isoformat(), key="check_sent_day"
            )
            to = right.text_input(t("page_checks.sent_to", lang), key="check_sent_to")
            pressed = st.form_submit_button(t("page_checks.sent_save", lang), key="check_sent_save")
        if not pressed:
            return
        try:
            sent = Sent(entered_day(day or ""), entered_day(str(reply)), (to or "").strip())
            deed = Deed(acting(actor), now.as_of, now_utc())
            spot_checks.ask(resources.installation(), made, sent, deed)
        except UserError as error:
            components.error_box(error, lang)
            return
    st.session_state[SAVED_KEY] = True
    st.rerun()


def saved(lang: str) -> None:
    """Say once that it was noted."""
    if st.session_state.pop(SAVED_KEY, None):
        st.success(t("page_checks.sent_saved", lang), icon=":material/check:")
