"""The form for a measured year, with what a contract's own reports say of it."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from followup.domain.energy_saving import EnergySaving
from followup.i18n.text import number, percent, t
from followup.rules import energy
from followup.services.energy import rows, savings, words, written
from followup.services.energy.amounts import YearAmounts
from followup.services.energy.written import WrittenMeasured
from followup.services.installation import now_utc
from followup.ui import components, may, reads, resources
from followup.ui.energy import form
from followup.ui.energy import reads as energy_reads
from followup.ui.reads import State
from followup.ui.state import acting

FIELDS: Final = ("year", "mwh", "units")


@may.takes("measure_energy")
def show(now: State, saving: EnergySaving, lang: str) -> None:
    """What was really used in a year: the reports' own figure as an offer, and the fields."""
    with st.expander(t("page_energy.measure", lang), icon=":material/speed:", key="energy_measure"):
        st.caption(t("page_energy.measure_help", lang))
        offered = energy_reads.by_contract(now).get(saving.contract or "", ())
        for year in offered:
            _offer(now, saving, year, lang)
        name = components.ask_name(lang)
        if name is None:
            return
        with st.form("energy_measured", border=False):
            year_, mwh, units = (
                place.text_input(
                    t(f"page_energy.field_{field}", lang, unit=saving.unit or "–"),
                    key=f"measured_{field}",
                )
                for place, field in zip(st.columns(3), FIELDS, strict=True)
            )
            source = st.text_input(t("page_energy.field_source", lang), key="measured_source")
            note = st.text_input(t("page_energy.field_note", lang), key="measured_note")
            if st.form_submit_button(
                t("page_energy.measure_save", lang), icon=":material/save:", type="primary"
            ):
                told = WrittenMeasured(year_, mwh, units, source, note)
                form.act(
                    lambda: savings.measure(
                        resources.installation(), written.measured(saving.identifier, told),
                        acting(name), now_utc(), now.as_of,
                    ),
                    "measured", lang,
                )  # fmt: skip


def _offer(now: State, saving: EnergySaving, year: YearAmounts, lang: str) -> None:
    """What the contract's fuel reports hold of a year, and its rows to take away."""
    told = words.mwh(year.known_kwh, lang)
    is_whole = year.is_whole and year.coverage is not None and year.coverage >= 1
    if year.known_kwh is None:
        left = t("page_energy.offer_unknown", lang, rows=number(year.without_energy, lang))
    elif not is_whole:
        share = percent(year.coverage, lang, 0)
        left = t("page_energy.offer_thin", lang, mwh=told, share=share)
    else:
        left = t("page_energy.offer", lang, mwh=told)
    st.markdown(f"{t('page_energy.offer_year', lang, year=year.year)}: {left}")
    with st.container(horizontal=True, vertical_alignment="center"):
        if is_whole and year.known_kwh is not None:
            st.button(
                t("page_energy.offer_take", lang, year=year.year), key=f"offer_{year.year}",
                on_click=partial(_fill, saving, year, lang), icon=":material/input:",
            )  # fmt: skip
        for contract in (c for c in reads.contracts(now) if c.number == saving.contract):
            build = partial(
                rows.workbook, resources.installation(), contract, year.year, now.as_of, lang
            )
            st.download_button(
                t("page_energy.offer_rows", lang, year=year.year), data=build,
                file_name=t("page_energy.rows_file", lang, contract=contract.number,
                            year=year.year),
                mime=components.XLSX, key=f"offer_rows_{year.year}", icon=":material/download:",
                on_click="ignore", type="tertiary",
            )  # fmt: skip


def _fill(saving: EnergySaving, year: YearAmounts, lang: str) -> None:
    value = energy.half_up(energy.converted(year.known_kwh, "kWh", "MWh"), 3)
    st.session_state["measured_year"] = str(year.year)
    st.session_state["measured_mwh"] = written.shown(value)
    st.session_state["measured_source"] = t(
        "page_energy.offer_source", lang, contract=saving.contract, year=year.year
    )
