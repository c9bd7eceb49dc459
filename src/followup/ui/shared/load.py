"""Published requirements from another installation: what is new in the file, then saving it."""

from __future__ import annotations

import streamlit as st

from followup.errors import UserError
from followup.i18n.text import day, t
from followup.services.installation import Actor, now_utc
from followup.services.shared import exchange
from followup.services.shared.exchange import ReadFile
from followup.ui import components, resources, state, tables, theme
from followup.ui.components import escape
from followup.ui.reads import State
from followup.ui.shared import form
from followup.ui.state import acting
from followup.ui.tables import Column, Row
from followup.ui.upload import take

NAMES = ("title", "organisation", "version", "status", "day", "result")


def show(now: State, lang: str) -> None:
    """Choose a file, see what is new, and read it in."""
    with st.expander(t("shared.load", lang), icon=":material/upload_file:"):
        name = components.ask_name(lang) if state.user_name() is None else state.user_name()
        if name is None:
            return
        st.markdown(t("shared.load_help", lang))
        theme.name_uploader(lang)
        file = st.file_uploader(t("shared.file", lang), type=list(take.TYPES), key="shared_file")
        if file is not None:
            _file(file.getvalue(), file.name, acting(name), now, lang)


def _file(content: bytes, file_name: str, actor: Actor, now: State, lang: str) -> None:
    own = resources.installation()
    with components.busy(t("app.working", lang)):
        found = exchange.read(own, content, file_name, now.as_of, lang)
    if found.refusal is not None:
        _refused(found, lang)
        return
    st.markdown(t("shared.load_found", lang, new=len(found.new), same=found.same))
    if found.problems:
        st.error(t("shared.load_problems", lang), icon=":material/error:")
        for problem in found.problems:
            words = components.error_text(problem.error, lang)
            where = {"sheet": escape(problem.sheet), "row": problem.row}
            st.markdown(f"- {t('shared.load_problem', lang, problem=words, **where)}")
        return
    if not found.new:
        return
    columns = [Column(name, t(f"shared.column.{name}", lang)) for name in NAMES]
    rows: list[Row] = [
        {
            "title": s.clause.title, "organisation": s.organisation, "version": str(s.version),
            "status": t(f"shared.status.{s.status}", lang), "day": day(s.status_date, lang),
            "result": s.result,
        }
        for s in found.new
    ]  # fmt: skip
    tables.plain_table(rows, columns, lang, alt=t("shared.load_alt", lang, count=len(rows)))
    label = t("shared.load_save", lang, count=len(found.new))
    if not st.button(label, key="shared_load_save", type="primary", icon=":material/save:"):
        return
    try:
        exchange.save(own, found, content, actor, resources.today(), now_utc())
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[form.SAVED] = t("shared.load_saved", lang)
    st.rerun()


def _refused(found: ReadFile, lang: str) -> None:
    refusal = found.refusal
    if refusal is None or refusal.code in ("no_known_table", "empty"):
        st.error(t("shared.load_unknown", lang), icon=":material/error:")
        return
    params = {name: escape(value) for name, value in refusal.params.items()}
    st.error(t(f"refusal.{refusal.code}", lang, **params), icon=":material/error:")
