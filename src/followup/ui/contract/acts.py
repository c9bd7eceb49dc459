"""What a person may add to a contract: a nil report, a dispens, a judgement of evidence."""

from __future__ import annotations

import streamlit as st

from followup.domain.parties import Contract, NilReport
from followup.domain.period import parse_period
from followup.errors import UserError
from followup.i18n.text import t
from followup.services import entry
from followup.services.dispens import decide
from followup.services.installation import now_utc
from followup.ui import components, resources, state
from followup.ui.contract import evidence_form, exemption_form
from followup.ui.state import acting

DONE_KEY = "contract_act_done"


def show(contract: Contract, lang: str, *, is_named: bool) -> None:
    """The forms, folded; what was done is said once above them.

    ``is_named``: the reader's name is asked for elsewhere on the page.
    """
    st.subheader(t("page_contract.acts", lang), anchor=False)
    if done := st.session_state.pop(DONE_KEY, None):
        st.success(t(str(done), lang), icon=":material/check:")
    actor = state.user_name() if is_named else components.ask_name(lang)
    if actor is None:
        return
    with st.expander(t("page_contract.nil", lang), key="nil_box"):
        st.caption(t("page_contract.nil_help", lang))
        _nil(contract, actor, lang)
    exemption_form.show(contract, actor, lang)
    evidence_form.show(contract, actor, lang, _done)


def _nil(contract: Contract, actor: str, lang: str) -> None:
    reporters = contract.reporters
    with st.form("nil_form", border=False):
        chosen = st.selectbox(
            t("page_contract.reporter", lang),
            range(len(reporters)),
            format_func=lambda i: (
                f"{reporters[i].name} · {t(f'report_type.{reporters[i].report_type}', lang)}"
            ),
            placeholder=t("app.choose", lang),
            key="nil_reporter",
        )
        period, day = _when("nil", t("page_contract.received_on", lang), lang)
        reason = st.text_input(t("page_contract.nil_reason", lang), key="nil_reason")
        pressed = st.form_submit_button(t("app.save", lang), key="nil_save")
    if not pressed or chosen is None:
        return
    try:
        who = reporters[chosen]
        nil = NilReport(
            contract.number, who.name, who.report_type, parse_period(period), reason, entry.day(day)
        )
        decide.report_nothing(resources.installation(), nil, acting(actor), now_utc())
    except UserError as error:
        components.error_box(error, lang)
        return
    _done("page_contract.nil_saved")


def _when(name: str, label: str, lang: str) -> tuple[str, str]:
    left, right = st.columns(2)
    period = left.text_input(
        t("page_contract.for_days", lang),
        help=t("page_upload.days_help", lang),
        placeholder="2025-Q1",
        key=f"{name}_period",
    )
    day = right.text_input(label, value=resources.today().isoformat(), key=f"{name}_day")
    return str(period or ""), str(day or "")


def _done(key: str) -> None:
    st.session_state[DONE_KEY] = key
    st.rerun()
