"""Enter a contract, or change one: a change is a new version and the old one stays."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.domain.org_number import shown_org_number
from followup.domain.parties import Buyer, Contract
from followup.errors import UserError
from followup.i18n.text import t
from followup.reference.tables import COUNTRIES
from followup.services import entry
from followup.services.contract import contracts
from followup.services.entry import WrittenContract, WrittenRequirement
from followup.services.installation import now_utc
from followup.services.requirement.limits import percent_text
from followup.ui import components, may, reads, resources
from followup.ui.components import Place, error_box, escape
from followup.ui.contract import more as contract_more
from followup.ui.contract import rows as contract_rows
from followup.ui.contract.rows import Rows
from followup.ui.state import acting

FORM_KEY: Final = "contract_form"
SAVED_KEY: Final = "contract_saved"


@may.takes("save_contracts")
def show(before: Contract | None, lang: str) -> None:
    """The form; saving leads to the contract."""
    name = before.number if before else t("page_contract.new", lang)
    components.breadcrumb([Place(t("page_contracts.all", lang), "contracts")], name)
    st.header(
        t("page_contract.change_title", lang, number=escape(name))
        if before
        else t("page_contract.new", lang),
        anchor=False,
    )
    if before is not None:
        st.caption(t("page_contract.change_help", lang))
    actor = components.ask_name(lang)
    if actor is None:
        return
    rows = _rows(before)
    written = _parties(before, lang)
    st.subheader(t("page_contract.reporters", lang), anchor=False)
    reporters = contract_rows.reporters(rows, lang)
    requirements: tuple[WrittenRequirement, ...] = ()
    if before is None:
        st.subheader(t("page_contracts.requirements", lang), anchor=False)
        st.caption(t("page_contract.steps_help", lang))
        catalogue = resources.installation().catalogue
        requirements = contract_rows.requirements(rows, catalogue, lang)
    if st.button(
        t("page_contract.save", lang), key="contract_save", type="primary", icon=":material/save:"
    ):
        made = WrittenContract(
            **written,  # type: ignore[arg-type]
            reporters=reporters,
            reporter_days=contract_rows.reporter_days(rows, reporters),
            requirements=requirements,
        )
        _save(made, before, actor, lang)


def _rows(before: Contract | None) -> Rows:
    """The rows of this form, made anew when another contract is opened."""
    name = before.number if before else None
    kept = st.session_state.get(FORM_KEY)
    if kept is None or kept[0] != name:
        kept = (name, Rows.of(before))
        st.session_state[FORM_KEY] = kept
    rows: Rows = kept[1]
    return rows


def _parties(before: Contract | None, lang: str) -> dict[str, object]:
    key = f"contract-{before.number if before else 'new'}"

    def field(place: object, name: str, value: str | None, **more: object) -> str:
        label = t(f"page_contract.field_{name}", lang)
        return str(place.text_input(label, value or "", key=f"{key}-{name}", **more) or "")  # type: ignore[attr-defined]

    found: dict[str, object] = {}
    if before is None:
        left, right = st.columns([1, 2])
        found["number"] = field(left, "number", None, help=t("page_contract.number_help", lang))
        found["title"] = field(right, "title", None)
    else:
        found["number"] = before.number
        found["title"] = field(st, "title", before.title)
    supplier, org, country = st.columns([2, 1, 1])
    found["supplier"] = field(supplier, "supplier", before.supplier if before else None)
    known = shown_org_number(before.supplier_org_number) if before else None
    found["org_number"] = field(org, "org_number", known)
    found["country"] = country.selectbox(
        t("page_contract.field_country", lang),
        COUNTRIES,
        index=COUNTRIES.index(before.country) if before and before.country in COUNTRIES else 0,
        format_func=lambda code: t(f"page_contract.country_{code}", lang),
        placeholder=t("app.choose", lang),
        key=f"{key}-country",
        help=t("page_contract.country_help", lang),
    )
    found["is_internal"] = st.checkbox(
        t("page_contract.field_internal", lang),
        value=before.is_internal if before else False,
        key=f"{key}-internal",
    )
    found["buyers"] = st.text_area(
        t("page_contract.field_buyers", lang),
        "\n".join(_buyer(b) for b in before.buyers) if before else "",
        key=f"{key}-buyers",
        height=80,
        help=t("page_contract.buyers_help", lang),
    )
    start, end = st.columns(2)
    found["start"] = field(
        start,
        "start",
        before.start_date.isoformat() if before else None,
        placeholder=t("app.for_example", lang, what="2025-01-01"),
    )
    found["end"] = field(
        end,
        "end",
        before.end_date.isoformat() if before else None,
        placeholder=t("app.for_example", lang, what="2028-12-31"),
    )
    left, right = st.columns(2)
    for place, name in (
        (left, "responsible"),
        (right, "board"),
        (left, "category"),
        (right, "diary_number"),
    ):
        found[name] = field(place, name, getattr(before, name) if before else None)
    found["more"] = contract_more.show(before, key, lang)
    return found


def _buyer(buyer: Buyer) -> str:
    """A buyer as it is written in the field: its share behind its name."""
    return f"{buyer.name} {percent_text(buyer.share)}".strip()


def _save(written: WrittenContract, before: Contract | None, actor: str, lang: str) -> None:
    installation = resources.installation()
    try:
        made = entry.build(installation.catalogue, written, lang, before)
        known = {c.number for c in reads.contracts(reads.state())}
        if before is None and made.number in known:
            raise UserError("contract_number_taken", contract=made.number)  # noqa: TRY301
        contracts.save(installation, [made], acting(actor), resources.today(), now_utc())
    except UserError as error:
        error_box(error, lang)
        return
    forget()
    st.session_state[SAVED_KEY] = made.number
    for name in ("new", "edit"):
        st.query_params.pop(name, None)
    st.query_params["contract"] = made.number
    st.rerun()


def forget() -> None:
    """Drop the rows of a form that was left."""
    st.session_state.pop(FORM_KEY, None)
    contract_more.forget()


def saved(lang: str) -> None:
    """Say once that a contract was saved."""
    if number := st.session_state.pop(SAVED_KEY, None):
        st.success(t("page_contract.saved", lang, number=escape(number)), icon=":material/check:")
