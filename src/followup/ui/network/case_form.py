"""Write a good example: choose the requirement it is about, see what is kept, and tell the rest."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from followup.domain.network import Entry
from followup.domain.parties import Contract
from followup.errors import UserError
from followup.i18n.text import period_label, t
from followup.services.installation import now_utc
from followup.services.network import cases, entries
from followup.services.proof import text as proof_text
from followup.ui import address, components, may, reads, resources
from followup.ui.components import Place, escape
from followup.ui.network import form
from followup.ui.network.form import Start
from followup.ui.reads import State
from followup.ui.state import acting


def new(now: State, lang: str) -> None:
    """A new example, from a requirement of a contract or from none."""
    components.breadcrumb(
        [Place(t("page_cases.back", lang), "cases")], t("page_cases.new", lang)
    )  # fmt: skip
    st.markdown(t("page_cases.new_why", lang))
    contract, requirement, period = _chosen(now, lang)
    fields = {}
    if contract is not None and requirement is not None:
        clause = next(r for r in contract.requirements if r.identifier == requirement)
        fields = {"title": clause.title, "asked": clause.clause[: entries.MOST_SIGNS["area"]]}
    buyer = contract.buyers[0].name if contract and contract.buyers else None
    _write(now, Start(
        "case", None, fields, buyer, None, contract.number if contract else None, requirement,
        period, "draft",
    ), lang)  # fmt: skip


def change(now: State, case: Entry, lang: str) -> None:
    """Change an example; it is a draft again until it is published anew."""
    back = Place(case.identifier, "cases", {"case": case.identifier})
    components.breadcrumb(
        [Place(t("page_cases.back", lang), "cases"), back], t("page_cases.change", lang)
    )
    if case.state == "published":
        st.info(t("page_cases.change_why", lang), icon=":material/info:")
    draft = replace(case, state="draft")
    _write(now, Start("case", draft, None, None, None, case.contract, case.requirement,
                      case.period), lang)  # fmt: skip


def _chosen(now: State, lang: str) -> tuple[Contract | None, str | None, str | None]:
    """Contract, requirement and period; what is chosen stands in the address."""
    contracts = {c.number: c for c in reads.contracts(now)}
    if not contracts:
        return None, None, None
    number = address.select(
        "contract", t("page_cases.contract", lang), list(contracts), lang,
        lambda n: f"{n} · {contracts[n].title}",
    )  # fmt: skip
    if number is None:
        return None, None, None
    contract = contracts[number]
    titles = {r.identifier: r.title for r in contract.requirements}
    requirement = address.select(
        "requirement", t("page_cases.requirement", lang), list(titles), lang,
        lambda r: f"{r.rpartition('/')[2]} · {titles[r]}",
    )  # fmt: skip
    if requirement is None:
        return contract, None, None
    judged = {
        str(a.period): a for a in reads.assessments(now)
        if a.requirement == requirement and a.verdict != "not_due"
    }  # fmt: skip
    period = address.select(
        "period", t("period.one", lang), list(judged), lang,
        lambda p: f"{period_label(judged[p].period, lang)}: "
                  f"{t(f'verdict.{judged[p].verdict}', lang)}",
    )  # fmt: skip
    if period is not None:
        found = judged[period]
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            components.status_badge(found.outcome, lang)
            st.markdown(escape(proof_text.finding(found, lang)))
    return contract, requirement, period


@may.takes("network_case")
def _write(now: State, start: Start, lang: str) -> None:
    actor = components.ask_name(lang)
    if actor is None:
        return
    written = form.ask(now, start, lang)
    if written is None:
        return
    own = resources.installation()
    try:
        with components.busy(t("app.working", lang)):
            made = cases.with_figures(own, written, now.as_of)
            name = entries.save(own, made, acting(actor), now_utc(), resources.today())
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[form.SAVED] = name
    st.query_params.clear()
    st.query_params["case"] = name
    st.rerun()
