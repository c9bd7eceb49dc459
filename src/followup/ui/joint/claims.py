"""What this contract and others both claim, and answering this contract's own question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from followup.domain.double_claim import DoubleClaim
from followup.domain.parties import Contract
from followup.errors import UserError
from followup.i18n.text import number, t
from followup.services.installation import now_utc
from followup.services.joint import claim_text
from followup.services.joint import claims as claim_service
from followup.ui import components, may, resources, state, tables
from followup.ui.joint import reads
from followup.ui.reads import State
from followup.ui.state import acting
from followup.ui.tables import Column, Status

SAID_KEY: Final = "double_claim_said"
COLUMNS: Final = ("status", "thing", "days", "rows", "where", "other", "reason")


def show(now: State, contract: Contract, lang: str) -> None:
    """The questions and the answers given; nothing where nobody else claims the same."""
    found = reads.claims(now, contract.number)
    if not found:
        return
    st.subheader(t("double_claim.title", lang), anchor=False)
    if done := st.session_state.pop(SAID_KEY, None):
        st.success(t(str(done), lang), icon=":material/check:")
    waiting = [claim for claim in found if claim.is_open]
    st.markdown(t(
        "double_claim.lead" if waiting else "double_claim.all_answered", lang,
        count=number(len(waiting), lang),
    ))  # fmt: skip
    rows = [_row(claim, lang) for claim in (*waiting, *(c for c in found if not c.is_open))]
    columns = [
        Column(n, t(f"double_claim.column.{n}", lang), kind="status" if n == "status" else "text")
        for n in COLUMNS
        if n == "status" or any(row[n] for row in rows)
    ]
    alt = t("double_claim.alt", lang, count=number(len(rows), lang))
    tables.plain_table(rows, columns, lang, alt=alt)
    st.caption(t("double_claim.privacy", lang))
    _form(now, found, lang)


def _row(claim: DoubleClaim, lang: str) -> dict[str, object]:
    code = "question" if claim.is_open else "note"
    return claim_text.row(claim, lang) | {
        "status": Status(code, t(f"double_claim.status.{code}", lang))
    }


@may.takes("double_claim_answer")
def _form(now: State, found: Sequence[DoubleClaim], lang: str) -> None:
    """One answer for one thing; one that is answered can be asked again."""
    actor = state.user_name()
    if actor is None:
        st.caption(t("double_claim.name_first", lang))
        return
    by_name = {f"{c.kind}:{c.number}": c for c in found}
    with (
        st.expander(t("double_claim.answer", lang), key="double_claim_box"),
        st.form("double_claim_form", border=False),
    ):
        chosen = st.selectbox(
            t("double_claim.which", lang), list(by_name), key="double_claim_which",
            format_func=lambda name: claim_text.thing(by_name[name], lang),
            placeholder=t("app.choose", lang),
        )  # fmt: skip
        why = st.text_input(
            t("double_claim.reason", lang), key="double_claim_reason",
            help=t("double_claim.reason_help", lang),
        )  # fmt: skip
        first, second = st.columns(2)
        saved = first.form_submit_button(t("double_claim.save", lang), key="double_claim_save")
        again = second.form_submit_button(t("double_claim.again", lang), key="double_claim_again")
    if chosen and (saved or again):
        _save(now, by_name[chosen], actor, None if again else str(why or ""), lang)


def _save(now: State, claim: DoubleClaim, actor: str, reason: str | None, lang: str) -> None:
    own = resources.installation()
    try:
        claim_service.answer(own, acting(actor), now_utc(), claim, reason, now.as_of)
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[SAID_KEY] = "double_claim.opened" if reason is None else "double_claim.saved"
    st.rerun()
