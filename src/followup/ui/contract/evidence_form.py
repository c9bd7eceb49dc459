"""A person's judgement of a clause that no report decides, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from followup.domain.evidence import Evidence
from followup.domain.parties import Contract
from followup.errors import UserError
from followup.i18n.text import t
from followup.services import entry
from followup.services.installation import now_utc
from followup.services.requirement import evidence
from followup.ui import components, may, resources
from followup.ui.state import acting

ANSWERS = {"shown": True, "not_shown": False}


@may.takes("evidence")
def show(contract: Contract, actor: str, lang: str, done: Callable[[str], None]) -> None:
    """The form, folded; nothing where every clause is decided by reports."""
    judged = [r for r in contract.requirements if evidence.is_judged(r)]
    if not judged:
        return
    with st.expander(t("evidence.title", lang), key="evidence_box"):
        st.caption(t("evidence.help", lang))
        with st.form("evidence_form", border=False):
            chosen = st.selectbox(
                t("evidence.requirement", lang),
                judged,
                format_func=lambda r: f"{r.identifier.rpartition('/')[2]} {r.title}",
                placeholder=t("app.choose", lang),
                key="evidence_requirement",
            )
            answer = st.radio(
                t("evidence.answer", lang),
                list(ANSWERS),
                index=None,
                horizontal=True,
                format_func=lambda code: t(f"evidence.{code}", lang),
                key="evidence_answer",
            )
            seen = st.text_input(t("evidence.seen", lang), key="evidence_seen")
            left, right = st.columns(2)
            document = left.text_input(t("evidence.document", lang), key="evidence_document")
            day = right.text_input(
                t("evidence.day", lang), resources.today().isoformat(), key="evidence_day"
            )
            pressed = st.form_submit_button(t("app.save", lang), key="evidence_save")
    if not pressed or chosen is None:
        return
    if answer is None:
        components.error_box(UserError("evidence_answer_missing"), lang)
        return
    who = acting(actor)
    try:
        given = Evidence(
            contract.number, chosen.identifier, ANSWERS[answer], entry.day(str(day)),
            str(seen or ""), str(document or ""), who.stored,
        )  # fmt: skip
        evidence.give(resources.installation(), given, who, resources.today(), now_utc())
    except UserError as error:
        components.error_box(error, lang)
        return
    done("evidence.saved")
