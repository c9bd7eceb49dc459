"""Checks of the same supplier on other contracts: what may be leaned on here, and what may not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from followup.domain.parties import Contract
from followup.errors import UserError
from followup.i18n.text import day, number, t
from followup.services.installation import now_utc
from followup.services.joint import borrowing as service
from followup.services.joint.borrowing import Offer
from followup.ui import components, may, resources, state, tables
from followup.ui.joint import reads
from followup.ui.reads import State
from followup.ui.state import acting
from followup.ui.tables import Column, Status

SAID_KEY: Final = "borrowing_said"
COLUMNS: Final = ("status", "clause", "kind", "body", "day", "why")
# The look of each standing; the word says it first.
_MARKS: Final = {"taken": "met", "offered": "question", "refused": "note"}


def show(now: State, contract: Contract, lang: str) -> None:
    """Nothing where nobody else has checked the supplier."""
    found = reads.offers(now, contract)
    if not found:
        return
    st.subheader(t("borrowing.title", lang), anchor=False)
    if done := st.session_state.pop(SAID_KEY, None):
        st.success(t(str(done), lang), icon=":material/check:")
    limit = service.years(resources.installation(), now.as_of)
    st.markdown(t("borrowing.lead", lang, years=limit))
    rows = [_row(offer, contract, lang) for offer in found]
    columns = [
        Column(n, t(f"borrowing.column.{n}", lang), kind="status" if n == "status" else "text")
        for n in COLUMNS
        if any(row[n] for row in rows)
    ]
    tables.plain_table(rows, columns, lang,
                       alt=t("borrowing.alt", lang, count=number(len(rows), lang)))  # fmt: skip
    usable = [o for o in found if o.taken or not o.refusals]
    if usable:
        _form(now, usable, lang)
    else:
        st.caption(t("borrowing.nothing", lang))


def _standing(offer: Offer) -> str:
    if offer.taken:
        return "taken"
    return "refused" if offer.refusals else "offered"


def _row(offer: Offer, contract: Contract, lang: str) -> dict[str, object]:
    code, control = _standing(offer), offer.control
    why = " ".join(t(f"borrowing.refusal.{r}", lang) for r in offer.refusals)
    short = offer.requirement.identifier.removeprefix(f"{contract.number}/")
    return {
        "status": Status(_MARKS[code], t(f"borrowing.status.{code}", lang)),
        "clause": f"{short} {offer.requirement.title}",
        "kind": t(f"borrowing.kind.{control.kind}", lang),
        "body": control.body,
        "day": day(control.checked_date, lang),
        "why": offer.taken.reason if offer.taken else why,
    }


@may.takes("borrowed_check")
def _form(now: State, usable: Sequence[Offer], lang: str) -> None:
    actor = state.user_name()
    if actor is None:
        st.caption(t("borrowing.name_first", lang))
        return
    with (
        st.expander(t("borrowing.answer", lang), key="borrowing_box"),
        st.form("borrowing_form", border=False),
    ):
        chosen = st.selectbox(
            t("borrowing.which", lang), range(len(usable)), key="borrowing_which",
            format_func=lambda n: _one(usable[n], lang), placeholder=t("app.choose", lang),
        )  # fmt: skip
        why = st.text_input(t("borrowing.reason", lang), key="borrowing_reason")
        first, second = st.columns(2)
        takes = first.form_submit_button(t("borrowing.save", lang), key="borrowing_save")
        gives = second.form_submit_button(t("borrowing.give_back", lang), key="borrowing_back")
    if chosen is None or not (takes or gives):
        return
    act = service.take if takes else service.give_back
    try:
        act(resources.installation(), usable[chosen], str(why or ""), acting(actor), now.as_of,
            now_utc())  # fmt: skip
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[SAID_KEY] = "borrowing.saved" if takes else "borrowing.given_back"
    st.rerun()


def _one(offer: Offer, lang: str) -> str:
    control = offer.control
    return t("borrowing.one", lang, clause=offer.requirement.title, body=control.body,
             kind=t(f"borrowing.kind.{control.kind}", lang),
             day=day(control.checked_date, lang))  # fmt: skip
