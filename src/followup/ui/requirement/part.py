"""Under a requirement on its contract's page: its link to the library, and its versions."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.domain.parties import Contract
from followup.domain.requirement import Requirement
from followup.i18n.text import day, t
from followup.services.requirement import text as requirement_text
from followup.services.requirement import versions as requirement_versions
from followup.services.requirement.versions import Line
from followup.ui import components, reads, resources, tables
from followup.ui.components import Place, escape
from followup.ui.reads import State
from followup.ui.shared import copied
from followup.ui.tables import Column


def add_place(contract: Contract, lang: str) -> Place:
    """Where a requirement is added to a contract."""
    query = {"contract": contract.number, "clause": "new"}
    return Place(t("page_requirement.add", lang), "contracts", query)


def show(now: State, contract: Contract, requirement: Requirement, lang: str) -> None:
    """Where the requirement comes from, what was changed, and what it said before."""
    short = requirement.identifier.rpartition("/")[2]
    catalogue = resources.installation().catalogue
    line = requirement_text.library_line(catalogue, requirement, lang)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if line:
            st.caption(escape(line), width="content")
        copied.show(now, requirement, lang)
        query = {"contract": contract.number, "clause": short}
        components.link(
            Place(t("page_requirement.change", lang), "contracts", query), ":material/edit:"
        )
        if not contract.is_internal:
            start = {"from": f"req:{requirement.identifier}"}
            components.link(Place(t("nav.tester", lang), "tester", start), ":material/science:")
    found = _versions(
        now.home,
        now.version,
        now.as_of,
        now.checksum,
        contract.number,
        requirement.identifier,
        lang,
    )
    if len(found) > 1:
        name = t("page_requirement.versions", lang, count=len(found) - 1)
        with st.expander(name, key=f"versions-{requirement.identifier}"):
            _table(found, short, lang)


def _table(found: tuple[Line, ...], short: str, lang: str) -> None:
    rows = [
        {"since": day(line.known_from, lang), "who": line.actor, "says": line.says}
        for line in found
    ]  # fmt: skip
    columns = [
        Column("since", t("page_requirement.version_since", lang)),
        Column("who", t("page_requirement.version_who", lang)),
        Column("says", t("page_requirement.version_says", lang)),
    ]
    alt = t("page_requirement.versions_alt", lang, requirement=short, count=len(found))
    tables.plain_table(rows, columns, lang, alt=alt)


@st.cache_data(max_entries=32, show_spinner=False)
def _versions(
    home: str, version: int, as_of: date, checksum: str, number: str, identifier: str, lang: str
) -> tuple[Line, ...]:
    del home, version, as_of, checksum
    contract = next(c for c in reads.contracts(reads.state()) if c.number == number)
    return requirement_versions.lines(resources.installation(), contract, identifier, lang)
