"""The fields of each kind of step; what they say is read only when the step is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Final, get_args

import streamlit as st

from followup.domain.deviation import (
    Action,
    Attachment,
    Detail,
    Outcome,
    StepKind,
)
from followup.domain.requirement import Assessment
from followup.errors import UserError
from followup.i18n.text import LANGUAGES, language_name, period_label, t
from followup.services.deviation import attachments, letter
from followup.services.entry import day as entered_day
from followup.services.proof import text as proof_text
from followup.settings import MEBIBYTE
from followup.ui import resources, theme
from followup.ui.deviation.drawing import Build as Build
from followup.ui.deviation.drawing import Form as Form
from followup.ui.penalty import step_fields

ACTIONS: Final = 3


def reason(form: Form, kind: StepKind) -> str:
    """Why; of a notice what is asked of the supplier, in the letter's language."""
    usual = ""
    if kind == "notify":
        wanted = letter.usual(form.matter, form.today, form.reply_days, language(form))
        usual = wanted.ask
        # Another language asks in its own words, unless somebody has written here.
        name = f"reason_{kind}_{wanted.lang}"
    else:
        name = f"reason_{kind}"
    return form.area(name, t(f"deviation.why.{kind}", form.lang), usual)


def language(form: Form) -> str:
    """The letter's language as it stands chosen."""
    usual = letter.language_of(form.matter.contract)
    return str(st.session_state.get(form.key("language"), usual))


def draw(form: Form, kind: StepKind) -> Build:
    """The fields that a kind of step has beside day and reason; returns how to read them."""
    return _FIELDS.get(kind, _nothing)(form)


def _nothing(form: Form) -> Build:
    del form
    return Detail


def _confirm(form: Form) -> Build:
    if form.matter.subject.ground in ("bonus", "together"):
        return Detail
    small = st.checkbox(
        form.label("is_small"), value=form.matter.is_small, key=form.key("is_small")
    )
    return lambda: Detail(is_small=small)


def _notify(form: Form) -> Build:
    reply = form.text("reply_date", (form.today + timedelta(days=form.reply_days)).isoformat())
    sent_to = form.text("sent_to")
    return lambda: Detail(reply_date=entered_day(reply), sent_to=sent_to.strip() or None)


def choose_language(form: Form) -> None:
    """In which language the letter is written; the contract's country's unless chosen."""
    st.selectbox(
        form.label("language"), LANGUAGES, index=LANGUAGES.index(language(form)),
        format_func=lambda code: language_name(code, form.lang), key=form.key("language"),
    )  # fmt: skip


def _reply(form: Form) -> Build:
    files = _files(form)
    return lambda: Detail(attachments=files())


def _meeting(form: Form) -> Build:
    roles = form.area("attendees", form.label("attendees"))
    files = _files(form)
    return lambda: Detail(
        attendees=tuple(line.strip() for line in roles.splitlines() if line.strip()),
        attachments=files(),
    )


def _action_plan(form: Form) -> Build:
    lines = []
    for index in range(1, ACTIONS + 1):
        st.caption(t("page_deviations.action_number", form.lang, number=index))
        cells = st.columns([5, 3, 2])
        lines.append(
            [
                cell.text_input(form.label(name), key=form.key(f"{name}_{index}"))
                for cell, name in zip(cells, ("what", "responsible", "due"), strict=True)
            ]
        )
    return lambda: Detail(actions=tuple(_action(line) for line in lines if any(line)))


def _action(line: Sequence[str | None]) -> Action:
    what, responsible, due = (str(cell or "").strip() for cell in line)
    if not what or not responsible:
        raise UserError("deviation_missing_actions")
    return Action(what, responsible, entered_day(due))


def _follow_up(form: Form) -> Build:
    outcomes: tuple[Outcome, ...] = get_args(Outcome)
    outcome = st.radio(
        form.label("outcome"), outcomes, index=None, horizontal=True, key=form.key("outcome"),
        format_func=lambda code: t(f"deviation.outcome.{code}", form.lang),
    )  # fmt: skip
    periods = {str(a.period): a for a in form.later}
    chosen = st.selectbox(
        form.label("evidence_period"), ["", *periods], key=form.key("evidence_period"),
        format_func=lambda code: _verdict(periods.get(code), form.lang),
    ) if periods else ""  # fmt: skip
    evidence = form.area("evidence", form.label("evidence"))
    files = _files(form)
    return lambda: Detail(
        outcome=outcome,
        evidence_period=periods[chosen].period if chosen else None,
        evidence=evidence.strip() or None,
        attachments=files(),
    )


def _verdict(found: Assessment | None, lang: str) -> str:
    if found is None:
        return t("page_deviations.no_period", lang)
    word = t(f"verdict.{found.outcome}", lang)
    return f"{period_label(found.period, lang)}: {word}, {proof_text.finding(found, lang)}"


def _close(form: Form) -> Build:
    lesson = form.area("lesson", form.label("lesson"))
    return lambda: Detail(lesson=lesson.strip() or None)


def _files(form: Form) -> Callable[[], tuple[Attachment, ...]]:
    """Files of evidence; kept by their sha256 when the step is saved, and never read."""
    own = resources.installation()
    most = own.settings.limits.attachment_bytes // MEBIBYTE
    given = st.file_uploader(
        form.label("attachments"), accept_multiple_files=True, key=form.key("files"),
        max_upload_size=most,
    )  # fmt: skip
    theme.name_uploader(form.lang)
    st.caption(t("page_deviations.attach_help", form.lang, most=most))
    return lambda: attachments.keep(own, [(file.name, file.getvalue()) for file in given])


_FIELDS: Final[Mapping[StepKind, Callable[[Form], Build]]] = {
    "confirm": _confirm, "notify": _notify, "reply": _reply, "meeting": _meeting,
    "action_plan": _action_plan, "follow_up": _follow_up, "basis": step_fields.basis,
    "decide": step_fields.decide, "close": _close,
}  # fmt: skip
