"""A contract register instead of a report: which contracts it holds, and saving them."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.domain.parties import Contract
from followup.errors import UserError
from followup.i18n.text import day, join, number, t
from followup.services import contract_register, contracts, drafts
from followup.services.installation import Actor, Installation, now_utc
from followup.ui import reads
from followup.ui.components import Place, error_box, escape, link
from followup.ui.tables import Column, plain_table
from followup.ui.upload import check as upload_check
from followup.ui.upload import sheets as upload_sheets
from followup.ui.upload import take, tokens
from followup.ui.upload.work import Work

SAVED_KEY = "register_saved"


def show(
    installation: Installation, work: Work, waiting: list[str], actor: str, today: date, lang: str
) -> None:
    """The contracts found, what is wrong with them, and the button that saves them."""
    st.info(t("page_upload.is_register", lang), icon=":material/contract:")
    upload_sheets.tables(work.draft, lang)
    upload_check.findings(work.draft, lang)
    try:
        found = contract_register.from_register(installation.catalogue, work.draft, lang)
    except UserError as error:
        error_box(error, lang)
        return
    known = {c.number for c in reads.contracts(reads.state())}
    _table(found, known, lang)
    if work.errors:
        st.caption(t("page_upload.register_errors", lang, count=number(work.errors, lang)))
    pressed = st.button(
        t("page_upload.save_contracts", lang, count=len(found)),
        key="upload_save_contracts",
        type="primary",
        icon=":material/save:",
        disabled=bool(work.errors),
    )
    if not pressed:
        return
    try:
        contracts.save(installation, found, Actor(actor), today, now_utc())
    except UserError as error:
        error_box(error, lang)
        return
    drafts.remove(installation.settings, work.stored.token)
    take.ended(work.stored.file_name, "saved")
    st.session_state[SAVED_KEY] = [c.number for c in found]
    tokens.keep(waiting[1:])
    st.rerun()


def _table(found: tuple[Contract, ...], known: set[str], lang: str) -> None:
    rows = [
        {
            "number": c.number,
            "title": c.title,
            "supplier": c.supplier or t("page_upload.internal", lang),
            "days": f"{day(c.start_date, lang)} – {day(c.end_date, lang)}",
            "requirements": join((r.identifier.rpartition("/")[2] for r in c.requirements), lang),
            "what": t(
                "page_upload.contract_new_version"
                if c.number in known
                else "page_upload.contract_new",
                lang,
            ),
        }
        for c in found
    ]
    columns = [
        Column("number", t("page_contracts.number", lang)),
        Column("title", t("page_contracts.title", lang)),
        Column("supplier", t("page_contracts.supplier", lang)),
        Column("days", t("page_contracts.days", lang)),
        Column("requirements", t("page_contracts.requirements", lang)),
        Column("what", t("page_upload.what_happens", lang)),
    ]
    plain_table(rows, columns, lang, alt=t("page_upload.register_alt", lang, count=len(rows)))


def saved(lang: str) -> None:
    """The contracts that were just saved, once, with the way to each."""
    numbers: list[str] = st.session_state.pop(SAVED_KEY, [])
    if not numbers:
        return
    st.success(t("page_upload.contracts_saved", lang, count=len(numbers)), icon=":material/check:")
    for name in numbers[:20]:
        link(Place(escape(name), "contracts", {"contract": name}))
