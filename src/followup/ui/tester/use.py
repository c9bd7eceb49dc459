"""From the trial to the contract: the clause goes into the builder as it was tried, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from followup.domain.parties import Contract
from followup.domain.requirement import Requirement
from followup.i18n.text import t
from followup.services.requirement import requirements
from followup.ui import navigation, resources, state
from followup.ui.requirement import draft
from followup.ui.requirement.draft import Draft
from followup.ui.tester import form
from followup.ui.tester.form import Proposed


def show(contracts: Sequence[Contract], proposed: Proposed, lang: str) -> None:
    """Choose the contract that the clause is put into; the builder opens with it filled in."""
    if not proposed.has_level:
        return
    titles = {c.number: f"{c.number} · {c.title}" for c in contracts}
    chosen = st.selectbox(
        t("tester.use", lang), list(titles), index=None, format_func=lambda n: titles[n],
        placeholder=t("page_contracts.choose", lang), key="tester_use",
    )  # fmt: skip
    contract = next((c for c in contracts if c.number == chosen), None)
    if contract is not None and st.button(
        t("tester.use_open", lang), key="tester_use_open", icon=":material/arrow_forward:"
    ):
        hand_over(contract, proposed.clause, lang)


def hand_over(contract: Contract, clause: Requirement, lang: str) -> None:
    """Open the builder on a new requirement of the contract with the clause in its fields."""
    named = requirements.identifier(contract, draft.next_short(contract))
    base = replace(clause, contract=contract.number, identifier=named, part_of=None)
    made = Draft((contract.number, None), base)
    made.fill(base, lang)
    st.session_state[draft.DRAFT_KEY] = made
    entries = {e.id for e in resources.installation().catalogue.requirement_templates}
    source = base.source if base.source in entries else None
    st.session_state[draft.START_KEY] = source or draft.NOTHING
    query = {"contract": contract.number, "clause": "new"} | state.kept_parts()
    st.switch_page(navigation.script("contracts"), query_params=query)


def from_builder(clause: Requirement, lang: str) -> None:
    """In the builder: try the clause as the fields have it."""
    if st.button(t("tester.try", lang), key="requirement_try", icon=":material/science:",
                 type="tertiary"):  # fmt: skip
        st.session_state[form.HANDED] = replace(clause, part_of=None)
        st.session_state.pop(f"{form.KEY}_tester", None)
        query = {"from": form.FROM_DRAFT} | state.kept_parts()
        st.switch_page(navigation.script("tester"), query_params=query)
