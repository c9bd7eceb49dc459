"""A nil report that came as a file: what it says, and saving it as the act it is."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from followup.domain.parties import NilReport
from followup.errors import UserError
from followup.i18n.text import period_label, t
from followup.services.installation import Installation, now_utc
from followup.services.upload import drafts, nil_file
from followup.ui.components import Place, busy, error_box, link
from followup.ui.state import acting
from followup.ui.tables import Column, plain_table
from followup.ui.upload import check as upload_check
from followup.ui.upload import file as upload_file
from followup.ui.upload import tokens
from followup.ui.upload.work import Work

SAVED_KEY = "nil_saved"


def show(installation: Installation, work: Work, waiting: list[str], actor: str, lang: str) -> None:
    """Where it belongs, the days without activity, and the button that saves them."""
    st.info(t("page_upload.is_nil", lang), icon=":material/pause_circle:")
    upload_file.belongs(installation, work, lang)
    upload_check.findings(work.draft, lang)
    if work.contract is None or work.problem is not None:
        return
    try:
        said = work.stored.choices.get("reporter")
        nils = nil_file.nil_reports(work.draft, work.contract, work.received, said)
    except UserError as error:
        error_box(error, lang)
        return
    _table(nils, lang)
    if nil_file.is_known(installation, nils):
        st.info(t("page_upload.nil_known", lang), icon=":material/equal:")
        return
    label = t("page_upload.save_nil", lang)
    if st.button(label, key="upload_save_nil", type="primary", icon=":material/save:"):
        _save(installation, work, nils, waiting, actor, lang)


def _save(
    installation: Installation, work: Work, nils: Sequence[NilReport], waiting: list[str],
    actor: str, lang: str,
) -> None:  # fmt: skip
    content = drafts.content(installation.settings, work.stored)
    try:
        with busy(t("page_upload.saving", lang)):
            nil_file.store(installation, content, nils, acting(actor), now_utc(), work.today)
    except UserError as error:
        error_box(error, lang)
        return
    drafts.remove(installation.settings, work.stored.token)
    st.session_state[SAVED_KEY] = nils[0].contract
    tokens.keep(waiting[1:])
    st.rerun()


def _table(nils: Sequence[NilReport], lang: str) -> None:
    rows = [
        {
            "kind": t(f"report_type.{nil.report_type}", lang),
            "period": period_label(nil.period, lang),
            "reason": nil.reason,
            "place": f"{nil.place.sheet or ''}!{nil.place.column}{nil.place.row}".lstrip("!")
            if nil.place
            else "",
        }
        for nil in nils
    ]
    columns = [
        Column("kind", t("field.report_type", lang)),
        Column("period", t("period.one", lang)),
        Column("reason", t("field.reason", lang)),
        Column("place", t("kind.place", lang)),
    ]
    plain_table(rows, columns, lang, alt=t("kind.rows_alt", lang, count=len(rows)))


def saved(lang: str) -> None:
    """That it was saved, once, with the way to the contract."""
    number = st.session_state.pop(SAVED_KEY, None)
    if number is None:
        return
    st.success(t("page_upload.nil_saved", lang), icon=":material/check:")
    link(Place(t("page_upload.to_contract", lang), "contracts", {"contract": number}))
