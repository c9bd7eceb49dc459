"""What an auditor sees: whether the chain holds, and who did what to which thing when."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st

from followup.errors import UserError
from followup.i18n.text import day, moment, number, t
from followup.services import written
from followup.services.audit import listing, words
from followup.services.installation import Actor, now_utc
from followup.storage import chain, retention
from followup.storage.audit_log import Deed
from followup.ui import address, components, reads, resources, tables
from followup.ui.components import escape
from followup.ui.reads import State
from followup.ui.tables import Column

CHECKED: Final = "audit_checked"
FAULTS_SHOWN: Final = 50


def show(now: State, lang: str) -> None:
    """The check of the chain, then the acts with what sifts them."""
    _chain(now, lang)
    deeds = _deeds(now.home, now.version, now.as_of)
    st.header(t("audit.acts_title", lang), anchor=False)
    if not deeds:
        components.empty_state(t("audit.none", lang))
        return
    contracts = frozenset(c.number for c in reads.contracts(now))
    found = _sifted(deeds, contracts, lang)
    count, whole = number(len(found), lang), number(len(deeds), lang)
    said = t("audit.count", lang, count=count, whole=whole)
    st.caption(said)
    if not found:
        return
    rows = [listing.row(deed, contracts, lang) for deed in found]
    columns = [Column(name, t(f"audit.column.{name}", lang)) for name in listing.COLUMNS[1:]]
    tables.grid(rows, columns, lang, key="audit_acts", alt=said)
    st.download_button(
        t("audit.download", lang), file_name=t("audit.download_file", lang), mime=components.XLSX,
        data=lambda: listing.workbook(found, contracts, said, lang),
        key="audit_download", icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _chain(now: State, lang: str) -> None:
    st.markdown(t("audit.intro", lang))
    if st.button(t("audit.check", lang), key="audit_check", icon=":material/link:"):
        found = chain.verify(resources.installation().database)
        st.session_state[CHECKED] = (now.home, now_utc(), found)
    home, at, found = st.session_state.get(CHECKED, (None, None, None))
    if found is None or home != now.home:
        return
    acts, rows = number(found.acts, lang), number(found.rows, lang)
    when = t("audit.checked", lang, at=moment(at, lang))
    if found.holds:
        held = t("audit.holds", lang, acts=acts, rows=rows)
        st.success(f"{held} {when}", icon=":material/check:")
        st.caption(t("audit.head", lang, head=f"{found.acts}:{found.head}"))
        for act, on, count in retention.resealed(resources.installation().database):
            said = {"acts": number(count, lang), "day": day(on, lang), "act": act}
            st.caption(t("audit.resealed", lang, **said))
        return
    st.error(f"{t('audit.broken', lang, acts=acts, rows=rows)} {when}", icon=":material/error:")
    for fault in found.faults[:FAULTS_SHOWN]:
        st.markdown(f"- {escape(words.fault(fault, lang))}")


def _sifted(deeds: tuple[Deed, ...], contracts: frozenset[str], lang: str) -> list[Deed]:
    numbers = sorted({c for d in deeds if (c := listing.contract_of(d, contracts))})
    people = sorted({Actor.of(d.actor).name for d in deeds})
    kinds = {words.kind(d.kind, lang): d.kind for d in deeds}
    left, right = st.columns(2)
    with left:
        contract = address.select("contract", t("audit.column.contract", lang), numbers, lang)
        person = address.select("person", t("audit.column.who", lang), people, lang)
    with right:
        kind = address.select("kind", t("audit.column.what", lang), sorted(kinds), lang)
        first, last = _days(lang)
    return listing.sifted(
        deeds, contracts, contract=contract, person=person, kind=kinds.get(kind or ""),
        first=first, last=last,
    )  # fmt: skip


def _days(lang: str) -> tuple[date | None, date | None]:
    """The first and last day asked for; one that cannot be read asks for none, and says so."""
    fields = [
        column.text_input(t(f"audit.{name}", lang), key=f"audit_{name}")
        for column, name in zip(st.columns(2), ("first", "last"), strict=True)
    ]
    try:
        first, last = (written.maybe_day(field) for field in fields)
    except UserError as error:
        components.error_box(error, lang)
        return None, None
    return first, last


@st.cache_data(max_entries=8, show_spinner=False)
def _deeds(home: str, version: int, as_of: date) -> tuple[Deed, ...]:
    del home, version, as_of
    return listing.every(resources.installation())
