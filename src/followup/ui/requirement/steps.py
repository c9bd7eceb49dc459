"""The levels of a requirement: a row per step, each on the clock that the contract uses."""

from __future__ import annotations

from typing import Any, Final, cast, get_args

import streamlit as st

from followup.domain.measure import MEASURES
from followup.domain.timeline import Clock, StepRule
from followup.i18n.text import t
from followup.services.limits import form_limit
from followup.ui.requirement.draft import Draft, Written

CLOCKS: Final = get_args(Clock)


def show(draft: Draft, measure: str, lang: str) -> tuple[Written, ...]:
    """The rows as they stand in the form."""
    found = tuple(_row(draft, number, measure, lang) for number in list(draft.steps))
    st.button(
        t("page_contract.add_step", lang),
        key="requirement_add_step",
        icon=":material/add:",
        on_click=draft.add_step,
        type="tertiary",
    )
    return found


def _row(draft: Draft, number: int, measure: str, lang: str) -> Written:
    start = draft.steps[number]
    limit, clock, at, gone = st.columns([2, 3, 3, 1], vertical_alignment="bottom")
    written = limit.text_input(
        _label(measure, lang), start.limit, key=f"requirement_limit_{number}"
    )
    chosen = clock.selectbox(
        t("page_contract.clock", lang),
        CLOCKS,
        index=CLOCKS.index(cast(Any, start.clock)),
        format_func=lambda code: t(f"page_contract.clock_{code}", lang),
        placeholder=t("app.choose", lang),
        key=f"requirement_clock_{number}",
    )
    begins = at.text_input(
        t(f"page_contract.at_{chosen}", lang),
        start.at,
        placeholder=t("page_contract.at_start", lang),
        key=f"requirement_at_{number}",
    )
    gone.button(
        t("page_contract.remove", lang),
        key=f"requirement_step_gone_{number}",
        on_click=draft.remove_step,
        args=(number,),
        type="tertiary",
        disabled=len(draft.steps) == 1,
    )
    return Written(written, chosen, begins.strip())


def _label(measure: str, lang: str) -> str:
    spec = MEASURES[measure]
    if spec.scale == "count":
        return t("page_requirement.limit_number", lang)
    if spec.scale == "mean":
        return t("page_requirement.limit_in", lang, unit=t(f"unit.{spec.unit}", lang))
    return t("page_requirement.limit", lang)


def read(written: tuple[Written, ...], measure: str) -> tuple[StepRule, ...]:
    """The steps that the rows mean; empty rows are none.

    Raises UserError ``invalid_limit`` or ``invalid_amount_limit``.
    """
    return tuple(
        StepRule(form_limit(measure, w.limit), cast(Any, w.clock), w.at)
        for w in written
        if w.limit.strip() or w.at
    )
