"""What would go with one contract, found out without changing anything, and erasing it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.domain.retention import Due
from followup.errors import UserError
from followup.i18n.text import day, number, t
from followup.services.installation import now_utc
from followup.services.law import erase
from followup.services.law.erase import DryRun
from followup.ui import components, may, reads, resources, tables
from followup.ui.components import escape
from followup.ui.reads import State
from followup.ui.state import acting
from followup.ui.tables import Column

TRIED: Final = "retention_tried"
DONE: Final = "retention_done"
FILES_SHOWN: Final = 20


def show(now: State, found: tuple[Due, ...], lang: str) -> None:
    """Choose a contract that is not erased yet, see what would go, and erase it if it is due.

    ``found`` are those that have ended; one that runs can be tried too.
    """
    if done := st.session_state.pop(DONE, None):
        st.success(done, icon=":material/check:")
    erased = {one.contract for one in found if one.state == "erased"}
    open_to = {one.contract: one.title for one in found}
    open_to |= {c.number: c.title for c in reads.contracts(now)}
    open_to = {number: title for number, title in open_to.items() if number not in erased}
    if not open_to:
        return
    st.header(t("retention.trial_title", lang), anchor=False)
    st.markdown(t("retention.trial_intro", lang))
    chosen = st.selectbox(
        t("retention.contract", lang), list(open_to), key="retention_contract",
        format_func=lambda n: f"{n} {open_to[n]}",
    )  # fmt: skip
    if st.button(t("retention.try", lang), key="retention_try", icon=":material/preview:"):
        try:
            with components.busy(t("app.working", lang)):
                tried = erase.dry_run(resources.installation(), chosen, now.as_of)
        except UserError as error:
            components.error_box(error, lang)
            return
        st.session_state[TRIED] = (now.home, now.version, tried)
    home, version, tried = st.session_state.get(TRIED, (None, None, None))
    # What was found out holds for that contract and that state of the data alone.
    if tried is None or (home, version, tried.due.contract) != (now.home, now.version, chosen):
        return
    _told(tried, lang)
    if may.act("erase"):
        _erase(tried, now, lang)


def _told(tried: DryRun, lang: str) -> None:
    gone = tried.gone
    st.info(
        t("retention.would", lang, contract=escape(tried.due.contract),
          rows=number(sum(gone.rows.values()), lang), files=len(gone.files), acts=gone.acts),
        icon=":material/visibility:",
    )  # fmt: skip
    rows: list[dict[str, object]] = [
        {"table": t(f"retention.table.{name}", lang), "rows": number(count, lang)}
        for name, count in sorted(gone.rows.items(), key=lambda pair: -pair[1])
    ]
    columns = [Column(name, t(f"retention.column.{name}", lang)) for name in ("table", "rows")]
    tables.plain_table(rows, columns, lang, alt=t("retention.trial_title", lang))
    if gone.files:
        with st.expander(t("retention.files", lang, count=len(gone.files))):
            st.text("\n".join(gone.files[:FILES_SHOWN]))
    if gone.files_kept:
        st.caption(t("retention.files_kept", lang, count=len(gone.files_kept)))
    last = day(tried.backups_gone, lang)
    st.caption(t("retention.backups", lang, count=len(tried.backups), day=last))
    if tried.moved:
        st.error(t("retention.moved", lang, what=escape(", ".join(tried.moved))))
    else:
        st.caption(t("retention.nothing_moves", lang))


def _erase(tried: DryRun, now: State, lang: str) -> None:
    if tried.moved:
        return
    if tried.due.state != "due":
        state = t(f"retention.state.{tried.due.state}", lang)
        st.warning(t("retention.not_yet", lang, state=state), icon=":material/block:")
        return
    name = components.ask_name(lang)
    if name is None:
        return
    with st.form("retention_erase", border=True):
        reason = st.text_input(t("retention.reason", lang), key="retention_reason", max_chars=200)
        is_sure = st.checkbox(t("retention.sure", lang), key="retention_sure")
        sent = st.form_submit_button(
            t("retention.erase", lang), type="primary", icon=":material/delete_forever:"
        )
    if not sent:
        return
    if not is_sure:
        st.warning(t("retention.not_sure", lang))
        return
    try:
        with components.busy(t("app.working", lang)):
            left = erase.erase(
                resources.installation(), tried.due.contract, reason, acting(name), now.as_of,
                now_utc(),
            )  # fmt: skip
            # Opened anew the files follow, and nothing that pages remember is left.
            resources.reopen()
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state.pop(TRIED, None)
    st.session_state[DONE] = t(
        "retention.done", lang, contract=escape(left.contract), day=day(left.backups_gone, lang)
    )
    st.rerun()
