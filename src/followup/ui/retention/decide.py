"""Store an organisation's decision on how long what follows up its contracts is kept."""

from __future__ import annotations

import streamlit as st

from followup.domain.retention import RetentionRule
from followup.errors import UserError
from followup.i18n.text import t
from followup.services import entry
from followup.services.installation import now_utc
from followup.services.law import decisions
from followup.services.plan import routine
from followup.ui import components, may, reads, resources
from followup.ui.components import escape
from followup.ui.reads import State
from followup.ui.retention.trial import DONE
from followup.ui.state import acting


def show(now: State, lang: str) -> None:
    """The form, folded, for who takes such acts."""
    names = routine.organisations(reads.contracts(now))
    if not names or not may.act(decisions.KIND):
        return
    with st.expander(t("retention.decide_title", lang), icon=":material/edit_document:"):
        name = components.ask_name(lang)
        if name is not None:
            _form(now, names, name, lang)


def _form(now: State, names: tuple[str, ...], name: str, lang: str) -> None:
    with st.form("retention_rule", border=False):
        whose = st.selectbox(
            t("retention.column.organisation", lang), names,
            key="retention_organisation",
        )  # fmt: skip
        years = st.number_input(
            t("retention.years_after", lang), 0, decisions.MOST_YEARS, 10, key="retention_years"
        )
        document = st.text_input(
            t("retention.document", lang), key="retention_document", max_chars=100
        )
        decided = st.text_input(
            t("retention.decided", lang), now.as_of.isoformat(), key="retention_decided"
        )
        first = st.text_input(
            t("retention.holds", lang), now.as_of.isoformat(), key="retention_from"
        )
        is_removed = st.checkbox(t("retention.take_back", lang), key="retention_removed")
        sent = st.form_submit_button(t("retention.save", lang), type="primary")
    if not sent:
        return
    try:
        rule = RetentionRule(
            whose, int(years), document, entry.day(decided), entry.day(first),
            is_removed=is_removed,
        )  # fmt: skip
        decisions.decide(resources.installation(), rule, acting(name), now.as_of, now_utc())
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[DONE] = t("retention.saved", lang, organisation=escape(whose))
    st.rerun()
