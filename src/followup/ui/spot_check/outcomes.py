"""What the receipts showed: all rows of a list in one form, with one place and day for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from followup.domain.spot_check import OUTCOMES, Drawn, SpotCheck
from followup.errors import UserError
from followup.i18n.text import number, t
from followup.services.entry import day as entered_day
from followup.services.installation import now_utc
from followup.services.spot_check import spot_checks, text
from followup.services.spot_check.spot_checks import Deed, Said
from followup.ui import components, resources
from followup.ui.components import escape
from followup.ui.reads import State
from followup.ui.state import acting

SAVED_KEY: Final = "check_outcomes_saved"
REST: Final = ("open", "no_receipt")


def show(now: State, made: SpotCheck, actor: str, lang: str) -> None:
    """A line for each row without an answer; answered ones too where they are to be corrected."""
    st.subheader(t("page_checks.outcomes", lang), anchor=False)
    st.markdown(t("page_checks.outcomes_help", lang))
    corrects = bool(made.words) and st.toggle(
        t("page_checks.correct", lang), key=f"check_correct_{made.identifier}"
    )
    rows = made.rows if corrects else made.open_rows
    if not rows:
        st.success(t("page_checks.all_said", lang), icon=":material/check:")
        return
    # What was said before is forgotten by the form: no entry is given twice.
    turn = f"{made.identifier}_{len(made.words)}"
    with st.form(f"check_form_{turn}"):
        left, right = st.columns([3, 1])
        kept_at = left.text_input(t("page_checks.kept_at", lang), key=f"check_kept_{turn}")
        seen = right.text_input(
            t("page_checks.seen", lang), now.as_of.isoformat(), key=f"check_seen_{turn}"
        )
        for drawn in rows:
            _line(made, drawn, turn, lang)
        rest = st.radio(
            t("page_checks.rest", lang), REST, horizontal=True, key=f"check_rest_{turn}",
            format_func=lambda code: t(f"page_checks.rest_{code}", lang),
        )  # fmt: skip
        pressed = st.form_submit_button(
            t("page_checks.save", lang), key=f"check_save_{turn}", type="primary",
            icon=":material/save:",
        )  # fmt: skip
    if not pressed:
        return
    try:
        said = _said(made, rows, turn, str(rest))
        deed = Deed(acting(actor), now.as_of, now_utc())
        count = spot_checks.say(
            resources.installation(), made, said, kept_at or "", entered_day(seen or ""), deed
        )
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[SAVED_KEY] = count
    st.rerun()


def _line(made: SpotCheck, drawn: Drawn, turn: str, lang: str) -> None:
    row, is_said = drawn.row, drawn.number in made.holding
    what, choice, note = st.columns([5, 4, 4], vertical_alignment="center")
    told = " · ".join([
        text.days(row.period, lang), text.vehicle(row, lang), text.fuel(row, lang),
        text.amount(row, lang),
    ])  # fmt: skip
    what.markdown(f"**{drawn.number}** {escape(told)}")
    if is_said:
        what.caption(escape(text.outcome(made, drawn, lang)))
    codes = (*OUTCOMES, "taken_back") if is_said else OUTCOMES
    choice.segmented_control(
        t("page_checks.row_outcome", lang, number=drawn.number), codes,
        format_func=lambda code: t(f"page_checks.{code}", lang),
        key=f"check_outcome_{turn}_{drawn.number}", label_visibility="collapsed",
    )  # fmt: skip
    note.text_input(
        t("page_checks.row_note", lang, number=drawn.number),
        key=f"check_note_{turn}_{drawn.number}", label_visibility="collapsed",
        placeholder=t("page_checks.note_hint", lang),
    )  # fmt: skip


def _said(made: SpotCheck, rows: Sequence[Drawn], turn: str, rest: str) -> list[Said]:
    """What was chosen; the rows left alone stay open, or have no receipt."""
    found = []
    for drawn in rows:
        chosen = st.session_state.get(f"check_outcome_{turn}_{drawn.number}")
        note = str(st.session_state.get(f"check_note_{turn}_{drawn.number}") or "")
        if chosen is None and rest == "no_receipt" and drawn.number not in made.holding:
            chosen = "no_receipt"
        if chosen is not None:
            found.append(Said(drawn.number, chosen, note))
    return found


def saved(lang: str) -> None:
    """Say once how many words were saved."""
    if count := st.session_state.pop(SAVED_KEY, None):
        words = t("page_checks.saved", lang, count=number(count, lang))
        st.success(words, icon=":material/check:")
