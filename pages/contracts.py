"""Contracts: the list, one contract with its requirements, and the form to enter one."""

import streamlit as st

from followup.i18n.text import t
from followup.services.upload import templates
from followup.ui import components, reads, state
from followup.ui.components import Place, busy
from followup.ui.contract import form as contract_form
from followup.ui.contract import overview as contract_list
from followup.ui.contract import view as contract_view
from followup.ui.requirement import form as requirement_form

lang = state.current_language()
st.title(t("nav.contracts", lang), anchor=False)
state.keep_address()
now = reads.state()
chosen = st.query_params.get("contract")
contract_form.saved(lang)
requirement_form.saved(lang)
if "new" in st.query_params:
    contract_form.show(None, lang)
elif chosen and {"edit", "clause"} & set(st.query_params):
    known = {c.number: c for c in reads.contracts(now)}
    if chosen in known and "clause" in st.query_params:
        requirement_form.show(known[chosen], st.query_params["clause"], lang)
    elif chosen in known:
        contract_form.show(known[chosen], lang)
    else:
        components.empty_state(
            t("error.unknown_contract", lang, contract=components.escape(chosen)),
            Place(t("page_contracts.all", lang), "contracts"),
        )
elif chosen:
    contract_form.forget()
    requirement_form.forget()
    with busy(t("app.working", lang)):
        contract_view.show(now, chosen, st.query_params.get("requirement"), lang)
else:
    contract_form.forget()
    with st.container(horizontal=True, vertical_alignment="center"):
        components.link(
            Place(t("page_contracts.enter", lang), "contracts", {"new": "1"}),
            icon=":material/add:",
        )
        st.download_button(
            t("page_contracts.register_template", lang),
            data=lambda: templates.workbook("contracts", lang),
            file_name=t("page_contracts.register_file", lang),
            mime=components.XLSX,
            key="register_template",
            icon=":material/download:",
            on_click="ignore",
        )
        contract_list.downloads(now, lang)
        components.link(
            Place(t("page_contracts.upload_register", lang), "upload"),
            icon=":material/upload_file:",
        )
    if reads.contracts(now):
        with busy(t("app.working", lang)):
            contract_list.show(now, lang)
    else:
        components.empty_state(
            t("page_contracts.none", lang),
            Place(t("page_contracts.enter", lang), "contracts", {"new": "1"}),
        )
