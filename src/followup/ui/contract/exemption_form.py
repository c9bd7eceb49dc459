"""A new dispens: what it takes away, when and by whose decision, and what that changes."""

from __future__ import annotations

import re
from datetime import date

import streamlit as st

from followup.domain.parties import Contract, Exemption, ExemptionState
from followup.domain.period import parse_period
from followup.errors import UserError
from followup.i18n.text import join, t
from followup.services import entry
from followup.services.dispens import exemption
from followup.ui import address, components, may, resources
from followup.ui.components import Place, escape
from followup.ui.contract import exemptions
from followup.ui.requirement_chart import fuel_name

STATES: tuple[ExemptionState, ...] = ("granted", "pending", "refused")
# Known names shown as a hint; a list of more is no hint.
MOST_NAMES = 8


def place(label: str, contract: str, requirement: str, period: object) -> Place:
    """A link to the form, filled in for a requirement and a period."""
    query = {"contract": contract, exemptions.NEW: requirement, exemptions.DAYS: str(period)}
    return Place(label, "contracts", query)


@may.takes("dispens")
def show(contract: Contract, actor: str, lang: str) -> None:
    """The form, folded unless the address asks for it; then what saving would change."""
    asked = address.get(exemptions.NEW)
    box = st.expander(
        t("page_contract.exemption", lang), key="exemption_box", expanded=asked is not None,
        on_change="rerun",
    )  # fmt: skip
    if not box.open:
        return
    with box:
        st.caption(t("page_contract.exemption_help", lang))
        _form(contract, asked, lang)
        draft: Exemption | None = st.session_state.get(exemptions.DRAFT_KEY)
        if draft is not None and draft.contract == contract.number:
            exemptions.confirm(draft, actor, "exemption_save", lang)


def _form(contract: Contract, asked: str | None, lang: str) -> None:
    with st.form("exemption_form", border=False):
        requirement = _requirement(contract, asked, lang)
        reach = _reach(contract, lang)
        left, right = st.columns(2)
        period = left.text_input(
            t("page_contract.for_days", lang), value=address.get(exemptions.DAYS) or "",
            help=t("page_upload.days_help", lang), placeholder="2025-Q1", key="exemption_period",
        )  # fmt: skip
        reason = right.text_input(t("exemption.applicants_reason", lang), key="exemption_reason")
        decision = _decision(lang)
        if not st.form_submit_button(t("exemption.review", lang), key="exemption_review"):
            return
    try:
        draft = Exemption(
            contract.number, parse_period(str(period or "")), _day(decision["decided"]),
            str(reason or ""), requirement or None,
            vehicles=_vehicles(contract, reach["vehicles"]),
            categories=tuple(_several(reach["categories"])),
            fuel=reach["fuel"] or None,
            place=reach["place"].strip() or None,
            state=_state(decision["state"]),
            approved_by=decision["by"].strip() or None,
            applied_date=_day(decision["applied"]),
            diary_number=decision["diary"].strip() or None,
        )  # fmt: skip
    except UserError as error:
        st.session_state.pop(exemptions.DRAFT_KEY, None)
        components.error_box(error, lang)
        return
    st.session_state[exemptions.DRAFT_KEY] = draft


def _requirement(contract: Contract, asked: str | None, lang: str) -> str:
    titles = {r.identifier: f"{r.identifier.rpartition('/')[2]} {r.title}"
              for r in contract.requirements}  # fmt: skip
    options = ["", *titles]
    return str(
        st.selectbox(
            t("page_contract.exempt_from", lang),
            options,
            index=options.index(asked) if asked in titles else 0,
            format_func=lambda c: titles.get(c) or t("page_contract.every_requirement", lang),
            placeholder=t("app.choose", lang),
            key="exemption_requirement",
        )
        or ""
    )


def _reach(contract: Contract, lang: str) -> dict[str, str]:
    """What it takes away, as written; all of it empty is the whole requirement."""
    known = exemption.reachable(resources.installation(), contract.number)
    st.markdown(f"**{t('exemption.reach', lang)}**")
    st.caption(t("exemption.reach_help", lang))
    said: dict[str, str] = {}
    left, right = st.columns(2)
    for column, name in ((left, "vehicles"), (right, "categories"), (right, "place")):
        names = getattr(known, name if name != "place" else "places")
        with column:
            said[name] = st.text_input(t(f"exemption.{name}", lang), key=f"exemption_{name}")
            if names:
                shown = join(map(escape, names[:MOST_NAMES]), lang)
                st.caption(t("exemption.known_names", lang, names=shown))
    codes = [fuel.code for fuel in resources.installation().catalogue.fuels]
    said["fuel"] = str(
        left.selectbox(
            t("exemption.fuel", lang),
            ["", *codes],
            format_func=lambda c: fuel_name(c, lang) if c else t("page_contract.no_fuel", lang),
            placeholder=t("app.choose", lang),
            key="exemption_fuel",
        )
        or ""
    )
    return said


def _decision(lang: str) -> dict[str, str]:
    """Whether and how it is decided, as written."""
    state = st.radio(
        t("exemption.outcome", lang),
        STATES,
        format_func=lambda code: t(f"exemption.outcome_{code}", lang),
        key="exemption_state",
        horizontal=True,
    )
    first, second = st.columns(2)
    labels = {
        "applied": t("exemption.applied_day", lang),
        "decided": t("page_contract.decided_on", lang),
        "by": t("exemption.approved_by", lang),
        "diary": t("exemption.diary_number", lang),
    }
    said = {"state": str(state)}
    for column, name in ((first, "applied"), (first, "decided"), (second, "by"), (second, "diary")):
        said[name] = str(column.text_input(labels[name], key=f"exemption_{name}") or "")
    return said


def _vehicles(contract: Contract, written: str) -> tuple[str, ...]:
    """Vehicles and machines as the reports name them; any other is taken for a registration."""
    known = exemption.reachable(resources.installation(), contract.number).vehicles
    as_reported = {name.casefold(): name for name in known}
    names = (as_reported.get(n.casefold()) or entry.vehicle(n) for n in _several(written))
    return tuple(dict.fromkeys(name for name in names if name))


def _state(said: str) -> ExemptionState:
    return next((state for state in STATES if state == said), "granted")


def _day(written: str) -> date | None:
    return entry.day(written) if written.strip() else None


def _several(written: str) -> list[str]:
    return [name.strip() for name in re.split(r"[,;\n]", written) if name.strip()]
