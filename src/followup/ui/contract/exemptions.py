"""The dispenses of a contract: what each is, what became of it, and the next word on one."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from followup.domain.parties import Contract, Exemption, ExemptionState
from followup.errors import UserError
from followup.i18n.text import moment, t
from followup.services import entry
from followup.services.dispens import exemption
from followup.services.dispens.text import exemption_line
from followup.services.installation import now_utc
from followup.services.upload import submit
from followup.ui import address, components, may, resources, state, theme, verdict_changes
from followup.ui.components import Place, escape
from followup.ui.contract import reads as contract_reads
from followup.ui.reads import State
from followup.ui.report import parts as report_parts
from followup.ui.state import acting

DONE_KEY, DRAFT_KEY = "exemption_done", "exemption_draft"
# In the address: the application to decide on, the requirement a new one is for, and its days.
DECIDE, NEW, DAYS = "decide", "dispens", "days"
OUTCOMES: tuple[ExemptionState, ...] = ("granted", "refused")


def decide_place(label: str, asked: Exemption) -> Place:
    """A link to an application with the form to decide on it opened."""
    return Place(label, "contracts", {"contract": asked.contract, DECIDE: asked.identifier})


def is_asked() -> bool:
    """Whether the address asks for a dispens, a new one or one to decide on."""
    return bool(address.get(NEW) or address.get(DECIDE))


def said(lang: str) -> None:
    """Say once what was saved; at the top of the page, where the form was."""
    if done := st.session_state.pop(DONE_KEY, None):
        st.success(t(str(done), lang), icon=":material/check:")


def show(now: State, contract: Contract, lang: str) -> None:
    """Each dispens with its state, and every word given on them."""
    found = contract_reads.exemptions(now, contract.number)
    if not found:
        return
    st.subheader(t("exemption.title", lang), anchor=False)
    for each in found:
        with st.container(
            horizontal=True, vertical_alignment="center", key=f"exemption-{each.identifier}"
        ):
            look = theme.mark(f"dispens_{each.state}")
            st.badge(t(f"exemption.state_{each.state}", lang), icon=look.icon, color=look.tone)
            st.markdown(escape(exemption_line(each, lang)), width="stretch")
            actor = state.user_name() if may.act("dispens") else None
            is_opened = each.state == "pending" and address.get(DECIDE) == each.identifier
            if actor and each.state == "pending" and not is_opened:
                label = t("exemption.decide", lang)
                key = f"decide-{each.identifier}"
                with st.popover(label, icon=":material/gavel:", key=key):
                    _decide(each, actor, lang)
            elif actor and each.state == "granted":
                _end(each, actor, lang)
        if is_opened and actor:
            with st.container(border=True, key=f"deciding-{each.identifier}"):
                _decide(each, actor, lang)
    _words(contract, lang)


def _words(contract: Contract, lang: str) -> None:
    """Every word ever given, for who wants to see how it came to this."""
    box = st.expander(
        t("exemption.history", lang), key="exemption_history", icon=":material/history:",
        on_change="rerun",
    )  # fmt: skip
    if not box.open:
        return
    for word in exemption.words(resources.installation(), contract.number):
        who = report_parts.person(word.actor, lang)
        at = moment(word.done_at, lang)
        line = exemption_line(word.exemption, lang)
        box.markdown(f"- {escape(t('exemption.word', lang, at=at, name=who, line=line))}")


def _decide(asked: Exemption, actor: str, lang: str) -> None:
    """An application is granted or refused, with the day and the name of who decided."""
    name = asked.identifier
    outcome = st.radio(
        t("exemption.outcome", lang),
        OUTCOMES,
        format_func=lambda code: t(f"exemption.outcome_{code}", lang),
        key=f"decide-outcome-{name}",
        horizontal=True,
    )
    day = st.text_input(
        t("page_contract.decided_on", lang), value=resources.today().isoformat(),
        key=f"decide-day-{name}",
    )  # fmt: skip
    by = st.text_input(t("exemption.approved_by", lang), key=f"decide-by-{name}")
    diary = st.text_input(
        t("exemption.diary_number", lang), value=asked.diary_number or "",
        key=f"decide-diary-{name}",
    )  # fmt: skip
    note = st.text_input(t("exemption.note", lang), key=f"decide-note-{name}")
    if not by.strip():
        st.caption(t("exemption.fill_in", lang))
        return
    try:
        decided = replace(
            asked, state=outcome, decided_date=entry.day(day),
            known_from=entry.day(day), approved_by=by.strip(),
            diary_number=diary.strip() or None, note=note.strip() or None,
        )  # fmt: skip
    except UserError as error:
        components.error_box(error, lang)
        return
    confirm(decided, actor, f"decide-save-{name}", lang)


def _end(there: Exemption, actor: str, lang: str) -> None:
    """Shorten or revoke: a new word, from a day on, with the reason."""
    name = there.identifier
    with st.popover(t("exemption.end", lang), icon=":material/event_busy:", key=f"end-{name}"):
        st.markdown(t("exemption.end_help", lang))
        day = st.text_input(
            t("exemption.end_from", lang), value=resources.today().isoformat(),
            key=f"end-day-{name}",
        )  # fmt: skip
        reason = st.text_input(t("exemption.end_reason", lang), key=f"end-reason-{name}")
        if not reason.strip():
            st.caption(t("exemption.fill_in", lang))
            return
        try:
            ended = exemption.shortened(there, entry.day(day), reason, resources.today())
        except UserError as error:
            components.error_box(error, lang)
            return
        confirm(ended, actor, f"end-save-{name}", lang)


def confirm(dispens: Exemption, actor: str, key: str, lang: str) -> None:
    """What saving would change in the verdicts, and the button that saves."""
    own = resources.installation()
    st.markdown(escape(exemption_line(dispens, lang)))
    try:
        with components.busy(t("page_upload.rehearsing", lang)):
            changed = _preview(own.data_version, resources.today().isoformat(), dispens)
    except UserError as error:
        components.error_box(error, lang)
        return
    verdict_changes.show(own, changed, lang)
    if not st.button(t("exemption.save", lang), key=key, type="primary"):
        return
    try:
        exemption.save(own, dispens, acting(actor), now_utc())
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[DONE_KEY] = f"exemption.saved_{dispens.state}"
    st.session_state.pop(DRAFT_KEY, None)
    address.put(**{NEW: None, DAYS: None, DECIDE: None})
    st.rerun()


# A rehearsal is exact and changes nothing, so a rerun need not do it again.
@st.cache_data(max_entries=4, show_spinner=False, scope="session")
def _preview(version: int, day: str, dispens: Exemption) -> tuple[submit.Change, ...]:
    del version, day  # they are in the key
    return exemption.preview(resources.installation(), dispens, resources.today())
