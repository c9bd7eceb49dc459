"""Enter a procured vehicle by hand, change one, or take one away; the old word stays on file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Final

import streamlit as st

from followup.domain.clean_vehicle import JudgedVehicle, ProcuredVehicle
from followup.domain.parties import Contract
from followup.errors import UserError
from followup.i18n.text import day, exact, t
from followup.ingest.layout import shared
from followup.services import entry as entered
from followup.services import written
from followup.services.clean import reading as clean_import
from followup.services.clean import vehicles as clean_vehicles
from followup.services.clean import words
from followup.services.installation import Actor, now_utc
from followup.ui import address, components, reads, resources, tables
from followup.ui.clean import reads as clean_reads
from followup.ui.clean.listing import name_of
from followup.ui.components import Place
from followup.ui.reads import State
from followup.ui.state import acting

SAVED_KEY: Final = "clean_saved"
UNKNOWN: Final = ""
CHOICES: Final = {
    "form": "clean_vehicle.form.{}", "bus_class": "{}", "eu_category": "{}",
    "drive": "drivetrain.{}", "fuel": "fuel.{}", "exception": "clean_vehicle.exception.{}",
    "is_double_decker": "clean_vehicle.answer.{}",
}  # fmt: skip


def show(now: State, lang: str) -> None:
    """The fields of one vehicle, new or known; saving leads back."""
    known = {name_of(j): j for j in clean_reads.overview(now).judged}
    judged = known.get(address.get("vehicle") or "")
    before = judged.vehicle if judged else None
    back = Place(t("nav.clean_vehicles", lang), "clean_vehicles")
    title = before.vehicle_id if before else t("page_clean.add", lang)
    components.breadcrumb([back], title)
    if judged is None and address.get("vehicle") != "new":
        components.empty_state(t("page_clean.no_such", lang))
        return
    if judged is not None:
        _answers(judged, lang)
    contracts = {c.number: c for c in reads.contracts(now)}
    if not contracts:
        components.empty_state(t("page_clean.no_contracts", lang))
        return
    actor = components.ask_name(lang)
    if actor is None:
        return
    key = f"clean-{address.get('vehicle')}-{now.version}"
    with st.container(border=True, key="clean_form"):
        fields = _fields(before, contracts, key, lang)
        if st.button(t("page_clean.save", lang), key=f"{key}-save", type="primary",
                     icon=":material/save:"):  # fmt: skip
            _save(partial(_vehicle, fields), acting(actor), now, lang)
    if before is not None:
        _remove(before, acting(actor), now, key, lang)


def _answers(judged: JudgedVehicle, lang: str) -> None:
    """Whether it counts and is clean, why, where that was read, and the way to its contract."""
    state = t(f"clean_vehicle.state.{judged.state}", lang)
    lines = [
        ("state", state), ("class", words.class_word(judged, lang)),
        ("clean", words.clean_word(judged, lang)), ("zero", words.zero_word(judged, lang)),
        ("why", words.why(judged, lang)), ("awarded", day(judged.awarded, lang)),
        ("origin", words.origin(judged, lang)),
    ]  # fmt: skip
    tables.pairs(
        [(t(f"page_clean.column_{name}", lang), text) for name, text in lines if text],
        alt=t("page_clean.one_alt", lang, vehicle=judged.vehicle.vehicle_id),
    )
    query = {"contract": judged.contract.number, "edit": "1"}
    label = t("page_clean.to_contract", lang)
    components.link(Place(label, "contracts", query), ":material/contract:")


def saved(lang: str) -> None:
    """Say once what was done."""
    if done := st.session_state.pop(SAVED_KEY, None):
        code, count = done
        st.success(t(f"page_clean.{code}", lang, count=count), icon=":material/check:")


def _fields(
    before: ProcuredVehicle | None, contracts: Mapping[str, Contract], key: str, lang: str
) -> dict[str, str]:
    """What stands in each field, as text or code; empty is unknown."""
    found: dict[str, str] = {}
    left, right = st.columns(2)
    numbers = [before.contract] if before else list(contracts)
    found["contract"] = left.selectbox(
        t("page_clean.column_contract", lang), numbers,
        format_func=lambda n: f"{contracts[n].title} ({n})", key=f"{key}-contract",
        placeholder=t("app.choose", lang),
    )  # fmt: skip
    found["vehicle_id"] = before.vehicle_id if before else right.text_input(
        t("field.vehicle_id", lang), key=f"{key}-vehicle_id", help=t("page_clean.number_help", lang)
    )  # fmt: skip
    if before is not None:
        right.text_input(t("field.vehicle_id", lang), before.vehicle_id, disabled=True,
                         key=f"{key}-fixed")  # fmt: skip
    buyers = [UNKNOWN, *(b.name for b in contracts[found["contract"]].buyers)]
    rows = (("buyer", "awarded", "form"), ("eu_category", "bus_class", "is_double_decker"),
            ("total_weight_kg", "drive", "fuel"), ("co2_g_km", "rde_nox_share", "rde_pn_share"),
            ("exception", "fuel_evidence"))  # fmt: skip
    for row in rows:
        for place, name in zip(st.columns(len(row)), row, strict=True):
            with place:
                options = buyers if name == "buyer" else _options(name)
                found[name] = _field(name, options, _written(before, name, lang), key, lang)
    return found


def _options(name: str) -> Sequence[str] | None:
    """The codes a field offers, the first for unknown; None for a field to write in."""
    scope = resources.installation().catalogue.clean_scope
    offered = {
        "form": [f.code for f in scope.forms],
        "exception": [e.code for e in scope.exceptions],
        "eu_category": [c.code for c in scope.categories],
        "bus_class": list(shared().offered["bus_class"]),
        "drive": list(shared().offered["drivetrains"]),
        "fuel": [f.code for f in resources.installation().catalogue.fuels],
        "is_double_decker": ["yes", "no"],
    }
    return [UNKNOWN, *offered[name]] if name in offered else None


def _field(name: str, options: Sequence[str] | None, start: str, key: str, lang: str) -> str:
    label = t(f"page_clean.field_{name}", lang)
    if options is None:
        return st.text_input(label, start, key=f"{key}-{name}")
    chosen = st.selectbox(
        label, options, index=options.index(start) if start in options else 0,
        format_func=lambda code: _word(name, code, lang), placeholder=t("app.choose", lang),
        key=f"{key}-{name}",
    )  # fmt: skip
    return chosen or UNKNOWN


def _word(name: str, code: str, lang: str) -> str:
    if not code:
        empty = {"exception": "none", "buyer": "no_buyer"}.get(name, "unknown")
        return t(f"page_clean.{empty}", lang)
    pattern = CHOICES.get(name, "{}")
    return code if pattern == "{}" else t(pattern.format(code), lang)


def _written(before: ProcuredVehicle | None, name: str, lang: str) -> str:
    value = getattr(before, name) if before else None
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name in ("rde_nox_share", "rde_pn_share"):
        return f"{exact(value * 100, lang)} %"
    return exact(value, lang) if isinstance(value, int | Decimal) else str(value)


def _vehicle(fields: Mapping[str, str]) -> ProcuredVehicle:
    """The vehicle that the fields mean; raises UserError for what cannot be read."""
    weight = _amount(fields["total_weight_kg"])
    double = {"yes": True, "no": False}.get(fields["is_double_decker"])
    said = {name: text.strip() or None for name, text in fields.items()}
    return ProcuredVehicle(
        fields["contract"], entered.vehicle(fields["vehicle_id"]) or "",
        buyer=said["buyer"], form=said["form"], eu_category=said["eu_category"],
        bus_class=said["bus_class"], drive=said["drive"], fuel=said["fuel"],
        exception=said["exception"],
        awarded=written.maybe_day(fields["awarded"]),
        total_weight_kg=None if weight is None else int(weight),
        co2_g_km=_amount(fields["co2_g_km"]),
        rde_nox_share=clean_import.rde_share(fields["rde_nox_share"]),
        rde_pn_share=clean_import.rde_share(fields["rde_pn_share"]),
        fuel_evidence=said["fuel_evidence"], is_double_decker=double,
    )  # fmt: skip


def _amount(text: str) -> Decimal | None:
    try:
        return written.amount(text, "")
    except UserError as error:
        raise UserError("procured_amount", text=text) from error


def _save(build: partial[ProcuredVehicle], actor: Actor, now: State, lang: str) -> None:
    try:
        clean_vehicles.save(resources.installation(), [build()], actor, now.as_of, now_utc())
    except UserError as error:
        components.error_box(error, lang)
        return
    done("saved_one", 1)


def done(code: str, count: int) -> None:
    """Back to the page, which says what was done."""
    st.session_state[SAVED_KEY] = (code, count)
    address.put(vehicle=None, load=None)
    st.rerun()


def _remove(before: ProcuredVehicle, actor: Actor, now: State, key: str, lang: str) -> None:
    with st.expander(t("page_clean.remove", lang), key=f"{key}-removing"):
        st.caption(t("page_clean.remove_help", lang))
        reason = st.text_input(t("page_clean.remove_why", lang), key=f"{key}-why")
        if not st.button(t("page_clean.remove", lang), key=f"{key}-remove"):
            return
        try:
            clean_vehicles.remove(
                resources.installation(), before, reason, actor, now.as_of, now_utc()
            )
        except UserError as error:
            components.error_box(error, lang)
            return
        done("removed", 1)
