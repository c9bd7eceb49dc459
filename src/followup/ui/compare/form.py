"""What an organisation decides of a shared goal, written down; and every word so far."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, cast, get_args

import streamlit as st

from followup.domain.goal import Goal
from followup.domain.pace import Adoption, Choice
from followup.domain.timeline import Step
from followup.errors import UserError
from followup.i18n.text import GROUP_MARKS, exact, moment, t
from followup.services import entry
from followup.services.goal import adoption as choices
from followup.services.goal import pace_text
from followup.services.goal.paces import Region
from followup.services.goal.words import SHARE_UNIT, unit_name
from followup.services.installation import now_utc
from followup.ui import address, components, may, resources, tables
from followup.ui.compare import reads as pace_reads
from followup.ui.components import escape
from followup.ui.reads import State
from followup.ui.report import parts as report_parts
from followup.ui.state import acting

DONE: Final = "adoption_saved"
CHOICES: Final = cast("tuple[Choice, ...]", get_args(Choice))


def show(now: State, region: Region, lang: str) -> None:
    """The form, folded, and below it the history."""
    goal = region.shared.goal
    if (saved := st.session_state.pop(DONE, None)) is not None:
        st.toast(t("page_compare.saved", lang, name=saved), icon=":material/check:")
    history = pace_reads.history(now, goal.identifier)
    st.subheader(t("page_compare.choose", lang), anchor=False)
    if may.act("adopt_goal"):
        _edit(goal, region, history, lang)
    if history:
        _history(goal, history, lang)


def _edit(goal: Goal, region: Region, history: tuple[Adoption, ...], lang: str) -> None:
    with st.expander(t("page_compare.edit", lang), icon=":material/edit:"):
        name = components.ask_name(lang)
        names = [m.name for m in region.members]
        if name is not None and names:
            who = address.one("who", t("page_compare.column.organisation", lang), names, names[0])
            held = choices.newest(history).get(who.casefold())
            _form(goal, who, held, name, lang)


def _form(goal: Goal, who: str, held: Adoption | None, actor: str, lang: str) -> None:
    # A form of its own for each organisation, or one's numbers would stand in another's.
    key = f"adopt_{who}"
    with st.form(key, border=False):
        st.caption(t("page_compare.edit_help", lang, unit=escape(unit_name(goal, lang))))
        chosen = CHOICES.index(held.choice) if held else 0
        choice = st.radio(
            t("page_compare.choice_label", lang), CHOICES, chosen,
            format_func=lambda c: t(f"page_compare.choice.{c}", lang), key=f"{key}_choice",
        )  # fmt: skip
        target = st.text_input(
            t("page_goals.target_label", lang), _number(goal, held, lang), key=f"{key}_target"
        )
        day = st.text_input(
            t("page_goals.target_date_label", lang), _iso(held.target_date if held else None),
            key=f"{key}_day", placeholder=t("app.for_example", lang, what="2030-12-31"),
        )  # fmt: skip
        path = st.text_area(
            t("page_goals.path_label", lang), _path(goal, held, lang), key=f"{key}_path",
            help=t("page_goals.path_help", lang),
        )  # fmt: skip
        decision = st.text_input(
            t("page_compare.decision_label", lang), held.decision if held else "",
            key=f"{key}_decision",
        )  # fmt: skip
        decided = st.text_input(
            t("page_compare.decided_label", lang), _iso(held.decided_date if held else None),
            key=f"{key}_decided",
        )  # fmt: skip
        note = st.text_input(
            t("page_goals.note_label", lang), (held.note if held else None) or "",
            key=f"{key}_note",
        )  # fmt: skip
        if not st.form_submit_button(t("app.save", lang), icon=":material/save:", type="primary"):
            return
    try:
        is_in = choice == "adopts"
        made = Adoption(
            goal.identifier, who, choice,
            _amount(goal, target) if is_in and target.strip() else None,
            entry.day(day) if is_in and day.strip() else None,
            tuple(_step(goal, one) for one in path.splitlines() if is_in and one.strip()),
            decision, entry.day(decided) if decided.strip() else None, note.strip() or None,
        )  # fmt: skip
        choices.save(
            resources.installation(), goal, made, acting(actor), resources.today(), now_utc()
        )
    except UserError as error:
        components.error_box(error, lang)
    else:
        st.session_state[DONE] = who
        st.rerun()


def _history(goal: Goal, history: tuple[Adoption, ...], lang: str) -> None:
    lines = [(a.organisation, _told(goal, a, lang)) for a in reversed(history)]
    with st.expander(t("page_compare.history", lang, count=len(history)), key="adoption_history"):
        tables.pairs(lines, alt=t("page_compare.history_alt", lang))


def _told(goal: Goal, adoption: Adoption, lang: str) -> str:
    """One word in a line: the choice, the way, the decision, and who wrote it down when."""
    steps = pace_text.steps(goal, adoption, lang)
    parts = (
        t(f"page_compare.choice.{adoption.choice}", lang),
        pace_text.way(goal, adoption, lang),
        t("page_compare.steps", lang, steps=steps) if steps else "",
        t("page_compare.decided", lang, decision=adoption.decision, day=adoption.decided_date),
        adoption.note or "",
        t("page_compare.written", lang, name=report_parts.person(adoption.actor, lang),
          at=moment(adoption.at, lang)),
    )  # fmt: skip
    return " · ".join(part for part in parts if part)


def _amount(goal: Goal, text: str) -> Decimal | None:
    return entry.percent(text) if goal.unit == SHARE_UNIT else entry.amount(text)


def _step(goal: Goal, line: str) -> Step:
    on, _, amount = line.partition(":")
    value = _amount(goal, amount) if amount.strip() else None
    if value is None:
        raise UserError("goal_step", text=line.strip())
    return Step(entry.day(on), value)


def _shown(goal: Goal, value: Decimal, lang: str) -> str:
    shown = value * 100 if goal.unit == SHARE_UNIT else value
    return exact(shown, lang).replace(GROUP_MARKS[lang], "")


def _number(goal: Goal, held: Adoption | None, lang: str) -> str:
    return "" if held is None or held.target is None else _shown(goal, held.target, lang)


def _path(goal: Goal, held: Adoption | None, lang: str) -> str:
    steps = held.path if held else ()
    return "\n".join(f"{s.valid_from}: {_shown(goal, s.value, lang)}" for s in steps)


def _iso(day: date | None) -> str:
    return str(day) if day else ""
