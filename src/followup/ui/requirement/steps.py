"""The levels of a requirement: a row per step, each on the clock that the contract uses."""

from __future__ import annotations

from functools import partial

import streamlit as st

from followup.domain.measure import MEASURES
from followup.domain.timeline import StepRule
from followup.i18n.text import t
from followup.services.entry import WrittenStep
from followup.services.requirement.limits import form_limit
from followup.ui.requirement.draft import Draft
from followup.ui.step_row import step_row


def show(draft: Draft, measure: str, lang: str) -> tuple[WrittenStep, ...]:
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


def _row(draft: Draft, number: int, measure: str, lang: str) -> WrittenStep:
    is_only = len(draft.steps) == 1
    return step_row(
        draft.steps[number],
        _label(measure, lang),
        lang,
        keys=(f"requirement_limit_{number}", f"requirement_clock_{number}",
              f"requirement_at_{number}", f"requirement_step_gone_{number}"),
        remove=None if is_only else partial(draft.remove_step, number),
    )  # fmt: skip


def _label(measure: str, lang: str) -> str:
    spec = MEASURES[measure]
    if spec.scale == "count":
        return t("page_requirement.limit_number", lang)
    if spec.scale == "mean":
        return t("page_requirement.limit_in", lang, unit=t(f"unit.{spec.unit}", lang))
    return t("page_requirement.limit", lang)


def read(written: tuple[WrittenStep, ...], measure: str) -> tuple[StepRule, ...]:
    """The steps that the rows mean; empty rows are none.

    Raises UserError ``invalid_limit`` or ``invalid_amount_limit``.
    """
    return tuple(
        StepRule(form_limit(measure, w.limit), w.clock, w.at)
        for w in written
        if w.limit.strip() or w.at
    )
