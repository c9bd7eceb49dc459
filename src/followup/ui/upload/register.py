"""A contract register instead of a report: what it changes, what it lacks, and saving it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import streamlit as st

from followup.domain.parties import Contract
from followup.errors import UserError
from followup.i18n.text import day, number, t
from followup.reference.tables import COUNTRIES
from followup.services.contract import changes as contract_changes
from followup.services.contract import contracts
from followup.services.contract import register as contract_register
from followup.services.contract.register import Register
from followup.services.installation import Installation, now_utc
from followup.services.upload import drafts
from followup.ui import may, reads
from followup.ui.components import Place, error_box, error_text, escape, link
from followup.ui.state import acting
from followup.ui.tables import Column, plain_table
from followup.ui.upload import check as upload_check
from followup.ui.upload import sheets as upload_sheets
from followup.ui.upload import take, tokens
from followup.ui.upload.work import Work

SAVED_KEY = "register_saved"
SHOWN: Final = 200
PROBLEMS: Final = 20


def show(
    installation: Installation, work: Work, waiting: list[str], actor: str, today: date, lang: str
) -> None:
    """The contracts found, what the file lacks, what would change, and the button that saves."""
    st.info(t("page_upload.is_register", lang), icon=":material/contract:")
    if not may.act("save_contracts"):
        error_box(UserError("not_allowed"), lang)
        return
    upload_sheets.tables(work.draft, lang)
    upload_check.findings(work.draft, lang)
    known = {c.number: c for c in reads.contracts(reads.state())}
    given = _asked(contract_register.lacking(work.draft, known), lang)
    found = contract_register.read_register(installation.catalogue, work.draft, lang, known, given)
    _changes(found, known, lang)
    entered = [c for c in found.contracts if not _is_known(c, known)]
    is_agreed = _problems(found, lang)
    pressed = st.button(
        t("page_upload.save_contracts", lang, count=len(entered)),
        key="upload_save_contracts",
        type="primary",
        icon=":material/save:",
        disabled=not is_agreed or not entered,
    )
    if not pressed:
        return
    try:
        contracts.save(installation, entered, acting(actor), today, now_utc())
    except UserError as error:
        error_box(error, lang)
        return
    drafts.remove(installation.settings, work.stored.token)
    take.ended(work.stored.file_name, "saved")
    st.session_state[SAVED_KEY] = [c.number for c in entered]
    tokens.keep(waiting[1:])
    st.rerun()


def _asked(names: Sequence[str], lang: str) -> dict[str, str]:
    """One answer for the whole file for each thing that it lacks."""
    if not names:
        return {}
    st.subheader(t("page_upload.register_lacks", lang), anchor=False)
    st.caption(t("page_upload.register_lacks_help", lang))
    given = {}
    for name in names:
        label = t(f"field.{name}", lang)
        if name == "country":
            given[name] = st.selectbox(
                label,
                COUNTRIES,
                index=COUNTRIES.index("DK" if lang == "da" else "SE"),
                format_func=lambda code: t(f"page_contract.country_{code}", lang),
                placeholder=t("app.choose", lang),
                key="register_country",
            )
        else:
            given[name] = st.text_input(label, key=f"register_{name}").strip()
    return given


def _problems(found: Register, lang: str) -> bool:
    """The rows that cannot be used; True when saving may go on without them."""
    if not found.problems:
        return True
    with st.container(border=True, key="register_problems"):
        st.markdown(f":material/error: **{t('page_upload.register_problems', lang)}**")
        for problem in found.problems[:PROBLEMS]:
            st.markdown(f"- {escape(error_text(problem, lang))}")
        if len(found.problems) > PROBLEMS:
            more = number(len(found.problems) - PROBLEMS, lang)
            st.caption(t("page_upload.register_more_problems", lang, count=more))
    if not found.contracts:
        return False
    return st.checkbox(
        t("page_upload.register_leave_out", lang, count=number(len(found.contracts), lang)),
        key="register_leave_out",
    )


def _changes(found: Register, known: Mapping[str, Contract], lang: str) -> None:
    """New contracts, changed ones field by field, and how many stay as they are."""
    new = [c for c in found.contracts if c.number not in known]
    changed = [c for c in found.contracts if c.number in known and not _is_known(c, known)]
    same = len(found.contracts) - len(new) - len(changed)
    gone = len(known.keys() - {c.number for c in found.contracts})
    st.subheader(t("page_upload.register_changes", lang), anchor=False)
    st.markdown(
        t("page_upload.register_counts", lang, new=number(len(new), lang),
          changed=number(len(changed), lang), same=number(same, lang), gone=number(gone, lang))
    )  # fmt: skip
    if new:
        _new(new[:SHOWN], lang)
    lines = [
        {"number": c.number, "field": change.field, "before": change.before,
         "after": change.after}
        for c in changed
        for change in contract_changes.changes(known[c.number], c, lang)
    ]  # fmt: skip
    if lines:
        names = ("number", "field", "before", "after")
        columns = [Column(n, t(f"page_upload.register_{n}", lang)) for n in names]
        alt = t("page_upload.register_changes_alt", lang, count=len(lines))
        plain_table(lines[:SHOWN], columns, lang, alt=alt)
        if len(lines) > SHOWN:
            st.caption(t("page_upload.register_more_changes", lang, count=len(lines) - SHOWN))


def _is_known(contract: Contract, known: Mapping[str, Contract]) -> bool:
    before = known.get(contract.number)
    return before is not None and contract_changes.is_same(before, contract)


def _new(new: Sequence[Contract], lang: str) -> None:
    rows = [
        {
            "number": c.number,
            "title": c.title,
            "supplier": c.supplier or t("page_upload.internal", lang),
            "days": f"{day(c.days.start, lang)} – {day(c.days.end, lang)}",
            "responsible": c.responsible or "",
            "requirements": number(len(c.requirements), lang)
            if c.requirements
            else t("page_contracts.no_requirements", lang),
        }
        for c in new
    ]
    columns = [Column(n, t(f"page_contracts.{n}", lang)) for n in rows[0]]
    plain_table(rows, columns, lang, alt=t("page_upload.register_alt", lang, count=len(rows)))


def saved(lang: str) -> None:
    """The contracts that were just saved, once, with the way to each."""
    numbers: list[str] = st.session_state.pop(SAVED_KEY, [])
    if not numbers:
        return
    st.success(t("page_upload.contracts_saved", lang, count=len(numbers)), icon=":material/check:")
    for name in numbers[:20]:
        link(Place(escape(name), "contracts", {"contract": name}))
