"""The form for a tender's saving: new or corrected, and taken back; every word is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from followup.domain.energy_saving import BASELINES, CATEGORIES, ENERGY_KINDS, EnergySaving
from followup.errors import UserError
from followup.i18n.text import t
from followup.rules import energy
from followup.services.energy import savings, written
from followup.services.energy.written import WrittenSaving
from followup.services.installation import now_utc
from followup.ui import address, components, may, reads, resources
from followup.ui.components import Place
from followup.ui.reads import State
from followup.ui.state import acting

SAVED: Final = "energy_saved"
PARTS: Final[dict[str, Sequence[str]]] = {
    "baseline": ("mwh", "units", "year", "source"),
    "expected": ("mwh", "units", "year", "source"),
}


def new(now: State, lang: str) -> None:
    """An empty form, with the contract the address names chosen."""
    components.breadcrumb([Place(t("nav.energy", lang), "energy")], t("page_energy.add", lang))
    st.header(t("page_energy.add", lang), anchor=False)
    fields(now, None, lang)


def said(lang: str) -> None:
    """Say once what was done."""
    if code := st.session_state.pop(SAVED, None):
        st.success(t(f"page_energy.done_{code}", lang), icon=":material/check:")


@may.takes("save_energy_saving")
def fields(now: State, before: EnergySaving | None, lang: str) -> None:
    """The fields of a tender's saving, and saving them."""
    name = components.ask_name(lang)
    if name is None:
        return
    key = f"energy-{before.identifier if before else 'new'}-{now.version}"
    with st.form(key, border=False):
        told = _written(now, before, key, lang)
        if not st.form_submit_button(
            t("page_energy.save", lang), icon=":material/save:", type="primary"
        ):
            return
    identifier = before.identifier if before else ""
    act(
        lambda: savings.save(
            resources.installation(), written.saving(identifier, told), acting(name), now_utc(),
            now.as_of,
        ),
        "corrected" if before else "saved", lang,
    )  # fmt: skip


@may.takes("withdraw_energy_saving")
def withdraw(now: State, saving: EnergySaving, lang: str) -> None:
    """Take it out of the sums, with a reason."""
    with st.expander(t("page_energy.withdraw", lang), icon=":material/undo:"):
        st.caption(t("page_energy.withdraw_help", lang))
        name = components.ask_name(lang)
        if name is None:
            return
        with st.form("energy_withdraw", border=False):
            why = st.text_input(t("page_energy.withdraw_why", lang), key="energy_why")
            if st.form_submit_button(t("page_energy.withdraw", lang)):
                act(
                    lambda: savings.withdraw(
                        resources.installation(), saving.identifier, why, acting(name), now_utc(),
                        now.as_of,
                    ),
                    "withdrawn", lang,
                )  # fmt: skip


def act(save: Callable[[], int], done: str, lang: str) -> None:
    """Do it and say so on the page it leads to, or say what hindered it."""
    try:
        number = save()
    except UserError as error:
        components.error_box(error, lang)
        return
    st.session_state[SAVED] = done
    if done == "saved":
        address.put(saving=savings.name_of(number))
    elif done == "withdrawn":
        address.put(saving=None)
    st.rerun()


def _written(now: State, before: EnergySaving | None, key: str, lang: str) -> WrittenSaving:
    """What stands in each field."""
    title = st.text_input(
        t("page_energy.field_title", lang), before.title if before else "", key=f"{key}-title"
    )
    left, right = st.columns(2)
    category = _choose("category", CATEGORIES, before.category if before else None, left, key, lang)
    kind = _choose("kind", ENERGY_KINDS, before.energy_kind if before else None, right, key, lang)
    contracts = {c.number: c for c in reads.contracts(now)}
    named = before.contract if before else address.get("contract")
    options = ["", *contracts]
    contract = left.selectbox(
        t("page_energy.column_contract", lang), options,
        options.index(named) if named in options else 0, key=f"{key}-contract",
        format_func=lambda n: f"{contracts[n].title} ({n})" if n else t("page_energy.none", lang),
    )  # fmt: skip
    buyer = contracts[named].buyers[0].name if named in contracts else ""
    organisation = right.text_input(
        t("page_energy.column_organisation", lang), before.organisation if before else buyer,
        key=f"{key}-organisation",
    )  # fmt: skip
    unit = st.text_input(
        t("page_energy.field_unit", lang), (before.unit or "") if before else "",
        key=f"{key}-unit", help=t("page_energy.field_unit_help", lang),
    )  # fmt: skip
    st.markdown(f"**{t('page_energy.part_baseline', lang)}**")
    left, right = st.columns(2)
    baseline = _choose("baseline", ["", *BASELINES], before.baseline_kind if before else None,
                       left, key, lang)  # fmt: skip
    text = right.text_input(
        t("page_energy.field_baseline_text", lang), (before.baseline_text or "") if before else "",
        key=f"{key}-baseline_text",
    )  # fmt: skip
    numbers = {"baseline": _numbers("baseline", before, unit, key, lang)}
    st.markdown(f"**{t('page_energy.part_expected', lang)}**")
    numbers["expected"] = _numbers("expected", before, unit, key, lang)
    st.markdown(f"**{t('page_energy.part_factor', lang)}**")
    grams, factor = (
        place.text_input(t(f"page_energy.field_{n}", lang), _start(before, n), key=f"{key}-{n}")
        for place, n in zip(st.columns(2), ("grams_per_kwh", "factor_source"), strict=True)
    )
    note = st.text_input(
        t("page_energy.field_note", lang), _start(before, "note"), key=f"{key}-note"
    )
    return WrittenSaving(
        title, category, organisation, contract or "", kind, unit, baseline, text,
        *numbers["baseline"], *numbers["expected"], grams, factor, note,
    )  # fmt: skip


def _numbers(
    part: str, before: EnergySaving | None, unit: str, key: str, lang: str
) -> tuple[str, str, str, str]:
    found = [
        place.text_input(
            t(f"page_energy.field_{name}", lang, unit=unit or "–"),
            _start(before, f"{part}_{'kwh' if name == 'mwh' else name}"),
            key=f"{key}-{part}-{name}",
        )
        for place, name in zip(st.columns(len(PARTS[part])), PARTS[part], strict=True)
    ]
    return found[0], found[1], found[2], found[3]


def _start(before: EnergySaving | None, name: str) -> str:
    """What stands in a field from before: numbers in the unit of the field."""
    value = getattr(before, name) if before else None
    if value is None or isinstance(value, str | int):
        return "" if value is None else str(value)
    is_energy = name in ("baseline_kwh", "expected_kwh")
    return written.shown(energy.converted(value, "kWh", "MWh") if is_energy else value)


def _choose(
    group: str, options: Sequence[str], start: str | None, place: st.delta_generator.DeltaGenerator,
    key: str, lang: str,
) -> str:  # fmt: skip
    chosen = place.selectbox(
        t(f"page_energy.choose_{group}", lang), options,
        options.index(start) if start in options else 0, key=f"{key}-{group}",
        format_func=lambda c: t(f"energy_saving.{group}.{c}", lang) if c
        else t("page_energy.none", lang),
    )  # fmt: skip
    return chosen or ""
