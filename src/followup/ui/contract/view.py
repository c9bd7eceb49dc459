"""One contract: who and when, its requirements, and everything that has been received."""

from __future__ import annotations

import streamlit as st

from followup.domain.org_number import shown_org_number
from followup.domain.parties import Contract
from followup.i18n.text import day, t
from followup.services.contract import changes as contract_changes
from followup.services.contract.overview import Due
from followup.services.proof import figure_facts
from followup.ui import components, meaning, tables
from followup.ui.components import Place, escape, link
from followup.ui.contract import acts as contract_acts
from followup.ui.contract import charts as contract_charts
from followup.ui.contract import desk as contract_desk
from followup.ui.contract import exemptions as contract_exemptions
from followup.ui.contract import follow_ups as contract_follow_ups
from followup.ui.contract import history as contract_history
from followup.ui.contract import open_matters as contract_open
from followup.ui.contract import overview as contract_list
from followup.ui.contract import reads as contract_reads
from followup.ui.deviation import links as deviation_links
from followup.ui.deviation import small_rule
from followup.ui.energy import of_contract as contract_energy
from followup.ui.forecast import reads as ahead_reads
from followup.ui.joint import borrowing as joint_borrowing
from followup.ui.joint import claims as joint_claims
from followup.ui.joint import division as joint_division
from followup.ui.network import contract_tags
from followup.ui.penalty import contract as penalty_contract
from followup.ui.price_index import links as index_links
from followup.ui.reads import State
from followup.ui.requirement import part as requirement_part
from followup.ui.spot_check import links as spot_check_links


def show(now: State, contract_number: str, requirement: str | None, lang: str) -> None:
    """The contract with a number; a named requirement stands first."""
    found = contract_reads.contract_overview(now, contract_number)
    contract = found.contract
    list_ = Place(t("page_contracts.all", lang), "contracts")
    components.breadcrumb([list_], contract.number)
    st.header(escape(contract.title), anchor=False)
    contract_exemptions.said(lang)
    contract_follow_ups.said(lang)
    # What the reader came to write down stands first; else each has its place below.
    is_dispens, is_follow_up = contract_exemptions.is_asked(), contract_follow_ups.is_asked()
    if is_dispens or is_follow_up:
        components.ask_name(lang)
    if is_follow_up:
        contract_follow_ups.show(now, contract, lang)
    elif is_dispens:
        _dispenses(now, contract, lang, is_named=True)
    contract_open.show(now, contract, lang)
    left, right = st.columns([2, 5], gap="medium")
    with left:
        _facts(now, contract, contract_reads.dues(now).get(contract.number), lang)
    with right:
        if not found.requirements:
            components.empty_state(
                t("page_contract.no_requirements", lang),
                requirement_part.add_place(contract, lang),
            )
        else:
            clauses = [each.requirement for each in found.requirements]
            meaning.explain("contract", lang, figure_facts.of_emissions(clauses, lang))
        ordered = sorted(
            found.requirements,
            key=lambda r: r.requirement.identifier != _full(contract, requirement),
        )
        ahead = ahead_reads.of_contract(now, found)
        for each in ordered:
            with st.container(border=True, key=f"requirement-{each.requirement.identifier}"):
                contract_charts.show(each, lang, ahead.get(each.requirement.identifier))
                requirement_part.show(now, contract, each.requirement, lang)
        link(requirement_part.add_place(contract, lang), icon=":material/add:")
    if not is_follow_up:
        contract_follow_ups.show(now, contract, lang)
    joint_division.show(now, contract, lang)
    joint_claims.show(now, contract, lang)
    contract_desk.show(now, contract, lang)
    small_rule.of_contract(now, contract, lang)
    deviation_links.of_contract(now, contract.number, lang)
    penalty_contract.show(now, contract, lang)
    index_links.of_contract(now, contract, lang)
    spot_check_links.of_contract(now, contract, lang)
    joint_borrowing.show(now, contract, lang)
    contract_energy.show(now, contract, lang)
    contract_tags.show(now, contract, lang)
    contract_history.show(now, contract, lang)
    if is_follow_up or not is_dispens:
        _dispenses(now, contract, lang, is_named=is_follow_up)


def _dispenses(now: State, contract: Contract, lang: str, *, is_named: bool) -> None:
    """The dispenses, and below them what may be added: the form for a new one among it."""
    contract_exemptions.show(now, contract, lang)
    contract_acts.show(contract, lang, is_named=is_named)


def _full(contract: Contract, requirement: str | None) -> str | None:
    if requirement is None or "/" in requirement:
        return requirement
    return f"{contract.number}/{requirement}"


def _edit_place(contract: Contract, lang: str) -> Place:
    return Place(
        t("page_contract.change", lang), "contracts", {"contract": contract.number, "edit": "1"}
    )


def _facts(now: State, contract: Contract, due: Due | None, lang: str) -> None:
    """Parties, days and who reports."""
    link(
        Place(t("page_contract.upload", lang), "upload", {"contract": contract.number}),
        icon=":material/upload_file:",
    )
    link(_edit_place(contract, lang), icon=":material/edit:")
    lines = [
        ("supplier", contract.supplier or t("page_upload.internal", lang)),
        ("org_number", shown_org_number(contract.supplier_org_number)),
        ("buyers", contract_changes.words(contract, "buyers", lang)),
        ("responsible", contract.responsible or t("page_contracts.nobody", lang)),
        ("board", contract.board or t("page_contracts.nobody", lang)),
        ("days", f"{day(contract.days.start, lang)} – {day(contract.days.end, lang)}"),
        ("extension", contract_changes.words(contract, "extensions", lang)),
        ("next_report", contract_list.due_words(due, now, lang)),
        ("country", t(f"page_contract.country_{contract.country}", lang)),
        ("value", contract_changes.money(contract, lang)),
        ("cpv", contract_changes.words(contract, "cpv", lang)),
        ("category", contract.category),
        ("subcontractors", contract_changes.words(contract, "subcontractors", lang)),
        ("diary_number", contract.diary_number),
    ]
    tables.pairs(
        [(t(f"page_contracts.{name}", lang), words) for name, words in lines if words],
        alt=t("page_contract.facts_alt", lang, number=contract.number),
    )
    st.caption(t("page_contract.reporters", lang))
    for reporter in contract.reporters:
        words = contract_changes.reporter_words(reporter, lang)
        st.caption(escape(words))
