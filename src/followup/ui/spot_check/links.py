"""Spot checks where they are met elsewhere: on a contract, a report and a case."""

from __future__ import annotations

import streamlit as st

from followup.domain.parties import Contract
from followup.i18n.text import t
from followup.services.spot_check import coverage as spot_check_coverage
from followup.services.spot_check import findings as spot_check_findings
from followup.services.upload import finding_text
from followup.storage.submissions import Submission
from followup.ui import components
from followup.ui.components import Place, escape
from followup.ui.reads import State
from followup.ui.spot_check import reads as check_reads


def of_contract(now: State, contract: Contract, lang: str) -> None:
    """How much of the contract's rows is checked, its lists, and the way to a new one."""
    own = [m for m in check_reads.lists(now) if contract.number in m.contracts]
    st.subheader(t("page_checks.on_contract", lang), anchor=False)
    if own:
        words = spot_check_coverage.words(check_reads.coverage(now, contract), lang)
    else:
        words = t("page_checks.on_contract_none", lang)
    st.markdown(words)
    with st.container(horizontal=True, key="contract_checks"):
        for made in own:
            components.link(
                Place(t("page_checks.from_check", lang, list=made.identifier), "spot_checks",
                      {"list": made.identifier}),
                icon=":material/fact_check:",
            )  # fmt: skip
        query = {"new": "1", "contract": contract.number}
        components.link(
            Place(t("page_checks.on_contract_new", lang), "spot_checks", query),
            icon=":material/casino:",
        )


def of_report(now: State, submission: Submission, lang: str) -> None:
    """What receipts showed of the rows of a report's file."""
    lists = check_reads.lists(now)
    for found in spot_check_findings.of_file(lists, submission.contract, submission.sha256):
        row = t("page_checks.history_line", lang, number=found.row)
        st.markdown(f"- {row}: {finding_text.words(found, lang, clean=escape)}")


def of_case(now: State, case: str, lang: str) -> None:
    """The lists whose rows a case was opened on."""
    for made in check_reads.lists(now):
        if any(name == case for _, name in made.cases):
            components.link(
                Place(t("page_checks.from_check", lang, list=made.identifier), "spot_checks",
                      {"list": made.identifier}),
                icon=":material/fact_check:",
            )  # fmt: skip
