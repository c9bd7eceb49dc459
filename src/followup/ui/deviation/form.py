"""The next step as one form: which step, when, why, and what that step must say."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.domain import deviation as machine
from followup.domain.deviation import Case, StepKind
from followup.errors import UserError
from followup.i18n.text import t
from followup.services.deviation import letter
from followup.services.deviation import steps as deviation_steps
from followup.services.deviation import text as deviation_text
from followup.services.deviation.letter import Wanted
from followup.services.deviation.matter import OVER, Desk, Matter
from followup.services.deviation.steps import Deed, NewStep
from followup.services.entry import day as entered_day
from followup.services.installation import now_utc
from followup.services.penalty import basis as penalty
from followup.ui import address, components, reads, resources
from followup.ui.components import escape
from followup.ui.deviation import fields
from followup.ui.deviation.fields import Form
from followup.ui.penalty import step_fields
from followup.ui.reads import State
from followup.ui.state import acting

SAVED_KEY: Final = "deviation_saved"


def of(now: State, desk: Desk, matter: Matter, lang: str) -> Form:
    """The form of a matter's next step."""
    later = [
        a
        for a in reads.assessments(now)
        if a.requirement == matter.requirement
        and a.period.start > matter.period.start
        and a.verdict != "not_due"
    ]
    return Form(matter, now.as_of, desk.rule.reply_days, later[::-1], lang)


def show(form: Form, now: State, actor: str) -> None:
    """The steps that may come, the usual one chosen, and its fields."""
    matter, lang = form.matter, form.lang
    st.subheader(t("page_deviations.next_step", lang), anchor=False)
    if matter.state in OVER:
        st.caption(t("page_deviations.ended", lang))
    case = matter.case or Case("", matter.subject, ())
    with st.container(border=True, key="deviation_form"):
        kind: StepKind = st.radio(
            t("page_deviations.which", lang), _kinds(matter, case), horizontal=True,
            key=form.key("kind"), format_func=lambda code: t(f"deviation.step.{code}", lang),
        )  # fmt: skip
        _second_person(case, kind, actor, lang)
        if kind == "notify":
            fields.choose_language(form)
        day = form.text("day", now.as_of.isoformat())
        reason = fields.reason(form, kind)
        build = fields.draw(form, kind)
        label = t("page_deviations.save", lang, what=t(f"deviation.step.{kind}", lang))
        if not st.button(label, key=form.key("save"), type="primary", icon=":material/save:"):
            return
        try:
            step = NewStep(kind, entered_day(day), reason, build(), fields.language(form),
                           step_fields.clause(form))  # fmt: skip
            deed = Deed(acting(actor), now_utc(), now.as_of)
            with components.busy(t("app.working", lang)):
                name = deviation_steps.take(resources.installation(), matter, step, deed)
        except UserError as error:
            components.error_box(error, lang)
            return
    st.session_state[SAVED_KEY] = (kind, name)
    address.put(case=name)
    st.rerun()


def _kinds(matter: Matter, case: Case) -> tuple[StepKind, ...]:
    """The steps that may come; a basis only where a clause has a rule to compute it by."""
    kinds = machine.allowed(case)
    if penalty.clauses_for(matter):
        return kinds
    return tuple(kind for kind in kinds if kind != "basis")


def _second_person(case: Case, kind: StepKind, actor: str, lang: str) -> None:
    decided = case.last("basis" if kind.endswith("_basis") else "decide")
    if kind in ("approve", "reject", "approve_basis", "reject_basis") and decided is not None:
        words = {"name": escape(deviation_text.who(decided, lang)), "own": escape(actor)}
        st.info(t("page_deviations.second_person", lang, **words), icon=":material/group:")


def wanted(form: Form) -> Wanted:
    """The letter as the form asks for it, else as it is usually written."""
    lang = fields.language(form)
    usual = letter.usual(form.matter, form.today, form.reply_days, lang)
    ask = st.session_state.get(form.key(f"reason_notify_{lang}")) or usual.ask
    try:
        day = entered_day(str(st.session_state.get(form.key("day")) or ""))
        reply = entered_day(str(st.session_state.get(form.key("reply_date")) or ""))
    except UserError:
        day, reply = usual.day, usual.reply_date
    return Wanted(lang, day, reply, str(ask))


def saved(lang: str) -> None:
    """Say once that a step was saved, and in which case."""
    if done := st.session_state.pop(SAVED_KEY, None):
        kind, name = done
        what = t(f"deviation.step.{kind}", lang)
        st.success(t("page_deviations.saved", lang, what=what, case=name), icon=":material/check:")
