"""Set a goal's own target, its dates and its decided steps on the way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

import streamlit as st

from followup.domain.goal import Goal
from followup.domain.timeline import Step
from followup.errors import UserError
from followup.i18n.text import GROUP_MARKS, exact, t
from followup.services import entry
from followup.services.goal import status as goal_status
from followup.services.goal.words import SHARE_UNIT, unit_name
from followup.services.installation import Actor, now_utc
from followup.ui import components, resources

SAVED = "goal_saved"
# A point before three digits parts thousands in Danish and decimals elsewhere: nobody guesses.
_DOUBTFUL = re.compile(r"-?\d{1,3}(\.\d{3})+")


def show(goal: Goal, lang: str) -> None:
    """The form, folded; asks for a name before it can be saved."""
    if st.session_state.pop(SAVED, False):
        st.toast(t("page_goals.saved", lang), icon=":material/check:")
    with st.expander(t("page_goals.edit", lang), icon=":material/edit:"):
        name = components.ask_name(lang)
        if name is None:
            return
        written = _fields(goal, lang)
        if written is None:
            return
        try:
            changed = take(goal, written)
            goal_status.save_goal(
                resources.installation(), changed, Actor(name), now_utc(), resources.today()
            )
        except UserError as error:
            components.error_box(error, lang)
        else:
            st.session_state[SAVED] = True
            st.rerun()


def _fields(goal: Goal, lang: str) -> dict[str, str] | None:
    """What was written, once the button is pressed."""
    with st.form("goal_form", border=False):
        st.caption(t("page_goals.edit_help", lang, unit=components.escape(unit_name(goal, lang))))
        title = st.text_input(t("page_goals.title_label", lang), goal.title, key="goal_title")
        left, right = st.columns(2)
        target = left.text_input(
            t("page_goals.target_label", lang), _number(goal, goal.target, lang), key="goal_target"
        )
        target_date = right.text_input(
            t("page_goals.target_date_label", lang), _day(goal.target_date), key="goal_target_date",
            placeholder=t("app.for_example", lang, what="2030-12-31"),
        )  # fmt: skip
        base = left.text_input(
            t("page_goals.base_label", lang), _number(goal, goal.base, lang), key="goal_base"
        )
        base_date = right.text_input(
            t("page_goals.base_date_label", lang), _day(goal.base_date), key="goal_base_date",
            placeholder=t("app.for_example", lang, what="2024-12-31"),
        )  # fmt: skip
        path = st.text_area(
            t("page_goals.path_label", lang),
            "\n".join(f"{s.valid_from}: {_number(goal, s.value, lang)}" for s in goal.path),
            key="goal_path",
            help=t("page_goals.path_help", lang),
        )
        note = st.text_input(t("page_goals.note_label", lang), goal.note or "", key="goal_note")
        pressed = st.form_submit_button(t("app.save", lang), icon=":material/save:", type="primary")
    if not pressed:
        return None
    return {
        "title": title, "target": target, "target_date": target_date, "base": base,
        "base_date": base_date, "path": path, "note": note,
    }  # fmt: skip


def take(goal: Goal, written: Mapping[str, str]) -> Goal:
    """The goal as the form says. Raises UserError ``goal_number`` or ``invalid_day``."""
    return replace(
        goal,
        title=written["title"].strip(),
        target=_read(goal, written["target"]),
        target_date=_read_day(written["target_date"]),
        base=_read(goal, written["base"]),
        base_date=_read_day(written["base_date"]),
        path=tuple(_step(goal, line) for line in written["path"].splitlines() if line.strip()),
        note=written["note"].strip() or None,
    )


def _step(goal: Goal, line: str) -> Step:
    on, _, amount = line.partition(":")
    valid_from, value = _read_day(on), _read(goal, amount)
    if valid_from is None or value is None:
        raise UserError("goal_step", text=line.strip())
    return Step(valid_from, value)


def _read(goal: Goal, text: str) -> Decimal | None:
    """A number as people write it; percent for shares. None where nothing is written."""
    written = "".join(text.split()).removesuffix("%")
    if not written:
        return None
    if _DOUBTFUL.fullmatch(written):
        raise UserError("goal_number", text=text.strip())
    try:
        value = Decimal(written.replace(",", "."))
    except InvalidOperation as error:
        raise UserError("goal_number", text=text.strip()) from error
    if not value.is_finite():
        raise UserError("goal_number", text=text.strip())
    return value / 100 if goal.unit == SHARE_UNIT else value


def _read_day(text: str) -> date | None:
    return entry.day(text) if text.strip() else None


def _number(goal: Goal, value: Decimal | None, lang: str) -> str:
    if value is None:
        return ""
    shown = value * 100 if goal.unit == SHARE_UNIT else value
    return exact(shown, lang).replace(GROUP_MARKS[lang], "")


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
